"""What the head of the window says, worked out of a snapshot. GUI thread; light, for it is imported before the first
paint."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from command_center.domain.time import HOUR, MINUTE
from widgets.sentences import warning_title

if TYPE_CHECKING:
    from command_center.domain.warnings import Warning
    from command_center.engine.session import Session
    from command_center.state.snapshot import Snapshot
    from widgets.context import Context


class LiveState(Enum):
    """Whether what is shown is fed."""

    CONNECTING = "connecting"
    GOOD = "good"
    TROUBLED = "troubled"


@dataclass(frozen=True)
class Headline:
    """Texts ready to paint. marks: (word, loud). counts: grade -> (open incidents, whether one waits)."""

    city: str = "Command Center"
    mode: str = "live"
    marks: tuple[tuple[str, bool], ...] = ()
    warning_level: int | None = None
    warning: str = ""
    warning_note: str = ""
    duty: str = ""
    sources: str = ""
    live_state: LiveState = LiveState.CONNECTING
    counts: dict[int, tuple[int, bool]] = field(default_factory=dict)



def elapsed(duration_us: int) -> str:
    """A duration as HH:MM, days before it where there are any."""
    days, rest = divmod(max(0, duration_us), 24 * HOUR)
    text = f"{rest // HOUR:02d}:{rest % HOUR // MINUTE:02d}"
    return text if not days else QCoreApplication.translate("Headline", "{days} d {time}").format(
        days=days, time=text)


def gravest_warning(snapshot: Snapshot, now_utc: int) -> tuple[Warning | None, int]:
    """The gravest warning in force (the newest of equals) and how many there are."""
    standing = [warning for warning in snapshot.warnings.values()
                if warning.in_force(now_utc) and warning.status in ("Actual", "Exercise")]
    if not standing:
        return None, 0
    return min(standing, key=lambda warning: (warning.level or 9, -warning.sent_utc)), len(standing)


def make_headline(context: Context, session: Session | None, snapshot: Snapshot, now_utc: int,
                  engine_state: str = "running") -> Headline:
    """Everything the header shows at an instant. engine_state: as the desk's watch says it, for a live session."""
    warning, standing = gravest_warning(snapshot, now_utc)
    texts = _warning_texts(context, warning, standing, now_utc)
    live, sources = _sources(session, snapshot, engine_state)
    return Headline(
        city=context.say(context.configuration.city.name, context.configuration.city.name_en)
        or QCoreApplication.translate("Headline", "City operations centre"),
        mode=session.mode if session else "live", marks=_marks(context, session), duty=_duty(context),
        warning_level=warning.level if warning else None, warning=texts[0], warning_note=texts[1],
        sources=sources, live_state=live, counts=_counts(snapshot))


def _warning_texts(context: Context, warning: Warning | None, standing: int, now_utc: int) -> tuple[str, str]:
    if warning is None:
        return "", ""
    since = warning.onset_utc or warning.effective_utc or warning.sent_utc or warning.received_utc
    note = QCoreApplication.translate("Headline", "in force for {time}").format(time=elapsed(now_utc - since))
    if standing > 1:
        note += QCoreApplication.translate("Headline", " · {count} more").format(count=standing - 1)
    return warning_title(warning, context.language), note


def _marks(context: Context, session: Session | None) -> tuple[tuple[str, bool], ...]:
    marks: list[tuple[str, bool]] = []
    if session is not None and session.mode == "replay":
        speed = session.clock.speed
        axis = _axis_name(session.axis)
        pace = (QCoreApplication.translate("Headline", "paused") if not speed else
                f"{speed:g}×" if speed >= 1 else f"1/{round(1 / speed)}×")
        marks.append((QCoreApplication.translate("Headline", "REPLAY  {speed} · {axis}").format(
            speed=pace, axis=axis), True))
    elif session is not None and session.mode != "live":
        marks.append((QCoreApplication.translate("Headline", "DRILL") if session.mode == "drill" else
                      QCoreApplication.translate("Headline", "WHAT-IF"), True))
    if context.configuration.city.demo:
        marks.append((QCoreApplication.translate("Headline", "DEMO"), False))
    return tuple(marks)


def _axis_name(axis: str) -> str:
    return (QCoreApplication.translate("Headline", "as known then") if axis == "received" else
            QCoreApplication.translate("Headline", "as it was"))


def _duty(context: Context) -> str:
    return QCoreApplication.translate("Headline", "{officer} · seat {seat}").format(
        officer=context.actor or QCoreApplication.translate("Headline", "Duty officer"), seat=context.desk or "-")


def _sources(session: Session | None, snapshot: Snapshot, engine_state: str) -> tuple[LiveState, str]:
    live_session = session is not None and session.mode == "live"
    if live_session and engine_state == "silent":
        return LiveState.TROUBLED, QCoreApplication.translate("Headline", "Engine does not respond: no new data")
    if live_session and engine_state in ("lost", "failed"):
        return LiveState.TROUBLED, (
            QCoreApplication.translate("Headline", "Engine lost: starting it again") if engine_state == "lost" else
            QCoreApplication.translate("Headline", "Engine cannot start: look into its messages"))
    if session is None or (live_session and not snapshot.seq):
        return LiveState.CONNECTING, QCoreApplication.translate("Headline", "Connecting to the engine…")
    if live_session and not snapshot.engine.running:
        return LiveState.TROUBLED, QCoreApplication.translate("Headline", "Engine not running: no new data")
    if live_session and not snapshot.sources:
        return LiveState.CONNECTING, QCoreApplication.translate("Headline", "Starting the city's sources…")
    live = sum(source.state == "live" for source in snapshot.sources.values())
    text = QCoreApplication.translate("Headline", "Sources {live} / {all} live").format(
        live=live, all=len(snapshot.sources))
    return (LiveState.GOOD if live == len(snapshot.sources) else LiveState.TROUBLED), text


def _counts(snapshot: Snapshot) -> dict[int, tuple[int, bool]]:
    counts = dict.fromkeys((1, 2, 3, 4), (0, False))
    for incident in snapshot.incidents.values():
        if incident.is_open and incident.grade in counts:
            count, waiting = counts[incident.grade]
            counts[incident.grade] = (count + 1, waiting or incident.status == "waiting")
    return counts
