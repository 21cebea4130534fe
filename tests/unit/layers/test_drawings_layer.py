"""The layer of drawings and its shapes: columns that fit together, arrows, circles, cards, what cannot be read."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest
import synthetic_city as city
from drawn_city import drawings, drawn_snapshot
from hypothesis import given, settings
from hypothesis import strategies as st
from test_layers import check

from command_center.domain.drawings import COLOURS, DRAWING_KINDS
from command_center.domain.events import DrawingStyle
from command_center.domain.geo import distance_m
from command_center.state.decide.drawings import is_shape_of
from layers.base import Title, View, mercator
from layers.drawings import KINDS, DrawingLayer
from layers.hit import hit
from layers.plotting import (
    arrow_head,
    attack_arrow,
    circle,
    circle_of,
    geometry_of,
    middle,
    places_of,
    rectangle,
)

VIEW = View(city.NOW, metres_per_pixel=2.0)


@pytest.mark.parametrize("scale", [0.5, 5.0, 60.0])
def test_columns_of_every_kind_fit_together(scale: float) -> None:
    layer, snapshot = DrawingLayer(), drawn_snapshot()
    drawing = layer.draw(snapshot, replace(VIEW, metres_per_pixel=scale))
    check(drawing)
    named = {*drawing.points.ids, *drawing.lines.ids, *drawing.areas.ids}
    assert named == set(snapshot.drawings) and {name[2:] for name in named} == set(DRAWING_KINDS) == set(KINDS)
    assert layer.draw(snapshot, replace(VIEW, metres_per_pixel=scale)) is drawing, "nothing changed"
    assert layer.status(snapshot).count == 9 and layer.status(snapshot).left_out == 0


def test_each_can_be_pointed_at_and_tells_who_and_when() -> None:
    layer, snapshot = DrawingLayer(), drawn_snapshot()
    drawing = layer.draw(snapshot, VIEW)
    for name, drawn in snapshot.drawings.items():
        xy = mercator(places_of(drawn.kind, drawn.geometry))
        x, y = middle(drawn.kind, xy) if drawn.kind == "attack" else xy[0]
        found = hit(drawing, float(x), float(y), 2.0)
        assert found is not None and found.id == name
        card = layer.describe(name, snapshot)
        assert card is not None and card.title == "疏散区" and card.level == 1 and card.place is not None
        assert {"drawing.placed", "drawing.by", "drawing.note", "incident"} <= {row.key for row in card.rows}
    untitled = msgspec.structs.replace(snapshot.drawings["d/symbol"], title="")
    card = layer.describe("d/symbol", replace(snapshot, drawings={"d/symbol": untitled}))
    assert card is not None and card.title == Title("指挥部", "Command post")


def test_removed_ones_are_gone_and_unreadable_ones_are_counted() -> None:
    layer, all_of_them = DrawingLayer(), drawings()
    gone = msgspec.structs.replace(all_of_them["d/line"], removed_utc=5)
    broken = msgspec.structs.replace(all_of_them["d/polygon"], geometry=b"rubbish")
    alien = msgspec.structs.replace(all_of_them["d/symbol"], symbol="not_drawn_yet")
    odd = msgspec.structs.replace(all_of_them["d/arrow"], style=DrawingStyle("pink", "wavy", "gold", float("nan"), 1e9, float("inf")))
    snapshot = replace(city.snapshot(), drawings={**all_of_them, "d/arrow": odd, "d/line": gone, "d/polygon": broken, "d/symbol": alien})
    drawing = layer.draw(snapshot, VIEW)
    assert "d/line" not in drawing.lines.ids and "d/polygon" not in drawing.areas.ids
    assert "d/symbol" in drawing.points.ids and "diamond" in {symbol.shape for symbol in drawing.points.symbols}
    assert {style.colour for style in drawing.lines.styles} <= set(COLOURS)
    assert layer.status(snapshot).left_out == 1 and layer.describe("d/line", snapshot) is None
    assert layer.describe("d/polygon", snapshot) is not None


def test_a_circle_comes_back_from_its_places() -> None:
    centre, radius = circle_of(circle((115.0, 30.0), 800.0))
    assert abs(radius - 800.0) < 1.0 and distance_m(*centre, 115.0, 30.0) < 0.5
    assert rectangle((2, 2), (1, 1)).tolist() == [[2, 2], [1, 2], [1, 1], [2, 1]]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), min_size=2, max_size=8))
def test_arrows_of_any_axis_are_finite_and_point_to_its_end(axis: list[tuple[float, float]]) -> None:
    xy = np.array(axis)
    for outline in (attack_arrow(xy), arrow_head(xy, 50.0)):
        assert np.isfinite(outline).all()
        if len(outline):
            assert np.hypot(*(outline - xy[-1]).T).min() < 1e-6
    assert np.isfinite(middle("line", xy)).all()


@pytest.mark.parametrize("kind", DRAWING_KINDS)
def test_what_is_written_is_what_is_drawn(kind: str) -> None:
    places = places_of(kind, drawings()[f"d/{kind}"].geometry)
    geometry = geometry_of(kind, places)
    assert is_shape_of(kind, geometry) and np.array_equal(places_of(kind, geometry), places)


def test_drawings_are_found_by_title_and_by_what_their_symbol_means() -> None:
    from layers.search.names import drawings as named

    untitled = msgspec.structs.replace(drawings()["d/symbol"], drawing="d/untitled", title="")
    plain = msgspec.structs.replace(drawings()["d/line"], drawing="d/plain", title="")
    gone = msgspec.structs.replace(drawings()["d/line"], drawing="d/gone", removed_utc=9)
    snapshot = replace(city.snapshot(), drawings={**drawings(), "d/untitled": untitled, "d/plain": plain, "d/gone": gone})
    found = {one.identity: one for one in named(snapshot, True)}
    assert set(found) == {*drawings(), "d/untitled"} and found["d/untitled"].title == "指挥部"
    assert {one.title for one in named(snapshot, False)} == {"疏散区", "Command post"}
