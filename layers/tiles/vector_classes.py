"""Which feature of a vector tile is drawn as which class of the base map. Pure; any thread.

Knows the layers of OpenMapTiles, Protomaps and Shortbread; anything else is drawn plainly by its geometry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layers.basemap import BaseClass
from layers.tiles.vector_tile import LINE, POINT, POLYGON

LAND = "land"
PLAIN = "plain"
Look = BaseClass | str | None

_WATER = {"water", "ocean", "water_polygons", "dam_polygons", "swimming"}
_WATER_LINES = {"waterway", "water_lines", "physical_line"}
_ROADS = {"transportation", "roads", "streets", "streets_low", "streets_med", "bridges", "street_polygons", "road"}
_BUILDINGS = {"building", "buildings"}
_BOUNDARIES = {"boundary", "boundaries", "admin"}
_LAND = {"earth", "land_polygons"}
_COVER = {"landcover", "landuse", "land", "park", "natural", "sites", "landuse_overlay", "globallandcover"}
_RAILS = {"transit", "railway", "rail", "public_transport_lines"}
_SILENT = {"transportation_name", "water_name", "housenumber", "addresses", "street_labels", "streets_polygons_labels",
           "street_labels_points", "water_polygons_labels", "water_lines_labels", "boundary_labels", "poi", "pois",
           "aerodrome_label", "mountain_peak", "public_transport", "physical_point", "place", "places", "place_labels",
           "place_label", "country_label", "state_label", "marine_label", "water_label", "waterway_label", "poi_label",
           "road_label", "rail_station_label", "airport_label", "mountain_peak_label", "natural_label", "housenum_label",
           "motorway_junction", "hillshade", "contour", "aeroway", "pier_lines", "pier_polygons", "dam_lines", "aerialways", "ferries", "bridges_polygons",
           "mask"}  # mask: what lies outside of an extract
_KINDS = {
    "motorway": BaseClass.MOTORWAY, "highway": BaseClass.MOTORWAY, "trunk": BaseClass.TRUNK,
    "primary": BaseClass.PRIMARY, "major_road": BaseClass.PRIMARY, "secondary": BaseClass.SECONDARY,
    "tertiary": BaseClass.TERTIARY, "medium_road": BaseClass.TERTIARY, "minor": BaseClass.RESIDENTIAL,
    "minor_road": BaseClass.RESIDENTIAL, "residential": BaseClass.RESIDENTIAL, "unclassified": BaseClass.RESIDENTIAL,
    "living_street": BaseClass.RESIDENTIAL, "street": BaseClass.RESIDENTIAL, "street_limited": BaseClass.RESIDENTIAL,
    "service": BaseClass.SERVICE, "track": BaseClass.SERVICE, "pedestrian": BaseClass.SERVICE, "busway": BaseClass.SERVICE,
    "raceway": BaseClass.SERVICE, "other": BaseClass.PATH, "path": BaseClass.PATH, "footway": BaseClass.PATH,
    "cycleway": BaseClass.PATH, "steps": BaseClass.PATH, "rail": BaseClass.RAIL, "subway": BaseClass.RAIL,
    "light_rail": BaseClass.RAIL, "tram": BaseClass.RAIL, "narrow_gauge": BaseClass.RAIL, "monorail": BaseClass.RAIL}
_GREEN = {"park", "wood", "forest", "grass", "grassland", "garden", "meadow", "scrub", "golf_course", "pitch", "cemetery",
          "nature_reserve", "recreation_ground", "village_green", "farmland", "orchard", "vineyard", "heath", "tree",
          "national_park", "playground", "zoo", "allotments", "farmyard", "greenfield", "protected_area", "vegetation"}
_BUILT = {"residential", "commercial", "industrial", "retail", "suburb", "neighbourhood", "quarter", "school", "hospital",
          "university", "college", "railway", "urban_area", "garages", "military"}
_LEAST_LEVEL = 8  # of administration
_NAMED = {"place", "places", "place_labels", "place_label"}
_NAMED_ROADS = _ROADS | {"transportation_name", "street_labels", "road_label"}
_NAMED_WATER = _WATER | _WATER_LINES | {"water_name", "water_lines_labels", "water_polygons_labels", "water_label",
                                        "waterway_label", "natural_label"}
_ROAD_KEYS = ("kind_detail", "pmap:kind_detail", "class", "kind", "pmap:kind", "highway", "railway", "type")
_KEYS = (*_ROAD_KEYS, "subclass", "landuse", "natural", "leisure", "waterway", "place")  # some write those of OpenStreetMap
# From the finest on: Protomaps calls every settlement a locality, and says only in the detail that it is a city.
_PLACE_KEYS = ("kind_detail", "pmap:kind_detail", "place", "subclass", "class", "kind", "pmap:kind", "type")
_RANKS = {"country": 0.0, "state": 1.0, "province": 1.0, "region": 1.0, "capital": 1.5, "state_capital": 1.8,
          "city": 2.0, "town": 4.0,
          "village": 6.0, "suburb": 7.0, "borough": 7.0, "neighbourhood": 9.0, "quarter": 9.0, "hamlet": 10.0, "locality": 11.0,
          "isolated_dwelling": 11.0, "farm": 11.0}


def look_of(layer: str, kind: int, properties: Mapping[str, Any]) -> Look:
    """A class of the base map, LAND, PLAIN for what nobody knows, None for what is not drawn (names alone)."""
    name = layer.lower()
    if name in _SILENT:
        return None
    said = _said(properties)
    if name in _ROADS or name in _RAILS:
        return _road(kind, properties, said) if kind == LINE else None
    if name in _WATER:
        return BaseClass.WATER if kind == POLYGON else BaseClass.STREAM if kind == LINE else None
    if name in _WATER_LINES:
        return (BaseClass.WATER if said & {"river", "canal"} else BaseClass.STREAM) if kind == LINE else None
    if name in _BUILDINGS:
        return BaseClass.BUILDING if kind == POLYGON else None
    if name in _BOUNDARIES:
        return BaseClass.BOUNDARY if kind != POINT and _level(properties) <= _LEAST_LEVEL else None
    if name in _LAND:
        return LAND if kind == POLYGON else None
    if name in _COVER:
        return _cover(name, said) if kind == POLYGON else None
    return PLAIN


def _said(properties: Mapping[str, Any]) -> set[str]:
    return {str(properties[key]) for key in _KEYS if key in properties}


def _road(kind: int, properties: Mapping[str, Any], said: set[str]) -> BaseClass | None:
    for key in _ROAD_KEYS:
        found = _KINDS.get(str(properties.get(key, "")).removesuffix("_construction").removesuffix("_link"))
        if found is not None:
            under = "tunnel" in (properties.get("brunnel"), properties.get("structure")) or properties.get(
                "tunnel") in (True, 1, "yes") or properties.get("is_tunnel") in (True, 1)
            return BaseClass.TUNNEL if under and found not in (BaseClass.RAIL, BaseClass.PATH) else found
    return BaseClass.RAIL if "rail" in said else None


def _cover(name: str, said: set[str]) -> BaseClass | None:
    if name == "park" or said & _GREEN:
        return BaseClass.PARK
    return BaseClass.BLOCK if said & _BUILT else None


def _level(properties: Mapping[str, Any]) -> float:
    for key in ("admin_level", "min_admin_level", "kind_detail", "pmap:min_admin_level"):
        value = properties.get(key)
        if isinstance(value, (int, float)):
            return float(value)
    return {"country": 2.0, "region": 4.0, "county": 6.0}.get(str(properties.get("kind", "")), 6.0)


def name_of(layer: str, properties: Mapping[str, Any], chinese: bool) -> tuple[str, float] | None:
    """The name of a place of a tile and its priority (smaller first); None for what is not written."""
    known = layer.lower() in _NAMED
    if not known and look_of(layer, POINT, properties) != PLAIN:
        return None
    text = _text(properties, chinese)
    if not text:
        return None
    told = (str(properties.get(key, "")) for key in _PLACE_KEYS)
    rank = next((_RANKS[one] for one in told if one in _RANKS), 5.0 if not known else 12.0)
    return text, 20.0 + rank


def line_name_of(layer: str, properties: Mapping[str, Any], chinese: bool) -> tuple[str, BaseClass] | None:
    """The name that is written along a line of a tile and what the line is; None for what is not written."""
    name, text = layer.lower(), _text(properties, chinese)
    if not text:
        return None
    said = _said(properties)
    if name in _NAMED_ROADS:
        road = _road(LINE, properties, said)
        return (text, road) if road not in (None, BaseClass.RAIL) else None  # type: ignore[return-value]
    if name in _NAMED_WATER:
        return text, BaseClass.WATER if said & {"river", "canal", "lake", "sea", "ocean", "bay"} else BaseClass.STREAM
    return None


def water_name_of(layer: str, properties: Mapping[str, Any], chinese: bool) -> str:
    """The name of a lake, a bay or a sea that stands at a point of a tile, else nothing."""
    return _text(properties, chinese) if layer.lower() in _NAMED_WATER else ""


def _text(properties: Mapping[str, Any], chinese: bool) -> str:
    order = ("name:zh-Hans", "name_zh-Hans", "name:zh", "name_zh", "name", "name:latin", "name_en") if chinese else (
        "name:en", "name_en", "name:latin", "name_int", "name")
    text = next((str(properties[key]).strip() for key in order if properties.get(key)), "")
    return text if len(text) <= 60 else ""
