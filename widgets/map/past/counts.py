"""How much happened in the window, in buckets that stay where they are while the window moves on. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from command_center.domain.time import DAY, HOUR, MINUTE, SECOND
from command_center.engine.session import Session
from widgets.map.past.asking import Asking
from widgets.map.past.window import Span

LANES = ("reports", "incidents", "alarms", "observations")
STEPS = (10 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR,
         2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY)
_BUCKETS = 72  # at most


def bucket_of(length_us: int) -> int:
    """The finest round bucket for a length of time."""
    return next((step for step in STEPS if length_us <= step * _BUCKETS), STEPS[-1])


class Counts(QObject):
    """Buckets number first to last (of bucket_us since 1970) of each lane. changed: other numbers."""

    changed = Signal()

    def __init__(self, session: Callable[[], Session | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.bucket_us, self.first = MINUTE, 0
        self.lanes: dict[str, NDArray[np.int64]] = {}
        self._of: Any = None
        self._until_utc = 0
        self._asking = Asking(self)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is awaited."""
        return not self._asking.busy

    def forget(self) -> None:
        """Nothing is shown."""
        self._asking.drop()
        self.lanes, self._of = {}, None

    def look(self, whole: Span) -> None:
        """Ask for what is not known of a window."""
        session = self._session()
        if session is None:
            return
        bucket = bucket_of(whole[1] - whole[0])
        first, last = whole[0] // bucket, whole[1] // bucket
        goes_on = self._until_utc <= whole[1] <= self._until_utc + bucket * _BUCKETS  # no jump, either way
        if session is not self._of or bucket != self.bucket_us or first < self.first or not goes_on:
            self._asking.drop()
            self.bucket_us, self.first, self._of, self.lanes = bucket, first, session, {}
            self._ask(session, first, last, whole[1])
        elif not self._asking.busy and whole[1] - self._until_utc >= min(5 * SECOND, bucket):
            self._ask(session, max(first, self._until_utc // bucket), last, whole[1])

    def _ask(self, session: Session, first: int, last: int, until_utc: int) -> None:
        self._until_utc = until_utc
        bucket = self.bucket_us
        future = session.history.counts(first * bucket, (last + 1) * bucket, bucket)
        self._asking.ask(future, lambda found: self._take(first, last, found))

    def _take(self, first: int, last: int, found: Mapping[str, NDArray[np.int64]]) -> None:
        begin = max(self.first, last - 2 * _BUCKETS)  # what the window left behind is dropped
        for lane in LANES:
            column = np.zeros(last - begin + 1, np.int64)
            known = self.lanes.get(lane, np.zeros(0, np.int64))[max(0, begin - self.first):max(0, first - self.first)]
            column[:len(known)] = known
            fresh = found.get(lane, np.zeros(0, np.int64))[max(0, begin - first):last - first + 1]
            at = max(first, begin) - begin
            column[at:at + len(fresh)] = fresh
            self.lanes[lane] = column
        self.first = begin
        self.changed.emit()

    def between(self, span: Span) -> dict[str, int]:
        """How many lie in the buckets that a stretch touches."""
        low = max(0, span[0] // self.bucket_us - self.first)
        high = max(low, -(-span[1] // self.bucket_us) - self.first)
        return {lane: int(column[low:high].sum()) for lane, column in self.lanes.items()}
