"""The stack: order, hits, broken layers, saved state."""

from __future__ import annotations

import synthetic_city as city

from command_center.notices import subscribe
from command_center.state.snapshot import Changes, Snapshot
from layers.base import Layer, View
from layers.drawing import Drawing
from layers.stack import LayerStack, load_layers

VIEW = View(city.NOW, metres_per_pixel=2.0)


class Broken(Layer):
    key = "broken"
    depends_on = ("incidents",)

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        raise ZeroDivisionError


def stack() -> LayerStack:
    made = LayerStack(load_layers())
    made.take(city.snapshot(), Changes(reset=True))
    made.refresh(VIEW)
    return made


def test_a_broken_layer_is_said_once_and_takes_no_other_down() -> None:
    heard: list[str] = []
    leave = subscribe(lambda notice: heard.append(notice.parameters.get("layer", "")))
    made = LayerStack([Broken(), *load_layers(["incidents"])])
    for _ in range(3):
        made.take(city.snapshot(), Changes(reset=True))
        made.refresh(VIEW)
    leave()
    assert heard == ["broken"]
    assert len(made.entry("incidents").drawing.points.ids) == 4


def test_hits_prefer_symbols_over_lines_over_areas() -> None:
    made = stack()
    drawing = made.entry("incidents").drawing
    x, y = drawing.points.xy[0]
    entry, hit = made.hit(x, y, VIEW)
    assert (entry.layer.kind, hit.id) == ("incident", drawing.points.ids[0])
    areas = made.entry("warnings").drawing.areas
    x, y = areas.xy.mean(axis=0)
    assert made.hit(x + 300, y, VIEW)[0].layer.kind == "warning"
    assert made.hit(0.0, 0.0, VIEW) is None


def test_only_what_changed_is_drawn_again() -> None:
    made = stack()
    before = made.entry("incidents").drawing
    made.take(city.snapshot(), Changes(ids={"cameras": frozenset(("c/1",))}))
    made.refresh(VIEW)
    assert made.entry("incidents").drawing is before
    made.take(city.snapshot(), Changes(ids={"incidents": frozenset(("i1",))}))
    made.refresh(VIEW)
    assert made.entry("incidents").drawing is not before


def test_order_and_opacity_survive_a_restart() -> None:
    first, second = stack(), stack()
    first.move("warnings", 3)
    first.entry("buses").visible = False
    first.entry("cameras").opacity = 0.4
    second.restore(first.save())
    assert second.save() == first.save()
    second.restore("rubbish")
    second.restore([{"key": "cameras", "opacity": "x"}, 3])
    assert second.entry("cameras").opacity == 1.0


def test_an_unknown_layer_is_left_out() -> None:
    assert [layer.key for layer in load_layers(["units", "no-such-layer"])] == ["units"]
