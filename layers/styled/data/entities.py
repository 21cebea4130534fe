"""Rows of incidents, reports, alarms, units and cameras: their fields are the properties. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from command_center.domain.geo import is_place
from command_center.domain.time import HOUR
from command_center.state.snapshot import Snapshot
from layers.base import mercator
from layers.styled.table import EMPTY, Table
from layers.units import place_of

_WHEN = {"incidents": "opened_utc", "reports": "at_utc", "alarms": "raised_utc"}


def entity_table(snapshot: Snapshot, kind: str) -> Table:
    """Every one with a place. Fields as in the reference of events; then properties; hour: of the day, in UTC."""
    mapping: Mapping[str, Any] = getattr(snapshot, kind)
    if not mapping:
        return EMPTY
    placed = [(identity, one, place) for identity, one in mapping.items()
              if (place := _place(kind, one, snapshot)) is not None]
    rows = [one for _, one, _ in placed]
    when = _WHEN.get(kind)
    at = np.array([getattr(one, when) for one in rows], np.int64) if when else None

    def find(name: str) -> list[Any] | None:
        if name == "hour" and at is not None:
            return [int(value // HOUR % 24) for value in at]
        return [_value(one, name) for one in rows]

    return Table([identity for identity, _, _ in placed], mercator([place for _, _, place in placed]), find, at_utc=at,
                 left_out=len(mapping) - len(placed))


def _place(kind: str, one: Any, snapshot: Snapshot) -> tuple[float, float] | None:
    if kind == "units":
        return place_of(one, snapshot)
    return (one.lon, one.lat) if is_place(one.lon, one.lat) else None


def _value(one: Any, name: str) -> Any:
    fields = type(one).__struct_fields__
    value = getattr(one, name) if name in fields else (getattr(one, "properties", None) or {}).get(name)
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
