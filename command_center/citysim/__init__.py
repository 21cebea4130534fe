"""The demo city: a separate process that speaks real protocols on loopback. Imports domain alone."""
