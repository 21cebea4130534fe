"""Spans of time in the words of the screen: ages, waiting times, travel times. GUI thread."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from command_center.domain.time import to_datetime


def span_words(seconds: float) -> str:
    """A rough span with one unit: "12 min"."""
    whole = max(0, int(seconds))
    for size, source in ((86400, QCoreApplication.translate("Spans", "{n} d")),
                         (3600, QCoreApplication.translate("Spans", "{n} h")),
                         (60, QCoreApplication.translate("Spans", "{n} min"))):
        if whole >= size:
            return source.format(n=whole // size)
    return QCoreApplication.translate("Spans", "{n} s").format(n=whole)


def travel_words(seconds: float | None, estimated: bool = False) -> str:
    """A travel time: "6 min 40 s", with "about" where it is only estimated; a dash where no road leads."""
    if seconds is None:
        return QCoreApplication.translate("Spans", "no road")
    minutes, rest = divmod(round(seconds), 60)
    if estimated:
        return QCoreApplication.translate("Spans", "about {n} min").format(n=max(1, round(seconds / 60)))
    if not minutes:
        return QCoreApplication.translate("Spans", "{n} s").format(n=rest)
    return QCoreApplication.translate("Spans", "{m} min {s} s").format(m=minutes, s=rest)


def waiting_clock(seconds: float) -> str:
    """Waiting as minutes:seconds, from an hour on hours:minutes:seconds."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02d}:{rest % 60:02d}" if hours else f"{rest // 60:02d}:{rest % 60:02d}"


def time_of_day(at_utc: int, zone: ZoneInfo, now_utc: int = 0) -> str:
    """HH:MM:SS of the city; with the day before it where it is not `now_utc`'s day."""
    moment = to_datetime(at_utc, zone)
    if now_utc and to_datetime(now_utc, zone).date() != moment.date():
        return moment.strftime("%m-%d %H:%M:%S")
    return moment.strftime("%H:%M:%S")
