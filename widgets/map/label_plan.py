"""Which texts stand where: found in steps of a millisecond, kept while nothing changes, shifted along during a pan.
GUI thread.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from layers.placement import Occupancy
from layers.stack import Entry
from widgets.map.base_labels import BaseLabels
from widgets.map.label_images import LabelImages, Style
from widgets.map.live_labels import Stamp, block_symbols, place_labels
from widgets.map.viewpoint import Viewpoint, level_scale

_BATCH = 12


class Standing(NamedTuple):
    """A text with its middle in world pixels of the plan's scale."""

    text: str
    style: Style
    angle: float
    x: float
    y: float
    opacity: float


class LabelPlan:
    """The labels of one state and view, placed when `done`."""

    def __init__(self, key: Any, view: Viewpoint, metres_per_pixel: float) -> None:
        self.key, self.view = key, view
        self._mpp = metres_per_pixel
        self.names: list[Standing] = []
        self.labels: list[Standing] = []
        self.done = False

    def draw(self, painter: QPainter, view: Viewpoint, images: LabelImages) -> None:
        """Stamp what lies within a view whole, names first."""
        factor = self._mpp / view.metres_per_pixel
        left, top, width, height = view.left, view.top, view.width, view.height
        for text in (*self.names, *self.labels):
            x, y = round(text.x * factor) - left, round(text.y * factor) - top
            if not (0 <= x <= width and 0 <= y <= height):
                continue
            picture = images.picture(text.text, text.style, text.angle)
            if picture is None:
                continue
            x, y = x - picture.width() // 2, y - picture.height() // 2
            if self._fits(x, y, picture.width(), picture.height(), view):
                painter.setOpacity(text.opacity)
                painter.drawPixmap(x, y, picture)
        painter.setOpacity(1.0)

    def _fits(self, x: int, y: int, wide: int, tall: int, view: Viewpoint) -> bool:
        """Nothing is cut by the edge while the plan is shifted; in its own view the placing has seen to it."""
        same = view == self.view
        return same or (x >= -4 and y >= -4 and x + wide <= view.width + 4 and y + tall <= view.height + 4)


def plan_steps(plan: LabelPlan, shown: list[Entry], boxes: list[QRectF], base: BaseLabels | None, language: str,
               images: LabelImages) -> Iterator[None]:
    """Fill a plan, stopping now and then. boxes: what may not be written over; base: the names of the base map."""
    view = plan.view
    taken = Occupancy(view.width, view.height)
    for box in boxes:
        taken.take(box.left(), box.top(), box.right(), box.bottom())
    for entry in shown:
        block_symbols(taken, entry.drawing, view)
        yield
    stamps: list[Stamp] = []
    drawings = [(entry.drawing, entry.strength) for entry in reversed(shown)]
    yield from place_labels(drawings, taken, view, images, stamps)
    plan.labels = [Standing(one.text, one.style, 0.0, one.x + view.left, one.y + view.top, one.opacity)
                   for one in stamps]
    if base is not None:
        yield from _place_names(plan, base, taken, language)
    plan.done = True


def _place_names(plan: LabelPlan, base: BaseLabels, taken: Occupancy, language: str) -> Iterator[None]:
    """Names wherever nothing live stands."""
    view = plan.view
    mpp, left, top = view.metres_per_pixel, view.left, view.top
    labels = yield from base.around(view, language)
    for number, label in enumerate(labels):
        if number % _BATCH == 0:
            yield
        x, y = label.x / mpp - left, label.y / mpp - top
        if not (0 <= x <= view.width and 0 <= y <= view.height):
            continue
        if all(x + a >= 0 and y + b >= 0 and x + c <= view.width and y + d <= view.height
               and taken.is_free(x + a, y + b, x + c, y + d)
               for a, b, c, d in label.boxes):  # a name is shown whole or not at all
            plan.names.append(Standing(label.text, label.style, label.angle, label.x / mpp, label.y / mpp, 1.0))


class LabelPlans:
    """The plan that is shown and the one that is being made."""

    def __init__(self, images: LabelImages) -> None:
        self._images = images
        self.shown: LabelPlan | None = None
        self._next: tuple[LabelPlan, Iterator[None]] | None = None

    @property
    def busy(self) -> bool:
        """Whether one is being made."""
        return self._next is not None

    def want(self, key: Any, view: Viewpoint, shown: list[Entry], boxes: list[QRectF], base: BaseLabels | None,
             language: str) -> None:
        """Say what should be shown. A plan that is being made is finished first, or states that come faster than plans
        are made would never be shown; one for another scale is given up."""
        if self._next is not None and self._next[0].view.level != view.level:
            self._next = None
        if self._next is None and (self.shown is None or self.shown.key != key):
            plan = LabelPlan(key, view, level_scale(view.level))
            self._next = (plan, plan_steps(plan, shown, boxes, base, language, self._images))

    def work(self, until: float) -> None:
        """Go on until an instant of thread_time."""
        if self._next is None:
            return
        plan, steps = self._next
        for _ in steps:
            if time.thread_time() > until:
                return
        self.shown, self._next = plan, None
