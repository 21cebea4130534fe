"""The time window of the maps: which stretch of time they show, what happened in it, and the bar that says so."""
