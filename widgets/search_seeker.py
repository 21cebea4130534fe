"""Builds the index and answers searches on threads of its own; the newest question counts. GUI thread outside; no Qt on
the threads but the signal that brings an answer home."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from command_center.state.snapshot import Snapshot
from layers.search.addresses import address_hits
from layers.search.coordinates import coordinate_hits
from layers.search.district import districts_of
from layers.search.index import MOST, Hit, Index
from layers.search.names import Named, Place

Found = list[tuple[Hit, str]]  # with the district of each, "" for none


class Seeker(QObject):
    """found(text, Found): the answer to the newest question; built(): the index is that of the snapshot given last."""

    found = Signal(str, object)
    built = Signal()
    _came = Signal(int, str, object)

    def __init__(self, chinese: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chinese = chinese
        self._index = Index()
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="search")
        self._snapshot: Snapshot | None = None
        self._language: bool | None = None
        self._building = self._again = False
        self._asked = 0
        self._came.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        pool = self._pool
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))

    @property
    def is_busy(self) -> bool:
        """Whether the index is being built."""
        return self._building

    def set_static(self, rows: list[Named]) -> None:
        """Rows that no snapshot changes."""
        self._index.add_static(rows)

    def take(self, snapshot: Snapshot) -> None:
        """Build the index of a state, unless it is that already; one build at a time."""
        if snapshot is self._snapshot and self._chinese() is self._language:
            return
        if self._building:
            return  # who asks next brings the newest
        self._building, self._snapshot, self._language = True, snapshot, self._chinese()
        self._submit(lambda: self._index.build(snapshot, bool(self._language), slices=True), 0, "")

    def ask(self, text: str, near: Place | None) -> None:
        """Search; the answer comes by `found`."""
        self._asked += 1
        snapshot, chinese = self._snapshot, self._chinese()
        self._submit(lambda: search(self._index, snapshot, text, near, chinese), self._asked, text)

    def _submit(self, work: Callable[[], Any], number: int, text: str) -> None:
        def done(future: Future[Any]) -> None:
            if future.cancelled():
                return
            error = future.exception()
            if error is not None:
                sys.excepthook(type(error), error, error.__traceback__)
            try:
                self._came.emit(number, text, None if error is not None else future.result())
            except RuntimeError:
                return  # the window has gone meanwhile

        self._pool.submit(work).add_done_callback(done)

    def _answer(self, number: int, text: str, result: Any) -> None:
        if number == 0:
            self._building = False
            self.built.emit()
        elif number == self._asked and result is not None:
            self.found.emit(text, result)


def search(index: Index, snapshot: Snapshot | None, text: str, near: Place | None, chinese: bool) -> Found:
    """Coordinates, then names, then what an address leads to where no name is that. Any thread."""
    hits = coordinate_hits(text, near, chinese)
    hits += index.find(text, near, MOST - len(hits))
    if snapshot is not None and len(hits) < MOST and not any(hit.kind == "place" for hit in hits):
        hits = [*hits, *address_hits(text, index, snapshot, near)][:MOST]
    members = snapshot.features.get("districts") if snapshot is not None else None
    told = districts_of(members) if members else None
    return [(hit, hit.row.district or (told.at(hit.place, chinese) if told and hit.place and len(hit.row.places) == 1 else ""))
            for hit in hits]
