"""The base map's classes: which feature, of whichever connector, is drawn as what. Pure; any thread.

Features come by collection name (the demo city's and whoever names theirs alike) or by OpenStreetMap's tags.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from command_center.state.snapshot import Snapshot
from layers.base import Layer, Status, Title, View
from layers.drawing import NOTHING, Drawing
from layers.left_out import collections_told, with_left_out
from layers.stations import SERVICES


class BaseClass(IntEnum):
    """In the order of painting."""

    BLOCK = 0
    PARK = 1
    WATER = 2
    BUILDING = 3
    TUNNEL = 4
    SERVICE = 5
    RESIDENTIAL = 6
    TERTIARY = 7
    SECONDARY = 8
    PRIMARY = 9
    TRUNK = 10
    MOTORWAY = 11
    RAIL = 12
    BOUNDARY = 13
    PLACE = 14
    PATH = 15  # on foot or by bicycle, painted below the roads
    STREAM = 16  # narrow water, painted with the water


ROADS = (BaseClass.SERVICE, BaseClass.RESIDENTIAL, BaseClass.TERTIARY, BaseClass.SECONDARY, BaseClass.PRIMARY,
         BaseClass.TRUNK, BaseClass.MOTORWAY)
_COLLECTIONS = {"districts": BaseClass.BOUNDARY, "boundaries": BaseClass.BOUNDARY, "water": BaseClass.WATER,
                "rivers": BaseClass.WATER, "parks": BaseClass.PARK, "blocks": BaseClass.BLOCK,
                "buildings": BaseClass.BUILDING, "places": BaseClass.PLACE, "railways": BaseClass.RAIL,
                "metro": BaseClass.RAIL}
_ROAD_CLASSES = {"motorway": BaseClass.MOTORWAY, "trunk": BaseClass.TRUNK, "primary": BaseClass.PRIMARY,
                 "secondary": BaseClass.SECONDARY, "tertiary": BaseClass.TERTIARY,
                 "residential": BaseClass.RESIDENTIAL, "unclassified": BaseClass.RESIDENTIAL,
                 "living_street": BaseClass.RESIDENTIAL}
_LESSER = {"service": BaseClass.SERVICE, "track": BaseClass.SERVICE, "pedestrian": BaseClass.SERVICE,
           "busway": BaseClass.SERVICE, "footway": BaseClass.PATH, "path": BaseClass.PATH, "cycleway": BaseClass.PATH,
           "steps": BaseClass.PATH, "bridleway": BaseClass.PATH, "corridor": BaseClass.PATH}
_NOT_YET = {"construction", "proposed", "razed", "abandoned", "platform", "elevator", "via_ferrata"}
_NARROW = {"stream", "ditch", "drain", "brook"}
BRIDGE, ONE_WAY = 1, 2  # details of a road
# Details of a place: how much its name matters, the most important first.
RANKS = ({"city"}, {"town", "island"}, {"suburb", "borough", "quarter", "village"},
         {"hamlet", "neighbourhood", "locality", "isolated_dwelling", "farm", "islet", "square"},
         {"station", "university", "college", "townhall", "museum", "stadium", "airport", "aerodrome", "attraction",
          "castle", "theatre", "library", "marketplace", "ferry_terminal", "bus_station", "courthouse"})
LEAST_RANK = len(RANKS) + 1
_GREEN = {"park", "garden", "pitch", "golf_course", "nature_reserve", "grass", "forest", "meadow", "cemetery", "wood",
          "scrub", "recreation_ground", "village_green"}
LIVE = {"things", "datastreams", "traffic_segments", "hydrants", "bus_stops", *SERVICES}  # other layers draw these


def whole(collection: str) -> BaseClass | None:
    """What every feature of a collection that is named as the city's own is drawn as; RESIDENTIAL stands for roads of
    any class. None where it depends on the feature, or other layers draw them."""
    return BaseClass.RESIDENTIAL if collection == "roads" else _COLLECTIONS.get(collection)


def classify(collection: str, properties: Mapping[str, Any]) -> BaseClass | None:
    """What a feature is drawn as; None for what the base map leaves to others."""
    if collection in LIVE:
        return None
    if collection == "roads":
        return _road(_highway(properties), properties)
    known = _COLLECTIONS.get(collection)
    if known is BaseClass.WATER and properties.get("kind") in _NARROW:
        return BaseClass.STREAM
    return known if known is not None else _by_tags(properties)


def detail(collection: str, properties: Mapping[str, Any]) -> int:
    """What is drawn beyond the class: of a road BRIDGE and ONE_WAY, of a place its rank from 1, of a shop on an
    OpenStreetMap extract the least; 0 where nothing is known."""
    if collection == "roads":
        bridge = properties.get("layer") == "bridge"
        return (BRIDGE if bridge else 0) | (ONE_WAY if properties.get("oneway") is True else 0)
    if collection != "places":
        return 0
    kind = properties.get("kind")
    for rank, kinds in enumerate(RANKS, 1):
        if kind in kinds:
            return rank
    return LEAST_RANK if "attribution" in properties else 0


def _highway(properties: Mapping[str, Any]) -> str:
    """The class of a road, finer where its source says OpenStreetMap's own."""
    kind = str(properties.get("kind") or "")
    if kind in _LESSER or kind in _ROAD_CLASSES or kind in _NOT_YET or kind.endswith("_link"):
        return kind
    return str(properties.get("class") or properties.get("highway") or "")


def _road(name: str, properties: Mapping[str, Any]) -> BaseClass | None:
    if name in _NOT_YET:
        return None
    if _LESSER.get(name) is BaseClass.PATH:
        return BaseClass.PATH
    if properties.get("layer") == "tunnel" or '"tunnel"=>"yes"' in str(properties.get("other_tags") or ""):
        return BaseClass.TUNNEL
    if name.endswith("_link"):  # ramps are narrower than what they join
        return BaseClass.SECONDARY if name.startswith(("motorway", "trunk")) else BaseClass.TERTIARY
    return _ROAD_CLASSES.get(name) or _LESSER.get(name, BaseClass.SERVICE)


def _by_tags(properties: Mapping[str, Any]) -> BaseClass | None:
    tag = properties.get
    if tag("building"):
        return BaseClass.BUILDING
    if tag("highway"):
        # Crossings and traffic signals are highways too, but points: they have no road's geometry.
        return None if tag("highway") in ("crossing", "traffic_signals", "bus_stop") else _road(str(tag("highway")),
                                                                                              properties)
    if tag("waterway") in _NARROW:
        return BaseClass.STREAM
    if tag("waterway") or tag("natural") in ("water", "bay", "strait") or tag("water"):
        return BaseClass.WATER
    if tag("leisure") in _GREEN or tag("landuse") in _GREEN or tag("natural") in _GREEN:
        return BaseClass.PARK
    if tag("railway"):
        return BaseClass.RAIL
    if tag("boundary") or tag("admin_level") or tag("adcode") or tag("continent"):
        return BaseClass.BOUNDARY
    if tag("landuse"):
        return BaseClass.BLOCK
    if tag("place"):
        return BaseClass.PLACE
    return None if tag("other_tags") or tag("osm_id") else BaseClass.BOUNDARY


class BaseMapLayer(Layer):
    """Stands for the tiles in the layer panel; raster workers draw them from every classified feature."""

    key = "basemap"
    rank = 0
    depends_on = ("features",)

    def title(self) -> Title:
        return Title("底图", "Base map")

    def status(self, snapshot: Snapshot) -> Status:
        """What the sources of its collections left out or mended."""
        mine = {name for name in collections_told(snapshot) if whole(name) is not None}
        return with_left_out(Status(), snapshot, sorted(mine))

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        return NOTHING
