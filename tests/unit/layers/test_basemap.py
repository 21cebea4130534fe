"""The base map's model: classes, holes, levels of detail, labels; real extracts too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
import synthetic_city as city
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.basemap import BRIDGE, LEAST_RANK, ONE_WAY, BaseClass, classify, detail
from layers.basemap_labels import ROAD, WATER, label_columns, table_of
from layers.basemap_model import BaseModel
from layers.basemap_rows import BaseRow
from layers.geometry_sets import GeometrySet, wound
from layers.placement import Occupancy


def model() -> BaseModel:
    made = BaseModel()
    for collection, mapping in city.features().items():
        made.put(BaseRow(f"{collection}/{f.feature}", int(base), f.geometry, f.properties.get("name", ""),
                         f.properties.get("name_en", "")) for f in mapping.values()
                 if (base := classify(collection, f.properties)) is not None)
    made.build()
    return made


@pytest.mark.parametrize(("collection", "properties", "expected"), [
    ("roads", {"class": "motorway"}, BaseClass.MOTORWAY),
    ("roads", {"class": "primary", "layer": "tunnel"}, BaseClass.TUNNEL),
    ("lines", {"highway": "trunk_link"}, BaseClass.SECONDARY),
    ("lines", {"waterway": "river"}, BaseClass.WATER),
    ("multipolygons", {"building": "yes"}, BaseClass.BUILDING),
    ("multipolygons", {"leisure": "park"}, BaseClass.PARK),
    ("admin", {"adcode": 420202, "name": "黄石港区"}, BaseClass.BOUNDARY),
    ("points", {"highway": "crossing"}, None),
    ("things", {}, None),
    ("hydrants", {}, None),
])
def test_classes(collection: str, properties: dict, expected: BaseClass | None) -> None:
    assert classify(collection, properties) == expected


def test_build_puts_lines_and_areas_apart() -> None:
    made = model()
    assert BaseClass.WATER in made.areas and BaseClass.TRUNK in made.lines
    assert len(made.areas[BaseClass.BUILDING].level(0.5).offset) - 1 == 64
    assert len(made.areas[BaseClass.BUILDING].level(300.0).offset) - 1 == 0, "too small to be seen from so far"


def test_a_changed_row_replaces_and_a_gone_one_leaves() -> None:
    made = model()
    before = len(made.areas[BaseClass.BUILDING].level(0).offset)
    made.put([BaseRow("buildings/b00", -1)])
    made.build()
    assert len(made.areas[BaseClass.BUILDING].level(0).offset) == before - 1


def test_holes_run_the_other_way_round() -> None:
    ring = np.array([(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], float)
    xy = np.concatenate((ring, ring[::-1], ring * 0.5))
    turned = wound(xy, np.array([0, 5, 10, 15]), np.array([False, False, True]))

    def area(part: np.ndarray) -> float:
        return float(np.sum(part[:-1, 0] * part[1:, 1] - part[1:, 0] * part[:-1, 1]))

    assert area(turned[:5]) > 0 and area(turned[5:10]) > 0 and area(turned[10:]) < 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=90))
def test_chunks_hold_every_part_once_and_cut_no_feature(rings: list[int]) -> None:
    owner = np.repeat(np.arange(len(rings)), rings)
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 0)], float)
    xy = np.concatenate([square + np.array((7.0 * o, 3.0 * o)) for o in owner])
    level = GeometrySet(xy, np.arange(len(owner) + 1) * 4, owner, closed=True).level(0)
    assert level.start[0] == 0 and level.end[-1] == len(owner)
    assert (level.start[1:] == level.end[:-1]).all()
    firsts = {tuple(level.xy[level.offset[start]] // (7.0, 3.0)) for start in level.start}
    assert len(firsts) == len(level.start), "no feature begins two chunks"


def test_segments_do_not_join_neighbours() -> None:
    lines = GeometrySet(np.array([(0, 0), (1, 0), (5, 5), (6, 5), (7, 5)], float), np.array([0, 2, 5]), np.array([0, 1]),
                        closed=False)
    level = lines.level(0)
    pieces = np.concatenate(level.segments((0, 0, 9, 9)))
    assert sorted(map(tuple, pieces.tolist())) == [(0, 0, 1, 0), (5, 5, 6, 5), (6, 5, 7, 5)]
    assert not level.segments((20, 20, 30, 30))


def test_labels_run_along_the_roads() -> None:
    table = table_of(label_columns(model()))
    roads = table.kind == ROAD
    assert roads.any() and set(np.round(np.abs(table.angle[roads]))) <= {0.0, 90.0}
    assert "青江" in table.zh and "Qing River" in table.en
    assert (np.diff(table.priority) >= 0).all()


def test_labels_never_overlap() -> None:
    taken = Occupancy(800, 600)
    assert taken.place(10, 10, 60, 24)
    assert not taken.place(50, 20, 90, 30)
    assert taken.place(70, 10, 120, 24)
    assert taken.place(-50, -50, -10, -10), "outside nothing is in the way"


@pytest.mark.parametrize("name", ["shanghai_center.osm", "helsinki_test.osm.pbf"])
def test_real_extracts_become_base_maps(samples: Path, name: str) -> None:
    import pyogrio

    made = BaseModel()
    for layer in ("lines", "multipolygons"):
        meta, _, wkb, columns = pyogrio.raw.read(samples / "osm" / name, layer=layer)
        for i, geometry in enumerate(wkb):
            properties = {key: column[i] for key, column in zip(meta["fields"], columns, strict=True)
                          if column[i] is not None}
            base = classify(layer, properties)
            if base is not None:
                made.put([BaseRow(f"{layer}/{i}", int(base), bytes(geometry), str(properties.get("name", "")))])
    made.build()
    assert BaseClass.RESIDENTIAL in made.lines
    assert len(table_of(label_columns(made)).xy) > 5


def test_holes_survive_in_the_model() -> None:
    lake = shapely.Polygon([(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1)], [[(0.02, 0.02), (0.04, 0.02), (0.04, 0.04)]])
    made = BaseModel()
    made.put([BaseRow("water/1", int(BaseClass.WATER), lake.wkb)])
    made.build()
    assert len(made.areas[BaseClass.WATER].level(0).offset) - 1 == 2


def test_what_openstreetmap_says_becomes_details() -> None:
    assert classify("roads", {"class": "residential", "kind": "track"}) is BaseClass.SERVICE
    assert classify("roads", {"class": "path", "kind": "footway"}) is BaseClass.PATH
    assert classify("roads", {"class": "trunk", "kind": "trunk_link"}) is BaseClass.SECONDARY
    assert classify("roads", {"class": "primary", "kind": "asphalt"}) is BaseClass.PRIMARY
    assert classify("roads", {"class": "path", "kind": "proposed"}) is None
    assert classify("roads", {"class": "primary", "kind": "primary", "layer": "tunnel"}) is BaseClass.TUNNEL
    assert classify("water", {"kind": "ditch"}) is BaseClass.STREAM
    assert classify("water", {"kind": "river"}) is BaseClass.WATER
    assert detail("roads", {"layer": "bridge", "oneway": True}) == BRIDGE | ONE_WAY
    assert detail("places", {"kind": "city"}) == 1 < detail("places", {"kind": "hamlet"})
    assert detail("places", {"kind": "bakery", "attribution": "x"}) == LEAST_RANK
    assert detail("places", {"kind": "park"}) == 0 == detail("buildings", {})


def test_one_way_roads_bridges_and_their_arrows() -> None:
    made = BaseModel()
    lines = [shapely.LineString([(115, 30), (115.01, 30)]), shapely.LineString([(115, 30.01), (115.0001, 30.01)]),
             shapely.LineString([(115, 30.02), (115.01, 30.02)])]
    for number, (line, flags) in enumerate(zip(lines, (ONE_WAY, ONE_WAY | BRIDGE, BRIDGE), strict=True)):
        made.put([BaseRow(f"roads/{number}", int(BaseClass.PRIMARY), line.wkb, detail=flags)])
    made.build()
    counts = [len(held[BaseClass.PRIMARY].level(0).offset) - 1 for held in (made.lines, made.single, made.bridges)]
    assert counts == [1, 2, 2]
    arrows = made.arrows[BaseClass.PRIMARY]
    assert len(arrows) == 12, "the short one has no room for any"
    assert np.allclose(arrows[:, 2:], (1.0, 0.0), atol=1e-6)
    made.put([BaseRow(f"roads/{number}", -1) for number in range(3)])
    made.build()
    assert not made.single and not made.bridges and not made.arrows


def test_names_of_towns_come_before_names_of_shops() -> None:
    made = BaseModel()
    for number, kind in enumerate(("bakery", "hamlet", "town")):
        properties = {"kind": kind, "attribution": "© OpenStreetMap"}
        made.put([BaseRow(f"places/{kind}", int(BaseClass.PLACE), shapely.Point(115 + number / 10, 30).wkb, kind, "", None,
                          detail("places", properties))])
    made.put([BaseRow("water/a", int(BaseClass.WATER), shapely.LineString([(115, 30), (115.2, 30)]).wkb, "江")])
    made.build()
    table = table_of(label_columns(made))
    places = [table.zh[name] for name, kind in zip(table.name, table.kind, strict=True) if kind != WATER]
    assert places == ["town", "hamlet", "bakery"]
    coarsest = dict(zip((table.zh[name] for name in table.name), table.coarsest.tolist(), strict=True))
    assert coarsest["bakery"] < coarsest["hamlet"] < coarsest["town"]
    assert (table.kind == WATER).any()
