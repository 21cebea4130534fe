"""What a thing counts as when things are counted: hospitals, schools, hydrants... by collection or by OpenStreetMap's
tags. Headless; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Whom an area must be cleared of or warned first, then what endangers it, then what helps; the order of every list.
PROTECTED = ("hospitals", "clinics", "schools", "kindergartens", "nursing_homes", "markets", "stations", "shelters",
             "metro_stations",
             "fire_stations", "police_stations", "hazards", "fuel_stations", "pump_stations", "depots")
ENTITY_GROUPS = ("incident", "alarm", "report", "unit", "camera", "vehicle", "drawing")
ORDER = (*ENTITY_GROUPS[:4], *PROTECTED, "camera", "vehicle", "hydrants", "bus_stops", "things", "drawing", "buildings")
_AMENITIES = {"hospital": "hospitals", "clinic": "clinics", "doctors": "clinics", "school": "schools",
              "college": "schools", "university": "schools", "kindergarten": "kindergartens",
              "social_facility": "nursing_homes", "nursing_home": "nursing_homes", "shelter": "shelters",
              "fire_station": "fire_stations", "police": "police_stations", "fuel": "fuel_stations",
              "bus_station": "stations", "station": "stations", "marketplace": "markets", "market": "markets"}
_NAMED = frozenset({*PROTECTED, "hydrants", "bus_stops", "things"})


def group_of(collection: str, properties: Mapping[str, Any]) -> str:
    """The group of a feature: by tag or kind where its collection does not say, else the collection itself."""
    if collection in _NAMED:
        return collection
    amenity = properties.get("amenity") or properties.get("kind")
    if amenity in _AMENITIES:
        return _AMENITIES[str(amenity)]
    if properties.get("emergency") == "fire_hydrant" or '"emergency"=>"fire_hydrant"' in str(
            properties.get("other_tags") or ""):
        return "hydrants"
    if properties.get("highway") == "bus_stop":
        return "bus_stops"
    if properties.get("station") == "subway":
        return "metro_stations"
    if properties.get("railway") == "station":
        return "stations"
    return collection


def is_named(collection: str) -> bool:
    """Whether a collection is a group by its own name."""
    return collection in _NAMED


def rank_of(group: str) -> int:
    """Its place in a list."""
    return ORDER.index(group) if group in ORDER else len(ORDER)
