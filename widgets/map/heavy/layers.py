"""The heavy layers of one map: notices which drawings are heavy, hands them to the raster workers, keeps their tiles.
GUI thread; columns are sorted and written in threads, where numpy lets the screen go on.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QPainter

from layers.drawing import Drawing
from layers.point_cells import PointCells, keep_cells
from layers.stack import Entry
from widgets.map.heavy.columns import File, held
from widgets.map.heavy.messages import DrawHeavy, HeavyDrawn, Hold
from widgets.map.raster_layers.painting import paint_pictures
from widgets.map.raster_layers.pictures import PICTURE
from widgets.map.raster_layers.shelf import Picture, Shelf
from widgets.map.raster_share import Share
from widgets.map.slots import Slots
from widgets.map.tiles import Key, tiles_of
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

POINTS, VERTICES, PARTS = 150_000, 60_000, 6_000  # from which a drawing is heavy
_IN_FLIGHT = 2


def is_heavy(drawing: Drawing) -> bool:
    """Whether painting it would take the screen too long."""
    return (len(drawing.points.xy) >= POINTS or len(drawing.lines.xy) >= VERTICES or len(drawing.areas.xy) >= VERTICES
            or len(drawing.lines.style) >= PARTS or len(drawing.areas.style) >= PARTS)


def _identity(drawing: Drawing) -> tuple[Any, ...]:
    """The same for drawings of the same columns, however often they were put together anew. Holds them, so that no other
    column gets their place in memory."""
    p, n, a = drawing.points, drawing.lines, drawing.areas
    return (p.xy, p.symbol, p.heading, p.symbols, n.xy, n.offset, n.style, n.styles, a.xy, a.offset, a.owner, a.style,
            a.styles, drawing.heat, drawing.cones)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(one) == len(other) and all(a is b or (isinstance(a, tuple) and a == b)
                                          for a, b in zip(one, other, strict=True))


class _Layer:
    """Tiles of one layer. number: of the columns that the workers hold, 0 for none yet."""

    def __init__(self) -> None:
        self.wanted: tuple[Any, ...] = ()
        self.begun: tuple[Any, ...] = ()
        self.number = 0
        self.file: File | None = None
        self.pictures: dict[Key, Picture] = {}
        self.visible: set[Key] = set()
        self.asked: set[Key] = set()
        self.busy = False

    def lacking(self) -> list[Key]:
        """Tiles in view that are missing or of other columns."""
        return [key for key in self.visible if key not in self.asked
                and (key not in self.pictures or self.pictures[key].made_of != (self.number,))]


class HeavyLayers(QObject):
    """Signal changed: paint again. slots: (first, last + 1) of the pool's that are for them."""

    changed = Signal()
    _written = Signal(str, object, object, object)

    def __init__(self, pool: Share, slots: tuple[int, int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._slots = Slots(pool.handle, pool.count, pool.first)
        self._shelf = Shelf(self._slots, *slots)
        self._layers: dict[str, _Layer] = {}
        self._numbers, self._tickets = itertools.count(1), itertools.count(1)
        self._drawing: dict[int, tuple[_Layer, DrawHeavy]] = {}
        self._came: list[Key] = []
        self._turn = 0
        self._written.connect(self._on_written)
        pool.answered.connect(self._on_answer)
        pool.lost.connect(self._on_lost)
        pool.started.connect(self._on_started)

    def has(self, entry: Entry) -> bool:
        """Whether a layer is painted from its tiles."""
        one = self._layers.get(entry.layer.key)
        return one is not None and bool(one.wanted)

    def follow(self, view: Viewpoint, shown: Iterable[Entry]) -> None:
        """What is shown now; cheap where nothing changed."""
        self._turn += 1
        seen = set()
        for entry in shown:
            if is_heavy(entry.drawing):
                seen.add(entry.layer.key)
                self._want(entry.layer.key, entry.drawing, view)
        for key, one in self._layers.items():
            if key not in seen and one.wanted:
                one.wanted, one.visible = (), set()
        self._feed()

    def _want(self, key: str, drawing: Drawing, view: Viewpoint) -> None:
        one = self._layers.setdefault(key, _Layer())
        identity = _identity(drawing)
        one.wanted = identity
        one.visible = set(tiles_of(view, round(view.level)))
        for tile in one.visible:
            if tile in one.pictures:
                one.pictures[tile].used = self._turn
        if not one.busy and not _same(identity, one.begun):
            one.busy, one.begun = True, identity
            threading.Thread(target=self._write, args=(key, drawing), daemon=True, name="map-columns").start()

    def _write(self, key: str, drawing: Drawing) -> None:
        """In a thread: sort the points, write the columns."""
        value, cells = held(drawing)
        file: File | None = None
        try:
            file = File()
            file.write(value)
        except OSError:
            if file is not None:
                file.close()  # no room: what is there stays; the next state tries again
            file = None
        try:
            self._written.emit(key, drawing, file, cells)
        except RuntimeError:
            if file is not None:  # the window is gone
                file.close()

    def _on_written(self, key: str, drawing: Drawing, file: File | None, cells: PointCells | None) -> None:
        one = self._layers[key]
        one.busy = False
        if file is None:
            return
        before, one.number = one.number, next(self._numbers)
        if one.file is not None:
            one.file.close()
        one.file = file
        if cells is not None:
            keep_cells(drawing.points.xy, cells)
        for number in self._pool.numbers():
            self._tell(number, one, before)
        self.changed.emit()

    def _tell(self, number: int, one: _Layer, before: int) -> None:
        if one.file is not None:
            self._pool.ask(number, Hold(one.number, one.file.path, before, theme().scale, theme().profile))

    def _on_started(self, number: int) -> None:
        for one in self._layers.values():
            self._tell(number, one, 0)

    def paint(self, painter: QPainter, key: str, view: Viewpoint, area: QRect) -> None:
        """One layer, with the painter's opacity."""
        paint_pictures(painter, self._layers[key].pictures, view, area)

    def arrivals(self) -> list[Key]:
        """Tiles of the map that look different since this was asked last."""
        came, self._came = self._came, []
        return came

    @property
    def is_settled(self) -> bool:
        """Whether everything in view is drawn and was asked for."""
        return not self._came and not any(
            one.wanted and (one.busy or one.asked or one.lacking()) for one in self._layers.values())

    # the workers

    def _feed(self) -> None:
        """Give the workers what is missing, nearest to the middle of the view first."""
        for one in self._layers.values():
            lacking = one.lacking() if one.number and one.wanted else []
            if not lacking:
                continue
            x, y = (sum(key[axis] for key in one.visible) / len(one.visible) for axis in (1, 2))
            for key in sorted(lacking, key=lambda key: abs(key.x - x) + abs(key.y - y)):
                number = min(self._pool.numbers(), key=self._pool.owed, default=-1)
                if number < 0 or self._pool.owed(number) >= _IN_FLIGHT:
                    return
                slot = self._shelf.take(self._layers.values())
                if slot is None:
                    return
                question = DrawHeavy(next(self._tickets), slot, one.number, *key)
                one.asked.add(key)
                self._drawing[question.ticket] = one, question
                self._pool.ask(number, question)

    def _on_answer(self, number: int, answer: object) -> None:
        if not isinstance(answer, HeavyDrawn) or answer.ticket not in self._drawing:
            if self._layers:
                self._feed()
            return
        one, question = self._drawing.pop(answer.ticket)
        key = Key(question.level, question.x, question.y)
        one.asked.discard(key)
        before = one.pictures.pop(key, None)
        if before is not None:
            self._shelf.give(before.slot)
        slot = question.slot
        if answer.blank:
            self._shelf.give(slot)
            slot = -1
        image = None if answer.blank else self._slots.image(slot, PICTURE)
        one.pictures[key] = Picture(slot, image, (question.number,), used=self._turn)
        self._came.append(key)
        self._feed()
        self.changed.emit()

    def _on_lost(self, number: int, questions: list[object]) -> None:
        for question in questions:
            if isinstance(question, DrawHeavy) and question.ticket in self._drawing:
                one, _ = self._drawing.pop(question.ticket)
                self._shelf.give(question.slot)
                one.asked.discard(Key(question.level, question.x, question.y))
        self._feed()

    def close(self) -> None:
        """Let go of the files."""
        for one in self._layers.values():
            one.pictures.clear()
            if one.file is not None:
                one.file.close()
