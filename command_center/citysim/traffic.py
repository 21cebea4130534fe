"""Speeds on the arterials, as a city's traffic service gives them. Pure functions of the clock; any thread."""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

import numpy as np

from command_center.citysim.city import City
from command_center.citysim.clock import ScriptClock
from command_center.citysim.frame import to_lonlat
from command_center.citysim.network import SPEED_KMH
from command_center.citysim.sensors import jam_at
from command_center.citysim.storm import ripple
from command_center.domain.time import SECOND, to_iso

STEP_S = 30  # the service counts anew that often


class Segment(NamedTuple):
    """A stretch of about 700 metres of an arterial."""

    key: str
    name: str
    name_en: str
    kind: str
    lonlat: list[list[float]]
    x: float
    y: float


def make_segments(city: City) -> list[Segment]:
    """The primary streets and expressways, cut into stretches, in a fixed order."""
    segments: list[Segment] = []
    for street in city.streets:
        if street.kind not in ("primary", "trunk"):
            continue
        pieces = max(1, round(street.line.length / 700))
        bounds = np.linspace(0, street.line.length, pieces + 1)
        for start, end in itertools.pairwise(bounds):
            points = np.array([street.line.interpolate(at).coords[0] for at in np.linspace(start, end, 8)])
            middle = points[4]
            if np.hypot(*middle) < 7_500:
                segments.append(Segment(f"ts{len(segments) + 1}", street.name, street.name_en, street.kind,
                                        to_lonlat(points).tolist(), float(middle[0]), float(middle[1])))
    return segments


def traffic_at(segments: list[Segment], clock: ScriptClock, now_utc: int) -> dict[str, Any]:
    """The whole answer of GET /traffic: every stretch with its index, 0 free to 10 standing still, and mean speed."""
    at = now_utc - now_utc % int(max(1.0, STEP_S / clock.speed) * SECOND)
    script, real = clock.seconds(np.array([at])), np.array([at / 1e6])
    jam = [float(jam_at(segment.x, segment.y, script, real)[0]) + 0.03 * float(ripple(real, 200 + number)[0])
           for number, segment in enumerate(segments)]
    moment = to_iso(at)
    return {"time": moment, "segments": [
        {"id": segment.key, "time": moment, "name": segment.name, "name_en": segment.name_en, "class": segment.kind,
         "index": round(min(max(jam[number] * 10, 0.0), 10.0), 1),
         "speed_kmh": round((1 - jam[number]) * SPEED_KMH[segment.kind]),
         "geometry": {"type": "LineString", "coordinates": segment.lonlat}}
        for number, segment in enumerate(segments)]}
