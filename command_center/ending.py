"""How a process of ours that runs until it is told ends: by a signal, and within a limit whatever hangs then.

Belongs to the main thread. The signal is told through a queue that may be put to from a handler: `Event.set()` there
waits for ever for its own lock when the signal comes while the main thread is going to sleep in `Event.wait()`.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import threading
import time

log = logging.getLogger("command_center")
GAVE_UP = 75  # exit code of a process that did not come to its end by itself


class Ending:
    """Takes SIGTERM and SIGINT from its construction on."""

    def __init__(self) -> None:
        self._signals: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._is_told = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda got, _: self._signals.put(got))

    def wait(self, timeout_s: float | None = None) -> bool:
        """Sleep until the process is told to end; True when it is, False when the time is over."""
        if not self._is_told:
            try:
                self._signals.get(timeout=timeout_s)
                self._is_told = True
            except queue.Empty:
                pass
        return self._is_told


def end_within(limit_s: float) -> None:
    """From now on the process has so long to end in good order; then it ends as it is. Nobody else may be there to
    see to it: its parent may have died."""
    threading.Thread(target=_give_up, args=(limit_s,), name="end", daemon=True).start()


def _give_up(limit_s: float) -> None:
    time.sleep(limit_s)
    log.error("not ended in good order within %g s", limit_s)
    os._exit(GAVE_UP)
