"""High-rate events: observations of sensors and positions of moving things.

Connectors publish them one by one; the journal packs what arrives together into one columnar row (the two
`*Batch` kinds), and the fold takes those columns without making an object of each.
"""

from __future__ import annotations

import msgspec

from command_center.domain.events.envelope import Event


class ObservationMade(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A sensor's value. `value` is None where the sensor gave none or gave text (then in `text`).

    series: id, unique in the city ("SOURCE/DATASTREAM"). quantity: what is measured, as a pack names it
    ("underpass_depth"). unit: as declared ("m"). quality: good, uncertain or bad. feature: id of the feature that
    carries the sensor, in collection `things` unless it holds "COLLECTION/ID".
    """

    series: str
    value: float | None = None
    text: str = ""
    unit: str = ""
    quantity: str = ""
    quality: str = "good"
    feature: str = ""
    name: str = ""


class PositionReported(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Where a moving thing is. subject: its id, unique in the city; class_key: fire, police, medical, drainage,
    power, bus, ...; WGS84 degrees; heading clockwise from north; None where not reported."""

    subject: str
    lon: float
    lat: float
    heading_deg: float | None = None
    speed_mps: float | None = None
    altitude_m: float | None = None
    class_key: str = ""
    label: str = ""


class PositionLost(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The thing left its feed: it is no longer shown as live."""

    subject: str
    reason: str = ""


class SeriesKey(msgspec.Struct, frozen=True, array_like=True):
    """What is constant about a series; in a batch once, however many samples follow."""

    series: str
    unit: str = ""
    quantity: str = ""
    feature: str = ""
    name: str = ""
    source: str = ""


class ObservationBatch(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Observations that arrived together, as columns of n samples (at_utc here is the earliest of them).

    index: uint16 little-endian into `keys`; at: int64 microseconds; value: float64 (NaN for None); quality: uint8
    (0 good, 1 uncertain, 2 bad); texts: sample number -> text, sparse.
    """

    keys: tuple[SeriesKey, ...]
    index: bytes
    at: bytes
    value: bytes
    quality: bytes
    texts: dict[int, str] = {}


class SubjectKey(msgspec.Struct, frozen=True, array_like=True):
    """What is constant about a moving thing."""

    subject: str
    class_key: str = ""
    label: str = ""
    source: str = ""


class PositionBatch(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Positions that arrived together: index uint16 into `keys`, at int64, lonlat float64 (n, 2),
    motion float32 (n, 3): heading_deg, speed_mps, altitude_m, NaN where not reported."""

    keys: tuple[SubjectKey, ...]
    index: bytes
    at: bytes
    lonlat: bytes
    motion: bytes
