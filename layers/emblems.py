"""Which symbol of resources/symbols says what an incident or an alarm is about, by the key of its type. Pure."""

from __future__ import annotations

from layers.symbol_set import emblems

_OF_TYPE = {"road_flooding": "waterlogging", "camera_fault": "camera_failed"}  # the other types are called as their symbols
COARSEST = 16.0  # metres a pixel beyond which there are too many to be told apart


def emblem_of(type_key: str) -> str:
    """The name of the symbol, "" for a type that has none."""
    name = _OF_TYPE.get(type_key, type_key)
    return name if name in emblems() else ""
