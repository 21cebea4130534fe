"""The cameras: where each stands, where it looks and what kind of scene is before it. Immutable; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from command_center.citysim.city import City
from command_center.citysim.frame import point


class Camera(NamedTuple):
    """x, y in metres; heading_deg clockwise from north; scene: tunnel, road, junction, bridge, river or square;
    floods: depth of the Zhongshan Road underpass (metres) from which water stands in its picture, 0 for never."""

    key: str
    name: str
    name_en: str
    x: float
    y: float
    heading_deg: float
    fov_deg: float
    range_m: float
    scene: str
    floods: float = 0.0


DARK_CAMERA = "cam-05"  # the one that fails in the script

_AT_CROSSING = (  # street it looks along, street it stands at, +1 along its drawing direction, scene, floods
    ("滨江路", "中山路", 1, "junction", 0.34),
    ("解放路", "中山路", 1, "junction", 0.0),
    ("东港一路", "解放路", 1, "junction", 0.0),
    ("学院路", "人民路", -1, "road", 0.0),
    ("人民路", "迎宾大道", -1, "road", 0.0),
    ("建设大道", "迎宾大道", 1, "road", 0.5),
    ("建设大道", "江汉路", -1, "road", 0.5),
    ("中山路", "青年路", 1, "road", 0.45),
    ("中山路", "胜利路", -1, "road", 0.45),
    ("解放路", "江汉路", -1, "junction", 0.0),
    ("南岸大道", "中山路", 1, "junction", 0.0),
    ("洲头路", "解放路", 1, "road", 0.0),
    ("江北大道", "中山路", -1, "junction", 0.0),
    ("江北大道", "江汉路", 1, "road", 0.0),
    ("学府大道", "解放路", 1, "road", 0.0),
    ("机场路", "中山路", 1, "road", 0.0),
    ("和平大道", "东港一路", -1, "road", 0.0),
)
_BRIDGES = (("青江大桥", 1), ("青江二桥", 1))
_BANKS = (("滨江公园江滩", "Binjiang Park Embankment", -1050.0, 2830.0, 20.0),
          ("东港码头江面", "Donggang Pier River View", 3350.0, 2330.0, 335.0))
# Later than the others, so that these keep their numbers: with them a wall of 36 tiles is full.
_AT_CROSSING_TOO = (
    ("人民路", "中山路", 1, "junction", 0.0),
    ("新华路", "中山路", 1, "road", 0.45),
    ("和平大道", "中山路", 1, "junction", 0.0),
    ("人民路", "江汉路", -1, "road", 0.0),
    ("胜利路", "迎宾大道", 1, "road", 0.5),
    ("青年路", "江汉路", -1, "road", 0.0),
    ("解放路", "体育路", 1, "road", 0.0),
    ("解放路", "文化路", -1, "road", 0.0),
    ("建设大道", "学院路", 1, "road", 0.0),
    ("滨江北路", "迎宾大道", 1, "junction", 0.0),
    ("江北路", "中山路", -1, "road", 0.0),
    ("滨江路", "东港一路", -1, "road", 0.0),
)
_SQUARES = (("人民广场", "Renmin Square", 420.0, -1480.0, 205.0),)


def make_cameras(city: City) -> list[Camera]:
    """Numbered in a fixed order: the two mouths of the Zhongshan Road underpass first."""
    drafts = [*_mouths(city), *_crossings(city, _AT_CROSSING), *_bridges(city)]
    drafts += [(name, english, x, y, heading, 68.0, 420.0, "river", 0.0) for name, english, x, y, heading in _BANKS]
    drafts += [(name, english, x, y, heading, 74.0, 160.0, "square", 0.0) for name, english, x, y, heading in _SQUARES]
    drafts += _crossings(city, _AT_CROSSING_TOO)
    return [Camera(f"cam-{number:02d}", *draft) for number, draft in enumerate(drafts, 1)]


_Draft = tuple[str, str, float, float, float, float, float, str, float]


def _mouths(city: City) -> list[_Draft]:
    (tunnel,) = [street for street in city.streets if street.name == "中山路下穿隧道"]
    start, end = (np.array(tunnel.line.coords[index]) for index in (0, -1))
    first, second = (start, end) if start[1] > end[1] else (end, start)  # north mouth, south mouth
    drafts = []
    for mouth, other, side, side_en in ((first, second, "北口", "North Mouth"), (second, first, "南口", "South Mouth")):
        inward = (other - mouth) / np.hypot(*(other - mouth))
        here = mouth - inward * 55 + np.array((inward[1], -inward[0])) * 9
        heading = float(np.degrees(np.arctan2(inward[0], inward[1]))) % 360
        drafts.append((f"中山路隧道{side}", f"Zhongshan Underpass {side_en}", float(here[0]), float(here[1]),
                       round(heading, 1), 52.0, 240.0, "tunnel", 0.10))
    return drafts


def _crossings(city: City, wanted: Iterable[tuple[str, str, int, str, float]]) -> list[_Draft]:
    english = {street.name: street.name_en for street in city.streets}
    drafts = []
    for along, across, sense, scene, floods in wanted:
        x, y = city.crossing(along, across)
        heading = city.bearing(along, x, y) + (0 if sense > 0 else 180)
        away = np.radians(heading + 35)
        drafts.append((f"{along}{across}口", f"{english[along]} at {english[across]}", x - 18 * float(np.sin(away)),
                       y - 18 * float(np.cos(away)), round(heading % 360, 1), 58.0, 220.0, scene, floods))
    return drafts


def _bridges(city: City) -> list[_Draft]:
    english = {street.name: street.name_en for street in city.streets}
    drafts = []
    for name, sense in _BRIDGES:
        line = max((street.line for street in city.streets if street.name == name), key=lambda line: line.length)
        at = line.interpolate(40.0)
        heading = (city.bearing(name, at.x, at.y) + (0 if sense > 0 else 180)) % 360
        drafts.append((name, english[name], at.x + 9, at.y, round(heading, 1), 56.0, 320.0, "bridge", 0.0))
    return drafts


def as_json(camera: Camera, city: City, base: str) -> dict[str, object]:
    """The camera as GET /cameras lists it."""
    lon, lat = point(camera.x, camera.y)
    return {"id": camera.key, "name": camera.name, "name_en": camera.name_en, "lon": lon, "lat": lat,
            "heading_deg": camera.heading_deg, "fov_deg": camera.fov_deg, "range_m": camera.range_m,
            "district": (district := city.district_at(camera.x, camera.y)),
            "district_en": next((each.name_en for each in city.districts if each.name == district), ""), "scene": camera.scene,
            "main_url": f"{base}/cameras/{camera.key}/main.ts", "sub_url": f"{base}/cameras/{camera.key}/sub.ts"}
