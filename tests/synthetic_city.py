"""A small made-up state for tests of the map: a grid of streets, a river, and some of everything that moves."""

from __future__ import annotations

import numpy as np
import shapely

from command_center.domain.alarms import Alarm
from command_center.domain.cameras import Camera
from command_center.domain.events.telemetry import SeriesKey, SubjectKey
from command_center.domain.events.warnings import WarningArea
from command_center.domain.features import Feature
from command_center.domain.incidents import Assignment, Incident
from command_center.domain.time import MINUTE, SECOND, parse_iso
from command_center.domain.units import Unit
from command_center.domain.warnings import Warning
from command_center.state.snapshot import Snapshot
from command_center.state.tables import TRAIL_LENGTH, PositionTable, SeriesTable

NOW = parse_iso("2026-07-12T14:32:07+08:00")
LON, LAT = 115.03, 30.22
STEP = 0.004
CLASSES = ("trunk", "residential", "tertiary", "residential", "secondary", "residential", "primary")


def feature(identity: str, shape: shapely.Geometry, **properties: object) -> Feature:
    return Feature(identity, shapely.to_wkb(shape), dict(properties), "city")


def streets(count: int = 12) -> dict[str, Feature]:
    """A grid of count x count streets around the centre."""
    found: dict[str, Feature] = {}
    for axis in (0, 1):
        for i in range(count):
            at = (i - count / 2) * STEP
            way = [(j - count / 2) * STEP for j in range(count + 1)]  # a vertex at every crossing
            line = [(LON + along, LAT + at) if axis else (LON + at, LAT + along) for along in way]
            name = f"{'经' if axis else '纬'}{i}路"
            found[f"r{axis}{i}"] = feature(f"r{axis}{i}", shapely.LineString(line),
                                           **{"class": CLASSES[i % len(CLASSES)], "name": name,
                                              "name_en": f"{'Jing' if axis else 'Wei'} {i} Road"})
    return found


def features(count: int = 12) -> dict[str, dict[str, Feature]]:
    """The static collections."""
    half = count / 2 * STEP
    river = shapely.LineString([(LON - half, LAT + 0.006), (LON, LAT + 0.011), (LON + half, LAT + 0.007)]).buffer(0.0015)
    houses = {f"b{i}{j}": feature(f"b{i}{j}", shapely.box(*(c := (LON + i * 0.001, LAT - 0.01 + j * 0.001)),
                                                          c[0] + 0.0005, c[1] + 0.0004), height_m=20)
              for i in range(8) for j in range(8)}
    points = {name: {f"{name}{i}": feature(f"{name}{i}", shapely.Point(LON + dx * (i + 1), LAT + dy * (i + 1)),
                                           name=f"{title}{i}", name_en=f"{english} {i}") for i in range(3)}
              for name, title, english, dx, dy in (
                  ("hospitals", "医院", "Hospital", 0.004, 0.002), ("fire_stations", "消防站", "Fire station", -0.003, 0.003),
                  ("hydrants", "消火栓", "Hydrant", 0.001, 0.001), ("things", "积水点", "Flood site", -0.002, -0.003),
                  ("places", "广场", "Square", 0.006, -0.004))}
    return {"roads": streets(count), "water": {"w": feature("w", river, name="青江", name_en="Qing River")},
            "districts": {"d": feature("d", shapely.box(LON - half, LAT - half, LON + half, LAT + half), name="中心城区",
                                       name_en="Centre", code="429901")},
            "parks": {"p": feature("p", shapely.box(LON + 0.004, LAT - 0.008, LON + 0.008, LAT - 0.004), name="人民公园",
                                   name_en="People's Park")},
            "buildings": houses, **points}


def positions(subjects: list[tuple[SubjectKey, float, float, float]]) -> PositionTable:
    """Positions with trails behind them."""
    n = len(subjects)
    trail = np.full((n, TRAIL_LENGTH, 2), np.nan, np.float32)
    for row, (_, lon, lat, heading) in enumerate(subjects):
        back = np.arange(1, TRAIL_LENGTH - 8) * 0.0002
        trail[row, :len(back), 0] = lon - back * np.sin(np.radians(heading))
        trail[row, :len(back), 1] = lat - back * np.cos(np.radians(heading))
    at = np.full(n, NOW - 3 * SECOND)
    keys = [key for key, *_ in subjects]
    return PositionTable(n, keys, {key.subject: row for row, key in enumerate(keys)},
                         np.array([(lon, lat) for _, lon, lat, _ in subjects]).reshape(-1, 2),
                         np.array([heading for *_, heading in subjects], np.float32), np.full(n, 9.0, np.float32),
                         at, at, np.zeros(n, bool), trail)


def series(rows: list[tuple[SeriesKey, float]]) -> SeriesTable:
    """Newest samples."""
    at = np.full(len(rows), NOW - 20 * SECOND)
    keys = [key for key, _ in rows]
    return SeriesTable(len(rows), keys, {key.series: row for row, key in enumerate(keys)},
                       np.array([value for _, value in rows]), at, at, np.zeros(len(rows), np.uint8))


def snapshot(static: dict[str, dict[str, Feature]] | None = None) -> Snapshot:
    """Some of everything; depth sensors read 0.31, 0.18 and 0.02 m."""
    units, subjects = {}, list[tuple[SubjectKey, float, float, float]]()
    for i, (key, status) in enumerate((("fire", "en_route"), ("fire", "free"), ("police", "on_scene"), ("medical", "free"),
                                       ("drainage", "returning"), ("police", "free"), ("power", "free"))):
        lon, lat = LON + (i - 3) * 0.0031, LAT + ((i * 5) % 7 - 3) * 0.0021
        name = f"{key[0].upper()}{i}"
        units[f"u/{i}"] = Unit(unit=f"u/{i}", status=status, since_utc=NOW - 5 * MINUTE, name=name, class_key=key, lon=lon,
                               lat=lat, incident="i1" if i == 0 else "", order="o1" if i == 0 else "")
        subjects.append((SubjectKey(f"u/{i}", key, name), lon, lat, 60.0 * i))
    for i in range(20):
        subjects.append((SubjectKey(f"bus/{i}", "bus", f"{i} 路"), LON + (i % 5 - 2) * 0.0047, LAT + (i // 5 - 2) * 0.0033,
                         18.0 * i))
    order = Assignment(order="o1", unit="u/0", state="confirmed", ordered_utc=NOW - MINUTE, confirmed_utc=NOW - 30 * SECOND,
                       eta_s=430)
    incidents = {f"i{g}": Incident(incident=f"i{g}", number=f"SJ-073{g}", title=title, grade=g, lon=LON + dx, lat=LAT + dy,
                                   status="en_route" if g == 1 else "waiting", opened_utc=NOW - 11 * MINUTE, ver=1,
                                   address="中山路下穿隧道 K0+320", assignments=(order,) if g == 1 else ())
                 for g, title, dx, dy in ((1, "中山路下穿隧道积水", 0.0022, -0.0028), (2, "滨江路内涝", -0.008, -0.006),
                                          (3, "树木倒伏", -0.004, -0.0075), (4, "群众求助", 0.009, 0.004))}
    cameras = {f"c/{i}": Camera(camera=f"c/{i}", name=f"东港一路口 {i}", lon=LON + (i - 2) * 0.0027, lat=LAT - 0.0012 * i,
                                heading_deg=70.0 * i, fov_deg=58, range_m=150, state="no_signal" if i == 3 else "ok",
                                state_since_utc=NOW - 9 * MINUTE) for i in range(6)}
    ring = tuple((LON - 0.008 + 0.004 * np.cos(a), LAT - 0.006 + 0.002 * np.sin(a)) for a in np.linspace(0, 6.28, 40))
    warnings = {"w1": Warning(identifier="w1", received_utc=NOW, level=2, headline="暴雨橙色预警", sent_utc=NOW - 20 * MINUTE,
                              expires_utc=NOW + 60 * MINUTE, areas=(WarningArea(text="滨江", polygons=(ring,)),)),
                "w2": Warning(identifier="w2", received_utc=NOW, level=4, headline="大风蓝色预警", expires_utc=NOW - MINUTE,
                              areas=(WarningArea(circles=((LON, LAT, 900.0),)),))}
    alarms = {"a1": Alarm(alarm="a1", rule="flood", subject="s/depth0", level=1, state="unacknowledged", raised_utc=NOW,
                          title_zh="下穿隧道积水", title_en="Underpass flooded", value=0.31, limit=0.27, unit="m",
                          lon=LON - 0.002, lat=LAT - 0.003)}
    table = series([(SeriesKey(f"s/depth{i}", "m", "underpass_depth", f"things{i}"), value)
                    for i, value in enumerate((0.31, 0.18, 0.02))])
    return Snapshot(1, NOW, incidents=incidents, units=units, cameras=cameras, warnings=warnings, alarms=alarms,
                    positions=positions(subjects), series=table, features=static if static is not None else features())
