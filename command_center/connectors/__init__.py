"""Connectors: each speaks one protocol, on a thread of its own, and publishes events. The host runs them."""
