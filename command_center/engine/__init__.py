"""The engine (connectors to journal), the desk (journal to snapshots), commands, replay. Threads, no Qt."""
