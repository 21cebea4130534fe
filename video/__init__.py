"""Video without a screen: sources, decode pool, recorder, health.

Part of the distribution below; start-up refuses to run against somebody else's package of this name.
"""

DISTRIBUTION = "command-center"
