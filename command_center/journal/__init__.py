"""The journal: every event, durable, in the order in which the centre learned of it."""
