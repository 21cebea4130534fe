"""Where a camera stands, from what was asked of it."""

from __future__ import annotations

import pytest

from command_center.domain.ptz import PtzRequest
from command_center.domain.ptz_places import COAST_US, FIRST, MOST, MOVING, TRAVEL_US, Places, after, is_named
from command_center.domain.time import SECOND


def told(*asked: tuple[float, str, dict]) -> Places:
    """Movements: (second, kind, more)."""
    places, before = Places(), PtzRequest(kind="stop")
    for second, kind, more in asked:
        request = PtzRequest(kind=kind, **more)
        places, before = after(places, before, request, round(second * SECOND)), request
    return places


MOVE = {"pan": 0.5}


def test_it_is_on_its_way_before_it_is_anywhere() -> None:
    places = told((10, "preset", {"preset": "7"}))
    assert places.at(10 * SECOND - 1) == FIRST
    assert places.at(10 * SECOND) == places.at(10 * SECOND + TRAVEL_US - 1) == MOVING
    assert places.at(10 * SECOND + TRAVEL_US) == "preset:7@0"
    places = told((10, "move", MOVE), (12, "stop", {}))
    assert places.at(11 * SECOND) == MOVING and places.at(12 * SECOND + COAST_US) == f"at:{12 * SECOND}"


def test_two_places_without_a_name_are_never_the_same() -> None:
    assert told((1, "move", MOVE), (2, "stop", {})).at(60 * SECOND) != told((1, "move", MOVE), (3, "stop", {})).at(60 * SECOND)
    assert told((1, "centre", {"pan": 0.1})).at(60 * SECOND) == f"at:{SECOND}"


@pytest.mark.parametrize("lens", [[(30, "focus", {"speed": 0.5}), (31, "stop", {})], [(30, "iris", {"speed": 0.5}), (31, "stop", {})],
                                  [(30, "auto", {})], [(30, "preset_remove", {"preset": "1"})]])
def test_the_lens_frames_nothing(lens: list) -> None:
    assert told((10, "preset", {"preset": "7"}), *lens).at(60 * SECOND) == "preset:7@0"


def test_a_preset_that_is_stored_anew_is_another_place() -> None:
    places = told((10, "preset", {"preset": "7"}), (30, "preset_set", {"preset": "7"}))
    assert places.at(29 * SECOND) == "preset:7@0" and places.at(31 * SECOND) == f"preset:7@{30 * SECOND}"
    places = told((10, "preset_set", {"preset": "7"}), (30, "move", MOVE), (31, "stop", {}), (40, "preset", {"preset": "7"}))
    assert places.at(60 * SECOND) == f"preset:7@{10 * SECOND}"
    assert told((30, "move", MOVE), (31, "preset_set", {"preset": "7"})).at(60 * SECOND) == MOVING


def test_a_stop_on_the_way_is_nowhere_known() -> None:
    assert told((10, "preset", {"preset": "7"}), (12, "stop", {})).at(60 * SECOND) == f"at:{12 * SECOND}"
    assert told((10, "patrol", {"preset": "t"})).at(999 * SECOND) == MOVING


def test_what_was_too_long_ago_is_not_known_any_more() -> None:
    places = told(*((second, "move", MOVE) if second % 2 else (second, "stop", {}) for second in range(1, 4 * MOST)))
    assert len(places.changes) == MOST and places.at(0) == MOVING


@pytest.mark.parametrize(("place", "named"), [(FIRST, False), ("preset:1@0", True), ("home", True), ("abs:0,0,1", True), (MOVING, False)])
def test_places_with_a_name(place: str, named: bool) -> None:
    assert is_named(place) is named
