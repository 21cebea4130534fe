"""Measured routes: lines with their length on the ground, or the way by road through some places with its length and
time. Pure; one thread a layer."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from pydantic import Field, model_validator

from command_center.domain.geo import is_place
from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, Status, Trouble, View, mercator
from layers.drawing import NOTHING, Drawing, Labels, Lines, LineStyle, Points, Symbol
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.kinds.isochrones import Place
from layers.styled.kinds.lines import line_style
from layers.styled.layer import Rows, StyledLayer
from layers.styled.reach import TourAsked, TourFound
from layers.styled.shapes import Parts, lengths_m, line_parts, middles
from layers.styled.table import Table
from layers.styled.tokens import Colour

_STRAIGHT = 1  # the style of a leg that no road leads along, or that is not found yet


class RouteStyle(LayerStyle):
    """How routes look."""

    colour: Colour = Field("hi", description="colour token")
    width: float = Field(2.4, gt=0, le=12, description="pixels")
    dash: tuple[float, ...] = Field((), description="lengths of strokes and gaps in widths; empty: a full line")
    casing: Colour | None = Field("void", description="colour of a wider line beneath")
    speed_kmh: float = Field(0.0, ge=0, description="speed along lines of `data`, to tell the time too; 0: length only")


class RouteConfig(LayerConfig):
    """[[map.layer]] kind = "routes"."""

    data: str = Field("", pattern=r"^$|^features:.+$", description="features:COLLECTION with lines; empty: `places`")
    places: tuple[Place, ...] = Field((), max_length=25, description="stops of a way by road: [[longitude, latitude], "
                                                                     "...]")
    style: RouteStyle = RouteStyle()

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not self.data and len(self.places) < 2:
            raise ValueError("data, or at least two places")
        if not all(is_place(*place) for place in self.places):
            raise ValueError("places as [longitude, latitude] in degrees")
        return self


class MeasuredRouteLayer(StyledLayer):
    """Lines with a plate on each that says how long it is."""

    Config = RouteConfig
    rank = 64

    def __init__(self, config: RouteConfig) -> None:
        self._answered = False
        super().__init__(config)

    def asks(self, view: View) -> Mapping[str, Any]:
        """The way, where the configuration names places."""
        return {} if self.config.data else {self.key: self._question()}

    def _question(self) -> TourAsked:
        return TourAsked(tuple((lon, lat) for lon, lat in self.config.places))

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        return super().draw(snapshot, view) if self.config.data else self._tour(view)

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        parts = line_parts(table, rows, rings=False)
        if not len(parts.row):
            return NOTHING
        metres = lengths_m(parts)
        speed = self.style.speed_kmh / 3.6
        texts = [measured(length, length / speed if speed else 0.0, view) for length in metres.tolist()]
        ids = table.ids_of(parts.row)
        return self._measured(parts, ids, np.zeros(len(ids), np.intp), texts)

    def _tour(self, view: View) -> Drawing:
        places = self.config.places
        answer = view.reaches.get(self.key)
        found = answer[1] if isinstance(answer, tuple) and answer[0] == self._question() else None
        self._answered = isinstance(found, TourFound)
        legs, styles, texts = [], [], []
        for at, (start, goal) in enumerate(itertools.pairwise(places)):
            leg = found.legs[at] if isinstance(found, TourFound) and at < len(found.legs) else ()
            legs.append(np.array(leg if len(leg) > 1 else (start, goal)))
            styles.append(0 if len(leg) > 1 else _STRAIGHT)
            texts.append(measured(found.metres[at], found.seconds[at], view) if len(leg) > 1 and found else "")
        offset = np.concatenate(([0], np.cumsum([len(leg) for leg in legs]))).astype(np.int64)
        parts = Parts(mercator(np.concatenate(legs)), offset, np.arange(len(legs)))
        drawing = self._measured(parts, [""] * len(legs), np.array(styles, np.intp), texts)
        stops = Points([""] * len(places), mercator(places), (Symbol("ring", self.style.colour, 10.0),),
                       np.zeros(len(places), np.intp))
        return Drawing(lines=drawing.lines, points=stops, labels=drawing.labels)

    def _measured(self, parts: Parts, ids: Sequence[str], index: np.ndarray, texts: list[str]) -> Drawing:
        styles = (line_style(self.style), LineStyle("lo", 1.6, (2.0, 3.0), "void"))
        lines = Lines(ids, parts.xy, parts.offset, styles, index)
        return Drawing(lines=lines, labels=Labels(texts, middles(parts), np.full(len(texts), 20.0), "hi", offset=0,
                                                  plate=True))

    def entries(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(line_style(self.style), self.title()),)

    def status(self, snapshot: Snapshot) -> Status:
        if self.config.data:
            return super().status(snapshot)
        return Status(len(self.config.places) - 1, 0, () if self._answered else (Trouble("layer.computing"),))


def measured(metres: float, seconds: float, view: View) -> str:
    """A length, and a time where there is one: 12.3 km · 18 min."""
    length = f"{metres / 1000:.1f} km" if metres >= 1000 else f"{metres:.0f} m"
    return f"{length} · {max(1, round(seconds / 60))} {view.say('分钟', 'min')}" if seconds else length
