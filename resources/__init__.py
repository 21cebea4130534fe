"""Files that the application ships: tokens, icons, fonts, translations, packs, symbols, the demo's configuration.

Part of the distribution below; start-up refuses to run against somebody else's package of this name.
"""

from pathlib import Path

DISTRIBUTION = "command-center"
FOLDER = Path(__file__).resolve().parent
