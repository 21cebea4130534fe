"""Layer models of the map: columns of geometry and style for a snapshot and a viewport. Headless, pure.

Part of the distribution below; start-up refuses to run against somebody else's package of this name.
"""

DISTRIBUTION = "command-center"
