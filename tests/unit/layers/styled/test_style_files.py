"""Styles in TOML: every error is listed with its key, what is written comes back, ramps read in greyscale."""

from __future__ import annotations

import itertools
import tomllib
from typing import Any

import pytest

from command_center.config import ConfigError, check_configuration
from command_center.registry import plugins
from layers.base import View
from layers.opening import open_stack
from layers.styled import tokens
from layers.styled.toml import to_toml
from resources import FOLDER

TABLES: dict[str, dict[str, Any]] = {
    "points": {"data": "units", "filter": "status != \"x'y\"", "style": {"size": 12, "classes": [
        {"when": "speed > 3", "colour": "hi"}, {"value": ["a", 3], "symbol": "ring"}, {"above": 2}]}},
    "lines": {"data": "features:roads", "style": {"dash": [4, 2], "casing": "void", "label": {"text": "{name} \\ \"q\""}}},
    "polygons": {"data": "features:parks", "opacity": 0.4, "min_mpp": 2, "max_mpp": 30},
    "choropleth": {"data": "features:districts", "style": {"count": "reports", "breaks": [1, 5]}},
    "heat": {"data": "reports", "last_min": 60, "style": {"ramp": "water"}},
    "clusters": {"data": "features:hydrants"}, "tracks": {"data": "positions:bus", "style": {"length": 6}},
    "labels": {"data": "features:places", "style": {"label": {"text": "{name}", "priority": "people"}}},
    "cones": {"data": "cameras"}, "drawn": {"data": "features:sketch"}, "warnings": {},
    "grid": {"data": "reports", "style": {"shape": "square", "numbers": True}},
    "pipes": {"data": "features:pipes"}, "isochrones": {"places": [[115.0, 30.0]], "style": {"minutes": [3, 6]}},
    "routes": {"places": [[115.0, 30.0], [115.1, 30.0]]},
}


def read(kind: str, table: dict[str, Any]) -> Any:
    return check_configuration({"map": {"layer": [{"kind": kind, "key": "it", **table}]}}, None).map.layer[0][1]


def test_every_kind_has_an_example_here() -> None:
    assert set(TABLES) == set(plugins("layer_kinds"))


@pytest.mark.parametrize("kind", TABLES)
def test_what_is_copied_as_toml_is_read_as_the_same(kind: str) -> None:
    config = read(kind, TABLES[kind])
    text = to_toml(kind, config)
    raw = tomllib.loads(text)["map"]["layer"][0]
    assert raw.pop("kind") == kind
    assert read(kind, {name: value for name, value in raw.items() if name != "key"}) == config


def test_all_errors_are_listed_with_their_keys() -> None:
    raw = {"map": {"layer": [
        {"kind": "points", "key": "a", "data": "features:x", "filter": "size >", "style": {
            "colour": "#FF0000", "size": -3, "typo": 1, "classes": [{"colour": "hi"}]}},
        {"kind": "nothing", "key": "b", "data": "units"},
        {"kind": "heat", "key": "a", "data": "moon", "min_mpp": 5, "max_mpp": 2, "style": {"ramp": "rainbow"}},
        {"kind": "choropleth", "key": "c", "data": "features:x", "style": {"breaks": [3, 1]}},
        {"kind": "tracks", "key": "d", "data": "units"},
        {"kind": "routes", "key": "e", "places": [[300, 1], [1, 1]]}]}}
    with pytest.raises(ConfigError) as caught:
        check_configuration(raw, None)
    said = {key: wanted for _, key, wanted in caught.value.problems}
    assert {"map.layer[0] a.filter", "map.layer[0] a.style.colour", "map.layer[0] a.style.size",
            "map.layer[0] a.style.typo", "map.layer[0] a.style.classes.0", "map.layer[1] b.kind", "map.layer[2] a.key",
            "map.layer[2] a.data", "map.layer[2] a.style.ramp", "map.layer[3] c.style.breaks", "map.layer[4] d.data",
            "map.layer[5] e"} <= set(said)
    assert "at character 7" in said["map.layer[0] a.filter"] and "token" in said["map.layer[0] a.style.colour"]


def test_names_that_stand_for_nothing() -> None:
    raw = {"map": {
        "layer": [{"kind": "heat", "key": "a", "data": "reports", "group": "no"}, {"kind": "heat", "key": "units",
                                                                                   "data": "reports"}],
        "group": [{"key": "g", "parent": "what"}],
        "view": [{"key": "v", "show": ["a", "g", "zzz"], "opacity": {"basemap": 0.5}, "style": {"a": {"style": {"radius": -1}},
                                                                                              "units": {}}}]}}
    with pytest.raises(ConfigError) as caught:
        check_configuration(raw, None)
    keys = [key for _, key, _ in caught.value.problems]
    assert keys == ["map units.key", "map.layer[0] a.group", "map.group[0] g.parent", "map.view[0] v.show",
                    "map.view[0] v.style.a.style.radius"]


def test_a_view_out_of_range_is_an_error() -> None:
    with pytest.raises(ConfigError):
        check_configuration({"map": {"view": [{"key": "v", "opacity": {"basemap": 3}}]}}, None)


def luminance(colour: str) -> float:
    channels = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("name", tokens.ramps())
def test_ramps_rise_evenly_in_lightness_and_stay_calm(name: str) -> None:
    table = tomllib.loads((FOLDER / "tokens.toml").read_text(encoding="utf-8"))["ramp"]
    colours = [table[token.removeprefix("ramp.")] for token in tokens.ramp(name, tokens.STEPS)]
    lightness = [116 * luminance(colour) ** (1 / 3) - 16 for colour in colours]
    steps = [b - a for a, b in itertools.pairwise(lightness)]
    assert min(steps) > 6 and max(steps) < 10, "each class can be told from the next without its hue"
    for colour in colours:
        channels = [int(colour[at:at + 2], 16) for at in (1, 3, 5)]
        assert max(channels) - min(channels) < 66, "a ramp never competes with a level's colour"


def test_an_operators_changes_are_kept_and_rubbish_is_not() -> None:
    configuration = check_configuration({"map": {"layer": [{"kind": "heat", "key": "h", "data": "reports"}]}}, None)
    stack = open_stack(configuration.map)
    entry = stack.entry("h")
    assert entry is not None and stack.save()["styles"] == {}
    entry.layer.restyle(entry.layer.config.changed({"style": {"radius": 60}}))  # type: ignore[attr-defined]
    saved = stack.save()
    assert saved["styles"] == {"h": {"style": {"radius": 60.0}}}
    other = open_stack(configuration.map)
    other.restore(saved)
    assert other.entry("h").layer.config.style.radius == 60  # type: ignore[union-attr, attr-defined]
    other.restore({"styles": {"h": {"style": {"radius": "wide"}, "key": 3}}})
    assert other.entry("h").layer.config == entry.layer.original  # type: ignore[union-attr, attr-defined]
    other.refresh(View())
