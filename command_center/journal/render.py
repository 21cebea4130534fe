"""Events as plain JSON values, the shape that scripts read: `connect try --json`, `journal events --json`.

"type" is the event's name; times keep the name of their field (`at_utc`) and are ISO 8601 with offset; geometry is
GeoJSON; coordinates are WGS84 longitude, latitude. Pure; any thread.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any

import msgspec

from command_center.domain.events import DrawingChanged, DrawingPlaced, Event, FeatureSeen
from command_center.domain.ids import eid_text
from command_center.domain.time import to_iso
from command_center.journal.geojson import to_geojson

_ENVELOPE = frozenset(Event.__struct_fields__) - {"at_utc", "eid", "source"}
_UNSET = {field.name: field.default for field in msgspec.structs.fields(Event)}


def event_json(event: Event, zone: tzinfo = UTC) -> dict[str, Any]:
    """An event (explode batches first, see pack.explode): all its own fields, and of the envelope what is set."""
    result: dict[str, Any] = {"type": type(event).__name__}
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if name not in _ENVELOPE or value != _UNSET[name]:
            result[name] = field_json(name, value, zone)
    if isinstance(event, FeatureSeen | DrawingPlaced | DrawingChanged):
        result["geometry"] = to_geojson(event.geometry)
    return result


def field_json(name: str, value: Any, zone: tzinfo = UTC) -> Any:
    """One field's value: an instant where the name says so, else whatever JSON can carry."""
    if name.endswith("_utc") and isinstance(value, int) and not isinstance(value, bool):
        return instant_json(value, zone)
    return plain_json(value, zone)


def instant_json(at_utc: int, zone: tzinfo = UTC) -> str | None:
    """ISO 8601 with offset; None for 0 (not given) and for what no calendar knows."""
    try:
        return to_iso(at_utc, zone) if at_utc else None
    except (OverflowError, ValueError):
        return None


def plain_json(value: Any, zone: tzinfo = UTC) -> Any:
    """Structs, tuples, bytes and numbers that JSON does not know as what it knows."""
    if isinstance(value, msgspec.Struct):
        return {name: field_json(name, getattr(value, name), zone) for name in value.__struct_fields__}
    if isinstance(value, Mapping):
        return {str(key): plain_json(inner, zone) for key, inner in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain_json(inner, zone) for inner in value]
    if isinstance(value, bytes):
        return eid_text(value) if len(value) == 16 else value.hex()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
