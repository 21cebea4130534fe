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
_GREEN = {"park", "garden", "pitch", "golf_course", "nature_reserve", "grass", "forest", "meadow", "cemetery", "wood",
          "scrub", "recreation_ground", "village_green"}
_LIVE = {"things", "datastreams", "traffic_segments", "hydrants", "bus_stops", *SERVICES}  # other layers draw these


def whole(collection: str) -> BaseClass | None:
    """What every feature of a collection that is named as the city's own is drawn as; RESIDENTIAL stands for roads of
    any class. None where it depends on the feature, or other layers draw them."""
    return BaseClass.RESIDENTIAL if collection == "roads" else _COLLECTIONS.get(collection)


def classify(collection: str, properties: Mapping[str, Any]) -> BaseClass | None:
    """What a feature is drawn as; None for what the base map leaves to others."""
    if collection in _LIVE:
        return None
    if collection == "roads":
        return _road(str(properties.get("class") or properties.get("highway") or ""), properties)
    known = _COLLECTIONS.get(collection)
    return known if known is not None else _by_tags(properties)


def _road(name: str, properties: Mapping[str, Any]) -> BaseClass:
    if properties.get("layer") == "tunnel" or '"tunnel"=>"yes"' in str(properties.get("other_tags") or ""):
        return BaseClass.TUNNEL
    if name.endswith("_link"):  # ramps are narrower than what they join
        return BaseClass.SECONDARY if name.startswith(("motorway", "trunk")) else BaseClass.TERTIARY
    return _ROAD_CLASSES.get(name, BaseClass.SERVICE)


def _by_tags(properties: Mapping[str, Any]) -> BaseClass | None:
    tag = properties.get
    if tag("building"):
        return BaseClass.BUILDING
    if tag("highway"):
        # Crossings and traffic signals are highways too, but points: they have no road's geometry.
        return None if tag("highway") in ("crossing", "traffic_signals", "bus_stop") else _road(str(tag("highway")),
                                                                                              properties)
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
