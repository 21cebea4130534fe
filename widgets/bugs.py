"""Bugs: what no code caught goes to the log file and, once a kind, to the operator. Installed once; any thread."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from command_center.notices import notify

log = logging.getLogger("command_center.bug")
LOG_BYTES = 4_000_000  # beyond which a new file is begun and one old one kept


def log_path() -> Path:
    """The log file of this user."""
    import platformdirs

    return Path(platformdirs.user_state_dir("command-center")) / "command-center.log"


def _crashes_to(path: Path) -> None:
    """Where a crash below Python leaves the stacks of all threads; stderr if the file cannot be written."""
    try:
        faulthandler.enable(path.open("a", encoding="utf-8"))
    except OSError:
        faulthandler.enable()


def install(path: Path | None = None) -> Path:
    """Write the log to a file and hook the main thread's and all threads' uncaught errors; gives the file."""
    path = path or log_path()
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.replace(path.with_suffix(".log.1"))
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()  # a full or read-only disk: better on stderr than nowhere
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    _crashes_to(path.with_name("crash.log"))

    def uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        sys.__excepthook__(kind, error or kind(), trace)
        log.error("uncaught", exc_info=(kind, error or kind(), trace))
        text = f"{kind.__name__}: {error}"
        notify("error", "notice.bug", error=text if len(text) < 200 else text[:200] + "…", file=str(path))

    sys.excepthook = uncaught
    threading.excepthook = lambda args: uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    return path
