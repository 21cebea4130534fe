"""Speeds on the arterials, as a city's traffic service gives them. Pure functions of the clock; any thread."""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.citysim.city import City
from command_center.citysim.clock import ScriptClock
from command_center.citysim.frame import to_lonlat
from command_center.citysim.network import SPEED_KMH
from command_center.citysim.sensors import jam_at
from command_center.domain.time import SECOND, to_iso

# 0 free, 1 slow, 2 heavy, 3 jam: share of the free speed below which a level begins.
LEVELS = ((0.28, 3), (0.44, 2), (0.6, 1))


class Segment(NamedTuple):
    """A stretch of about half a kilometre of an arterial."""

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
        pieces = max(1, round(street.line.length / 550))
        bounds = np.linspace(0, street.line.length, pieces + 1)
        for start, end in itertools.pairwise(bounds):
            points = np.array([street.line.interpolate(at).coords[0] for at in np.linspace(start, end, 8)])
            middle = points[4]
            if np.hypot(*middle) < 11_000:
                segments.append(Segment(f"ts{len(segments) + 1}", street.name, street.name_en, street.kind,
                                        to_lonlat(points).tolist(), float(middle[0]), float(middle[1])))
    return segments


def _levels(share: NDArray[np.float64]) -> NDArray[np.int64]:
    level = np.zeros(len(share), dtype=np.int64)
    for below, value in reversed(LEVELS):
        level[share < below] = value
    return level


def traffic_at(segments: list[Segment], clock: ScriptClock, now_utc: int) -> dict[str, Any]:
    """The whole answer of GET /traffic: every stretch with its level; speeds are rounded to 10 km/h, so that a stretch
    changes only when something happened."""
    minute = now_utc - now_utc % int(max(1.0, 20.0 / clock.speed) * SECOND)
    script = clock.seconds(np.array([minute]))
    real = np.array([minute / 1e6])
    share = np.array([1 - float(jam_at(segment.x, segment.y, script, real)[0]) for segment in segments])
    level = _levels(share)
    return {"time": to_iso(minute), "segments": [
        {"id": segment.key, "name": segment.name, "name_en": segment.name_en, "class": segment.kind,
         "level": int(level[index]), "speed_kmh": int(round(share[index] * SPEED_KMH[segment.kind] / 10) * 10),
         "geometry": {"type": "LineString", "coordinates": segment.lonlat}}
        for index, segment in enumerate(segments)]}
