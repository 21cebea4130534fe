"""Domain packs: what one department puts on the wall, as data (TOML in resources/packs). Pure; any thread."""

from __future__ import annotations

from typing import Literal

import msgspec


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From `above` (in the gauge's unit; None: from the bottom) upwards the value has this level (0 grey)."""

    above: float | None = None
    level: int = 0
    zh: str = ""
    en: str = ""


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a gauge's value comes from: all series of a quantity reduced to one, or a measure of the platform itself
    (sources_live, oldest_source_age, cameras_in_order, bad_records, journal_lag), or a count of things above a
    limit."""

    quantity: str = ""
    reduce: Literal["max", "min", "mean", "sum", "count_above", "latest"] = "max"
    above: float | None = None
    platform: str = ""


class Gauge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One vital sign. bands rise in `above`; low, high: ends of the scale; falling: low values are the bad ones (then
    a band holds below its `above`)."""

    key: str
    zh: str
    en: str
    unit: str
    value: Value
    low: float
    high: float
    unit_en: str = ""
    bands: tuple[Band, ...] = ()
    digits: int = 1
    stale_after_s: float = 180.0
    falling: bool = False
    priority: int = 100


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A threshold alarm for every series of a quantity: raised when the value passes `above` (or goes under `below`)
    for `for_s`, returned when it is back beyond `deadband`."""

    key: str
    zh: str
    en: str
    level: int
    quantity: str = ""
    platform: str = ""
    above: float | None = None
    below: float | None = None
    deadband: float = 0.0
    for_s: float = 0.0
    type_key: str = ""
    basis: str = ""  # where the threshold comes from


class IncidentType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of incident with its codes, usual grade, and the classes of units that answer it, with how many."""

    key: str
    zh: str
    en: str
    grade: int = 4
    scheme: str = ""
    code: str = ""
    units: dict[str, int] = {}
    capabilities: tuple[str, ...] = ()
    camera_range_m: float = 600.0


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One department."""

    key: str
    zh: str
    en: str
    gauges: tuple[Gauge, ...] = msgspec.field(default=(), name="gauge")
    rules: tuple[Rule, ...] = msgspec.field(default=(), name="rule")
    incident_types: tuple[IncidentType, ...] = msgspec.field(default=(), name="incident_type")
    layers: tuple[str, ...] = ()
