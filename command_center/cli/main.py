"""`command-center`: finds the subcommand and gives it its arguments.

Every subcommand is a module of this package with HELP, add_arguments(parser) and run(args) -> exit code; it is
imported only when it is asked for, so that `--help` and the headless commands start fast.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from command_center import __version__
from command_center.redaction import guard_logs

COMMANDS = {
    "run": "open the desktop; without --config the embedded demo city",
    "shot": "write a screenshot of the settled desktop and end",
    "serve": "engine, connectors and recorder, no screen",
    "connect": "list the connectors, or try one and print its events",
    "ingest": "feed files through a connector's reader into a journal",
    "journal": "look into a journal",
    "tiles": "fetch an area of map tiles ahead, look into their cache",
    "video": "recorded footage: signed exports, locks, what devices hold themselves",
    "replay": "open the desktop on a journal",
    "secret": "passwords of cameras and sources",
    "citysim": "the demo city on real protocols",
    "bench": "measure the claims of docs/performance.md",
    "doctor": "check this machine",
}


class UsageError(Exception):
    """Bad input of a command: one plain sentence that says what is wrong and what to do; exit code 2."""


def build_parser(chosen: str | None) -> argparse.ArgumentParser:
    """The parser; only the chosen subcommand's module is imported."""
    parser = argparse.ArgumentParser(prog="command-center", description="City operations centre")
    parser.add_argument("--version", action="version", version=f"command-center {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in COMMANDS.items():
        sub = subparsers.add_parser(name, help=text, description=text)
        if name == chosen:
            module = import_module(f"command_center.cli.{name}")
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Entry point of the console script."""
    guard_logs()
    arguments = sys.argv[1:] if argv is None else argv
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    parsed = build_parser(chosen).parse_args(arguments)
    try:
        return int(parsed.run(parsed) or 0)
    except UsageError as error:
        print(f"command-center: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _told_problems(error):
            raise
        return 2


def _told_problems(error: Exception) -> bool:
    """Whether this was a configuration's list of problems, printed here. Imported only now: it costs a tenth of a
    second, which the desktop's first paint cannot wait for."""
    from command_center.config import ConfigError

    if not isinstance(error, ConfigError):
        return False
    for file, key, expected in error.problems:
        print(f"command-center: {file}: {key}: expected {expected}" if key else
              f"command-center: {file}: expected {expected}", file=sys.stderr)
    return True
