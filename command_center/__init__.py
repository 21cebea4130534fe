"""Command Center: the headless core. Qt is imported by `app` alone, and only inside it."""

__version__ = "0.1.0"
DISTRIBUTION = "command-center"
