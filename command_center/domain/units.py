"""Units (engines, patrol cars, ambulances, pump trucks) as the fold keeps them. Immutable; any thread."""

from __future__ import annotations

import msgspec

UNIT_STATES = ("free", "ordered", "en_route", "on_scene", "returning", "out_of_service")


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """status: one of UNIT_STATES, by the unit's own word; order, incident: what binds it now, "" if nothing.

    lon, lat: its station; where it is now is in the positions table under the same id. ver: version of its stream.
    """

    unit: str
    status: str
    since_utc: int
    ver: int = 0
    name: str = ""
    class_key: str = ""
    station: str = ""
    lon: float | None = None
    lat: float | None = None
    order: str = ""
    incident: str = ""
    capabilities: tuple[str, ...] = ()
    source: str = ""
    name_en: str = ""
    station_en: str = ""
