"""What each kind of configured layer draws for a small city, and that the same state is not drawn twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
import synthetic_city as city

from command_center.config import check_configuration
from command_center.domain.features import Feature
from command_center.domain.incidents import Report
from command_center.domain.sources import Source
from command_center.domain.time import MINUTE
from command_center.registry import plugins
from command_center.state.snapshot import Changes, Snapshot
from layers.base import View
from layers.drawing import Drawing, LineStyle
from layers.opening import open_stack
from layers.stack import LayerStack
from layers.styled.kinds.clusters import group, text_of
from layers.styled.reach import ReachAsked, ReachFound, TourFound

SEEN = View(city.NOW, (0.0, 3_530_000.0, 1.0, 3_540_000.0), 6.0, (900, 600))


def stack(*tables: dict[str, Any], snapshot: Snapshot | None = None) -> LayerStack:
    configuration = check_configuration({"map": {"layer": [{"key": "it", **table} for table in tables]}}, None)
    made = open_stack(configuration.map)
    made.take(snapshot or city.snapshot(), Changes(reset=True))
    return made


def drawn(table: dict[str, Any], view: View = SEEN, snapshot: Snapshot | None = None) -> Drawing:
    made = stack(table, snapshot=snapshot)
    made.refresh(view)
    entry = made.entry("it")
    assert entry is not None and not entry.failed
    return entry.drawing


def with_features(**collections: dict[str, Feature]) -> Snapshot:
    return replace(city.snapshot(), features={**city.features(), **collections})


def test_every_kind_is_here_and_draws_something() -> None:
    data = {"heat": "features:buildings", "clusters": "features:buildings", "tracks": "positions", "cones": "cameras",
            "grid": "features:buildings", "choropleth": "features:districts", "polygons": "features:parks",
            "warnings": "warnings", "labels": "features:hospitals", "isochrones": "features:hospitals"}
    for kind in plugins("layer_kinds"):
        drawing = drawn({"kind": kind, "data": data.get(kind, "features:roads"), "style":
                         {"count": "incidents"} if kind == "choropleth" else {}})
        assert any(len(part) for part in (drawing.points.ids, drawing.lines.ids, drawing.areas.ids, drawing.heat.xy,
                                          drawing.labels.texts)), kind


def test_points_are_classed_sized_turned_and_labelled() -> None:
    drawing = drawn({"kind": "points", "data": "positions:bus", "filter": "label like '1%'", "style": {
        "symbol": "arrow", "turn": "heading_deg", "by": "heading_deg", "size_by": "heading_deg", "sizes": [6, 20],
        "classes": [{"above": 200, "colour": "hi"}], "label": {"text": "{label} {speed_kmh:.0f}"}}})
    points = drawing.points
    assert len(points.ids) == 11 and points.heading is not None
    bright = [points.symbols[index].colour == "hi" for index in points.symbol]
    assert bright == [bool(heading >= 200) for heading in points.heading]
    sizes = [points.symbols[index].size for index in points.symbol]
    assert sizes == sorted(sizes, reverse=True) and (min(sizes), max(sizes)) == (6.0, 20.0), "small ones lie on top"
    assert drawing.labels.texts[0].endswith(" 32")


def test_a_plate_and_a_drawing_as_symbols() -> None:
    assert drawn({"kind": "points", "data": "units", "style": {"text": "排"}}).points.symbols[0].text == "排"
    symbol = drawn({"kind": "points", "data": "units", "style": {"symbol": "camera_failed", "turn": "lon"}}).points.symbols[0]
    assert (symbol.shape, symbol.name, symbol.turn) == ("svg", "camera_failed", True)


def test_readings_lie_where_their_feature_is() -> None:
    drawing = drawn({"kind": "points", "data": "readings:underpass_depth", "filter": "value > 0.1",
                     "style": {"label": {"text": "{value:.2f} m"}}})
    assert list(drawing.points.ids) == ["things/things0", "things/things1"]
    assert list(drawing.labels.texts) == ["0.31 m", "0.18 m"]


def test_lines_have_classes_widths_and_dashes() -> None:
    drawing = drawn({"kind": "lines", "data": "features:roads", "filter": "class in ('trunk', 'primary')", "style": {
        "by": "class", "casing": "void", "classes": [{"value": "trunk", "width": 5}, {"value": ["primary"], "dash": [4, 2]}]}})
    looks = {drawing.lines.styles[index] for index in drawing.lines.style}
    assert looks == {LineStyle("data", 5.0, (), "void"), LineStyle("data", 2.0, (4.0, 2.0), "void")}


def test_equal_names_of_neighbouring_pieces_are_written_once() -> None:
    pieces = {f"p{i}": city.feature(f"p{i}", shapely.LineString([(115 + i / 1000, 30), (115.001 + i / 1000, 30)]),
                                    name="人民路" if i < 9 else "解放路") for i in range(10)}
    table = {"kind": "lines", "data": "features:x", "style": {"label": {"text": "name"}}}
    assert sorted(drawn(table, snapshot=with_features(x=pieces)).labels.texts) == ["人民路", "解放路"]
    near = drawn(table, replace(SEEN, metres_per_pixel=0.2), with_features(x=pieces))
    assert len(near.labels.texts) > 4, "near enough each place has its name"


def test_holes_stay_holes() -> None:
    square = shapely.Polygon(shapely.box(115, 30, 115.1, 30.1).exterior, [shapely.box(115.04, 30.04, 115.06, 30.06).exterior])
    pieces = shapely.MultiPolygon([square, shapely.box(115.2, 30, 115.3, 30.1)])
    areas = drawn({"kind": "polygons", "data": "features:x"},
                  snapshot=with_features(x={"a": city.feature("a", pieces), "b": city.feature("b", square)})).areas
    assert len(areas.offset) == 6 and sorted(areas.owner.tolist()) == [0, 0, 0, 1, 1]
    assert areas.owner.tolist() == sorted(areas.owner.tolist()), "rings of an area lie side by side"


def districts(values: list[float | None]) -> dict[str, Feature]:
    return {f"d{i}": city.feature(f"d{i}", shapely.box(115 + i / 10, 30, 115.1 + i / 10, 30.1), people=value)
            for i, value in enumerate(values)}


@pytest.mark.parametrize(("style", "classes"), [
    ({"value": "people", "classes": 2}, [1, 1, 2, 2, 0]),
    ({"value": "people", "classes": 2, "method": "equal"}, [1, 1, 1, 2, 0]),
    ({"value": "people", "breaks": [15, 25, 500]}, [1, 2, 3, 4, 0]),
    ({"value": "people / 0"}, [0, 0, 0, 0, 0]),
])
def test_choropleth_classes(style: dict[str, Any], classes: list[int]) -> None:
    areas = drawn({"kind": "choropleth", "data": "features:x", "style": style},
                  snapshot=with_features(x=districts([10, 20, 30, 1000, None]))).areas
    assert areas.style.tolist() == classes
    assert areas.styles[0].fill_alpha == 0, "what has no number is not shaded"


def test_choropleth_counts_what_lies_in_each_area() -> None:
    reports = {f"r{i}": Report(report=f"r{i}", at_utc=city.NOW, lon=115.01 + i * 0.05, lat=30.05) for i in range(3)}
    snapshot = replace(with_features(x=districts([None, None])), reports=reports)
    made = stack({"kind": "choropleth", "data": "features:x", "style": {
        "count": "reports", "breaks": [1, 2], "label": {"text": "{$value:.0f}"}}}, snapshot=snapshot)
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None and list(entry.drawing.labels.texts) == ["2", "1"]
    assert [one.title.zh for one in entry.layer.legend()] == ["< 1", "1 – 2", "≥ 2"]
    changes = Changes(ids={"reports": frozenset({"r9"})})
    assert made.take(replace(snapshot, reports={**reports, "r9": Report(report="r9", at_utc=1, lon=115.15, lat=30.05)}), changes)
    made.refresh(SEEN)
    assert list(entry.drawing.labels.texts) == ["2", "2"]


def test_heat_weighs() -> None:
    drawing = drawn({"kind": "heat", "data": "features:buildings", "style": {"weight": "height_m - 19", "radius": 40}})
    assert drawing.heat.weight.tolist() == [1.0] * 64 and drawing.heat.radius == 40 and len(drawing.heat.ramp) == 7


def test_clusters_hold_everything_and_open() -> None:
    made = stack({"kind": "clusters", "data": "features:buildings", "style": {"open_below": 0.5}})
    made.refresh(replace(SEEN, metres_per_pixel=40.0))
    entry = made.entry("it")
    assert entry is not None
    points = entry.drawing.points
    texts = [points.symbols[index].text for index in points.symbol]
    assert sum(int(text or 1) for text in texts) == 64 and len(texts) < 10
    number = next(identity for identity in points.ids if identity.startswith("cluster:"))
    west, south, east, north = made.opening("feature", number) or (0, 0, 0, 0)
    assert west < east or south < north
    assert made.describe("feature", number) is not None
    assert made.opening("feature", "buildings/b00") is None
    made.refresh(replace(SEEN, metres_per_pixel=0.4))
    assert len(entry.drawing.points.ids) == 64, "near enough all stand alone"


def test_clusters_at_one_place_do_not_open() -> None:
    here = {f"p{i}": city.feature(f"p{i}", shapely.Point(115, 30), name=f"P{i}") for i in range(3)}
    made = stack({"kind": "clusters", "data": "features:x"}, snapshot=with_features(x=here))
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None and made.opening("feature", entry.drawing.points.ids[0]) is None
    card = made.describe("feature", entry.drawing.points.ids[0])
    assert card is not None and [row.value for row in card.rows] == [3, "P0", "P1", "P2"]


def test_groups_are_a_partition() -> None:
    xy = np.random.default_rng(1).normal(0, 500, (1000, 2))
    groups = group(xy, 120.0)
    assert sorted(groups.order.tolist()) == list(range(1000))
    assert all(np.ptp(np.floor(xy[groups.members(at)] / 120.0), axis=0).max() == 0 for at in range(len(groups.xy)))
    assert [text_of(number) for number in (7, 999, 1234, 12_345)] == ["7", "999", "1.2k", "12k"]


def test_tracks_fade_towards_their_end() -> None:
    lines = drawn({"kind": "tracks", "data": "positions:bus"}).lines
    first = lines.xy[lines.offset[0]:lines.offset[1]]
    positions = city.snapshot().positions
    alphas = {lines.styles[index].alpha for index in lines.style}
    assert len(alphas) > 2 and len(set(lines.ids)) == 20
    head = next(row for row in range(positions.count) if positions.keys[row].subject == lines.ids[0])
    assert np.hypot(*(first[0] - np.array(_mercator(positions.lonlat[head])))) < 0.01, "the strongest piece begins at the thing"


def _mercator(lonlat: np.ndarray) -> tuple[float, float]:
    from command_center.domain.geo import to_mercator

    x, y = to_mercator(*lonlat)
    return float(x), float(y)


def test_cones_reach_as_far_as_the_camera_sees() -> None:
    cones = drawn({"kind": "cones", "data": "cameras"}, replace(SEEN, selected=("camera", "c/2"))).cones
    assert len(cones.ids) == 6 and cones.angle.tolist() == [58.0] * 6 and cones.strong.tolist().count(True) == 1
    assert cones.reach == pytest.approx(150 / np.cos(np.radians(city.LAT)), rel=1e-2)


def test_drawn_things_look_as_they_say() -> None:
    things = {"a": city.feature("a", shapely.box(115, 30, 115.01, 30.01), colour="1", name="甲", name_en="A"),
              "b": city.feature("b", shapely.LineString([(115, 30), (115.1, 30)]), colour="no such", width=6),
              "c": city.feature("c", shapely.Point(115, 30), symbol="camera", heading_deg=30)}
    drawing = drawn({"kind": "drawn", "data": "features:x"}, replace(SEEN, language="en"), with_features(x=things))
    assert [drawing.areas.styles[index].colour for index in drawing.areas.style] == ["red"]
    line = drawing.lines.styles[drawing.lines.style[0]]
    assert (line.colour, line.width) == ("hi", 6.0), "a colour that is no token is replaced"
    assert drawing.points.ids == ["x/c"] and drawing.points.symbols[drawing.points.symbol[0]].shape == "camera"
    assert drawing.labels.texts[0] == "A"


def test_warning_areas_carry_shape_and_digit_and_end_in_time() -> None:
    drawing = drawn({"kind": "warnings"})
    assert list(drawing.areas.ids) == ["w1"] and drawing.areas.styles[drawing.areas.style[0]].colour == "orange"
    assert drawing.points.symbols[drawing.points.symbol[0]].level == 2
    late = replace(SEEN, now_utc=city.NOW + 61 * MINUTE)
    made = stack({"kind": "warnings"})
    made.refresh(SEEN)
    made.refresh(late)
    assert made.entry("it").drawing.areas.ids == ()  # type: ignore[union-attr]


@pytest.mark.parametrize("shape", ["hex", "square"])
def test_grid_cells_count_and_hold_what_they_count(shape: str) -> None:
    made = stack({"kind": "grid", "data": "features:buildings", "style": {
        "shape": shape, "cell_m": 200, "numbers": True, "label": {"text": "x"}}})
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None
    assert sum(int(text) for text in entry.drawing.labels.texts) == 64
    areas = entry.drawing.areas
    from layers.styled.data.source import table_of
    from layers.styled.inside import in_ring

    places = table_of("features:buildings", city.snapshot()).xy
    counts = [int(in_ring(areas.xy[areas.offset[at]:areas.offset[at + 1]], places).sum()) for at in range(len(areas.ids))]
    assert counts == [int(text) for text in entry.drawing.labels.texts]
    card = made.describe("feature", areas.ids[0])
    assert card is not None and card.rows[0].value == counts[0]


def test_grid_measures_values() -> None:
    values = {f"p{i}": city.feature(f"p{i}", shapely.Point(115, 30), v=value) for i, value in enumerate([1, 3, None, 8])}
    for measure, expected in (("mean", "4.0"), ("sum", "12.0"), ("max", "8.0"), ("min", "1.0")):
        drawing = drawn({"kind": "grid", "data": "features:x", "style": {
            "measure": measure, "value": "v", "numbers": True, "digits": 1}}, snapshot=with_features(x=values))
        assert list(drawing.labels.texts) == [expected]


def test_pipes_by_class_thickness_depth_and_flow() -> None:
    line = shapely.LineString([(115, 30), (115.01, 30), (115.02, 30)])
    pipes = {"a": city.feature("a", line, **{"class": "污水", "diameter_mm": 2000, "depth_m": 6.0}),
             "b": city.feature("b", line, **{"class": "storm", "diameter_mm": 200, "depth_m": 1.0})}
    near = replace(SEEN, metres_per_pixel=2.0)
    drawing = drawn({"kind": "pipes", "data": "features:x"}, near, with_features(x=pipes))
    sewage, storm = (drawing.lines.styles[index] for index in drawing.lines.style)
    assert (sewage.width, storm.width) == (7.0, 1.6) and sewage.dash and not storm.dash
    assert sewage.alpha < storm.alpha, "what lies deep is fainter"
    assert drawing.points.heading is not None and drawing.points.heading.tolist() == pytest.approx([90.0, 90.0])
    assert drawing.labels.texts[0] == "DN2000 · 6.0 m"
    assert not len(drawn({"kind": "pipes", "data": "features:x"}, replace(SEEN, metres_per_pixel=30.0),
                         with_features(x=pipes)).points.ids)


def replace_places(question: ReachAsked) -> ReachAsked:
    return ReachAsked(((115.001, 30.0),), question.seconds)


def test_isochrones_ask_and_draw_the_answer_of_their_own_question() -> None:
    made = stack({"kind": "isochrones", "places": [[115, 30]], "style": {"minutes": [10, 5]}})
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None and not len(entry.drawing.areas.ids) and entry.layer.status(city.snapshot()).trouble
    question = entry.layer.asks(SEEN)["it"]
    assert question.seconds == (300.0, 600.0)
    inner = ((115.0, 30.0), (115.01, 30.0), (115.0, 30.01))
    outer = ((114.9, 29.9), (115.2, 29.9), (115.0, 30.2))
    found = {"it": (question, ReachFound(((inner,), (outer,))))}
    made.refresh(replace(SEEN, reaches=found))
    areas = entry.drawing.areas
    assert areas.owner.tolist() == [0, 1, 1], "a ring leaves the nearer one out"
    assert not entry.layer.status(city.snapshot()).trouble
    moved = {"it": (replace_places(question), found["it"][1])}
    made.refresh(replace(SEEN, reaches=moved))
    assert len(entry.drawing.areas.ids) == 2 and entry.layer.status(city.snapshot()).trouble, "shown until the new ones come"
    other = {"it": (None, found["it"][1])}
    made.refresh(replace(SEEN, reaches=other))
    assert not len(entry.drawing.areas.ids)


def test_measured_routes() -> None:
    line = shapely.LineString([(115.0, 30.22), (115.1, 30.22)])
    drawing = drawn({"kind": "routes", "data": "features:x", "style": {"speed_kmh": 36}},
                    replace(SEEN, language="en"), with_features(x={"a": city.feature("a", line)}))
    assert list(drawing.labels.texts) == ["9.6 km · 16 min"]
    made = stack({"kind": "routes", "places": [[115, 30], [115.1, 30], [115.2, 30]]})
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None
    way = ((115.0, 30.0), (115.05, 30.01), (115.1, 30.0))
    made.refresh(replace(SEEN, reaches={"it": (entry.layer.asks(SEEN)["it"], TourFound((way, ()), (9800.0, 0.0),
                                                                                      (700.0, float("inf"))))}))
    assert list(entry.drawing.labels.texts) == ["9.8 km · 12 分钟", ""]
    assert entry.drawing.lines.style.tolist() == [0, 1], "where no road leads the line is straight and faint"


def test_an_unchanged_state_is_the_same_drawing() -> None:
    made = stack({"kind": "lines", "data": "features:roads"})
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None
    first = entry.drawing
    made.refresh(replace(SEEN, metres_per_pixel=3.0, bounds=(1.0, 3_530_000.0, 2.0, 3_540_000.0)))
    entry.dirty = True
    made.refresh(SEEN)
    assert entry.drawing is first


def test_a_picture_of_many_moving_things_changes_once_a_second() -> None:
    made = stack({"kind": "heat", "data": "positions"})
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None
    first = entry.drawing
    moved = replace(city.snapshot(), positions=replace(city.snapshot().positions, lonlat=city.snapshot().positions.lonlat + 0.001))
    made.take(moved, Changes(ids={"positions": frozenset({"bus/1"})}))
    made.refresh(replace(SEEN, now_utc=city.NOW + 400_000))
    assert entry.drawing is first
    made.refresh(replace(SEEN, now_utc=city.NOW + 1_000_000))
    assert entry.drawing is not first
    made.take(Snapshot(), Changes(reset=True))
    made.refresh(replace(SEEN, now_utc=city.NOW + 1_100_000))
    assert not len(entry.drawing.heat.xy), "what is gone is gone at once"


def test_only_what_happened_lately() -> None:
    reports = {f"r{i}": Report(report=f"r{i}", at_utc=city.NOW - i * 10 * MINUTE, lon=115.0, lat=30.0) for i in range(6)}
    snapshot = replace(city.snapshot(), reports=reports)
    table = {"kind": "points", "data": "reports", "last_min": 25}
    assert len(drawn(table, snapshot=snapshot).points.ids) == 3
    window = replace(SEEN, window_utc=(city.NOW - 52 * MINUTE, city.NOW - 28 * MINUTE))
    assert len(drawn(table, window, snapshot).points.ids) == 3
    later = replace(SEEN, now_utc=city.NOW + 12 * MINUTE)
    made = stack(table, snapshot=snapshot)
    made.refresh(SEEN)
    made.refresh(later)
    assert list(made.entry("it").drawing.points.ids) == ["r0", "r1"]  # type: ignore[union-attr]


def test_ranges_of_scale() -> None:
    table = {"kind": "points", "data": "units", "min_mpp": 2, "max_mpp": 10}
    for mpp, shown in ((1.0, False), (6.0, True), (10.0, True), (20.0, False)):
        assert bool(len(drawn(table, replace(SEEN, metres_per_pixel=mpp)).points.ids)) is shown, mpp


def test_what_is_wrong_is_said_and_counted() -> None:
    features = {"a": city.feature("a", shapely.Point(115, 30), v=1), "bad": Feature("bad", b"\x01\x02", {}),
                "none": Feature("none", b"", {})}
    source = Source(source="s", state="live", since_utc=0, left_out={"x": {"self_crossing": 4, "no_geometry": 1}})
    snapshot = replace(with_features(x=features), sources={"s": source})
    made = stack({"kind": "points", "data": "features:x", "filter": "w > 3"}, snapshot=snapshot)
    made.refresh(SEEN)
    entry = made.entry("it")
    assert entry is not None
    status = made.status(entry)
    assert (status.count, status.left_out) == (0, 6)
    assert ("layer.no_property", {"name": "w"}) in [(one.key, dict(one.parameters)) for one in status.trouble]
    assert {"layer.left_out"} <= {one.key for one in status.trouble}
    empty = stack({"kind": "points", "data": "features:nothing"})
    assert empty.status(empty.entry("it")).trouble[0].key == "layer.no_data"  # type: ignore[arg-type]


def test_the_table_of_others_leaves_configured_collections() -> None:
    snapshot = with_features(sketch={"a": city.feature("a", shapely.Point(115.03, 30.22), name="x")})
    made = stack({"kind": "points", "data": "features:sketch", "visible": False}, snapshot=snapshot)
    made.refresh(SEEN)
    assert not len(made.entry("others").drawing.points.ids)  # type: ignore[union-attr]


def test_a_sensor_is_described_by_the_layer_that_knows_its_readings() -> None:
    things = {"t1": city.feature("t1", shapely.Point(115, 30), name="T1", datastreams=["sensors/1"])}
    made = stack({"kind": "points", "data": "features:things"}, snapshot=with_features(things=things))
    card = made.describe("feature", "things/t1")
    assert card is not None and [row.key for row in card.rows] == [], "lists are nothing to read"
    made = stack({"kind": "points", "data": "readings:rain_1h"}, snapshot=with_features(things=things))
    card = made.describe("feature", "things/t1")
    assert card is not None and str(card.subtitle.en) == "Sensor"
