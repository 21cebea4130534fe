"""What groups of things are called in the lists of tools. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_TABLE: dict[str, Any] = {
    "incident": QT_TRANSLATE_NOOP("MapGroups", "Incidents"),
    "alarm": QT_TRANSLATE_NOOP("MapGroups", "Alarms"),
    "report": QT_TRANSLATE_NOOP("MapGroups", "Reports"),
    "unit": QT_TRANSLATE_NOOP("MapGroups", "Units"),
    "camera": QT_TRANSLATE_NOOP("MapGroups", "Cameras"),
    "vehicle": QT_TRANSLATE_NOOP("MapGroups", "Vehicles"),
    "drawing": QT_TRANSLATE_NOOP("MapGroups", "Drawings"),
    "warning": QT_TRANSLATE_NOOP("MapGroups", "Warnings"),
    "hospitals": QT_TRANSLATE_NOOP("MapGroups", "Hospitals"),
    "clinics": QT_TRANSLATE_NOOP("MapGroups", "Clinics"),
    "schools": QT_TRANSLATE_NOOP("MapGroups", "Schools"),
    "kindergartens": QT_TRANSLATE_NOOP("MapGroups", "Kindergartens"),
    "nursing_homes": QT_TRANSLATE_NOOP("MapGroups", "Nursing homes"),
    "markets": QT_TRANSLATE_NOOP("MapGroups", "Markets"),
    "stations": QT_TRANSLATE_NOOP("MapGroups", "Stations"),
    "shelters": QT_TRANSLATE_NOOP("MapGroups", "Shelters"),
    "metro_stations": QT_TRANSLATE_NOOP("MapGroups", "Metro stations"),
    "fire_stations": QT_TRANSLATE_NOOP("MapGroups", "Fire stations"),
    "police_stations": QT_TRANSLATE_NOOP("MapGroups", "Police stations"),
    "hazards": QT_TRANSLATE_NOOP("MapGroups", "Hazard sources"),
    "fuel_stations": QT_TRANSLATE_NOOP("MapGroups", "Fuel stations"),
    "pump_stations": QT_TRANSLATE_NOOP("MapGroups", "Pumping stations"),
    "depots": QT_TRANSLATE_NOOP("MapGroups", "Depots"),
    "hydrants": QT_TRANSLATE_NOOP("MapGroups", "Hydrants"),
    "bus_stops": QT_TRANSLATE_NOOP("MapGroups", "Bus stops"),
    "things": QT_TRANSLATE_NOOP("MapGroups", "Sensor sites"),
    "traffic_segments": QT_TRANSLATE_NOOP("MapGroups", "Traffic segments"),
    "districts": QT_TRANSLATE_NOOP("MapGroups", "Districts"),
    "blocks": QT_TRANSLATE_NOOP("MapGroups", "Blocks"),
    "places": QT_TRANSLATE_NOOP("MapGroups", "Places"),
    "parks": QT_TRANSLATE_NOOP("MapGroups", "Parks"),
    "roads": QT_TRANSLATE_NOOP("MapGroups", "Roads"),
    "buildings": QT_TRANSLATE_NOOP("MapGroups", "Buildings"),
}


def group_word(group: str) -> str:
    """A group's name; a collection that nobody named keeps its own."""
    source = _TABLE.get(group)
    return QCoreApplication.translate("MapGroups", source) if source is not None else group
