"""`command-center replay`: the desktop on a journal, which is only read."""

from __future__ import annotations

import argparse
from pathlib import Path

from command_center.cli.main import UsageError
from command_center.cli.run import leave, open_window
from command_center.cli.screen_options import AXES, add_screen_arguments, check_scene, existing, instant

HELP = "open the desktop on a journal"
SLOWEST, FASTEST = 1 / 8, 600.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `replay`."""
    parser.add_argument("journal", type=Path, metavar="PATH", help="the journal file")
    parser.add_argument("--from", dest="since", type=instant, default=None, metavar="T",
                        help="instant to begin at (ISO 8601; default: the journal's first)")
    parser.add_argument("--until", type=instant, default=None, metavar="T", help="instant to end at")
    parser.add_argument("--speed", type=speed, default=1.0, metavar="X", help="multiple of real time, 1/8 to 600")
    parser.add_argument("--axis", choices=AXES, default="received",
                        help="received: as known then (default); at: as it was")
    parser.add_argument("--config", type=Path, default=None, metavar="FILE",
                        help="configuration of the city, for its name, time zone and packs")
    add_screen_arguments(parser)


def speed(text: str) -> float:
    """1/8 or 0.125 to 600."""
    try:
        above, _, below = text.rstrip("x×").partition("/")
        value = float(above) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        value = 0.0
    if not SLOWEST <= value <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r} is no speed; write a number from 0.125 to 600")
    return value


def run(args: argparse.Namespace) -> int:
    """Open it and stay until it is closed."""
    existing(args.journal, "journal")
    if args.since is not None and args.until is not None and args.since >= args.until:
        raise UsageError("--from must lie before --until")
    check_scene(args.scene, args.config)
    return leave(open_window(args, config=args.config, journal=args.journal, at_utc=args.since, until_utc=args.until,
                             speed=args.speed, axis=args.axis))
