"""Warnings (CAP 1.1 and 1.2): issued, updated, cancelled. Expiry is the clock's business, never an event."""

from __future__ import annotations

import msgspec

from command_center.domain.events.envelope import Event


class WarningArea(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One CAP area. polygons: rings of (lon, lat) in WGS84; circles: (lon, lat, radius_m); geocodes: (name, value)."""

    text: str = ""
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    circles: tuple[tuple[float, float, float], ...] = ()
    geocodes: tuple[tuple[str, str], ...] = ()


class WarningIssued(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A warning in force. `identifier` is CAP's; level 1 red to 4 blue, 0 where the issuer gives no colour.

    severity, urgency, certainty, status (Actual, Exercise, System, Test, Draft) in CAP's words; times 0 where
    absent; language of the chosen info block; texts of other languages in `texts` as {lang: headline}.
    """

    identifier: str
    sender: str = ""
    event: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    level: int = 0
    severity: str = ""
    urgency: str = ""
    certainty: str = ""
    category: str = ""
    status: str = "Actual"
    language: str = ""
    sent_utc: int = 0
    effective_utc: int = 0
    onset_utc: int = 0
    expires_utc: int = 0
    areas: tuple[WarningArea, ...] = ()
    references: tuple[str, ...] = ()
    texts: dict[str, str] = {}


class WarningUpdated(WarningIssued, frozen=True, kw_only=True, omit_defaults=True):
    """A new text of the warnings that `references` names; it replaces them."""


class WarningCancelled(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The issuer withdrew the warnings that `references` names (identifiers)."""

    identifier: str
    references: tuple[str, ...] = ()
    sender: str = ""
    reason: str = ""
    status: str = "Actual"
