"""Measures of the platform itself, as rules watch them and gauges show them. Pure functions of (snapshot, now)."""

from __future__ import annotations

from collections.abc import Callable

from command_center.domain.time import SECOND
from command_center.state.snapshot import Snapshot

# Sources that were switched off on purpose count neither as live nor as lost.
_LIVE = ("live", "degraded")
_OFF = ("stopped",)


def sources_live(snapshot: Snapshot, now_utc: int) -> float | None:
    """Share of the sources that deliver, in percent; None without sources."""
    states = [source.state for source in snapshot.sources.values() if source.state not in _OFF]
    return 100.0 * sum(state in _LIVE for state in states) / len(states) if states else None


def sources_lost(snapshot: Snapshot, now_utc: int) -> float | None:
    """How many sources are lost or have failed."""
    return float(sum(source.state in ("lost", "failed") for source in snapshot.sources.values()))


def oldest_source_age(snapshot: Snapshot, now_utc: int) -> float | None:
    """Seconds since the quietest source last said anything; None while none has."""
    last = [source.last_message_utc for source in snapshot.sources.values()
            if source.state not in _OFF and source.last_message_utc]
    return max(0.0, (now_utc - min(last)) / SECOND) if last else None


def cameras_in_order(snapshot: Snapshot, now_utc: int) -> float | None:
    """Share of the measured cameras whose picture is in order, in percent; None while none was measured."""
    states = [camera.state for camera in snapshot.cameras.values() if camera.state != "unknown"]
    return 100.0 * states.count("ok") / len(states) if states else None


def cameras_online(snapshot: Snapshot, now_utc: int) -> float | None:
    """Share of the measured cameras that send pictures, whatever these show, in percent; None while none was measured."""
    states = [camera.state for camera in snapshot.cameras.values() if camera.state != "unknown"]
    away = sum(state in ("no_signal", "refused", "stalled") for state in states)
    return 100.0 * (len(states) - away) / len(states) if states else None


def bad_records(snapshot: Snapshot, now_utc: int) -> float | None:
    """Records that no reader understood, since the engine started; None without sources."""
    return float(sum(source.bad for source in snapshot.sources.values())) if snapshot.sources else None


def lost_messages(snapshot: Snapshot, now_utc: int) -> float | None:
    """Messages that a protocol allowed us to lose and that were lost, since the engine started."""
    return float(sum(source.dropped for source in snapshot.sources.values())) if snapshot.sources else None


def message_rate(snapshot: Snapshot, now_utc: int) -> float | None:
    """Records a second over all sources."""
    return sum(source.rate_per_s for source in snapshot.sources.values()) if snapshot.sources else None


def journal_lag(snapshot: Snapshot, now_utc: int) -> float | None:
    """Seconds from the newest recorded event to now; None while the journal is empty."""
    return max(0.0, (now_utc - snapshot.at_utc) / SECOND) if snapshot.seq else None


def alarms_unacknowledged(snapshot: Snapshot, now_utc: int) -> float | None:
    """Alarms that nobody has acknowledged and that are not shelved."""
    return float(sum(alarm.state in ("unacknowledged", "returned") and alarm.shelved_until_utc <= now_utc
                     for alarm in snapshot.alarms.values()))


def incidents_open(snapshot: Snapshot, now_utc: int) -> float | None:
    """Incidents that are not closed."""
    return float(sum(incident.is_open for incident in snapshot.incidents.values()))


def incidents_waiting(snapshot: Snapshot, now_utc: int) -> float | None:
    """Open incidents to which no unit is bound."""
    return float(sum(incident.status == "waiting" for incident in snapshot.incidents.values()))


def units_free(snapshot: Snapshot, now_utc: int) -> float | None:
    """Units that could be sent; None without units."""
    return float(sum(unit.status == "free" for unit in snapshot.units.values())) if snapshot.units else None


MEASURES: dict[str, Callable[[Snapshot, int], float | None]] = {
    measure.__name__: measure
    for measure in (sources_live, sources_lost, oldest_source_age, cameras_in_order, cameras_online,
                    bad_records, lost_messages,
                    message_rate, journal_lag, alarms_unacknowledged, incidents_open, incidents_waiting, units_free)
}

UNITS = {"sources_live": "%", "cameras_in_order": "%", "cameras_online": "%", "oldest_source_age": "s", "journal_lag": "s"}


def measure(name: str, snapshot: Snapshot, now_utc: int) -> float | None:
    """A measure by the name that packs use; None where there is no such measure or nothing to measure."""
    function = MEASURES.get(name)
    return None if function is None else function(snapshot, now_utc)
