"""What a pointer may snap to of the layers that are shown: what they draw, whichever kind they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely
import synthetic_city as city

from layers.base import View, mercator
from layers.cameras import CameraLayer
from layers.drawing import Areas, Drawing, Lines, Points, Symbol
from layers.drawings import DrawingLayer
from layers.hydrants import HydrantLayer
from layers.spatial.drawn_edges import Drawn, drawn_of, edges_of
from layers.spatial.geodesy import Cancelled
from layers.spatial.snapping import MOST, collections_of, edges_within
from layers.spatial.stocks import Stocks
from layers.styled.kinds.lines import LineLayer
from layers.styled.kinds.polygons import PolygonLayer
from layers.units import UnitLayer

BOX = (115.0, 30.0, 115.1, 30.1)
PIPE = shapely.LineString([(115.01, 30.01), (115.02, 30.01), (115.02, 30.02)])
PLOT = shapely.Polygon([(115.05, 30.05), (115.06, 30.05), (115.06, 30.06)], [[(115.056, 30.052), (115.058, 30.052), (115.058, 30.054)]])
SNAPSHOT = replace(city.snapshot(), features={
    "pipes": {"p": city.feature("p", PIPE, kind="wet"), "dry": city.feature("dry", shapely.LineString([(115.07, 30.01), (115.08, 30.01)]), kind="dry")},
    "plots": {"q": city.feature("q", PLOT)}})
VIEW = View(city.NOW, (12.8e6, 3.5e6, 12.82e6, 3.52e6), 4.0, (1000, 1000), "en", 1.0, ("", ""), ("", ""))


def lengths(found: list[Drawn]) -> list[float]:
    edges = edges_of(found, BOX)
    return sorted(np.round(np.hypot(*(edges.end - edges.start).T), 6).tolist())


def test_lines_and_rings_of_configured_layers_as_they_are_filtered() -> None:
    lines = LineLayer(LineLayer.Config.model_validate({"key": "pipes", "data": "features:pipes", "filter": "kind != 'dry'"}))
    plots = PolygonLayer(PolygonLayer.Config.model_validate({"key": "plots", "data": "features:plots"}))
    drawn = drawn_of([(layer, layer.draw(SNAPSHOT, VIEW)) for layer in (lines, plots)])
    assert lengths(drawn) == pytest.approx([0.002, 0.002, 0.002828, 0.01, 0.01, 0.01, 0.01, 0.014142], abs=1e-6)
    corners = np.concatenate([(edges := edges_of(drawn, BOX)).start, edges.end])
    assert np.abs(corners - (115.02, 30.01)).max(axis=1).min() < 1e-9, "in degrees, as exactly as they came"
    assert not len(edges_of(drawn, (116.0, 30.0, 116.1, 30.1)).start)


def test_symbols_are_corners_and_what_moves_is_nothing() -> None:
    snapshot = city.snapshot()
    layers = [(layer, layer.draw(snapshot, VIEW)) for layer in (HydrantLayer(), UnitLayer(), CameraLayer(), DrawingLayer())]
    drawn = drawn_of(layers)
    assert [one.symbols_only for one in drawn] == [True, False], "cameras, then hydrants"
    edges = edges_of(drawn, (110.0, 25.0, 120.0, 35.0))
    assert len(edges.start) and (edges.start == edges.end).all()
    counts = Points(["a", "b"], mercator([(115.03, 30.03), (115.04, 30.04)]), (Symbol("count"), Symbol("dot")), np.array([0, 1]))
    assert len(edges_of([Drawn(Drawing(points=counts))], BOX).start) == 1, "a number stands for many things"


def test_rings_that_are_not_closed_and_lines_side_by_side() -> None:
    xy = mercator([(115.01, 30.01), (115.02, 30.01), (115.02, 30.02), (115.05, 30.05), (115.06, 30.05)])
    one, none = np.zeros(1, np.intp), np.zeros(0, np.intp)
    areas = Areas(["a"], xy[:3], np.array([0, 3]), one, (), one)
    assert len(edges_of([Drawn(Drawing(areas=areas))], BOX).start) == 3
    lines = Lines(["a", "b"], xy, np.array([0, 3, 5]), (), none)
    assert len(edges_of([Drawn(Drawing(lines=lines))], BOX).start) == 3


def test_a_crowd_gives_none_and_nobody_waits_for_it() -> None:
    way = mercator(np.column_stack([np.linspace(115.01, 115.09, MOST + 5), np.full(MOST + 5, 30.05)]))
    crowd = Drawn(Drawing(lines=Lines(["a"], way, np.array([0, len(way)]), (), np.zeros(1, np.intp))))
    assert not len(edges_of([crowd], BOX).start)
    with pytest.raises(Cancelled):
        edges_of([crowd], BOX, lambda: True)


def test_the_ground_is_also_what_tags_say_and_what_nobody_named() -> None:
    way = city.feature("w", shapely.LineString([(115.03, 30.03), (115.04, 30.03)]), highway="primary")
    snapshot = replace(SNAPSHOT, features={**SNAPSHOT.features, "extract": {"w": way}})
    assert collections_of(snapshot, frozenset({"plots"})) == ["extract", "pipes"]
    edges = edges_within(Stocks(), snapshot, BOX, 1.0, claimed=frozenset({"plots", "pipes"}))
    assert len(edges.start) == 1
    assert len(edges_within(Stocks(), snapshot, BOX, 1.0, claimed=frozenset({"plots"})).start) == 1 + 3
