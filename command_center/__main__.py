"""`python -m command_center` is `command-center`."""

import sys

from command_center.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
