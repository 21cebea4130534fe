"""Groups: a tree beside the order of drawing; what they leave of a layer; saved views."""

from __future__ import annotations

from typing import Any

import pytest

from command_center.config import check_configuration
from layers.groups import DIMMED
from layers.opening import open_stack
from layers.stack import LayerStack
from layers.tree import Node, is_inside, nodes, put_beside, put_into, shift
from layers.views import AS_CONFIGURED, Views

MAP: dict[str, Any] = {
    "group": [{"key": "outer", "title": "外", "layers": ["hydrants"]},
              {"key": "inner", "parent": "outer", "opacity": 0.5},
              {"key": "under", "alone": True, "open": False}],
    "layer": [{"kind": "pipes", "key": "pipes", "data": "features:pipes", "group": "under", "visible": False},
              {"kind": "heat", "key": "heat", "data": "reports", "group": "inner", "opacity": 0.8},
              {"kind": "points", "key": "dots", "data": "units", "group": "outer"}],
    "view": [{"key": "flood", "title": "防汛", "show": ["pipes", "under"], "hide": ["dots"], "opacity": {"basemap": 0.4},
              "style": {"heat": {"style": {"radius": 50}}}, "centre": [115.0, 30.0], "metres_per_pixel": 5},
             {"key": "bare", "layers": ["basemap", "heat"]}],
}


@pytest.fixture
def stack() -> LayerStack:
    return open_stack(check_configuration({"map": MAP}, None).map)


def settings() -> Any:
    return check_configuration({"map": MAP}, None).map


def strength(stack: LayerStack, key: str) -> float:
    list(stack.shown())
    entry = stack.entry(key)
    assert entry is not None
    return entry.strength


def test_groups_multiply_and_hide(stack: LayerStack) -> None:
    assert strength(stack, "heat") == pytest.approx(0.4)
    stack.groups["outer"].visible = False
    assert strength(stack, "heat") == 0 and strength(stack, "hydrants") == 0 and strength(stack, "units") == 1


def test_what_is_shown_alone_dims_the_rest_but_not_what_needs_somebody(stack: LayerStack) -> None:
    pipes = stack.entry("pipes")
    assert pipes is not None and strength(stack, "basemap") == 1, "an empty group dims nothing"
    pipes.visible = True
    assert strength(stack, "basemap") == pytest.approx(DIMMED) and strength(stack, "pipes") == 1
    assert strength(stack, "incidents") == 1 and strength(stack, "alarms") == 1
    stack.groups["under"].visible = False
    assert strength(stack, "basemap") == 1


def test_a_loop_of_groups_ends() -> None:
    raw = {"group": [{"key": "a", "parent": "b"}, {"key": "b", "parent": "a"}],
           "layer": [{"kind": "heat", "key": "h", "data": "reports", "group": "a"}]}
    stack = open_stack(check_configuration({"map": raw}, None).map)
    assert strength(stack, "h") == 1
    assert nodes(stack)


def keys(stack: LayerStack, **fold: bool) -> list[tuple[int, str]]:
    return [(node.depth, node.key[1]) for node in nodes(stack, **fold)]


def test_the_tree_lists_members_below_their_group(stack: LayerStack) -> None:
    listed = keys(stack)
    at = listed.index((0, "outer"))
    assert listed[at + 1:at + 4] == [(1, "hydrants"), (1, "dots"), (1, "inner")] or \
        {key for _, key in listed[at + 1:at + 4]} == {"hydrants", "dots", "inner"}
    assert (2, "heat") in listed and (1, "pipes") not in listed and (1, "pipes") in keys(stack, folded=True)


def node(stack: LayerStack, key: str) -> Node:
    return next(one for one in nodes(stack, folded=True) if one.key[1] == key)


def test_branches_move_past_their_neighbours(stack: LayerStack) -> None:
    before = [entry.layer.key for entry in stack.entries]
    siblings = [key for depth, key in keys(stack) if depth == 0]
    at = siblings.index("outer")
    assert shift(stack, node(stack, "outer"), 1)
    after = [key for depth, key in keys(stack) if depth == 0]
    assert after[at - 1] == "outer" and sorted(after) == sorted(siblings)
    assert shift(stack, node(stack, "outer"), -1)
    assert sorted(entry.layer.key for entry in stack.entries) == sorted(before)
    top = siblings[0]
    assert not shift(stack, node(stack, top), 1), "there is nothing above the top"
    assert shift(stack, node(stack, "dots"), -1) or shift(stack, node(stack, "dots"), 1)
    assert stack.entry("dots").group in ("outer", "inner")  # type: ignore[union-attr]


def test_state_comes_back_with_groups_and_order(stack: LayerStack) -> None:
    stack.groups["outer"].opacity, stack.groups["under"].is_open = 0.3, True
    stack.entry("dots").visible = False  # type: ignore[union-attr]
    shift(stack, node(stack, "units"), -1)
    other = open_stack(settings())
    other.restore(stack.save())
    assert other.save() == stack.save()
    other.restore({"entries": 3, "groups": [None, {"key": "outer", "opacity": "x"}], "styles": []})
    assert other.groups["outer"].opacity == 1.0


def test_a_layer_that_the_state_does_not_know_keeps_its_place(stack: LayerStack) -> None:
    saved = stack.save()
    saved["entries"] = [row for row in saved["entries"] if row["key"] != "heat"]
    other = open_stack(settings())
    place = [entry.layer.key for entry in other.entries].index("heat")
    other.restore(saved)
    assert [entry.layer.key for entry in other.entries].index("heat") == place


def test_views_start_from_what_is_configured(stack: LayerStack) -> None:
    views = Views(stack, settings().view)
    assert [view.key for view in views] == [AS_CONFIGURED, "flood", "bare"]
    view = views.apply("flood")
    assert view is not None and view.centre == (115.0, 30.0) and views.current == "flood"
    assert stack.entry("pipes").visible and not stack.entry("dots").visible  # type: ignore[union-attr]
    assert stack.entry("heat").layer.config.style.radius == 50  # type: ignore[union-attr, attr-defined]
    assert stack.entry("basemap").opacity == 0.4 and stack.groups["under"].is_open  # type: ignore[union-attr]
    views.apply("bare")
    assert [entry.layer.key for entry in stack.entries if entry.visible] == ["basemap", "heat"]
    assert stack.entry("basemap").opacity == 1.0  # type: ignore[union-attr]
    assert stack.entry("heat").layer.config.style.radius != 50, "a view leaves nothing behind"  # type: ignore[union-attr, attr-defined]
    assert views.apply("no such") is None


def test_operators_keep_views_of_their_own(stack: LayerStack) -> None:
    views = Views(stack, settings().view)
    stack.entry("units").visible = False  # type: ignore[union-attr]
    kept = views.keep("夜班", (115.1, 30.1), 8.0)
    stack.entry("units").visible = True  # type: ignore[union-attr]
    other = Views(open_stack(settings()), settings().view)
    other.restore(views.save())
    assert other.find(kept.key) == kept
    views.apply(kept.key)
    assert not stack.entry("units").visible  # type: ignore[union-attr]
    assert views.keep("夜班").key == kept.key, "the same name replaces"
    views.forget("flood")
    views.forget(kept.key)
    assert [view.key for view in views] == [AS_CONFIGURED, "flood", "bare"], "configured views cannot be deleted"
    other.restore([None, {"key": "x"}, {"key": "y", "title": ["a"], "state": {}}, {"key": "z", "title": ["a", "b"],
                                                                                   "state": {}, "centre": [999, 0]}])
    assert other.find("z").centre is None  # type: ignore[union-attr]


def line(stack: LayerStack, key: str) -> Node:
    return next(node for node in nodes(stack, folded=True) if node.key[1] == key)


def test_a_layer_goes_down_through_a_group_and_up_again(stack: LayerStack) -> None:
    order = [key for _, key in keys(stack)]
    before = order.index("outer")
    walked = order[before - 1]
    places = []
    for step in (-1, 1):
        for _ in range(50):
            depth, _key = next(one for one in keys(stack) if one[1] == walked)
            places.append((depth, stack.entry(walked).group))  # type: ignore[union-attr]
            if not shift(stack, line(stack, walked), step):
                break
    groups = [group for _, group in places]
    assert "outer" in groups and "inner" in groups, "it is led into the group and the group within"
    assert "under" not in groups, "a folded group is passed as a whole"
    assert groups[0] == "" and groups[-1] == "" and sorted(key for _, key in keys(stack)) == sorted(order)


def test_every_line_is_passed_one_at_a_time(stack: LayerStack) -> None:
    """Each step moves a line by one in what is listed, wherever it stands."""
    for walked in ("hydrants", "heat", "alarms"):
        seen = {tuple(key for _, key in keys(stack))}
        while shift(stack, line(stack, walked), 1):
            listed = (*(key for _, key in keys(stack)), str(line(stack, walked).depth))
            assert listed not in seen, "no step leads back"
            seen.add(listed)
        assert keys(stack)[0] == (0, walked)


def test_a_line_is_put_beside_another_in_its_group(stack: LayerStack) -> None:
    assert put_beside(stack, line(stack, "alarms"), line(stack, "dots"), above=True)
    listed = [key for _, key in keys(stack)]
    assert stack.entry("alarms").group == "outer" and listed.index("alarms") == listed.index("dots") - 1  # type: ignore[union-attr]
    assert put_into(stack, line(stack, "heat"), "", on_top=False)
    assert keys(stack)[-1] == (0, "heat") or stack.entries[0].layer.key == "heat"
    assert put_into(stack, line(stack, "units"), "inner", on_top=True), "an empty group takes it"
    assert stack.entry("units").group == "inner"  # type: ignore[union-attr]


def test_a_group_never_comes_into_itself(stack: LayerStack) -> None:
    outer, inner = line(stack, "outer"), line(stack, "inner")
    assert not put_into(stack, outer, "inner", on_top=True) and not put_beside(stack, outer, line(stack, "heat"), above=True)
    assert is_inside(stack, line(stack, "heat"), outer) and not is_inside(stack, outer, inner)
    assert put_into(stack, inner, "", on_top=True) and stack.groups["inner"].parent == ""
    assert put_into(stack, outer, "inner", on_top=True) and stack.groups["outer"].parent == "inner"


def test_groups_of_layers_are_kept_and_a_broken_state_makes_no_loop(stack: LayerStack) -> None:
    put_into(stack, line(stack, "alarms"), "inner", on_top=True)
    put_into(stack, line(stack, "inner"), "", on_top=True)
    kept = stack.save()
    other = open_stack(settings())
    other.restore(kept)
    assert keys(other) == keys(stack) and other.entry("alarms").group == "inner"  # type: ignore[union-attr]
    old = {"entries": [{"key": "alarms"}], "groups": [{"key": "inner"}]}
    other.restore(old)
    assert other.entry("alarms").group == "inner" and other.groups["inner"].parent == ""  # type: ignore[union-attr]
    other.restore({"entries": [{"key": "alarms", "group": "gone"}],
                   "groups": [{"key": "outer", "parent": "inner"}, {"key": "inner", "parent": "outer"}]})
    assert other.entry("alarms").group == "inner" and other.groups["inner"].parent == ""  # type: ignore[union-attr]
    assert strength(other, "hydrants") > 0
