"""`command-center run`: the desktop; without --config the embedded demo city."""

from __future__ import annotations

import argparse
import atexit
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from command_center.cli.main import UsageError
from command_center.cli.screen_options import (
    add_city_arguments,
    add_screen_arguments,
    check_scene,
    existing,
)
from command_center.cli.virtual_screen import check_display, has_display, picture_folder, virtual_screen

HELP = "open the desktop; without --config the embedded demo city"
VIRTUAL_SIZES = {"wall": (3840, 1080), "wall_tall": (3840, 2160)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `run`."""
    add_city_arguments(parser)
    add_screen_arguments(parser)
    parser.add_argument("--pictures", type=Path, default=None, metavar="FOLDER",
                        help="write a screenshot there every few seconds (default without a display)")


def run(args: argparse.Namespace) -> int:
    """Open it and stay until it is closed."""
    if args.config is not None:
        existing(args.config, "configuration file")
    check_scene(args.scene, args.config)
    return leave(open_window(args, config=args.config, fresh=args.fresh))


def open_window(args: argparse.Namespace, **options: Any) -> int:
    """The window with the shared options, on a virtual screen where there is no other."""
    pictures = getattr(args, "pictures", None)
    with ExitStack() as stack:
        if not has_display():
            width, height = args.size or VIRTUAL_SIZES.get(args.scene, (1920, 1080))
            name = stack.enter_context(virtual_screen(width, height))
            pictures = pictures or picture_folder()
            print(f"No display: running on a virtual screen {name} of {width}x{height} pixels.", flush=True)
        else:
            check_display()
        if pictures is not None:
            make_folder(pictures)
            print(f"A screenshot is written every 5 seconds to {pictures.resolve()}", flush=True)
        return show(scene=args.scene, size=args.size, language=args.lang, pictures=pictures, **options)


def make_folder(folder: Path) -> None:
    """For pictures; UsageError where it cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder for pictures {folder} cannot be made ({error.strerror}); choose another with "
                         "--pictures") from error
    if not os.access(folder, os.W_OK):
        raise UsageError(f"the folder for pictures {folder} cannot be written; choose another with --pictures")


def leave(code: int) -> int:
    """End the process with a code once everything is closed: what Qt and the libraries that are still being
    imported would do to each other while Python takes itself apart is nobody's business."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def show(**options: Any) -> int:
    """The desktop with these options; what stops it from opening becomes one plain sentence."""
    # An interruption of Qt's own imports is lost in them or aborts the process, so it waits for the window.
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _: asked.append(got))
    from command_center.app import Options, run_desktop

    try:
        return run_desktop(Options(**options), asked)
    except Exception as error:
        explained = _explained(error)
        if explained is error:
            raise
        raise explained from error


def _explained(error: Exception) -> Exception:
    """A UsageError for what an operator can help, else the error itself. Imports only now what it needs: the first
    paint cannot wait for it."""
    from command_center.engine.lock import LockedError
    from command_center.journal.base import JournalError
    from widgets.sentences import sentence

    if isinstance(error, LockedError):
        return UsageError(f"{error}: close that desktop first, or leave --fresh out to join it")
    if isinstance(error, JournalError):
        return UsageError(sentence(error.key, error.parameters, english=True))
    if isinstance(error, OSError) and error.filename and error.strerror:
        return UsageError(f"{error.filename}: {error.strerror}; choose a folder that can be written, in [journal] of the "
                          "configuration")
    return UsageError(str(error)) if isinstance(error, OSError) else error
