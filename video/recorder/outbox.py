"""Events on their way to the journal. A thread; an engine that is away for a while loses nothing that matters.

While the journal cannot be reached, events wait. Of one segment only the newest word is kept, so that hours fit.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from command_center.domain.events import Event, SegmentRecorded

log = logging.getLogger(__name__)
_LIMIT = 20_000
_RETRY_S = 1.0
_GATHER_S = 0.2


class Outbox:
    """append: gives a batch to the journal and returns when it is durable; raises when it is not."""

    def __init__(self, append: Callable[[Sequence[Event]], None]) -> None:
        self._append = append
        self._waiting: dict[object, Event] = {}
        self._lock = threading.Lock()
        self._work, self._over = threading.Event(), threading.Event()
        self.dropped = 0
        self._thread = threading.Thread(target=self._run, name="recorder-outbox", daemon=True)
        self._thread.start()

    def put(self, event: Event) -> None:
        """Queue an event; never waits."""
        key: object = event.eid
        if isinstance(event, SegmentRecorded):
            key = (event.camera, event.path)
        with self._lock:
            self._waiting.pop(key, None)
            self._waiting[key] = event
            while len(self._waiting) > _LIMIT:
                self._waiting.pop(next(iter(self._waiting)))
                self.dropped += 1
        self._work.set()

    def close(self, patience_s: float = 3.0) -> None:
        """Deliver what waits, at most so long."""
        self._over.set()
        self._work.set()
        self._thread.join(patience_s)

    def _run(self) -> None:
        lost = False
        while True:
            self._work.wait()
            self._work.clear()
            self._over.wait(_GATHER_S)
            with self._lock:
                batch = dict(self._waiting)
            if batch:
                try:
                    self._append(list(batch.values()))
                except Exception as error:
                    if not lost:
                        log.warning("the journal does not answer (%s); events wait", error)
                    lost = True
                    if self._over.is_set():
                        return
                    self._over.wait(_RETRY_S)
                    self._work.set()
                    continue
                if lost:
                    log.info("the journal answers again")
                lost = False
                with self._lock:
                    for key, event in batch.items():
                        if self._waiting.get(key) is event:
                            del self._waiting[key]
            if self._over.is_set():
                return
