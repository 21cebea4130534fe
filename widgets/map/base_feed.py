"""Brings the base map's features from snapshots to the raster workers, in slices of at most 2 ms. GUI thread.

What changed is found by comparing collections, so that a seek in a replay, which makes every object anew, redraws
nothing as long as the city itself is the same.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from command_center.domain.features import Feature
from command_center.domain.geo import is_place
from command_center.state.snapshot import NOTHING, Changes, Snapshot
from layers.basemap import classify, detail, whole
from layers.basemap_labels import LabelTable, table_of
from layers.basemap_rows import BaseRow
from widgets.map.raster_messages import Answer, Build, Built, Put, frame
from widgets.map.raster_pool import RasterPool

_SLICE_S = 0.002
_FRAME_ROWS = 300
_QUIET_MS, _PATIENCE_S = 150, 1.5
GONE = -1


def base_row(collection: str, feature: Feature) -> BaseRow | None:
    """The row of a feature; None for what the base map does not draw."""
    if not feature.geometry:
        return None
    properties = feature.properties
    base = classify(collection, properties)
    if base is None:
        return None
    return BaseRow(f"{collection}/{feature.feature}", int(base), feature.geometry,
                   str(properties.get("name") or properties.get("name_zh") or ""),
                   str(properties.get("name_en") or properties.get("name:en") or ""), _label_place(properties),
                   detail(collection, properties))


def _label_place(properties: Mapping[str, Any]) -> tuple[float, float] | None:
    lon, lat = properties.get("label_lon"), properties.get("label_lat")
    if not isinstance(lon, (int, float)) or not isinstance(lat, (int, float)) or not is_place(lon, lat):
        return None
    return float(lon), float(lat)


class BaseFeed(QObject):
    """Signals: built(version) when tiles of a new version can be drawn; labels(LabelTable); bounds(box)."""

    built = Signal(int)
    labels = Signal(object)
    bounds = Signal(object)

    def __init__(self, pool: RasterPool, parent: QObject | None = None, claimed: frozenset[str] = frozenset()) -> None:
        """claimed: collections that layers of their own draw; unless they are named as the city's own, they are none
        of the base map's."""
        super().__init__(parent)
        self._pool = pool
        self._claimed = {name for name in claimed if whole(name) is None}
        self._known: dict[str, Mapping[str, Feature]] = {}
        self._snapshot: Snapshot | None = None
        self._touched: dict[str, set[str] | None] = {}
        self._since = 0.0
        self._jobs: deque[Iterator[None]] = deque()
        self._version = 0
        self._building: set[int] = set()
        self._untold: Counter[int] = Counter()  # workers that wait to be told all, and how often
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._begin)
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._slice)
        pool.started.connect(self._on_started)
        pool.answered.connect(self._on_answer)
        pool.lost.connect(lambda number, _: self._building.discard(number))

    @property
    def is_settled(self) -> bool:
        """Whether the workers have everything that was seen."""
        return not (self._touched or self._jobs or self._building)

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """Note what changed; it is gathered once the changes pause, or soon anyway."""
        self._snapshot = snapshot
        if changes.reset:
            fresh = {name for name in {*snapshot.features, *self._known}
                     if snapshot.features.get(name) is not self._known.get(name)}
            self._touched.update(dict.fromkeys(fresh))
        for table, ids in changes.ids.items():
            name = table.removeprefix("features/")
            if name != table and self._touched.get(name, ()) is not None:
                self._touched[name] = (self._touched.get(name) or set()) | ids
        if self._touched:
            self._since = self._since or time.monotonic()
            if time.monotonic() - self._since < _PATIENCE_S or not self._quiet.isActive():
                self._quiet.start()

    def _begin(self) -> None:
        if self._snapshot is None or not self._touched:
            return
        touched, self._touched, self._since = self._touched, {}, 0.0
        self._jobs.append(self._gather(self._snapshot, touched))
        self._slices.start()

    def _slice(self) -> None:
        until = time.perf_counter() + _SLICE_S
        while self._jobs and time.perf_counter() < until:
            if next(self._jobs[0], self) is self:
                self._jobs.popleft()
        if not self._jobs:
            self._slices.stop()

    def _gather(self, snapshot: Snapshot, touched: Mapping[str, set[str] | None]) -> Iterator[None]:
        sent = False
        for collection, ids in touched.items():
            if collection in self._claimed:
                continue
            old = self._known.get(collection, NOTHING)
            new = snapshot.features.get(collection, NOTHING)
            self._known[collection] = new
            for batch in _batches(_differences(collection, old, new, ids)):
                if batch:
                    body = frame(Put(batch))
                    sent = True
                    for number in self._told():
                        self._pool.send(number, body)
                yield
        if sent:
            self._version += 1
            for number in self._told():
                self._build(number)

    def _told(self) -> list[int]:
        """Workers that know what the others know. One that began while features were under way would hear the rest alone,
        and its tiles, blank but of the newest version, would stay."""
        return [number for number in self._pool.numbers() if not self._untold[number]]

    def _build(self, number: int) -> None:
        self._building.add(number)
        self._pool.ask(number, Build(self._version, labels=number == 0))

    def _on_started(self, number: int) -> None:
        if self._known:
            self._untold[number] += 1
            self._jobs.append(self._tell_all(number))
            self._slices.start()

    def _tell_all(self, number: int) -> Iterator[None]:
        """Everything again, for a worker that starts anew."""
        for collection, mapping in list(self._known.items()):
            for batch in _batches(_differences(collection, NOTHING, mapping, None)):
                if batch:
                    self._pool.send(number, frame(Put(batch)))
                yield
        self._untold[number] -= 1
        if self._version and not self._untold[number]:
            self._build(number)

    def _on_answer(self, number: int, answer: Answer) -> None:
        if not isinstance(answer, Built):
            return
        if answer.version == self._version:
            self._building.discard(number)
        if answer.labels is not None:
            self.labels.emit(table_of(answer.labels))
        if answer.bounds is not None:
            self.bounds.emit(answer.bounds)
        self.built.emit(answer.version)


def _differences(collection: str, old: Mapping[str, Feature], new: Mapping[str, Feature],
                 ids: Iterable[str] | None) -> Iterator[BaseRow | None]:
    """Rows to send; None for what is the same, so that the caller can count its time."""
    for identity in new if ids is None else ids:
        feature, before = new.get(identity), old.get(identity)
        if feature is None:
            yield BaseRow(f"{collection}/{identity}", GONE) if before is not None else None
        elif before is feature or before == feature:
            yield None
        else:
            row = base_row(collection, feature)
            gone = BaseRow(f"{collection}/{identity}", GONE) if before is not None else None
            yield row or gone
    if ids is None:
        for identity in old:
            if identity not in new:
                yield BaseRow(f"{collection}/{identity}", GONE)


def _batches(rows: Iterable[BaseRow | None]) -> Iterator[list[BaseRow]]:
    batch: list[BaseRow] = []
    seen = 0
    for row in rows:
        seen += 1
        if row is not None:
            batch.append(row)
        if seen >= _FRAME_ROWS:
            yield batch
            batch, seen = [], 0
    if batch:
        yield batch


def no_labels() -> LabelTable:
    """A table without names, until a worker has made one."""
    from layers.basemap_labels import LabelColumns

    return table_of(LabelColumns())
