"""Nouns and rules of a city operations centre. Pure: no threads, no I/O, no Qt."""
