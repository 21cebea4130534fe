"""Intake: from the connectors' threads into the journal. Whatever waits goes into one append, one at a time.

Batches therefore grow with the load by themselves. A full disk stops the flow, never drops it: the futures stay open,
the connectors block, and the append is tried again. Owns one thread.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future

import msgspec

from command_center.domain.events import NUMBERS, Event
from command_center.domain.time import DAY
from command_center.journal.base import Journal, JournalError
from command_center.journal.pack import pack

log = logging.getLogger("command_center.engine")

MOST_EVENTS = 5_000  # in one append
ROOM_EVENTS = 50_000  # that may wait before `publish` blocks
RETRY_S = 2.0
LATEST_UTC = 100_000 * DAY  # the year 2243: a later instant is a broken clock, and would upset every axis
_Item = tuple[list[Event], "Future[int]"]


class Intake:
    """publish() is the host's `submit`. on_trouble hears the JournalError that stops the flow, and None when it flows
    again."""

    def __init__(self, journal: Journal, site: str, on_trouble: Callable[[JournalError | None], None]) -> None:
        self._journal, self._site, self._on_trouble = journal, site, on_trouble
        self._waiting: deque[_Item] = deque()
        self._count = 0
        self._changed = threading.Condition()
        self._stopping = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
        self._thread.start()

    def publish(self, events: Sequence[Event]) -> Future[int]:
        """Take a batch; blocks while too much waits. The future gives the seq once it is durable."""
        item: _Item = ([event for event in events if is_sound(event)], Future())
        with self._changed:
            while self._count >= ROOM_EVENTS and not self._stopping:
                self._changed.wait(0.5)
            if self._stopping:
                item[1].cancel()
                return item[1]
            self._waiting.append(item)
            self._count += len(item[0])
            self._changed.notify_all()
        return item[1]

    def close(self, patience_s: float = 5.0) -> None:
        """Record what waits and end; what a full disk keeps out is given back as cancelled."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._thread.join(patience_s)
        self._stopped.set()
        self._thread.join(RETRY_S)
        for _, future in self._waiting:
            future.cancel()

    def _stamped(self, event: Event) -> Event:
        return event if event.site else msgspec.structs.replace(event, site=self._site)

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._waiting and not self._stopping:
                    self._changed.wait()
                if not self._waiting or self._stopped.is_set():
                    return
                items = self._take()
                self._changed.notify_all()
            self._record(items)

    def _take(self) -> list[_Item]:
        items: list[_Item] = []
        taken = 0
        while self._waiting and (not items or taken + len(self._waiting[0][0]) <= MOST_EVENTS):
            items.append(self._waiting.popleft())
            taken += len(items[-1][0])
        self._count -= taken
        return items

    def _record(self, items: list[_Item]) -> None:
        try:
            seq = self._append([event for events, _ in items for event in events])
        except Exception as error:
            if self._stopped.is_set():
                for _, future in items:
                    future.set_exception(error)
            elif len(items) > 1:
                for item in items:  # so that one bad batch takes no other down
                    self._record([item])
            else:
                self._record_what_can_be(items[0], error)
        else:
            for _, future in items:
                future.set_result(seq)

    def _record_what_can_be(self, item: _Item, error: Exception) -> None:
        """The good events of a batch that the journal refused: by halves, so that one bad event costs itself alone."""
        events, future = item
        if len(events) == 1:
            log.error("refused an event of %s: %s", events[0].source, error)
            future.set_exception(error)
            return
        halves: list[_Item] = [(events[:len(events) // 2], Future()), (events[len(events) // 2:], Future())]
        for half in halves:
            self._record([half])
        failed = [half for half in halves if half[1].exception() is not None]
        if len(failed) == len(halves):
            future.set_exception(error)
        else:
            future.set_result(max(half[1].result() for half in halves if half not in failed))

    def _append(self, events: list[Event]) -> int:
        # Packed before it is stamped: one stamp for a row of ten thousand samples.
        rows = [self._stamped(event) for event in pack(events)]
        troubled = False
        while True:
            try:
                seq = self._journal.append(rows).result() if rows else self._journal.head()
            except JournalError as error:
                if error.key == "journal.bad_event":
                    raise
                if not troubled:
                    self._on_trouble(error)
                troubled = True
                if self._stopped.wait(RETRY_S):
                    raise
            else:
                if troubled:
                    self._on_trouble(None)
                return seq


def is_sound(event: Event) -> bool:
    """Whether the journal can take an event at all; one that it cannot is logged and left out."""
    if type(event) in NUMBERS and 0 <= event.at_utc <= LATEST_UTC:
        return True
    log.warning("refused an event of %s: %s at %s", event.source, type(event).__name__, event.at_utc)
    return False
