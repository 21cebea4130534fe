"""Alarms after ISA-18.2: raised, acknowledged, returned to normal, cleared, shelved. Device alarms are a source's
own; the engine's alarm rules make an alarm of them or of a vital sign that crossed a band."""

from __future__ import annotations

from command_center.domain.events.envelope import Event


class DeviceAlarmRaised(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A device says that something is wrong. device: id unique in the city; code: the device's own; text_en, place_en:
    in English, where the source says so."""

    device: str
    code: str = ""
    text: str = ""
    level: int = 0
    lon: float | None = None
    lat: float | None = None
    type_key: str = ""
    text_en: str = ""
    place: str = ""
    place_en: str = ""


class DeviceAlarmCleared(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The device says that it is over."""

    device: str
    code: str = ""


class AlarmRaised(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Stream "alarm:ID". A rule found its condition; an alarm already raised is raised again only to a graver level.

    alarm: id of this occurrence; rule: key of the rule ("drainage.underpass_depth"); subject: series, device or
    source it is about; level 1 to 4; title_zh and title_en as the pack gives them; value and limit in `unit`.
    """

    alarm: str
    rule: str
    subject: str
    level: int
    title_zh: str = ""
    title_en: str = ""
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    lon: float | None = None
    lat: float | None = None
    place: str = ""
    type_key: str = ""
    place_en: str = ""


class AlarmAcknowledged(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An operator has seen it."""

    alarm: str


class AlarmReturned(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The condition is gone (beyond the deadband). The alarm stays on the list until acknowledged."""

    alarm: str
    value: float | None = None


class AlarmCleared(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Returned and acknowledged: it leaves the list."""

    alarm: str


class AlarmShelved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Out of sight until `until_utc`, with a reason."""

    alarm: str
    until_utc: int
    reason: str = ""


class AlarmUnshelved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Back on the list before its time."""

    alarm: str
