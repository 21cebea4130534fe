"""Alarms as the fold keeps them (life cycle after ISA-18.2). Immutable; any thread."""

from __future__ import annotations

import msgspec


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """state: unacknowledged, acknowledged, returned (gone but not acknowledged), cleared.

    shelved_until_utc 0 if not shelved; whether it is shelved *now* depends on the clock. incident: what was made of
    it.
    """

    alarm: str
    rule: str
    subject: str
    level: int
    state: str
    raised_utc: int
    ver: int = 0
    title_zh: str = ""
    title_en: str = ""
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    lon: float | None = None
    lat: float | None = None
    place: str = ""
    type_key: str = ""
    acknowledged_utc: int = 0
    acknowledged_by: str = ""
    returned_utc: int = 0
    cleared_utc: int = 0
    shelved_until_utc: int = 0
    incident: str = ""
    source: str = ""
    place_en: str = ""

    @property
    def last_utc(self) -> int:
        """When something last happened to it."""
        return max(self.raised_utc, self.acknowledged_utc, self.returned_utc, self.cleared_utc)

    @property
    def is_active(self) -> bool:
        """Whether it stands on the list."""
        return self.state != "cleared"
