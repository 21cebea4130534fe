"""Isochrones: how far one gets by road from some places in so many minutes. The roads are asked elsewhere; until the
answer is there, the places alone are shown. Pure; one thread a layer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, model_validator

from command_center.domain.geo import from_mercator, is_place
from command_center.state.snapshot import Snapshot
from layers.base import LegendEntry, Status, Title, Trouble, View, mercator
from layers.drawing import NOTHING, Areas, AreaStyle, Drawing, Points
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.layer import Rows, StyledLayer
from layers.styled.reach import ReachAsked, ReachFound
from layers.styled.table import Table
from layers.styled.tokens import Colour, RampName, SymbolName, ramp, symbol

Place = Annotated[tuple[float, float], Field(description="longitude, latitude (WGS84)")]
_MOST = 64  # places; more would no longer be rings that somebody reads


class IsochroneStyle(LayerStyle):
    """How rings look."""

    minutes: tuple[Annotated[float, Field(gt=0, le=240)], ...] = Field((5.0, 10.0, 15.0), min_length=1, max_length=6,
                                                                       description="times, the nearest first")
    ramp: RampName = Field("calm", description="calm, water, warm or leaf; the nearest ring is the lightest")
    fill: float = Field(0.4, ge=0, le=1, description="how strongly the nearest ring is filled")
    outline: Colour = Field("lo", description="colour token of the outlines")
    width: float = Field(1.2, ge=0, le=12, description="pixels of the outlines")
    symbol: SymbolName = Field("diamond", description="what stands at the places")
    colour: Colour = Field("hi", description="colour token of that")
    size: float = Field(11.0, ge=0, le=60, description="pixels of that; 0: none")


class IsochroneConfig(LayerConfig):
    """[[map.layer]] kind = "isochrones"."""

    data: str = Field("", pattern=r"^$|^features:.+$|^units$|^incidents$",
                      description="where one starts: features:COLLECTION, units or incidents; empty: `places`")
    places: tuple[Place, ...] = Field((), max_length=_MOST, description="where one starts: [[longitude, latitude], ...]")
    style: IsochroneStyle = IsochroneStyle()

    @model_validator(mode="after")
    def _starts_somewhere(self) -> Self:
        if not self.data and not self.places:
            raise ValueError("data or places")
        if not all(is_place(*place) for place in self.places):
            raise ValueError("places as [longitude, latitude] in degrees")
        return self


class IsochroneLayer(StyledLayer):
    """Rings, the nearest on top."""

    Config = IsochroneConfig
    rank = 19

    def __init__(self, config: IsochroneConfig) -> None:
        self._question: ReachAsked | None = None
        self._answered = False
        super().__init__(config)

    def asks(self, view: View) -> Mapping[str, Any]:
        """The question of what is drawn."""
        return {self.key: self._question} if self._question is not None else {}

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        if self.config.data:
            return super().draw(snapshot, view)
        return self._rings(np.array(self.config.places), view)

    def state_key(self, snapshot: Snapshot, view: View) -> Any:
        return id(view.reaches.get(self.key))

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        xy = table.xy[rows[:_MOST]]
        return self._rings(np.column_stack(from_mercator(xy[:, 0], xy[:, 1])), view)

    def _rings(self, places: np.ndarray, view: View) -> Drawing:
        style: IsochroneStyle = self.style
        minutes = tuple(sorted(style.minutes))
        digits = 3 if self.config.data == "units" else 5  # what moves is asked for anew every hundred metres
        rounded = tuple((round(lon, digits), round(lat, digits)) for lon, lat in places.tolist())
        self._question = question = ReachAsked(rounded, tuple(60.0 * one for one in minutes))
        asked, found = view.reaches.get(self.key) or (None, None)
        if not isinstance(asked, ReachAsked) or asked.seconds != question.seconds:
            found = None  # rings of other times; those of places left a moment ago stay until the new ones are there
        self._answered = asked == question
        areas = self._areas(found) if isinstance(found, ReachFound) else Areas()
        points = Points()
        if style.size:
            mark = symbol(style.symbol, style.colour, style.size)
            points = Points([""] * len(rounded), mercator(places), (mark,), np.zeros(len(rounded), np.intp))
        return Drawing(areas=areas, points=points)

    def _areas(self, found: ReachFound) -> Areas:
        """Each ring without the nearer one inside it, so that fills do not lie on each other."""
        rings, owner = list[np.ndarray](), list[int]()
        for at, own in enumerate(found.rings):
            nearer = found.rings[at - 1] if at else ()
            rings += [np.array(ring) for ring in (*own, *nearer) if len(ring) > 2]
            owner += [at] * (len(rings) - len(owner))
        if not rings:
            return NOTHING.areas
        offset = np.concatenate(([0], np.cumsum([len(ring) for ring in rings]))).astype(np.int64)
        count = len(found.rings)
        return Areas([f"reach:{self.key}:{at}" for at in range(count)], mercator(np.concatenate(rings)), offset,
                     np.array(owner, np.intp), tuple(self._styles()), np.arange(count))

    def _styles(self) -> list[AreaStyle]:
        style: IsochroneStyle = self.style
        tokens = ramp(style.ramp, len(style.minutes), reverse=True)
        return [AreaStyle(token, round(style.fill * 255), 0, 0.0, style.width, 200 if style.width else 0, style.outline)
                for token in tokens]

    def entries(self) -> tuple[LegendEntry, ...]:
        return tuple(LegendEntry(one, Title(f"{minutes:g} 分钟以内", f"within {minutes:g} min"))
                     for one, minutes in zip(self._styles(), sorted(self.style.minutes), strict=True))

    def status(self, snapshot: Snapshot) -> Status:
        status = super().status(snapshot) if self.config.data else Status(len(self.config.places))
        if self._question is not None and not self._answered:
            status = status._replace(trouble=(*status.trouble, Trouble("layer.computing")))
        return status
