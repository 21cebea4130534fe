"""What is selected, what is within, what is nearest, and how it is given away; over the made-up city."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
import shapely
import synthetic_city as city

from command_center.dispatch.routing import Router
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from layers.base import View
from layers.spatial.export import Record, to_csv, to_geojson
from layers.spatial.geodesy import buffer, distances_m, length_m
from layers.spatial.groups import group_of
from layers.spatial.nearest import groups_in, nearest
from layers.spatial.selected import NOBODY, Selected, places_of, select
from layers.spatial.shapes import shape_of, shape_of_all
from layers.spatial.stocks import Stocks, tables_of
from layers.spatial.within import people, population, survey

EVERYWHERE = shapely.box(city.LON - 1, city.LAT - 1, city.LON + 1, city.LAT + 1)


def district(name: str, west: float, east: float, **properties: object) -> Feature:
    return city.feature(name, shapely.box(west, city.LAT - 0.02, east, city.LAT + 0.02), **properties)


@pytest.fixture
def stocks() -> Stocks:
    return Stocks()


@pytest.fixture
def snapshot() -> Snapshot:
    return city.snapshot()


def test_everything_is_in_the_world(stocks: Stocks, snapshot: Snapshot) -> None:
    found = select(stocks, snapshot, tables_of(snapshot), EVERYWHERE)
    counts = found.counts()
    assert counts["unit"] == 7 and counts["vehicle"] == 20 and counts["camera"] == 6 and counts["incident"] == 4
    assert counts["hospitals"] == counts["fire_stations"] == counts["hydrants"] == 3
    assert "buildings" not in counts and "roads" not in counts, "ground is not selected"
    assert len(found) == sum(counts.values()) == len(found.things)


def test_an_area_selects_what_brute_force_finds(stocks: Stocks, snapshot: Snapshot) -> None:
    generator = np.random.default_rng(3)
    for _ in range(20):
        angles = np.sort(generator.random(9)) * 2 * np.pi
        radius = generator.random(9) * 0.02
        area = shapely.Polygon(np.column_stack([city.LON + radius * np.cos(angles), city.LAT + radius * np.sin(angles)]))
        found = select(stocks, snapshot, ["units", "positions", "cameras"], area)
        places = places_of(stocks, snapshot, select(stocks, snapshot, ["units", "positions", "cameras"], EVERYWHERE).things)
        assert found.things == {thing for thing, place in places.items() if area.intersects(shapely.Point(place))}


def test_modes_of_selection(stocks: Stocks, snapshot: Snapshot) -> None:
    units = select(stocks, snapshot, ["units"], EVERYWHERE)
    cameras = select(stocks, snapshot, ["cameras"], EVERYWHERE)
    both = units.joined(cameras, "add")
    assert both.counts() == {"unit": 7, "camera": 6} and both.joined(units, "remove") == cameras
    assert both.joined(units, "replace") == units and units.joined(units, "remove") == NOBODY
    assert units.of_kind("unit") == sorted(snapshot.units)


def test_stocks_are_kept_while_the_state_is_the_same(stocks: Stocks, snapshot: Snapshot) -> None:
    assert stocks.of(snapshot, "features/hospitals") is stocks.of(snapshot, "features/hospitals")
    other = city.snapshot()
    assert stocks.of(other, "features/hospitals") is not stocks.of(snapshot, "features/hospitals")


def test_geometry_that_is_none_or_broken_is_left_out(stocks: Stocks) -> None:
    features = {"schools": {"a": city.feature("a", shapely.Point(city.LON, city.LAT)), "b": Feature("b", b"", {}),
                            "c": Feature("c", b"\x01nonsense", {}), "d": city.feature("d", shapely.Point())}}
    found = select(stocks, Snapshot(features=features), ["features/schools"], EVERYWHERE)
    assert found.things == {("feature", "schools/a")}


def test_areas_count_where_they_touch(stocks: Stocks) -> None:
    school = city.feature("s", shapely.box(city.LON, city.LAT, city.LON + 0.01, city.LAT + 0.01), name="学校")
    state = Snapshot(features={"schools": {"s": school}})
    corner = shapely.Point(city.LON + 0.011, city.LAT + 0.005).buffer(0.002)
    assert len(select(stocks, state, ["features/schools"], corner)) == 1
    assert len(select(stocks, state, ["features/schools"], shapely.Point(city.LON + 0.02, city.LAT).buffer(0.001))) == 0


def test_people_by_share_of_area_from_the_finest_numbers(stocks: Stocks) -> None:
    lon = city.LON
    state = Snapshot(features={
        "districts": {"d": district("d", lon - 0.04, lon + 0.04, population=99_999)},
        "blocks": {"west": district("west", lon - 0.02, lon, population=1000), "east": district("east", lon, lon + 0.02, 人口="3000"),
                   "unknown": district("unknown", lon + 0.02, lon + 0.04, population="many")}})
    area = shapely.box(lon - 0.01, city.LAT - 0.02, lon + 0.01, city.LAT + 0.02)
    estimate = people(stocks, state, area)
    assert estimate.collection == "blocks" and estimate.count == pytest.approx(500 + 1500, rel=1e-6)
    assert estimate.covered == pytest.approx(1.0)
    half = people(stocks, state, shapely.box(lon, city.LAT - 0.02, lon + 0.04, city.LAT + 0.02))
    assert half.count == pytest.approx(3000) and half.covered == pytest.approx(0.5)
    assert people(stocks, Snapshot(), area).collection == ""


def test_population_that_is_no_number() -> None:
    assert np.isnan(population({"population": "many"})) and np.isnan(population({}))
    assert np.isnan(population({"population": -5})) and population({"pop": "12"}) == 12


def test_a_survey_counts_and_measures(stocks: Stocks, snapshot: Snapshot) -> None:
    place = (city.LON, city.LAT)
    area = buffer(shapely.Point(place), 1000)
    answer = survey(stocks, snapshot, area, place)
    groups = answer.by_group()
    hospitals = {f"hospitals/hospitals{i}": (city.LON + 0.004 * (i + 1), city.LAT + 0.002 * (i + 1)) for i in range(3)}
    near = {one: metres for one, where in hospitals.items() if (metres := length_m([place, where])) <= 1000}
    assert {one.id: one.distance_m for one in groups["hospitals"]} == pytest.approx(near)
    assert answer.buildings > 0 and answer.area_m2 == pytest.approx(np.pi * 1e6, rel=1e-3)
    for found in groups.values():
        assert [one.distance_m for one in found] == sorted(one.distance_m for one in found)
        assert all(one.distance_m <= 1000.5 for one in found)
    assert list(groups)[:1] == ["incident"] and answer.selected().things == {one.thing for one in answer.found}


def test_the_nearest_by_distance_and_by_road(stocks: Stocks, snapshot: Snapshot) -> None:
    place = (city.LON + 0.001, city.LAT - 0.001)
    straight = nearest(stocks, snapshot, ["unit"], place, 3)
    away = {key: float(distances_m(place, [where])[0]) for (_, key), where in
            places_of(stocks, snapshot, [("unit", key) for key in snapshot.units]).items()}
    assert [near.id for near in straight] == sorted(away, key=away.__getitem__)[:3]
    assert all(np.isnan(near.seconds) for near in straight)
    timed = nearest(stocks, snapshot, ["unit", "hospitals"], place, 3, Router())
    units = [near for near in timed if near.group == "unit"]
    assert [near.seconds for near in units] == sorted(near.seconds for near in units)
    assert all(near.seconds > near.distance_m / (120 / 3.6) for near in timed)
    assert {near.group for near in timed} == {"unit", "hospitals"}


def test_groups_that_are_there(stocks: Stocks, snapshot: Snapshot) -> None:
    groups = groups_in(stocks, snapshot)
    assert groups[0] == "incident" and {"unit", "camera", "vehicle", "hospitals", "hydrants"} <= set(groups)
    assert "buildings" not in groups


def test_tags_of_openstreetmap_name_the_group() -> None:
    assert group_of("points", {"amenity": "hospital"}) == "hospitals"
    assert group_of("points", {"other_tags": '"emergency"=>"fire_hydrant"'}) == "hydrants"
    assert group_of("multipolygons", {"amenity": "school"}) == "schools" and group_of("hazards", {}) == "hazards"
    assert group_of("trees", {"amenity": "bench"}) == "trees"


def test_shapes_of_things(stocks: Stocks, snapshot: Snapshot) -> None:
    assert shape_of(stocks, snapshot, ("feature", "parks/p")).geom_type == "Polygon"
    assert shape_of(stocks, snapshot, ("warning", "w2")).area > 0
    unit = snapshot.units["u/3"]
    assert shape_of(stocks, snapshot, ("unit", "u/3")).coords[0] == pytest.approx((unit.lon, unit.lat))
    assert shape_of(stocks, snapshot, ("vehicle", "bus/4")) is not None
    for gone in (("unit", "nobody"), ("feature", "parks/none"), ("source", "x"), ("warning", "none"), ("", "")):
        assert shape_of(stocks, snapshot, gone) is None
    assert shape_of_all(stocks, snapshot, [("unit", "u/1"), ("unit", "u/2"), ("unit", "none")]).geom_type == "GeometryCollection"
    assert shape_of_all(stocks, snapshot, []) is None


def test_csv_is_read_back_and_starts_no_formula() -> None:
    rows = [Record("unit", "u/1", '消防, "1" 车', 115.0275, 30.2105, {"group": "unit"}),
            Record("feature", "x/1", "=cmd|' /C calc'!A0", None, None, {"group": "-1+1"})]
    table = list(csv.DictReader(io.StringIO(to_csv(rows, ["group"]))))
    assert table[0]["name"] == '消防, "1" 车' and float(table[0]["longitude"]) == 115.0275
    assert table[1]["name"].startswith("'=") and table[1]["group"] == "'-1+1" and table[1]["longitude"] == ""


def test_geojson_is_wgs84_with_the_area_first() -> None:
    told = json.loads(to_geojson([Record("unit", "u/1", "车", 115.0275, 30.2105, {"n": 3}), Record("unit", "u/2", "", None, None)],
                                 shapely.box(115, 30, 116, 31)))
    assert told["features"][0]["geometry"]["type"] == "Polygon" and len(told["features"]) == 3
    assert told["features"][1]["geometry"]["coordinates"] == [115.0275, 30.2105]
    assert told["features"][1]["properties"]["n"] == 3 and told["features"][2]["geometry"] is None
    ring = told["features"][0]["geometry"]["coordinates"][0]
    assert shapely.LinearRing(ring).is_ccw, "RFC 7946 wants outer rings anticlockwise"


def test_what_lies_under_a_point_of_every_layer(snapshot: Snapshot) -> None:
    from layers.base import mercator
    from layers.spatial.under import under
    from layers.stack import LayerStack, load_layers

    stack = LayerStack(load_layers())
    stack.take(snapshot, city_changes())
    view = View(city.NOW, metres_per_pixel=4.0)
    stack.refresh(view)
    incident = snapshot.incidents["i1"]
    (x, y), = mercator([(incident.lon, incident.lat)]).tolist()
    found = under(stack.shown(), x, y, view)
    assert (found[0].kind, found[0].id) == ("incident", "i1")
    assert [("points", "lines", "areas").index(one.part) for one in found] == sorted(
        ("points", "lines", "areas").index(one.part) for one in found)
    assert ("warning", "w1") not in {(one.kind, one.id) for one in found}
    inside, = mercator([(city.LON - 0.008, city.LAT - 0.0065)]).tolist()
    assert ("warning", "w1") in {(one.kind, one.id) for one in under(stack.shown(), *inside, view)}
    assert under(stack.shown(), 0.0, 0.0, view) == []


def city_changes():
    from command_center.state.snapshot import Changes

    return Changes(reset=True)


def test_a_selection_is_equal_to_its_like() -> None:
    assert Selected({"unit": frozenset({("unit", "a")})}) == Selected({"unit": frozenset({("unit", "a")})})
    assert Selected() == NOBODY and len(NOBODY) == 0 and NOBODY.things == frozenset()


def test_a_school_among_the_names_of_places_is_found(stocks: Stocks) -> None:
    mapping = {"a": city.feature("a", shapely.Point(city.LON, city.LAT), name="一中", kind="school"),
               "b": city.feature("b", shapely.Point(city.LON, city.LAT), name="广场", kind="square")}
    state = Snapshot(features={"places": mapping})
    assert select(stocks, state, tables_of(state), EVERYWHERE).groups == {"schools": {("feature", "places/a")}}


def test_of_a_table_only_what_is_seen_is_selected(stocks: Stocks, snapshot: Snapshot) -> None:
    seen = frozenset(("c/1", "c/2", "c/99"))
    assert select(stocks, snapshot, {"cameras": lambda: seen, "units": None}, EVERYWHERE).counts() == {"unit": 7, "camera": 2}


def test_drawings_are_selected_and_have_a_shape_until_they_are_taken_off(stocks: Stocks) -> None:
    from command_center.domain.drawings import Drawn

    block = shapely.box(city.LON, city.LAT, city.LON + 0.01, city.LAT + 0.01)
    drawn = Drawn(drawing="d1", kind="polygon", geometry=shapely.to_wkb(block), ver=1, placed_utc=city.NOW)
    gone = Drawn(drawing="d2", kind="polygon", geometry=shapely.to_wkb(block), ver=2, placed_utc=city.NOW, removed_utc=1)
    broken = Drawn(drawing="d3", kind="polygon", geometry=b"\x01", ver=1, placed_utc=city.NOW)
    state = Snapshot(drawings={"d1": drawn, "d2": gone, "d3": broken})
    assert select(stocks, state, ["drawings"], EVERYWHERE).things == {("drawing", "d1")}
    assert shape_of(stocks, state, ("drawing", "d1")).equals(block) and shape_of(stocks, state, ("drawing", "d9")) is None
    assert "drawing" not in groups_in(stocks, state)
    assert survey(stocks, state, block).found == (), "an area does not lie within itself"
    around = survey(stocks, state, shapely.box(city.LON - 0.1, city.LAT - 0.1, city.LON + 0.1, city.LAT + 0.1))
    assert [(one.group, one.thing) for one in around.found] == [("drawing", ("drawing", "d1"))]
    assert select(stocks, Snapshot(), ["drawings"], EVERYWHERE) == NOBODY
