"""Layouts, free ones, arrangement with its memory, groups and tours. Pure."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_center.config import ConfigError, check_configuration
from command_center.config_video import CameraGroup, Tour
from command_center.domain.cameras import Camera
from video.arrangement import RECALLED, Arrangement
from video.layout_edit import Border, border_at, border_of, divided, joined, moved
from video.layouts import LAYOUTS, Cell, Layout, is_sound, layout_of, read_layout, usual
from video.tours import TourRun, first_page, members, pages

SIZE = (1920, 1080)
GAP, CAPTION = 6, 28


@pytest.mark.parametrize("key", LAYOUTS)
@pytest.mark.parametrize("size", [SIZE, (3840, 2160), (916, 140), (700, 900)])
def test_tiles_fill_the_area_and_do_not_overlap(key: str, size: tuple[int, int]) -> None:
    layout = layout_of(key)
    boxes = layout.boxes(*size, 0, GAP)
    assert len(boxes) == int(key) == layout.count
    for number, one in enumerate(boxes):
        assert one.x >= 0 and one.x + one.width <= size[0] and one.y + one.height <= size[1]
        for other in boxes[number + 1:]:
            assert (one.x + one.width <= other.x or other.x + other.width <= one.x
                    or one.y + one.height <= other.y or other.y + other.height <= one.y)
    assert max(box.x + box.width for box in boxes) == size[0]
    assert max(box.y + box.height for box in boxes) == size[1]


def test_the_large_tile_comes_first() -> None:
    for key in ("6", "8", "10", "13"):
        boxes = layout_of(key).boxes(*SIZE, CAPTION, GAP)
        assert boxes[0].width * boxes[0].height == max(box.width * box.height for box in boxes)
    assert len({(box.width // 4, box.height // 4) for box in layout_of("36").boxes(*SIZE, CAPTION, GAP)}) == 1


def test_unknown_layouts() -> None:
    assert layout_of("7").count == 7 and layout_of("65") is None and layout_of("") is None and layout_of("x") is None
    for rubbish in (None, [], {"key": "free"}, {"key": "free", "columns": [1], "rows": ["x"], "cells": [[0, 0, 1, 1]]},
                    {"key": "free", "columns": [1, 1], "rows": [1], "cells": [[0, 0, 2, 1], [1, 0, 1, 1]]},
                    {"key": "free", "columns": [1], "rows": [1], "cells": [[0, 0, 3, 1]]},
                    {"key": "free", "columns": [-1], "rows": [1], "cells": [[0, 0, 1, 1]]}):
        assert read_layout(rubbish) is None


def _fixed(key: str) -> Layout:
    return layout_of(key).over(*SIZE, CAPTION, GAP)


def test_borders_are_found_and_dragged() -> None:
    layout = _fixed("4")
    assert border_at(layout, 960, 200, SIZE, GAP, 2) == Border(True, 1)
    assert border_at(layout, 300, 540, SIZE, GAP, 2) == Border(False, 1)
    assert border_at(layout, 300, 300, SIZE, GAP, 2) is None
    wider = moved(layout, Border(True, 1), 0.1)
    assert wider.key == "free"
    assert wider.boxes(*SIZE, CAPTION, GAP)[0].width == pytest.approx(1148, abs=3)
    least = moved(layout, Border(True, 1), -5)
    assert least.boxes(*SIZE, CAPTION, GAP)[0].width > 200
    assert is_sound(least)
    six = _fixed("6")
    inside = six.boxes(*SIZE, CAPTION, GAP)[1].x // 2
    assert border_at(six, inside - 2, 100, SIZE, GAP, 2) is None, "the large tile has no border through its middle"
    assert border_of(layout, 0, vertical=True) == Border(True, 1)
    assert border_of(layout, 1, vertical=True) == Border(True, 1), "no border right of it: the left one"
    assert border_of(_fixed("1"), 0, vertical=True) is None


def test_tiles_are_joined_and_divided() -> None:
    edited = joined(_fixed("9"), [0, 4])
    assert edited is not None and edited.kept == (0, 2, 5, 6, 7, 8), "the rectangle that both span becomes one"
    assert edited.layout.cells[0] == Cell(0, 0, 2, 2) and edited.layout.count == 6
    assert joined(_fixed("9"), [3]) is None
    again = divided(edited.layout, 0, vertical=True)
    assert again is not None and again.kept == (0, None, 1, 2, 3, 4, 5)
    assert [again.layout.cells[0], again.layout.cells[1]] == [Cell(0, 0, 1, 2), Cell(1, 0, 1, 2)]
    finer = divided(_fixed("4"), 0, vertical=False)
    assert finer is not None and finer.layout.count == 5 and is_sound(finer.layout)
    assert finer.layout.cells[2].height == 2, "its neighbour stays as high as it was"
    assert divided(_fixed("64"), 0, vertical=True) is None
    state = json.loads(json.dumps(finer.layout.state()))
    assert read_layout(state) == finer.layout


@given(st.lists(st.tuples(st.sampled_from("jdvhm"), st.integers(0, 63), st.integers(0, 63)), max_size=12))
def test_every_change_leaves_a_sound_layout(steps: list[tuple[str, int, int]]) -> None:
    layout = _fixed("9")
    for act, one, other in steps:
        count = len(layout.cells)
        if act == "j":
            edited = joined(layout, [one % count, other % count])
        elif act == "m":
            line = 1 + other % max(1, len(layout.columns) - 1)
            edited = None
            if line < len(layout.columns):
                layout = moved(layout, Border(True, line), (one - 32) / 64)
        else:
            edited = divided(layout, one % count, vertical=act != "h")
        if edited is not None:
            assert len(edited.kept) == len(edited.layout.cells)
            layout = edited.layout
        assert is_sound(layout)


def test_a_smaller_layout_gives_the_cameras_back() -> None:
    wall = Arrangement(4)
    wall.know(list("abcdefgh"))
    wall.place(0, "h")
    wall.resize(1)
    assert wall.shown == ["h"]
    wall.resize(4)
    assert wall.shown == ["h", "b", "c", "d"]
    wall.resize(3, [3, 0, None])
    assert wall.shown[:2] == ["d", "h"]


def test_the_last_cameras_of_a_tile_are_remembered() -> None:
    wall = Arrangement(2)
    wall.know([f"c{number:02d}" for number in range(20)])
    for number in range(2, 14):
        wall.place(0, f"c{number:02d}")
    assert wall.past[0] == [f"c{number:02d}" for number in range(12, 12 - RECALLED, -1)]
    wall.place(0, wall.former(0))
    assert wall.shown[0] == "c12" and wall.former(0) == "c13"
    wall.bring(["c19"])
    wall.put_back()
    assert wall.former(0) == "c19"


def test_an_emptied_tile_stays_empty() -> None:
    wall = Arrangement(3)
    wall.know(list("abcdef"))
    wall.place(1, "")
    wall.know(list("abcdefg"))
    assert wall.shown == ["a", "", "c"]
    wall.place(1, "f")
    wall.know(list("abcde"))
    assert wall.shown == ["a", "b", "c"], "a camera that vanished is replaced"


def test_a_drop_onto_a_brought_camera_wins() -> None:
    wall = Arrangement(3)
    wall.know(list("abcdef"))
    wall.bring(["e", "f"])
    assert wall.shown == ["e", "f", "c"]
    wall.place(0, "d")
    assert wall.shown == ["d", "f", "c"]
    wall.swap(1, 2)
    assert wall.shown == ["d", "c", "f"]
    wall.put_back()
    assert wall.shown == ["d", "c", "f"], "what was moved by hand stays"


def test_a_page_of_a_tour_lies_over_the_usual_ones() -> None:
    wall = Arrangement(3)
    wall.know(list("abcdef"))
    wall.turn_to(["d", "e"])
    assert wall.shown == ["d", "e", ""]
    wall.bring(["f"])
    assert wall.shown == ["d", "e", "f"], "an empty tile before one that shows something"
    wall.put_back()
    assert wall.shown == ["d", "e", ""]
    wall.turn_to(None)
    assert wall.shown == ["a", "b", "c"]


CAMERAS = {name: Camera(camera=name, name=f"桥 {name}" if name in "ab" else name, sub_url="x", district="北区" if name in "abc" else "",
                        properties={"scene": "river" if name in "cd" else "road", "district_en": "North"} if name in "abcd" else {})
           for name in "abcdef"}


def test_groups_name_cameras_or_say_what_they_are() -> None:
    assert members(CameraGroup(key="g", cameras=("f", "gone", "a")), CAMERAS) == ["f", "a"]
    assert members(CameraGroup(key="g", districts=("北区",)), CAMERAS) == list("abc")
    assert members(CameraGroup(key="g", districts=("North",), where={"scene": "river"}, cameras=("d",)), CAMERAS) == ["d", "c"]
    assert members(CameraGroup(key="g", name="桥"), CAMERAS) == ["a", "b"]


def test_a_tour_goes_from_page_to_page_and_stands_while_held() -> None:
    groups = [CameraGroup(key="one", cameras=tuple("abcde")), CameraGroup(key="two", cameras=("f",))]
    tour = Tour(key="t", groups=("one", "two"), dwell_s=10)
    found = pages(tour, groups, CAMERAS, 4)
    assert [(page.group, page.cameras, page.part, page.parts) for page in found] == [
        ("one", tuple("abcd"), 1, 2), ("one", ("e",), 2, 2), ("two", ("f",), 1, 1)]
    run = TourRun(tour, 100.0)
    assert not run.tick(109.0, 3) and run.left_s == 1
    run.held = True
    assert not run.tick(150.0, 3)
    run.held = False
    assert not run.tick(150.5, 3) and run.tick(151.0, 3) and run.at == 1
    run.step(-2, 3)
    assert run.at == 2 and run.left_s == 10
    assert run.tick(162.0, 3) and run.at == 0
    run.paused = True
    assert not run.tick(999.0, 3)
    assert first_page(found, 9).group == "two" and first_page([], 0) is None


def test_the_configuration_names_groups_that_exist() -> None:
    good = {"video": {"tiles": 36, "layout": "13", "group": [{"key": "a", "cameras": ["x"]}],
                      "tour": [{"key": "t", "groups": ["a"], "dwell_s": 5, "layout": "4"}]}}
    assert check_configuration(good, None).video.tour[0].dwell_s == 5
    bad = {"video": {"layout": "7", "group": [{"key": "a"}, {"key": "a"}], "tour": [{"key": "t", "groups": ["b"], "layout": "3"}]}}
    with pytest.raises(ConfigError) as error:
        check_configuration(bad, None)
    assert [key for _, key, _ in error.value.problems] == [
        "video.group[1].key", "video.layout", "video.tour[0] t.layout", "video.tour[0] t.groups"]


def test_the_usual_layout_is_what_the_configuration_says() -> None:
    assert usual(6).boxes(916, 140, CAPTION, GAP)[5].x > 700
    assert usual(0).boxes(916, 140, CAPTION, GAP) == []
