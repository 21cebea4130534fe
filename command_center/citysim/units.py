"""The city's units: they take orders over HTTP and drive along the roads. Where a unit is follows from its order and
the clock, so nothing ticks; the lock guards the orders, which HTTP threads change."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.citysim import places
from command_center.citysim.city import City
from command_center.citysim.frame import point, to_metres
from command_center.domain.time import SECOND, to_iso

BLUE_LIGHT = 1.35  # a unit under way to a scene is that much faster than the class of the road
TURN_OUT_S = {"fire": 22.0, "medical": 16.0, "police": 6.0, "drainage": 35.0, "power": 40.0}
REACH_M = 25_000.0  # from the city's centre: no unit goes further
ON_SCENE_S = 900.0  # script seconds it stays unless it is released

_FLEET = (  # class, name, English, stations and how many at each, capabilities
    ("fire", "消防{}车", "Fire {}", (("F01", 3), ("F02", 2), ("F03", 1), ("F04", 2), ("F05", 1), ("F06", 1),
                                     ("F07", 1), ("F08", 1), ("F09", 1), ("F10", 1)), ("pump", "rescue")),
    ("police", "交警60{:02d}", "Police 60{:02d}", (("P02", 3), ("P03", 2), ("P04", 1), ("P05", 1), ("P06", 1),
                                                   ("P07", 1), ("P08", 1), ("P10", 1), ("P11", 1)), ("traffic",)),
    ("medical", "急救{}车", "Ambulance {}", (("H01", 2), ("H03", 1), ("H04", 2), ("H05", 1), ("H06", 1)), ("als",)),
    ("drainage", "排涝{}队", "Drainage {}", (("D01", 3), ("D02", 2), ("D03", 1)), ("pump", "high_volume_pump")),
    ("power", "电力抢修{}队", "Power {}", (("E01", 2), ("E02", 2)), ("power",)),
)
OUT_OF_SERVICE = {"fire-06": "under_repair", "police-09": "crew_incomplete", "medical-05": "under_repair",
                  "power-4": "under_repair"}
SILENT = "police-11"  # takes the request and never answers
PATROLS = ("police-02", "police-04", "police-06", "police-08", "police-10")


class Leg(NamedTuple):
    """A drive: rows of x, y, script seconds since `from_utc`."""

    from_utc: int
    path: NDArray[np.float64]


@dataclass
class Unit:
    """One unit with the order it works on; `back` is set when it was released."""

    key: str
    class_key: str
    name: str
    name_en: str
    station: str
    station_en: str
    home: tuple[float, float]
    capabilities: tuple[str, ...]
    order: str = ""
    incident: str = ""
    ordered_utc: int = 0
    out: Leg | None = None
    back: Leg | None = None
    patrol: NDArray[np.float64] | None = field(default=None, repr=False)


class State(NamedTuple):
    """What a unit says of itself at an instant."""

    status: str
    since_utc: int
    x: float
    y: float
    heading_deg: float
    speed_mps: float


class Refused(Exception):
    """The unit cannot take the order; the text is the reason's key."""


class Fleet:
    """All units. `speed` is the script's: driving is compressed with it."""

    def __init__(self, city: City, speed: float, start_utc: int) -> None:
        self._city, self._speed, self._start_utc = city, speed, start_utc
        self._lock = threading.Lock()
        self.units = {unit.key: unit for unit in _make_units(city)}

    def state(self, unit: Unit, now_utc: int) -> State:
        """Where it is and what it does."""
        with self._lock:
            return self._state(unit, now_utc)

    def _state(self, unit: Unit, now_utc: int) -> State:
        if unit.key in OUT_OF_SERVICE:
            return State("out_of_service", self._start_utc, *unit.home, 0.0, 0.0)
        if unit.back is not None:
            x, y, heading, speed, arrived = self._on(unit.back, now_utc)
            if not arrived:
                return State("returning", unit.back.from_utc, x, y, heading, speed)
            self._start_utc_of(unit)
            unit.order, unit.incident, unit.out, unit.back = "", "", None, None
        if unit.out is None:
            return self._free(unit, now_utc)
        return self._busy(unit, unit.out, now_utc)

    def _start_utc_of(self, unit: Unit) -> None:
        if unit.back is not None:
            unit.ordered_utc = unit.back.from_utc + int(unit.back.path[-1, 2] / self._speed * SECOND)

    def _busy(self, unit: Unit, out: Leg, now_utc: int) -> State:
        x, y, heading, speed, arrived = self._on(out, now_utc)
        if now_utc < out.from_utc:
            return State("ordered", unit.ordered_utc, x, y, heading, 0.0)
        if not arrived:
            return State("en_route", out.from_utc, x, y, heading, speed)
        arrival = out.from_utc + int(out.path[-1, 2] / self._speed * SECOND)
        leave = arrival + int(ON_SCENE_S / self._speed * SECOND)
        if now_utc < leave:
            return State("on_scene", arrival, x, y, heading, 0.0)
        self._return(unit, leave, (x, y))
        return self._state(unit, now_utc)

    def _free(self, unit: Unit, now_utc: int) -> State:
        since = max(unit.ordered_utc, self._start_utc)
        if unit.patrol is None:
            return State("free", since, *unit.home, 0.0, 0.0)
        span = unit.patrol[-1, 2]
        at = (now_utc / SECOND / 1.4) % span  # patrols do not hurry
        x, y, heading, speed = _along(unit.patrol, at)
        return State("free", since, x, y, heading, speed / 1.4)

    def _on(self, leg: Leg, now_utc: int) -> tuple[float, float, float, float, bool]:
        script = max(0.0, (now_utc - leg.from_utc) / SECOND * self._speed)
        x, y, heading, speed = _along(leg.path, min(script, leg.path[-1, 2]))
        return x, y, heading, speed, script >= leg.path[-1, 2]

    def order(self, key: str, order: str, incident: str, lon: float, lat: float, now_utc: int) -> State:
        """Send a unit to a place; the same order again changes nothing. Raises Refused, KeyError."""
        with self._lock:
            unit = self.units[key]
            state = self._state(unit, now_utc)
            if unit.order == order:
                return state
            if state.status == "out_of_service":
                raise Refused(OUT_OF_SERVICE[key])
            if state.status not in ("free", "returning"):
                raise Refused("busy")
            x, y = to_metres(lon, lat)
            if np.hypot(x, y) > REACH_M:
                raise Refused("outside_the_city")
            path = self._path((state.x, state.y), (x, y), BLUE_LIGHT)
            start = now_utc + int(TURN_OUT_S[unit.class_key] / self._speed * SECOND)
            unit.order, unit.incident, unit.ordered_utc = order, incident, now_utc
            unit.out, unit.back = Leg(start, path), None
            return self._state(unit, now_utc)

    def release(self, key: str, order: str, now_utc: int) -> bool:
        """Call a unit off; False if it does not work on that order. Raises KeyError."""
        with self._lock:
            unit = self.units[key]
            state = self._state(unit, now_utc)
            if unit.order != order or not order:
                return False
            if unit.back is None:
                self._return(unit, now_utc, (state.x, state.y))
            return True

    def _return(self, unit: Unit, from_utc: int, here: tuple[float, float]) -> None:
        unit.back = Leg(from_utc, self._path(here, unit.home, 1.0))

    def _path(self, here: tuple[float, float], there: tuple[float, float], factor: float) -> NDArray[np.float64]:
        """From a place along the roads to the junction nearest to the other place, and up to it."""
        network = self._city.network
        road = network.drive(network.nearest_node(*here), network.nearest_node(*there))
        joined = [np.array([[*here, 0.0]])]
        clock = float(np.hypot(road[0, 0] - here[0], road[0, 1] - here[1])) / 8.0
        road = road.copy()
        road[:, 2] = road[:, 2] / factor + clock
        last = float(np.hypot(road[-1, 0] - there[0], road[-1, 1] - there[1]))
        tail = [np.array([[*there, road[-1, 2] + last / 6.0]])] if 1.0 < last < 120.0 else []
        path = np.vstack([*joined, road, *tail])
        return path[np.concatenate(([True], np.diff(path[:, 2]) > 1e-6))]

    def as_json(self, unit: Unit, now_utc: int) -> dict[str, Any]:
        """The unit as GET /units lists it."""
        state = self.state(unit, now_utc)
        lon, lat = point(state.x, state.y)
        home_lon, home_lat = point(*unit.home)
        # Who stands still reports every ten seconds, as radios do; who drives, whenever asked.
        fixed = now_utc if state.speed_mps else now_utc - now_utc % (10 * SECOND)
        return {"id": unit.key, "name": unit.name, "name_en": unit.name_en, "class": unit.class_key,
                "status": state.status, "since": to_iso(state.since_utc), "time": to_iso(fixed), "lon": lon,
                "lat": lat, "heading_deg": round(state.heading_deg, 1), "speed_mps": round(state.speed_mps, 1),
                "station": unit.station, "station_en": unit.station_en, "station_lon": home_lon,
                "station_lat": home_lat, "order": unit.order, "incident": unit.incident, "capabilities": list(unit.capabilities),
                "reason": OUT_OF_SERVICE.get(unit.key, "")}


def _along(path: NDArray[np.float64], at_s: float) -> tuple[float, float, float, float]:
    """x, y, heading and speed of who follows a path, at its own seconds."""
    if len(path) < 2:
        return float(path[0, 0]), float(path[0, 1]), 0.0, 0.0
    index = int(np.clip(np.searchsorted(path[:, 2], at_s, side="right") - 1, 0, len(path) - 2))
    first, second = path[index], path[index + 1]
    share = np.clip((at_s - first[2]) / (second[2] - first[2]), 0, 1)
    step = second[:2] - first[:2]
    x, y = first[:2] + step * share
    speed = float(np.hypot(*step) / (second[2] - first[2]))
    return float(x), float(y), float(np.degrees(np.arctan2(step[0], step[1]))) % 360, min(speed, 30.0)


def _make_units(city: City) -> list[Unit]:
    sites = {site.key: site for table in (places.FIRE_STATIONS, places.POLICE_STATIONS, places.HOSPITALS, places.DEPOTS)
             for site in table}
    units = []
    for class_key, name, english, stations, capabilities in _FLEET:
        numbers = iter(range(1, 100))
        for station, count in stations:
            site = sites[station]
            for slot in range(count):
                number = next(numbers)
                width = 1 if class_key in ("drainage", "power") else 2
                home = city.network.nodes[city.network.nearest_node(site.x, site.y)]
                units.append(Unit(f"{class_key}-{number:0{width}d}", class_key, name.format(number),
                                  english.format(number), site.name, site.name_en,
                                  (float(home[0]) + 14.0 * slot, float(home[1])), capabilities))
    random = np.random.default_rng(city.seed + 3)
    for unit in units:
        if unit.key in PATROLS:
            unit.patrol = _patrol(city, unit.home, random)
    return units


def _patrol(city: City, home: tuple[float, float], random: np.random.Generator) -> NDArray[np.float64]:
    """A closed round over a few junctions near the station."""
    network = city.network
    stops = [network.nearest_node(*home)]
    for turn in range(3):
        angle = random.uniform(0, 2 * np.pi) + turn * 2.1
        reach = random.uniform(700, 1500)
        stops.append(network.nearest_node(home[0] + reach * np.cos(angle), home[1] + reach * np.sin(angle)))
    stops.append(stops[0])
    legs, clock = [], 0.0
    for start, goal in itertools.pairwise(stops):
        leg = network.drive(start, goal)
        legs.append(leg + np.array((0.0, 0.0, clock)))
        clock += leg[-1, 2] + 20.0
    return np.vstack(legs)
