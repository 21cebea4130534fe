"""Remembers what a source said last, so that only news is appended. Belongs to one connector's thread."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

import msgspec

from command_center.connectors.mapping import IDS
from command_center.domain.events import Event, ObservationMade, PositionReported, WarningIssued

_LIMIT = 500_000
_ENVELOPE = frozenset(Event.__struct_fields__)
_GROUP = {"DeviceAlarmCleared": "DeviceAlarmRaised", "FeatureGone": "FeatureSeen", "PositionLost": "PositionReported",
          "WarningUpdated": "WarningIssued"}


def key_of(event: Event) -> tuple[str, str, str]:
    """What an event is about: its table, its group there, its id."""
    name = type(event).__name__
    if isinstance(event, PositionReported):
        return name, "", event.subject
    group = str(getattr(event, "collection", "") or getattr(event, "code", ""))
    return _GROUP.get(name, name), group, str(getattr(event, IDS.get(name, "identifier"), ""))


def fingerprint(event: Event) -> bytes | tuple[object, ...]:
    """What differs where the content differs: of a sample its fields, else eight bytes; when it was read does not count
    as content."""
    if isinstance(event, PositionReported):
        return (event.at_utc, event.lon, event.lat, event.heading_deg, event.speed_mps, event.class_key, event.label)
    if isinstance(event, ObservationMade):
        return (event.at_utc, event.value, event.text, event.quality, event.unit)
    if isinstance(event, WarningIssued):  # issuers give every new text a new identifier or a new time
        return hashlib.blake2b(msgspec.msgpack.encode([event.identifier, event.sent_utc, event.headline,
                                                       event.description, event.level]), digest_size=8).digest()
    content: list[object] = [type(event).__name__]
    content += [getattr(event, name) for name in event.__struct_fields__ if name not in _ENVELOPE]
    return hashlib.blake2b(msgspec.msgpack.encode(content), digest_size=8).digest()


class Seen:
    """The last content by key; the longest unused are forgotten first."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._last: OrderedDict[tuple[str, str, str], bytes | tuple[object, ...]] = OrderedDict()
        self._limit = limit

    def is_news(self, event: Event) -> bool:
        """Whether this differs from what was said last about the same thing; remembers it."""
        key, content = key_of(event), fingerprint(event)
        if self._last.get(key) == content:
            self._last.move_to_end(key)
            return False
        self._last[key] = content
        self._last.move_to_end(key)
        if len(self._last) > self._limit:
            self._last.popitem(last=False)
        return True

    def forget(self, key: tuple[str, str, str]) -> None:
        """The thing is gone; should it come back, that is news."""
        self._last.pop(key, None)
