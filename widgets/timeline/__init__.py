"""The timeline: lanes of what happened, and the controls of replay."""
