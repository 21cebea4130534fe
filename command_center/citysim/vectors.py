"""The city's static collections as GeoJSON, packed once, with the ETag of their content. Immutable; any thread."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely

from command_center.citysim import places
from command_center.citysim.city import City
from command_center.citysim.frame import LAT0, LON0, M_PER_LAT, M_PER_LON, point
from command_center.citysim.network import SPEED_KMH
from command_center.citysim.pipes import make_pipes
from command_center.citysim.places import Site
from command_center.citysim.transit import Route

Feature = dict[str, Any]


class Packed(NamedTuple):
    """A body as it lies, gzipped, and its entity tag."""

    plain: bytes
    zipped: bytes
    etag: str


def pack(body: bytes) -> Packed:
    """Compress once and name by content."""
    return Packed(body, gzip.compress(body, 5, mtime=0), f'"{hashlib.sha256(body).hexdigest()[:24]}"')


def feature(identity: str, geometry: Any, properties: dict[str, Any]) -> Feature:
    """A GeoJSON feature; its id stands outside and among the properties, because readers differ."""
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": {"id": identity, **properties}}


def _degrees(shape: shapely.Geometry) -> Any:
    moved = shapely.transform(shape, lambda xy: np.round(xy / (M_PER_LON, M_PER_LAT) + (LON0, LAT0), 6))
    return json.loads(shapely.to_geojson(moved))


def _point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(point(x, y))}


def _districts(city: City) -> Iterable[Feature]:
    for district in city.districts:
        yield feature(district.code, _degrees(district.shape),
                      {"name": district.name, "name_en": district.name_en, "population": district.population,
                       "label_lon": point(*district.label)[0], "label_lat": point(*district.label)[1]})


def _water(city: City) -> Iterable[Feature]:
    yield feature("river", _degrees(city.water.river), {"name": "青江", "name_en": "Qingjiang River", "kind": "river"})
    for number, lake in enumerate(city.water.lakes, 1):
        yield feature(f"lake{number}", _degrees(lake.shape),
                      {"name": lake.name, "name_en": lake.name_en, "kind": "lake"})


def _parks(city: City) -> Iterable[Feature]:
    for number, park in enumerate(city.parks, 1):
        yield feature(f"park{number}", _degrees(park.shape),
                      {"name": park.name, "name_en": park.name_en, "kind": "park"})


def _roads(city: City) -> Iterable[Feature]:
    for number, road in enumerate(city.network.roads):
        lonlat = np.round(road.points / (M_PER_LON, M_PER_LAT) + (LON0, LAT0), 6)
        properties = {"name": road.name, "name_en": road.name_en, "class": road.kind,
                      "speed_kmh": SPEED_KMH[road.kind], "oneway": False, "layer": road.layer}
        yield feature(f"r{number}", {"type": "LineString", "coordinates": lonlat.tolist()}, properties)


def _buildings(city: City) -> Iterable[Feature]:
    rings = shapely.get_coordinates(city.buildings.shapes).reshape(-1, 5, 2)
    lonlat = np.round(rings / (M_PER_LON, M_PER_LAT) + (LON0, LAT0), 6).tolist()
    for number, (ring, height, kind) in enumerate(
            zip(lonlat, city.buildings.height_m.tolist(), city.buildings.kind, strict=True)):
        yield feature(f"b{number}", {"type": "Polygon", "coordinates": [ring]}, {"height_m": height, "kind": kind})


def _sites(city: City, sites: Sequence[Site]) -> Iterable[Feature]:
    for site in sites:
        yield feature(site.key, _point(site.x, site.y), {
            "name": site.name, "name_en": site.name_en, "district": city.district_at(site.x, site.y), **site.extra})


def _places(city: City) -> Iterable[Feature]:
    for number, site in enumerate(places.LANDMARKS, 1):
        yield feature(f"place{number}", _point(site.x, site.y),
                      {"name": site.name, "name_en": site.name_en, "kind": site.key})
    for number, (name, english, *_) in enumerate(places.PARKS, 1):
        park = next((park for park in city.parks if park.name == name), None)
        if park is not None:
            middle = park.shape.centroid
            yield feature(f"parkname{number}", _point(middle.x, middle.y),
                          {"name": name, "name_en": english, "kind": "park"})


def _stops(routes: Sequence[Route]) -> Iterable[Feature]:
    for route in routes:
        for stop in route.stops:
            yield feature(stop.key, _point(stop.x, stop.y),
                          {"name": stop.name, "name_en": stop.name_en, "route": route.name})


def _pipes(city: City) -> Iterable[Feature]:
    for number, pipe in enumerate(make_pipes(city.network, city.seed), 1):
        lonlat = np.round(pipe.points / (M_PER_LON, M_PER_LAT) + (LON0, LAT0), 6)
        yield feature(f"PS{number:05d}", {"type": "LineString", "coordinates": lonlat.tolist()}, {
            "class": pipe.kind, "diameter_mm": pipe.diameter_mm, "depth_m": pipe.depth_m, "laid": pipe.laid,
            "road": pipe.road, "road_en": pipe.road_en})


def make_collections(city: City, routes: Sequence[Route]) -> dict[str, Packed]:
    """Every collection of /vector/ by name."""
    parts: dict[str, Iterable[Feature]] = {
        "districts": _districts(city), "water": _water(city), "parks": _parks(city), "roads": _roads(city),
        "buildings": _buildings(city), "places": _places(city), "hydrants": _sites(city, city.hydrants),
        "hospitals": _sites(city, places.HOSPITALS), "fire_stations": _sites(city, places.FIRE_STATIONS),
        "police_stations": _sites(city, places.POLICE_STATIONS), "depots": _sites(city, places.DEPOTS),
        "hazards": _sites(city, places.HAZARDS), "shelters": _sites(city, places.SHELTERS),
        "bus_stops": _stops(routes), "pipes": _pipes(city)}
    return {name: pack(_collection(name, list(features))) for name, features in parts.items()}


def _collection(name: str, features: list[Feature]) -> bytes:
    body = {"type": "FeatureCollection", "name": name, "features": features}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
