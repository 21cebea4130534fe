"""Events on their way to the journal. A thread; an engine that is away for a while loses nothing that matters.

While the journal cannot be reached, events wait. Of one segment only the newest word is kept, so that hours fit.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from command_center.domain.events import Event, SegmentRecorded
from command_center.journal.base import Conflict, JournalError

log = logging.getLogger(__name__)
_LIMIT = 20_000
_RETRY_S = 1.0
_GATHER_S = 0.2


class Outbox:
    """append: gives a batch to the journal and returns when it is durable; raises when it is not."""

    def __init__(self, append: Callable[[Sequence[Event]], None]) -> None:
        self._append = append
        self._waiting: dict[object, Event] = {}
        self._handed: list[Event] = []  # given to the journal, not answered yet
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
            error = self._deliver()
            if error is not None:
                if not lost:
                    log.warning("the journal does not answer (%s); events wait", error)
                if not self._over.is_set():
                    self._over.wait(_RETRY_S)
                    self._work.set()
            elif lost:
                log.info("the journal answers again")
            lost = error is not None
            if self._over.is_set():
                return

    def _deliver(self) -> Exception | None:
        """Hand over everything; why that cannot be done now. A batch without an answer goes again as it was: the journal
        knows one that it has, and refuses one that has grown since."""
        while True:
            with self._lock:
                if not self._handed:
                    self._handed, self._waiting = list(self._waiting.values()), {}
            if not self._handed:
                return None
            try:
                self._append(self._handed)
                self._handed = []
            except Exception as error:
                if not _is_refusal(error):
                    return error
                if failed := self._deliver_one_by_one():
                    return failed

    def _deliver_one_by_one(self) -> Exception | None:
        """What is refused as a batch must not hold up all that comes after it."""
        while self._handed:
            try:
                self._append(self._handed[:1])
            except Exception as error:
                if not _is_refusal(error):
                    return error
                self.dropped += 1
                log.error("the journal does not take %s: %s", type(self._handed[0]).__name__, error)
            self._handed = self._handed[1:]
        return None


def _is_refusal(error: Exception) -> bool:
    """Whether the same would be refused for ever."""
    return isinstance(error, Conflict) or (isinstance(error, JournalError) and error.key == "journal.bad_event")
