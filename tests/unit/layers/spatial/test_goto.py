"""Coordinates as people write them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command_center.domain.coordinates import in_every_system
from layers.spatial.goto import Unreadable, dms, parse, systems, zone_of_easting

HERE = (115.0275, 30.2105)


@pytest.mark.parametrize("text", [
    "115.0275, 30.2105", "30.2105 115.0275", "(115.0275,30.2105)", "E115.0275 N30.2105", "30.2105N 115.0275E",
    "115.0275°E 30.2105°N", "东经115.0275 北纬30.2105", "北纬30.2105°，东经115.0275°", "lat: 30.2105, lon: 115.0275",
    "纬度=30.2105 经度=115.0275", "115°01′39″E, 30°12′37.8″N", "115 1 39, 30 12 37.8", "115度1分39秒 30度12分37.8秒",
    "30°12.63'N 115°1.65'E", "１１５．０２７５，３０．２１０５", "x=115.0275 y=30.2105"])
def test_degrees_in_any_notation(text: str) -> None:
    typed = parse(text)
    assert (typed.lon, typed.lat) == pytest.approx(HERE, abs=1e-9)


@pytest.mark.parametrize(("text", "place"), [
    ("151.2 -33.8", (151.2, -33.8)), ("33.8S 151.2E", (151.2, -33.8)), ("-33.8, 151.2", (151.2, -33.8)),
    ("南纬33.8 西经70.5", (-70.5, -33.8)), ("88.5 47.8", (88.5, 47.8)), ("47.8 88.5", (88.5, 47.8)),
    ("0, 51.5", (0.0, 51.5)), ("-0.5 51.5", (-0.5, 51.5))])
def test_hemispheres_and_either_order(text: str, place: tuple[float, float]) -> None:
    typed = parse(text)
    assert (typed.lon, typed.lat) == pytest.approx(place, abs=1e-9)


@settings(deadline=None)  # the first of a zone asks PROJ
@given(st.floats(73.5, 134.9), st.floats(3.0, 53.0), st.booleans())
def test_what_the_sheet_shows_leads_back(lon: float, lat: float, swapped: bool) -> None:
    for place in in_every_system(lon, lat):
        pair = (place.east, place.north)
        text = ", ".join(f"{part:.{place.system.decimals}f}" for part in (reversed(pair) if swapped else pair))
        if swapped and (place.system.unit == "m" and (place.system.key != "cgcs2000_zone" or place.north < 1e6)):
            continue  # metres of the other systems do not tell which is which
        typed = parse(text, place.system.crs)
        assert (typed.lon, typed.lat) == pytest.approx((lon, lat), abs=3e-6), (place.system.key, text)
    text = f"{dms(lon, 'E', 'W', 3)} {dms(lat, 'N', 'S', 3)}"
    assert (parse(text).lon, parse(text).lat) == pytest.approx((lon, lat), abs=3e-7)


def test_a_surveyors_x_is_the_northing() -> None:
    zone = next(place for place in in_every_system(*HERE) if place.system.key == "cgcs2000_zone")
    text = f"X={zone.north:.3f} Y={zone.east:.3f}"
    typed = parse(text, zone.system.crs)
    assert (typed.lon, typed.lat) == pytest.approx(HERE, abs=1e-7) and typed.north_first
    assert zone_of_easting(zone.east) == zone.system.crs
    assert zone_of_easting(502_640.0) is None


@pytest.mark.parametrize(("text", "crs", "key"), [
    ("", "wgs84", "goto.no_pair"), ("115.0", "wgs84", "goto.no_pair"), ("a, b", "wgs84", "goto.no_pair"),
    ("1 2 3", "wgs84", "goto.no_pair"), ("215.0 95.0", "wgs84", "goto.out_of_range"),
    ("115°61′00″ 30°00′00″", "wgs84", "goto.out_of_range"), ("115 30", "epsg:1", "goto.unknown_system"),
    ("99999999999 99999999999", "epsg:4526", "goto.out_of_range")])
def test_nonsense_is_said_by_its_reason(text: str, crs: str, key: str) -> None:
    with pytest.raises(Unreadable) as error:
        parse(text, crs)
    assert error.value.key == key


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_a_reason(text: str) -> None:
    try:
        typed = parse(text)
    except Unreadable as error:
        assert error.key.startswith("goto.")
    else:
        assert np.isfinite([typed.lon, typed.lat]).all()


def test_the_zones_offered_are_those_of_the_place() -> None:
    assert {"epsg:4526", "epsg:4547"} <= {system.crs for system in systems(114.0)}
    assert dms(-0.9999999, "E", "W") == "1°00′00.00″W"
