"""`command-center shot`: starts the desktop, waits until it is settled, writes a screenshot, ends."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from command_center.cli.main import UsageError
from command_center.cli.run import leave, show
from command_center.cli.screen_options import (
    AXES,
    add_city_arguments,
    add_screen_arguments,
    check_scene,
    existing,
    instant,
)

HELP = "write a screenshot of the settled desktop and end"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `shot`."""
    parser.add_argument("out", type=Path, metavar="OUT.png", help="file to write")
    add_city_arguments(parser)
    add_screen_arguments(parser)
    parser.add_argument("--after", type=seconds, default=60.0, metavar="SECONDS",
                        help="take it after so long even if it is not settled (default: 60)")
    parser.add_argument("--journal", type=Path, default=None, metavar="PATH", help="show this journal, not the city")
    parser.add_argument("--at", type=instant, default=None, metavar="TIME",
                        help="instant of the journal to show (ISO 8601; default: its last)")
    parser.add_argument("--axis", choices=AXES, default="received",
                        help="received: as known then (default); at: as it was")


def seconds(text: str) -> float:
    """A positive number."""
    value = float(text)
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError("a number of seconds above 0")
    return value


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when the picture is written."""
    if args.at is not None and args.journal is None:
        raise UsageError("--at needs --journal: the past can only be shown of a journal")
    if args.journal is not None:
        existing(args.journal, "journal")
    if args.config is not None:
        existing(args.config, "configuration file")
    if not args.out.parent.is_dir():
        raise UsageError(f"there is no folder {args.out.parent} for the picture")
    if args.out.suffix.lower() not in (".png", ".jpg", ".jpeg", ".webp"):
        raise UsageError(f"{args.out.name}: the picture's name must end in .png")
    check_scene(args.scene, args.config)
    # A picture needs no screen, and a window manager would not give it the exact size.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return leave(show(config=args.config, scene=args.scene, size=args.size, language=args.lang, fresh=args.fresh,
                      journal=args.journal, at_utc=args.at, axis=args.axis, picture=args.out, after_s=args.after))
