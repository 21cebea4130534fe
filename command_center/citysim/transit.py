"""Bus routes along the avenues, the buses on them, and both as GTFS and GTFS-Realtime. Pure functions of the clock;
any thread."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from typing import Any, NamedTuple

import numpy as np
from google.transit import gtfs_realtime_pb2
from numpy.typing import NDArray

from command_center.citysim.city import City
from command_center.citysim.frame import point, to_lonlat
from command_center.citysim.sensors import jam_at

SPEED_MPS = 8.0  # with stops; a jam takes up to two thirds of it


class Stop(NamedTuple):
    """along_m: from the route's beginning."""

    key: str
    name: str
    name_en: str
    x: float
    y: float
    along_m: float


class Route(NamedTuple):
    """points: (n, 2) metres; along: metres at each point; buses: how many ply it."""

    key: str
    name: str
    name_en: str
    points: NDArray[np.float64]
    along: NDArray[np.float64]
    stops: tuple[Stop, ...]
    buses: int


_LINES = (  # number, crossings the route joins, buses
    ("1", (("中山路", "南岸大道"), ("中山路", "解放路"), ("江北大道", "中山路"), ("中山路", "机场路")), 5),
    ("2", (("解放路", "西环路"), ("解放路", "中山路"), ("解放路", "东环路")), 5),
    ("5", (("滨江路", "学府大道"), ("滨江路", "中山路"), ("滨江路", "洲头路")), 4),
    ("8", (("建设大道", "学府大道"), ("建设大道", "江汉路"), ("建设大道", "洲头路")), 4),
    ("12", (("学院路", "南岸大道"), ("学院路", "解放路"), ("江北大道", "学院路")), 4),
    ("16", (("东港一路", "南岸大道"), ("东港一路", "解放路"), ("滨江路", "东港一路")), 3),
    ("21", (("人民路", "学府大道"), ("人民路", "迎宾大道"), ("人民路", "洲头路")), 3),
    ("30", (("江北大道", "学府大道"), ("江北大道", "江汉路"), ("江北大道", "洲头路")), 3),
)


def make_routes(city: City) -> list[Route]:
    """The routes, driven along the road network from crossing to crossing."""
    routes = []
    for number, crossings, buses in _LINES:
        nodes = [city.network.nearest_node(*city.crossing(*pair)) for pair in crossings]
        legs = [city.network.drive(start, goal)[:, :2] for start, goal in itertools.pairwise(nodes)]
        points = np.vstack([legs[0], *(leg[1:] for leg in legs[1:])])
        along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
        routes.append(Route(f"R{number}", f"{number}路", f"Route {number}", points, along,
                            _stops(city, f"R{number}", points, along), buses))
    return routes


def _stops(city: City, key: str, points: NDArray[np.float64], along: NDArray[np.float64]) -> tuple[Stop, ...]:
    count = max(2, int(along[-1] // 650) + 1)
    crossing = [road for road in city.network.roads if road.kind in ("primary", "secondary")]
    middles = np.array([road.points[len(road.points) // 2] for road in crossing])
    stops = []
    for number, at in enumerate(np.linspace(0, along[-1], count), 1):
        x, y = (float(np.interp(at, along, points[:, axis])) for axis in (0, 1))
        near = crossing[int(np.argmin(np.hypot(*(middles - (x, y)).T)))]
        stops.append(Stop(f"{key}-{number:02d}", f"{near.name}{number}站", f"{near.name_en} stop {number}", x, y,
                          float(at)))
    return tuple(stops)


class Bus(NamedTuple):
    """A bus at an instant."""

    key: str
    route: Route
    lon: float
    lat: float
    heading_deg: float
    speed_mps: float


def buses_at(routes: list[Route], real_s: float, script_s: float) -> list[Bus]:
    """Where every bus is: to and fro on its route, evenly spread."""
    return [_bus(route, number, real_s, script_s) for route in routes for number in range(route.buses)]


def _bus(route: Route, number: int, real_s: float, script_s: float) -> Bus:
    length = float(route.along[-1])
    travel = (real_s * SPEED_MPS + number * 2 * length / route.buses) % (2 * length)
    back = travel > length
    at = 2 * length - travel if back else travel
    x, y = (float(np.interp(at, route.along, route.points[:, axis])) for axis in (0, 1))
    ahead = min(at + 15, length) if not back else max(at - 15, 0.0)
    ax, ay = (float(np.interp(ahead, route.along, route.points[:, axis])) for axis in (0, 1))
    jam = float(jam_at(x, y, np.array([script_s]), np.array([real_s]))[0])
    lon, lat = point(x, y)
    return Bus(f"bus-{route.key[1:]}-{number + 1}", route, lon, lat,
               float(np.degrees(np.arctan2(ax - x, ay - y))) % 360, round(SPEED_MPS * 1.4 * (1 - jam), 1))


def vehicle_positions(routes: list[Route], real_s: float, script_s: float) -> bytes:
    """A FULL_DATASET FeedMessage of GTFS-Realtime 2.0 with every bus."""
    message: Any = gtfs_realtime_pb2.FeedMessage()  # type: ignore[attr-defined]
    message.header.gtfs_realtime_version = "2.0"
    message.header.incrementality = 0
    message.header.timestamp = int(real_s)
    for bus in buses_at(routes, real_s, script_s):
        vehicle = message.entity.add(id=bus.key).vehicle
        vehicle.trip.trip_id = f"{bus.route.key}-T1"
        vehicle.trip.route_id = bus.route.key
        vehicle.vehicle.id = bus.key
        vehicle.vehicle.label = bus.route.name
        vehicle.position.latitude, vehicle.position.longitude = bus.lat, bus.lon
        vehicle.position.bearing, vehicle.position.speed = bus.heading_deg, bus.speed_mps
        vehicle.timestamp = int(real_s)
    return bytes(message.SerializeToString())


def static_zip(routes: list[Route]) -> bytes:
    """The GTFS schedule: one trip a route with its shape and stops."""
    tables: dict[str, list[list[Any]]] = {
        "agency.txt": [["agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"],
                       ["JZ", "江州公交", "http://bus.jiangzhou.example", "Asia/Shanghai", "zh"]],
        "calendar.txt": [["service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                          "start_date", "end_date"], ["daily", 1, 1, 1, 1, 1, 1, 1, "20240101", "20391231"]],
        "routes.txt": [["route_id", "agency_id", "route_short_name", "route_long_name", "route_type"]],
        "stops.txt": [["stop_id", "stop_name", "stop_lat", "stop_lon"]],
        "trips.txt": [["route_id", "service_id", "trip_id", "shape_id"]],
        "stop_times.txt": [["trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"]],
        "shapes.txt": [["shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"]]}
    for route in routes:
        tables["routes.txt"].append([route.key, "JZ", route.name, route.name_en, 3])
        tables["trips.txt"].append([route.key, "daily", f"{route.key}-T1", f"{route.key}-S"])
        for sequence, stop in enumerate(route.stops, 1):
            lon, lat = point(stop.x, stop.y)
            tables["stops.txt"].append([stop.key, stop.name, lat, lon])
            clock = _clock(6 * 3600 + stop.along_m / SPEED_MPS)
            tables["stop_times.txt"].append([f"{route.key}-T1", clock, clock, stop.key, sequence])
        for sequence, (lon, lat) in enumerate(to_lonlat(route.points).tolist(), 1):
            tables["shapes.txt"].append([f"{route.key}-S", lat, lon, sequence])
    return _zip(tables)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _zip(tables: dict[str, list[list[Any]]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text.getvalue().encode())
    return out.getvalue()
