"""The platform's own life: sources, engine, operators' acts that matter for the record."""

from __future__ import annotations

from typing import Any

from command_center.domain.events.envelope import Event


class SourceHealthChanged(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A connector's state. state: starting, live, degraded, lost, failed (fatal, waits for a change), stopped.

    reason: a key that widgets translate (timeout, refused, http_status, bad_payload, ...); detail: the technical
    words; the counters are totals since the engine started. left_out and mended: collection -> reason -> how many
    features of the last reading are not on the map (bad_geometry, swapped_axes, no_geometry, ...), or are there because
    they were mended (self_crossing, date_line, ring_not_closed).
    """

    state: str
    kind: str = ""
    title: str = ""
    reason: str = ""
    detail: str = ""
    retry_utc: int = 0
    last_message_utc: int = 0
    rate_per_s: float = 0.0
    good: int = 0
    bad: int = 0
    skipped: int = 0
    dropped: int = 0
    clock_skew_s: float = 0.0
    last_bad: str = ""
    left_out: dict[str, dict[str, int]] = {}
    mended: dict[str, dict[str, int]] = {}


class EngineStarted(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An engine took the lock of this journal."""

    version: str = ""
    pid: int = 0
    demo: bool = False


class EngineStopped(Event, frozen=True, kw_only=True, omit_defaults=True):
    """It let go of it in good order."""

    reason: str = ""


class OperatorActed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Something an operator did that belongs on the record but changes no entity (opened a replay, muted a sound)."""

    act: str
    parameters: dict[str, Any] = {}
