"""Every layer of the registry gives columns that fit together, and describes what it draws."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import numpy as np
import pytest
import synthetic_city as city

from command_center.domain.incidents import Report
from command_center.domain.packs import Band, Gauge, Pack, Value
from command_center.domain.time import MINUTE
from command_center.packs import load_packs
from command_center.state.snapshot import EMPTY
from layers.base import Layer, View, mercator
from layers.drawing import Drawing, Symbol
from layers.emblems import emblem_of
from layers.stack import load_layers
from layers.styled.tokens import drawings

PACK = Pack("drainage", "排水", "Drainage", gauges=(
    Gauge("depth", "积水", "Depth", "m", Value("underpass_depth"), 0, 1,
          bands=(Band(None, 0), Band(0.15, 3), Band(0.27, 1))),))
VIEW = View(city.NOW, metres_per_pixel=1.5, packs={"drainage": PACK}, selected=("camera", "c/1"))
LAYERS = {layer.key: layer for layer in load_layers()}


def check(drawing: Drawing) -> None:
    points, lines, areas, labels = drawing.points, drawing.lines, drawing.areas, drawing.labels
    assert len(points.ids) == len(points.xy) == len(points.symbol)
    assert not len(points.symbol) or points.symbol.max() < len(points.symbols)
    assert points.heading is None or len(points.heading) == len(points.ids)
    assert len(lines.offset) == len(lines.style) + 1 == len(lines.ids) + 1 and lines.offset[-1] == len(lines.xy)
    assert areas.offset[-1] == len(areas.xy) and len(areas.owner) == len(areas.offset) - 1
    assert len(areas.style) == len(areas.ids)
    assert len(labels.texts) == len(labels.xy) == len(labels.priority)
    assert len(drawing.cones.ids) == len(drawing.cones.reach) == len(drawing.cones.strong)


@pytest.mark.parametrize("key", LAYERS)
@pytest.mark.parametrize("scale", [0.5, 5.0, 40.0])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_columns_fit_together(key: str, scale: float, language: str) -> None:
    view = replace(VIEW, metres_per_pixel=scale, language=language)
    check(LAYERS[key].draw(city.snapshot(), view))
    check(LAYERS[key].draw(EMPTY, view))


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS)
def test_a_layer_describes_what_it_draws(layer: Layer) -> None:
    snapshot = city.snapshot()
    drawing = layer.draw(snapshot, VIEW)
    for identity in (*drawing.points.ids, *drawing.areas.ids):
        card = layer.describe(identity, snapshot)
        assert card is not None and card.title
    assert layer.describe("nothing/here", snapshot) is None
    assert all(layer.title())


def test_sensors_take_the_bands_of_the_packs() -> None:
    drawing = LAYERS["sensors"].draw(city.snapshot(), VIEW)
    levels = {identity: drawing.points.symbols[symbol].level
              for identity, symbol in zip(drawing.points.ids, drawing.points.symbol, strict=True)}
    assert levels == {"things/things0": 1, "things/things1": 3, "things/things2": 0}
    assert set(drawing.labels.texts) == {"0.31 m", "0.18 m"}


def test_an_incident_is_solid_until_somebody_goes() -> None:
    drawing = LAYERS["incidents"].draw(city.snapshot(), VIEW)
    solid = {identity: drawing.points.symbols[symbol].solid
             for identity, symbol in zip(drawing.points.ids, drawing.points.symbol, strict=True)}
    assert solid == {"i1": False, "i2": True, "i3": True, "i4": True}
    assert drawing.points.ids[-1] == "i1", "the gravest is drawn last"


def test_only_warnings_in_force_are_drawn() -> None:
    assert list(LAYERS["warnings"].draw(city.snapshot(), VIEW).areas.ids) == ["w1"]


def test_a_warning_by_code_takes_its_district() -> None:
    snapshot = city.snapshot()
    from command_center.domain.events.warnings import WarningArea
    from command_center.domain.warnings import Warning

    coded = Warning(identifier="w3", received_utc=1, level=3, areas=(WarningArea(geocodes=(("adcode", "429901000000"),)),))
    drawing = LAYERS["warnings"].draw(replace(snapshot, warnings={"w3": coded}), VIEW)
    assert len(drawing.areas.xy) == 5


def test_the_route_says_who_and_how_long() -> None:
    assert list(LAYERS["routes"].draw(city.snapshot(), VIEW).labels.texts) == ["F0  6 分 40 秒"]
    english = replace(VIEW, language="en")
    assert list(LAYERS["routes"].draw(city.snapshot(), english).labels.texts) == ["F0  6 min 40 s"]


def test_buses_are_the_positions_of_no_unit() -> None:
    drawing = LAYERS["buses"].draw(city.snapshot(), VIEW)
    assert len(drawing.points.ids) == 20 and all(identity.startswith("bus/") for identity in drawing.points.ids)


def test_idle_units_that_stand_together_share_a_plate() -> None:
    snapshot = city.snapshot()
    idle = {key: msgspec.structs.replace(unit, status="free") for key, unit in snapshot.units.items()}
    drawing = LAYERS["units"].draw(replace(snapshot, units=idle), replace(VIEW, metres_per_pixel=5000.0))
    assert "×2" in drawing.labels.texts
    assert len(drawing.points.ids) < 7


def test_cones_for_the_selected_camera_and_for_all_when_close() -> None:
    far = LAYERS["cameras"].draw(city.snapshot(), replace(VIEW, metres_per_pixel=20.0))
    assert list(far.cones.ids) == ["c/1"] and far.cones.strong.all()
    assert len(LAYERS["cameras"].draw(city.snapshot(), VIEW).cones.ids) == 6


def test_traffic_colours_only_what_is_abnormal() -> None:
    import shapely

    from command_center.domain.events.telemetry import SeriesKey

    segments = {f"s{i}": city.feature(f"s{i}", shapely.LineString([(115.0, 30.2 + i), (115.1, 30.2 + i)]), name=f"{i}")
                for i in range(3)}
    keys = [SeriesKey(f"t/{i}", "1", "traffic_index", f"traffic_segments/s{i}") for i in range(3)]
    table = city.series(list(zip(keys, (1.0, 9.0, 7.0), strict=True)))
    jam = Gauge("traffic_index", "", "", "", Value("traffic_index"), 0, 10, bands=(Band(None, 0), Band(6, 3), Band(8, 2)))
    view = replace(VIEW, packs={"traffic": Pack("traffic", "", "", gauges=(jam,))})
    lines = LAYERS["traffic"].draw(replace(city.snapshot(), features={"traffic_segments": segments}, series=table),
                                   view).lines
    assert list(lines.ids) == ["traffic_segments/s2", "traffic_segments/s1"]
    assert [lines.styles[number].colour for number in lines.style] == ["yellow", "orange"]


def test_drawings_are_in_mercator_metres() -> None:
    xy = LAYERS["incidents"].draw(city.snapshot(), VIEW).points.xy
    assert np.allclose(xy[:, 0], 12_805_000, atol=3000)


def test_the_way_that_is_left_begins_at_the_unit() -> None:
    from layers.routes import remaining

    path = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])
    assert remaining(path, (0.6, 0.01), (1.0, 1.0)).tolist() == [[0.6, 0.01], [1.0, 0.0], [1.0, 1.0]]
    assert remaining(None, (0.0, 0.0), (1.0, 1.0)).tolist() == [[0, 0], [1, 1]]


def test_a_silent_sensor_is_hatched_and_says_its_age_whatever_it_read_last() -> None:
    later = replace(VIEW, now_utc=city.NOW + 12 * MINUTE)
    for view, words in ((later, "陈旧 12 分"), (replace(later, language="en"), "stale 12 min")):
        drawing = LAYERS["sensors"].draw(city.snapshot(), view)
        assert {drawing.points.symbols[symbol].name for symbol in drawing.points.symbol} == {"stale"}
        assert drawing.labels.texts == [words] * 3
    beginning = LAYERS["sensors"].draw(city.snapshot(), replace(VIEW, now_utc=city.NOW))
    assert "stale" not in {beginning.points.symbols[symbol].name for symbol in beginning.points.symbol}


def test_a_site_of_which_one_quantity_still_comes_is_not_silent() -> None:
    snapshot, table = city.snapshot(), city.snapshot().series
    key = msgspec.structs.replace(table.keys[2], series="s/more", quantity="rain_1h")
    more = replace(table, keys=[*table.keys, key], count=table.count + 1, value=np.append(table.value, 1.0),
                   at_utc=np.append(table.at_utc, city.NOW + 12 * MINUTE), index={**table.index, "s/more": table.count},
                   received_utc=np.append(table.received_utc, city.NOW), quality=np.zeros(table.count + 1, np.uint8))
    rain = Gauge("rain", "雨量", "Rain", "mm", Value("rain_1h"), 0, 100, bands=(Band(None, 0), Band(50, 2)))
    view = replace(VIEW, now_utc=city.NOW + 12 * MINUTE,
                   packs={"drainage": PACK, "weather": Pack("weather", "气象", "Weather", gauges=(rain,))})
    drawing = LAYERS["sensors"].draw(replace(snapshot, series=more), view)
    names = {identity: drawing.points.symbols[symbol].name
             for identity, symbol in zip(drawing.points.ids, drawing.points.symbol, strict=True)}
    assert names == {"things/things0": "stale", "things/things1": "stale", "things/things2": "sensor"}


def test_a_report_stands_beside_the_plate_of_a_unit_not_on_it() -> None:
    snapshot = city.snapshot()
    unit = LAYERS["units"].draw(snapshot, VIEW).points
    lon, lat = snapshot.positions.lonlat[0].tolist()
    reports = {"on": Report(report="on", at_utc=city.NOW - MINUTE, lon=lon, lat=lat),
               "off": Report(report="off", at_utc=city.NOW - MINUTE, lon=lon + 0.0007, lat=lat - 0.0007)}
    points = LAYERS["reports"].draw(replace(snapshot, reports=reports), VIEW).points
    plate = unit.xy[list(unit.ids).index(snapshot.positions.keys[0].subject)]
    away = dict(zip(points.ids, np.abs(points.xy - plate).max(axis=1) / VIEW.metres_per_pixel, strict=True))
    assert away["on"] >= (20 / 2 + 10 / 2) - 2
    assert np.allclose(points.xy[list(points.ids).index("off")], mercator([(lon + 0.0007, lat - 0.0007)])[0])


def test_symbols_of_things_are_the_uniform_ones() -> None:
    """No layer writes a character on a plate any more; every name is a file of resources/symbols."""
    near = replace(VIEW, metres_per_pixel=1.0)
    for key in ("incidents", "units", "stations", "reports", "alarms", "hydrants", "sensors"):
        layer = LAYERS[key]
        drawn = layer.draw(city.snapshot(), near).points.symbols
        legend = tuple(entry.symbol for entry in layer.legend() if isinstance(entry.symbol, Symbol))
        for symbol in (*drawn, *legend):
            assert not symbol.text, key
            assert not symbol.name or symbol.name in drawings(), (key, symbol.name)
            assert symbol.name or symbol.shape in ("level", "dot"), (key, symbol)


def test_an_incident_says_what_it_is_beside_its_grade() -> None:
    incidents = dict(city.snapshot().incidents)
    first = next(key for key, incident in incidents.items() if incident.is_open)
    for type_key, name in (("road_flooding", "waterlogging"), ("fire", "fire"), ("other", ""), ("of our own", "")):
        incidents[first] = msgspec.structs.replace(incidents[first], type_key=type_key)
        snapshot = replace(city.snapshot(), incidents=incidents)
        for mpp, shown in ((4.0, name), (40.0, "")):
            drawing = LAYERS["incidents"].draw(snapshot, replace(VIEW, metres_per_pixel=mpp))
            symbol = drawing.points.symbols[drawing.points.symbol[list(drawing.points.ids).index(first)]]
            assert (symbol.shape, symbol.level, symbol.name) == ("level", incidents[first].grade, shown)


def test_every_incident_type_of_the_packs_has_a_symbol() -> None:
    types = {one.key for pack in load_packs(("drainage", "weather", "traffic", "platform")).values() for one in pack.incident_types}
    assert types and [key for key in types - {"other"} if not emblem_of(key)] == []
