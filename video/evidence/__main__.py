"""`python -m video.evidence`: an Export as JSON on standard input, JSON lines on standard output; ends when its
parent does. Niced: nobody's screen waits for it.

Lines: {"done": 0..1, "camera": id}, at the end {"folder", "sha256", "files", "bytes", "empty"} or {"failure", "detail"}.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import msgspec

from video.evidence.export import Progress, make_export
from video.evidence.request import Export, Failure

_NICE, _EVERY_S = 15, 0.2


def main() -> int:
    """Exit code 0, or 1 for a failure."""
    os.nice(_NICE)
    parent, told, over = os.getppid(), 0.0, threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())

    def tell(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told >= _EVERY_S:
            told = time.monotonic()
            _say(progress._asdict())

    try:
        export = msgspec.json.decode(sys.stdin.buffer.read(), type=Export)
        result = make_export(export, tell, lambda: over.is_set() or os.getppid() != parent)
    except Failure as failure:
        _say({"failure": failure.key, "detail": failure.detail})
        return 1
    except Exception as error:
        _say({"failure": "evidence.unreadable", "detail": f"{type(error).__name__}: {error}"})
        return 1
    _say({**result._asdict(), "folder": str(result.folder)})
    return 0


def _say(line: dict[str, object]) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
