"""Keeps Python's cycle collector from stopping the desk while much is loaded. Any thread.

A full collection walks every object there is: with a city of 37,000 features it stopped all threads for 104 ms, and
loading causes several. What is loaded stays and holds no cycles, so it is put out of the collector's sight (it is
still freed by its reference counts).
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

BULK_ENTRIES = 2_000  # folded since the last time: so many objects are no trickle

_lock = threading.Lock()
_loading = 0


@contextmanager
def loading() -> Iterator[None]:
    """No collections inside; what was made inside is out of sight afterwards."""
    global _loading
    with _lock:
        _loading += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _loading -= 1
            if not _loading:
                gc.freeze()
                gc.enable()


def out_of_sight() -> None:
    """Put what there is now out of the collector's sight; takes no time."""
    gc.freeze()
