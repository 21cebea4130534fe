"""Dispatch without a screen: recommending units, routing, timers."""
