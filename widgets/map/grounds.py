"""Two grounds: the one that is shown and the one being painted for a newer state or another scale. GUI thread.

While the view moves, only what comes into sight is painted at once; a new state is painted behind the frames, a
millisecond or two each, and shown when it is whole. At rest a frame takes the time it needs, within a budget.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from widgets.map.ground import Ground, Paint
from widgets.map.slots import TILE
from widgets.map.tiles import Key
from widgets.map.viewpoint import Viewpoint, level_scale

_MOVING_S, _RESTING_S = 0.0005, 0.012  # of painting what is new, a frame
_PASSED = 2  # frames that may go by without painting of a newer state
_SCALED_UNTIL = 3.0  # levels: a picture scaled by more says less than the tiles that are there


@dataclass
class State:
    """What a ground shows: `parts` tells states apart (by identity), paint paints it."""

    parts: tuple[Any, ...]
    paint: Paint

    def same(self, other: State) -> bool:
        """Whether a picture of one is a picture of the other."""
        return len(self.parts) == len(other.parts) and all(
            mine is theirs or (isinstance(mine, (int, float, str)) and mine == theirs)
            for mine, theirs in zip(self.parts, other.parts, strict=True))


class Grounds:
    """`busy` after a frame: there is more to paint."""

    def __init__(self, paint_tiles: Callable[[QPainter, Viewpoint, QRect], None]) -> None:
        self._paint_tiles = paint_tiles
        self._front: Ground | None = None
        self._back: Ground | None = None
        self._spare: QImage | None = None  # memory of a picture that is not shown any more
        self._seen: Viewpoint | None = None  # the view that the front shows
        self._passed = 0
        self._cost_s = 0.0  # of a whole view, as it was last
        self.busy = False

    def arrived(self, keys: Iterable[Key]) -> None:
        """Tiles came: the pictures of their places are out of date."""
        for key in keys:
            for ground in (self._front, self._back):
                if ground is not None:
                    ground.dirty += QRegion(_rect(key, ground.level))

    def show(self, painter: QPainter, view: Viewpoint, state: State, *, moving: bool) -> None:
        """Bring the ground of a view onto the screen."""
        budget = _MOVING_S if moving else _RESTING_S
        until = time.thread_time() + budget
        band = round(view.height * min(1.0, 0.7 * budget / max(self._cost_s, 1e-6)))
        target = _on_lattice(view)
        front = self._front
        if front is None or (front.size.width(), front.size.height()) != (view.width, view.height):
            front = self._front = Ground(target, state)
            self._back = self._spare = None
            front.cover(target, state.paint)
            self._seen = target
        painted = False
        if front.fits(view):
            front.cover(view, front.key.paint)
            painted = moving and front.cover_ahead(view, front.key.paint)
        if not moving or self._passed >= _PASSED or not (painted or time.thread_time() > until):
            self._passed = 0
            self._renew(target, state, until, band, moving=moving)
        else:
            self._passed += 1  # what comes into sight took all the time
        front = self._front
        assert front is not None
        self.busy = self._back is not None or not (front.level == target.level and front.key.same(state))
        if front.fits(view):
            front.cover(view, front.key.paint)
            if self._back is None and not painted:
                front.mend(view, front.key.paint, until, band)
            front.show(painter, view)
            self._seen = view
            self.busy |= not front.out_of_date(view).isEmpty()
        else:
            self._show_scaled(painter, front, view)

    def _renew(self, target: Viewpoint, state: State, until: float, band: int, *, moving: bool) -> None:
        """Paint the newer state or the other scale, and show it once it is whole."""
        front, back = self._front, self._back
        assert front is not None
        if back is not None and back.level != target.level:
            self._spare, self._back, back = back.image, None, None
        if back is None:
            if front.level == target.level and front.key.same(state):
                return
            back = self._back = Ground(target, state, self._spare)
            self._spare = None
            if moving:
                return  # the layers have just drawn it: enough for one frame
        back.cover(target, back.key.paint, until, band)
        if back.is_whole(target):
            self._cost_s = back.spent_s
            self._spare, self._front, self._back, self._seen = front.image, back, None, target

    def _show_scaled(self, painter: QPainter, front: Ground, view: Viewpoint) -> None:
        """The last picture, scaled, and tiles wherever it does not reach."""
        seen = self._seen
        bare = QRegion(0, 0, view.width, view.height)
        near = seen is not None and abs(view.level - front.level) <= _SCALED_UNTIL
        if near and seen is not None:
            bare -= QRegion(_within(view, seen))
        for area in bare:  # type: ignore[attr-defined]
            painter.setClipRect(area)
            self._paint_tiles(painter, view, area)
        painter.setClipping(False)
        if near and seen is not None:
            front.show_scaled(painter, view, seen)

    def forget(self) -> None:
        """Nothing of it is shown any more."""
        self._front = self._back = self._spare = None


def _on_lattice(view: Viewpoint) -> Viewpoint:
    """The nearest view whose tiles are drawn 1:1."""
    level = float(round(view.level))
    return view if level == view.level else replace(view, level=level)


def _within(view: Viewpoint, seen: Viewpoint) -> QRect:
    """Pixels of a view that another one's picture is sure to cover."""
    factor = seen.metres_per_pixel / view.metres_per_pixel
    left, top = seen.left * factor - view.left, seen.top * factor - view.top
    right, bottom = left + seen.width * factor, top + seen.height * factor
    return QRect(QPoint(int(left // 1) + 2, int(top // 1) + 2), QPoint(int(right // 1) - 3, int(bottom // 1) - 3))


def _rect(key: Key, level: float) -> QRect:
    """World pixels that a tile of any level takes at another level."""
    factor = level_scale(key.level) / level_scale(level)
    side = TILE * factor
    left, top = int(key.x * side // 1), int(key.y * side // 1)
    return QRect(left, top, int(side) + 2, int(side) + 2) if factor != 1.0 else QRect(left, top, TILE, TILE)
