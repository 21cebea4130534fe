"""The base map on the screen: which tiles are needed, which are there, and what is shown while some are not yet.
GUI thread; the pictures lie in memory shared with the raster workers and are drawn without a copy.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from widgets.map.raster_layers.pictures import PICTURE
from widgets.map.raster_messages import Answer, Draw, Drawn
from widgets.map.raster_share import Share
from widgets.map.slots import TILE, Slots
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.theme import theme

_IN_FLIGHT = 2  # tiles given to a worker ahead, so that it never waits and a changed mind costs little
_OVERVIEW = 4  # levels coarser (a quarter of the scale): drawn too, to be shown while a pan outruns the workers
_SEARCH = 14
_SMOOTH = 4  # so many scaled tiles are drawn smoothly


class Key(NamedTuple):
    """A tile: level of the lattice, column, row."""

    level: int
    x: int
    y: int


class _Tile:
    __slots__ = ("image", "slot", "used", "version")

    def __init__(self, slot: int, image: QImage, version: int) -> None:
        self.slot, self.image, self.version, self.used = slot, image, version, 0


class TileStore(QObject):
    """Keeps as many tiles as it has slots, the first `count` of the pool's. Signal `arrived`: draw again."""

    arrived = Signal()

    def __init__(self, pool: Share, count: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._slots: Slots | None = Slots(pool.handle, pool.count, pool.first)
        self._free = list(range(count))
        self._tiles: dict[Key, _Tile] = {}
        self._asked: dict[Key, int] = {}
        self._wanted: list[Key] = []
        self._visible: set[Key] = set()
        self._turn = 0
        self._span: tuple[float, ...] | None = None  # the tiles that were wanted last
        self._view: Viewpoint | None = None
        self.version = 0
        self.over = False
        self._came: list[Key] = []
        pool.answered.connect(self._on_answer)
        pool.lost.connect(self._on_lost)

    @property
    def pending(self) -> int:
        """Tiles of the present view that are missing or out of date; none as long as there is nothing to draw."""
        return sum(1 for key in self._visible if not self._is_fresh(key)) if self.version else 0

    def _is_fresh(self, key: Key) -> bool:
        tile = self._tiles.get(key)
        return tile is not None and tile.version >= self.version

    def invalidate(self, version: int) -> None:
        """The features changed; tiles of older versions stay on the screen until their successors come."""
        self.version = version
        self._want_again()

    def lay_over(self, over: bool) -> None:
        """Whether something lies beneath that is to be seen: then there is neither land nor areas."""
        if over != self.over:
            self.over = over
            self._came += list(self._tiles)
            self._free += [tile.slot for tile in self._tiles.values()]
            self._tiles.clear()
            self._want_again()

    def _want_again(self) -> None:
        self._span = None
        if self._view is not None:
            self.want(self._view)

    def want(self, view: Viewpoint) -> None:
        """Say what the screen shows now; what nobody wants any more is not drawn."""
        level = round(view.level)
        span = (level, *_columns_and_rows(view, level), view.metres_per_pixel)
        self._view = view
        if span == self._span and not self._wanted:
            return  # the same tiles as before, and all of them are there or asked for
        self._span = span
        self._turn += 1
        visible = list(tiles_of(view, level))
        middle = sum(key.x for key in visible) / len(visible), sum(key.y for key in visible) / len(visible)
        visible.sort(key=lambda key: abs(key.x - middle[0]) + abs(key.y - middle[1]))
        self._visible = set(visible)
        overview = list(tiles_of(view, level - _OVERVIEW)) if level > 8 + _OVERVIEW else []
        ring = [key for key in tiles_of(view, level, margin=1) if key not in self._visible]
        wanted = visible[:1] + overview + visible[1:] + ring
        for key in (*visible, *overview):
            if key in self._tiles:
                self._tiles[key].used = self._turn
        self._wanted = [key for key in wanted if not self._is_fresh(key) and key not in self._asked]
        self._feed()

    def _feed(self) -> None:
        numbers = self._pool.numbers()
        while self._wanted and self.version:
            number = min(numbers, key=self._pool.owed, default=-1)
            if number < 0 or self._pool.owed(number) >= _IN_FLIGHT:
                return
            slot = self._take_slot()
            if slot is None:
                return
            key = self._wanted.pop(0)
            self._asked[key] = slot
            side = TILE * level_scale(key.level)
            self._pool.ask(number, Draw(*key, slot, key.x * side, key.y * side, level_scale(key.level), self.over))

    def _take_slot(self) -> int | None:
        if self._free:
            return self._free.pop()
        old = min((item for item in self._tiles.items() if item[0] not in self._visible),
                  key=lambda item: item[1].used, default=None)
        if old is None:
            return None
        return self._tiles.pop(old[0]).slot

    def _on_answer(self, number: int, answer: Answer) -> None:
        if self._slots is None:
            return
        if not isinstance(answer, Drawn):
            self._feed()
            return
        key = Key(answer.level, answer.x, answer.y)
        self._asked.pop(key, None)
        if answer.over != self.over:
            self._free.append(answer.slot)
            self._want_again()
            return
        before = self._tiles.get(key)
        if before is not None:
            self._free.append(before.slot)
        image = self._slots.image(answer.slot, PICTURE) if self.over else self._slots.image(answer.slot)
        self._tiles[key] = _Tile(answer.slot, image, answer.version)
        self._tiles[key].used = self._turn
        self._came.append(key)
        if answer.version < self.version and key in self._visible:
            self._wanted.append(key)
        self._feed()
        self.arrived.emit()

    def _on_lost(self, number: int, draws: list[Draw]) -> None:
        for draw in draws:
            if not isinstance(draw, Draw):
                continue
            key = Key(draw.level, draw.x, draw.y)
            if self._asked.pop(key, None) is not None:
                self._free.append(draw.slot)
                self._wanted.append(key)
        self._feed()

    def close(self) -> None:
        """Let go of the shared memory; what is painted after that is land."""
        self._tiles.clear()
        self._asked.clear()
        self._wanted.clear()
        self._slots = None

    @property
    def has_arrivals(self) -> bool:
        """Whether some have not been asked for yet."""
        return bool(self._came)

    def arrivals(self) -> list[Key]:
        """Tiles that came since this was asked last."""
        came, self._came = self._came, []
        return came

    def paint(self, painter: QPainter, view: Viewpoint, area: QRect | None = None) -> None:
        """Draw what there is for a view or an area of it; where nothing is, a scaled relative, else land."""
        level = round(view.level)
        factor = level_scale(level) / view.metres_per_pixel
        exact = abs(factor - 1.0) < 1e-9
        keys = list(tiles_within(view, level, area) if area is not None else tiles_of(view, level))
        # Smooth scaling of a whole screen takes longer than a frame may; a glimpse of coarse pixels does not show.
        missing = sum(key not in self._tiles for key in keys)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, exact and missing <= _SMOOTH)
        for key in keys:
            left, top = key.x * TILE * factor - view.left, key.y * TILE * factor - view.top
            tile = self._tiles.get(key)
            if tile is None:
                self._paint_relative(painter, key, QRectF(left, top, TILE * factor, TILE * factor))
            elif exact:
                painter.drawImage(QPointF(round(left), round(top)), tile.image)
            else:
                painter.drawImage(QRectF(left, top, TILE * factor, TILE * factor), tile.image)

    def _paint_relative(self, painter: QPainter, key: Key, area: QRectF) -> None:
        if not self.over:
            painter.fillRect(area, theme().colour("map.land"))
        for other in _search_order(key.level):
            ratio = level_scale(other) / level_scale(key.level)
            found = [(x, y) for x in _span(key.x, ratio) for y in _span(key.y, ratio) if Key(other, x, y) in self._tiles]
            if not found:
                continue
            painter.save()
            painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
            unit = area.width() * ratio
            for x, y in found:
                target = QRectF(area.left() + (x * ratio - key.x) * area.width(),
                                area.top() + (y * ratio - key.y) * area.height(), unit, unit)
                painter.drawImage(target, self._tiles[Key(other, x, y)].image)
            painter.restore()
            return


def _span(index: int, ratio: float) -> range:
    """Columns (or rows) of another level that a tile touches."""
    return range(math.floor(index / ratio + 1e-9), math.ceil((index + 1) / ratio - 1e-9))


def _search_order(level: int) -> Iterator[int]:
    """Coarser levels first, nearest first; then somewhat finer ones (after zooming out)."""
    for step in range(1, _SEARCH):
        if level - step >= 0:
            yield level - step
        if step <= 4:
            yield level + step


def tiles_of(view: Viewpoint, level: int, margin: int = 0) -> Iterator[Key]:
    """Tiles of a level that a view touches."""
    left, right, top, bottom = _columns_and_rows(view, level)
    for y in range(top - margin, bottom + 1 + margin):
        for x in range(left - margin, right + 1 + margin):
            yield Key(level, x, y)


def _columns_and_rows(view: Viewpoint, level: int) -> tuple[int, int, int, int]:
    """First and last column, first and last row of the tiles of a level that a view touches."""
    side = TILE * level_scale(level) / view.metres_per_pixel
    return (math.floor(view.left / side), math.floor((view.left + view.width - 1) / side),
            math.floor(view.top / side), math.floor((view.top + view.height - 1) / side))


def tiles_within(view: Viewpoint, level: int, area: QRect) -> Iterator[Key]:
    """Tiles of a level that touch an area of a view's pixels."""
    side = TILE * level_scale(level) / view.metres_per_pixel
    left, top = view.left + area.left(), view.top + area.top()
    right, bottom = view.left + area.right(), view.top + area.bottom()
    for y in range(math.floor(top / side), math.floor(bottom / side) + 1):
        for x in range(math.floor(left / side), math.floor(right / side) + 1):
            yield Key(level, x, y)
