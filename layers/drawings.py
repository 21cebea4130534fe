"""What operators drew: lines, areas with hatch, arrows, plotted symbols, texts. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from command_center.domain.drawings import LINE_KINDS, Drawn
from command_center.domain.events import DrawingStyle
from command_center.domain.geo import distance_m, from_mercator
from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Moment, Row, Status, Title, View, mercator
from layers.drawing import NOTHING, Drawing, Floats, LineStyle, Symbol
from layers.drawn_columns import DASHES, LEVELS, Shapes, area_style, columns_of, shapes_of
from layers.names import incident_title
from layers.plotting import circle_of, middle, places_of
from layers.symbol_set import emblems

KINDS = {"point": Title("标点", "Point"), "symbol": Title("标绘符号", "Situation symbol"), "text": Title("文字", "Text"),
         "line": Title("线", "Line"), "arrow": Title("箭头", "Arrow"), "attack": Title("进攻箭头", "Attack arrow"),
         "polygon": Title("多边形", "Polygon"), "rectangle": Title("矩形", "Rectangle"), "circle": Title("圆", "Circle")}


class DrawingLayer(Layer):
    """Everything drawn that is not removed; what belongs to a closed incident stays until it is taken off."""

    key = "drawings"
    rank = 64
    kind = "drawing"
    depends_on = ("drawings",)

    def __init__(self) -> None:
        self._held: Mapping[str, Drawn] = {}
        self._coarseness = 0.0
        self._shapes: Shapes = {}
        self._drawing = NOTHING
        self._left_out = 0

    def title(self) -> Title:
        return Title("标绘", "Drawings")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        if self._held is not snapshot.drawings or self._coarseness != view.coarseness:
            self._held, self._coarseness = snapshot.drawings, view.coarseness
            self._shapes = shapes_of(snapshot.drawings, self._shapes)
            self._drawing, self._left_out = columns_of(self._shapes, view)
        return self._drawing

    def status(self, snapshot: Snapshot) -> Status:
        shown = sum(each.is_shown for each in snapshot.drawings.values())
        return Status(shown - self._left_out, self._left_out)

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        drawn = snapshot.drawings.get(identity)
        if drawn is None or not drawn.is_shown:
            return None
        name = title_of(drawn)
        rows = [Row("drawing.placed", Moment(drawn.placed_utc))]
        if drawn.placed_by:
            rows.append(Row("drawing.by", drawn.placed_by))
        if drawn.changed_utc:
            rows.append(Row("drawing.changed", Moment(drawn.changed_utc)))
            rows += [Row("drawing.changed_by", drawn.changed_by)] if drawn.changed_by else []
        rows += [Row("drawing.note", drawn.text)] if drawn.text else []
        incident = snapshot.incidents.get(drawn.incident)
        if incident is not None:
            rows.append(Row("incident", Title(incident_title(incident, snapshot, True),
                                              incident_title(incident, snapshot, False))))
        places = places_of(drawn.kind, drawn.geometry)
        if not len(places):
            return Card(name, KINDS.get(drawn.kind, drawn.kind), rows=tuple(rows))
        if drawn.kind == "circle":
            rows.append(Row("drawing.radius", f"{circle_of(places)[1]:,.0f} m"))
        elif drawn.kind in LINE_KINDS:
            rows.append(Row("drawing.length", f"{_length_m(places):,.0f} m"))
        return Card(name, KINDS.get(drawn.kind, drawn.kind), LEVELS.get(drawn.style.colour, 0), tuple(rows),
                    place_of_drawn(drawn))

    def legend(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(Symbol("svg", "hi", 18, name="command_post"), Title("标绘符号", "plotted symbol")),
                LegendEntry(LineStyle("hi", 2.0, DASHES["dashed"]), Title("标绘线", "drawn line")),
                LegendEntry(area_style(DrawingStyle()), Title("标绘区域", "drawn area")))


def place_of_drawn(drawn: Drawn) -> tuple[float, float] | None:
    """Longitude, latitude of its middle; None where its geometry cannot be read."""
    places = places_of(drawn.kind, drawn.geometry)
    if not len(places):
        return None
    lon, lat = from_mercator(*middle(drawn.kind, mercator(places)))
    return float(lon), float(lat)


def title_of(drawn: Drawn) -> str | Title:
    """What its card calls it: its own title, else what its symbol means, else its kind."""
    emblem = emblems().get(drawn.symbol)
    return drawn.title or (emblem.title if emblem is not None else KINDS.get(drawn.kind, drawn.kind))


def _length_m(places: Floats) -> float:
    return float(np.sum(distance_m(places[:-1, 0], places[:-1, 1], places[1:, 0], places[1:, 1])))
