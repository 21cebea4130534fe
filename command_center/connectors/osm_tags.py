"""OpenStreetMap tags as collections and properties of the base map. Pure; any thread. Data © OpenStreetMap
contributors (ODbL): a screen that shows them must say so, therefore each feature carries `attribution`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

ATTRIBUTION = "© OpenStreetMap"
Tags = dict[str, str]
_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_ROADS = {"motorway": 100, "trunk": 80, "primary": 60, "secondary": 50, "tertiary": 40, "residential": 30}
_AS_RESIDENTIAL = {"unclassified", "living_street", "service", "road", "track", "busway"}
_GREEN = {"leisure": {"park", "garden", "golf_course", "nature_reserve", "pitch", "playground", "dog_park"},
          "landuse": {"grass", "forest", "meadow", "recreation_ground", "village_green", "cemetery", "orchard", "vineyard",
                      "flowerbed", "allotments"},
          "natural": {"wood", "scrub", "grassland", "heath", "wetland"}}
_BLOCKS = {"landuse": {"residential", "commercial", "industrial", "retail", "farmyard", "construction", "railway",
                       "garages", "military", "port", "education", "institutional"},
           "amenity": {"school", "university", "college", "kindergarten", "parking", "hospital"}}
_RAILS = {"rail", "light_rail", "subway", "tram", "narrow_gauge", "monorail", "preserved", "funicular"}
_WATER = {"natural": {"water", "bay", "coastline"}, "landuse": {"reservoir", "basin"},
          "waterway": {"river", "stream", "canal", "drain", "ditch", "riverbank", "dock"}, "water": {"*"}}
_SERVICES = {"hospital": "hospitals", "fire_station": "fire_stations", "police": "police_stations"}


def tags_of(properties: dict[str, Any]) -> Tags:
    """All tags of a feature as GDAL gives it: its columns and what is packed in other_tags."""
    tags = {key: str(value) for key, value in properties.items()
            if value not in (None, "") and key not in ("other_tags", "osm_id", "osm_way_id", "z_order")}
    for key, value in _PAIR.findall(str(properties.get("other_tags") or "")):
        tags[key.replace('\\"', '"')] = value.replace('\\"', '"')
    return tags


def identity(layer: str, properties: dict[str, Any]) -> str:
    """node/1, way/2 or relation/3."""
    if properties.get("osm_way_id"):
        return f"way/{properties['osm_way_id']}"
    kind = {"points": "node", "lines": "way"}.get(layer, "relation")
    return f"{kind}/{properties.get('osm_id')}"


def classify(tags: Tags, layer: str) -> tuple[str, dict[str, Any]] | None:
    """(collection, properties) of what belongs on the base map, None for the rest."""
    names = {key: tags[tag] for key, tag in (("name", "name"), ("name_en", "name:en")) if tags.get(tag)}
    shared: dict[str, Any] = {**names, "attribution": ATTRIBUTION}
    area = layer in ("multipolygons", "other_relations")
    if "highway" in tags and layer == "points":
        return ("bus_stops", shared) if tags["highway"] == "bus_stop" else None
    if "highway" in tags and (not area or "building" not in tags):
        return "roads", shared | road(tags)
    service = _SERVICES.get(tags.get("amenity", ""))
    if service:
        return service, shared
    if tags.get("emergency") == "fire_hydrant":
        return "hydrants", shared
    if area and tags.get("building", "no") != "no":
        return "buildings", shared | {"kind": tags["building"], "height_m": height_m(tags)}
    if layer == "lines" and tags.get("railway") in _RAILS:
        return "railways", shared | {"kind": tags["railway"], "layer": _level(tags)}
    found = next(_kinds(tags, ("water", _WATER), ("parks", _GREEN)), None)
    if found is not None and (area or found[0] == "water"):  # a row of trees or a hedge is no park
        return found[0], shared | {"kind": found[1]}
    if tags.get("boundary") == "administrative" and area and names:
        return "districts", shared | {"admin_level": tags.get("admin_level", "")}
    ground = next(_kinds(tags, ("blocks", _BLOCKS)), None) if area else None
    if ground is not None and not (names and "amenity" in tags):  # a school's name matters more than its yard
        return ground[0], shared | {"kind": ground[1]}
    kind = next((tags[key] for key in ("place", "amenity", "shop", "tourism", "office", "leisure", "historic", "railway")
                 if key in tags), "")
    return ("places", shared | {"kind": kind}) if names and kind and layer != "lines" else None


def _kinds(tags: Tags, *tables: tuple[str, dict[str, set[str]]]) -> Iterator[tuple[str, str]]:
    """(collection, kind) for each of the tables that knows one of the tags."""
    for collection, known in tables:
        for key, words in known.items():
            if tags.get(key) in words or (key in tags and "*" in words):
                yield collection, tags[key]


def _level(tags: Tags) -> str:
    """tunnel, bridge or ""."""
    return "tunnel" if tags.get("tunnel", "no") != "no" else "bridge" if tags.get("bridge", "no") != "no" else ""


def road(tags: Tags) -> dict[str, Any]:
    """class, speed_kmh, oneway, layer of a highway; ways on foot or by bicycle are class "path"."""
    value = tags["highway"].removesuffix("_link")
    kind = value if value in _ROADS else "residential" if value in _AS_RESIDENTIAL else "path"
    found = {"class": kind, "kind": tags["highway"], "speed_kmh": speed_kmh(tags, kind), "oneway": _oneway(tags),
             "layer": _level(tags)}
    return found | ({"ref": tags["ref"]} if "ref" in tags else {})


def _oneway(tags: Tags) -> bool:
    stated = tags.get("oneway")
    if stated is None:
        return tags.get("junction") == "roundabout" or tags["highway"] in ("motorway", "motorway_link")
    return stated in ("yes", "true", "1", "-1")


def speed_kmh(tags: Tags, kind: str) -> float:
    """The signed limit, else what is usual for the class."""
    match = re.match(r"\s*(\d+(?:\.\d+)?)\s*(mph)?", tags.get("maxspeed", ""))
    if not match:
        return float(_ROADS.get(kind, 5))
    return float(match[1]) * (1.609344 if match[2] else 1.0)


def height_m(tags: Tags) -> float:
    """A building's height: as stated, else three metres a floor, else two floors."""
    match = re.match(r"\s*(\d+(?:[.,]\d+)?)", tags.get("height", ""))
    if match:
        return float(match[1].replace(",", "."))
    floors = re.match(r"\s*(\d+(?:\.\d+)?)", tags.get("building:levels", ""))
    return float(floors[1]) * 3.0 if floors else 6.0
