"""A journal in memory: forks, tests, and connectors that are only tried out. Calls are safe from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future

from msgspec.structs import replace

from command_center.domain.events import NUMBERS, Event
from command_center.domain.ids import eid_text, new_eid
from command_center.domain.time import now_utc
from command_center.journal import codec
from command_center.journal.base import Axis, Conflict, Entry, JournalError
from command_center.journal.following import start_tail
from command_center.journal.pack import pack

PAGE = 2000


class MemoryJournal:
    """Same promises as the file, but for durability. Entries are kept for the life of the object."""

    def __init__(self, *, import_received: bool = False) -> None:
        self.identity = eid_text(new_eid())
        self._import = import_received
        self._entries: list[Entry] = []
        self._seq_of: dict[bytes, int] = {}
        self._heads: dict[str, int] = {}
        self._taken: set[tuple[str, int]] = set()
        self._last = 0
        self._grown = threading.Condition()
        self._closed = False

    def append(self, batch: Sequence[Event], expected: Mapping[str, int] | None = None) -> Future[int]:
        """See Journal.append; the future is done when this returns."""
        future: Future[int] = Future()
        try:
            rows = pack(batch)
            for event in rows:
                codec.encode(event)
            with self._grown:
                future.set_result(self._append(rows, expected or {}))
                self._grown.notify_all()
        except (Conflict, JournalError) as error:
            future.set_exception(error)
        return future

    def _append(self, rows: list[Event], expected: Mapping[str, int]) -> int:
        if self._closed:
            raise JournalError("journal.closed")
        present = [self._seq_of[event.eid] for event in rows if event.eid in self._seq_of]
        if present and len(present) == len(rows):
            return present[-1]
        self._refuse_conflicts(rows, expected, bool(present))
        for event in rows:
            given = event.received_utc if self._import and event.received_utc else now_utc()
            self._last = max(self._last, given)
            entry = Entry(len(self._entries) + 1, replace(event, received_utc=self._last))
            self._entries.append(entry)
            self._seq_of[event.eid] = entry.seq
            if event.ver is not None:
                self._taken.add((event.stream, event.ver))
                self._heads[event.stream] = max(self._heads.get(event.stream, 0), event.ver)
        return len(self._entries)

    def _refuse_conflicts(self, rows: list[Event], expected: Mapping[str, int], partly: bool) -> None:
        eids = [event.eid for event in rows]
        if partly or len(set(eids)) < len(eids):
            raise Conflict(rows[0].stream, "some of these events are recorded already")
        for stream, version in expected.items():
            if self._heads.get(stream, 0) != version:
                raise Conflict(stream)
        versions = [(event.stream, event.ver) for event in rows if event.ver is not None]
        for number, version_of in enumerate(versions):
            if version_of in self._taken or version_of in versions[:number]:
                raise Conflict(version_of[0])

    def read(
        self, after: int = 0, until: int | None = None, *, kinds: Collection[int] | None = None,
        axis: Axis = "received", after_utc: int | None = None, until_utc: int | None = None,
    ) -> Iterator[list[Entry]]:
        """See Journal.read."""
        chosen = self._entries[after:until]
        if kinds is not None:
            wanted = frozenset(kinds)
            chosen = [entry for entry in chosen if NUMBERS[type(entry.event)] in wanted]
        if after_utc is not None or until_utc is not None:
            low, high = after_utc, until_utc
            chosen = [entry for entry in chosen if (low is None or _instant(entry, axis) > low)
                      and (high is None or _instant(entry, axis) <= high)]
        if axis == "at":
            chosen = sorted(chosen, key=lambda entry: (entry.event.at_utc, entry.seq))
        for start in range(0, len(chosen), PAGE):
            yield chosen[start : start + PAGE]

    def seek(self, at_utc: int, axis: Axis = "received") -> int:
        """See Journal.seek."""
        return max((entry.seq for entry in list(self._entries) if _instant(entry, axis) <= at_utc), default=0)

    def head(self) -> int:
        """See Journal.head."""
        return len(self._entries)

    def bounds(self, axis: Axis = "received") -> tuple[int, int]:
        """See Journal.bounds."""
        instants = [_instant(entry, axis) for entry in list(self._entries)]
        return (min(instants), max(instants)) if instants else (0, 0)

    def earliest(self, after: int) -> int | None:
        """See Journal.earliest."""
        return min((entry.event.at_utc for entry in self._entries[after:]), default=None)

    def tail(self, after: int, on_batch: Callable[[list[Entry]], None]) -> Callable[[], None]:
        """See Journal.tail."""
        def follow(stopping: threading.Event) -> None:
            last = after
            while not stopping.is_set():
                with self._grown:
                    while len(self._entries) <= last and not stopping.is_set():
                        self._grown.wait()
                    fresh = self._entries[last : last + PAGE]
                if fresh and not stopping.is_set():
                    on_batch(fresh)
                    last = fresh[-1].seq

        return start_tail(follow, self._grown)

    def close(self) -> None:
        """No more appends."""
        with self._grown:
            self._closed = True


def _instant(entry: Entry, axis: Axis) -> int:
    return entry.event.received_utc if axis == "received" else entry.event.at_utc
