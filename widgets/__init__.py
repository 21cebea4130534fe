"""The screen: the only package that imports Qt.

Part of the distribution below; start-up refuses to run against somebody else's package of this name.
"""

DISTRIBUTION = "command-center"
