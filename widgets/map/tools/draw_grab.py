"""What of a drawing is under the pointer, and what it becomes while it is dragged or carried. GUI thread; no painting."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from command_center.domain.drawings import Drawn
from layers.drawing import Floats
from layers.plotting_edit import between, grips, inserted, moved, shifted
from widgets.map.tools.base import Pointer
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

GRIP_PX = 9.0
_TURN_PX = 20.0  # how far above a symbol its handle for turning stands
What = Literal["grip", "insert", "whole", "turn"]


@dataclass
class Grab:
    """Something taken hold of. drawn: as it was seen then, so that a change by somebody else meanwhile is noticed;
    places, heading_deg: what it is to become."""

    what: What
    number: int
    drawn: Drawn
    first: Floats
    start: tuple[float, float]
    places: Floats
    heading_deg: float | None = None
    is_moved: bool = False

    def drag(self, event: Pointer, view: Viewpoint) -> None:
        """The pointer is there now."""
        to = (event.lon, event.lat)
        self.is_moved = True
        if self.what == "turn":
            x, y = view.pixel(*self.first[0].tolist())
            turn = math.degrees(math.atan2(event.x - x, y - event.y)) % 360.0
            self.heading_deg = round(turn / 5.0) * 5.0 % 360.0 if not event.shift else round(turn, 1) % 360.0
        elif self.what == "whole":
            self.places = shifted(self.drawn.kind, self.first, self.start, to)
        elif self.what == "insert":
            self.places = inserted(self.first, self.number, to)
        else:
            self.places = moved(self.drawn.kind, self.first, self.number, to)


def turn_handle(drawn: Drawn, place: Floats, view: Viewpoint) -> tuple[float, float]:
    """Pixel of a symbol's handle for turning."""
    x, y = view.pixel(*place.tolist())
    away = (drawn.style.size / 2 + _TURN_PX) * theme().scale
    turn = math.radians(drawn.style.heading_deg or 0.0)
    return x + math.sin(turn) * away, y - math.cos(turn) * away


def grab_at(drawn: Drawn, places: Floats, event: Pointer, view: Viewpoint, *, on_body: bool) -> Grab | None:
    """What a press there takes hold of; on_body: the pointer is on the drawing itself."""
    if not len(places):
        return None
    here, reach = (event.lon, event.lat), theme().px(GRIP_PX)

    def grab(what: What, number: int = 0) -> Grab:
        return Grab(what, number, drawn, places, here, places, drawn.style.heading_deg)

    if drawn.kind == "symbol":
        x, y = turn_handle(drawn, places[0], view)
        if math.hypot(x - event.x, y - event.y) <= reach:
            return grab("turn")
    for what, spots in (("grip", grips(drawn.kind, places)), ("insert", between(drawn.kind, places))):
        number = _nearest(spots, event, view, reach)
        if number is not None:
            return grab(what, number)  # type: ignore[arg-type]
    return grab("whole") if on_body else None


def _nearest(places: Floats, event: Pointer, view: Viewpoint, reach: float) -> int | None:
    if not len(places):
        return None
    away = np.hypot(*(view.pixels(places) - (event.x, event.y)).T)
    nearest = int(away.argmin())
    return nearest if away[nearest] <= reach else None
