"""What tools leave on the map until it is cleared: areas, lines, places, labels, by the key of who left them. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter

from layers.drawing import Floats
from widgets.map.tools import ink
from widgets.map.viewpoint import Viewpoint


@dataclass(frozen=True)
class Label:
    """A text at a place, centred or beside it. Of those that would cover each other the strong one is shown."""

    lon: float
    lat: float
    text: str
    strong: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Mark:
    """rings and lines: (n, 2) WGS84 degrees each; holes are rings too (odd-even); dots: places."""

    rings: Sequence[Floats] = ()
    lines: Sequence[Floats] = ()
    dots: Sequence[tuple[float, float]] = ()
    labels: Sequence[Label] = ()
    dashed: bool = False
    faint: bool = False


class Marks(QObject):
    """Marks by key; the newest on top."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._held: dict[str, list[Mark]] = {}

    def put(self, key: str, *marks: Mark) -> None:
        """In place of what that key had."""
        self._held.pop(key, None)
        if marks:
            self._held[key] = list(marks)
        self.changed.emit()

    def add(self, key: str, mark: Mark) -> None:
        """Beside what that key has."""
        self._held.setdefault(key, []).append(mark)
        self.changed.emit()

    def of(self, key: str) -> list[Mark]:
        """What a key has."""
        return list(self._held.get(key, ()))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to clear."""
        return not self._held

    def clear(self) -> None:
        """Take everything off."""
        if self._held:
            self._held.clear()
            self.changed.emit()

    def paint(self, painter: QPainter, view: Viewpoint) -> None:
        """All of them; an overlay of the map."""
        for marks in self._held.values():
            for mark in marks:
                paint_mark(painter, view, mark)


def paint_mark(painter: QPainter, view: Viewpoint, mark: Mark) -> None:
    """One mark."""
    if len(mark.rings):
        ink.area(painter, [view.pixels(ring) for ring in mark.rings], dashed=mark.dashed, faint=mark.faint)
    for line in mark.lines:
        ink.line(painter, view.pixels(line), dashed=mark.dashed)
    if mark.dots:
        for x, y in view.pixels(np.array(mark.dots)).tolist():
            ink.dot(painter, x, y)
    taken: list[QRectF] = []
    for label in sorted(mark.labels, key=lambda label: not label.strong):
        ink.plate(painter, *view.pixel(label.lon, label.lat), [label.text], strong=label.strong,
                  centred=not label.beside, taken=taken)


def rings_of(geometry: object) -> list[Floats]:
    """Every ring of a shapely area."""
    import shapely

    parts = [part for part in shapely.get_parts(geometry).tolist() if part.geom_type == "Polygon" and not part.is_empty]
    return [np.asarray(ring.coords)[:, :2] for part in parts for ring in (part.exterior, *part.interiors)]
