"""The thread of a tail: started, woken when the journal grows, and stopped by whoever asked for the tail."""

from __future__ import annotations

import threading
from collections.abc import Callable


def start_tail(follow: Callable[[threading.Event], None], grown: threading.Condition) -> Callable[[], None]:
    """Runs `follow(stopping)` on a thread of its own. The function that is returned sets `stopping`, wakes whoever
    waits for `grown`, and waits for the thread's end, except on that thread itself."""
    stopping = threading.Event()
    thread = threading.Thread(target=follow, args=(stopping,), name="journal-tail", daemon=True)
    thread.start()

    def stop() -> None:
        stopping.set()
        with grown:
            grown.notify_all()
        if threading.current_thread() is not thread:
            thread.join()

    return stop
