"""Screens with a shared map that others may set: what each shows, what it was asked to show, and where desks look. Pure;
any thread."""

from __future__ import annotations

import json
from typing import Any, Literal

import msgspec

from command_center.domain.time import SECOND

ScreenLink = Literal["free", "linked", "presenter"]
LINKS: tuple[ScreenLink, ...] = ("free", "linked", "presenter")
BEAT_S = 30.0  # a screen says so often that it is there
SILENT_US = 75 * SECOND  # then nobody knows whether it is
AS_IS = "."
MOST_STATE = 64_000  # characters of the layers' state that a direction may carry


class ScreenView(msgspec.Struct, frozen=True):
    """A saved view that a screen has."""

    key: str
    zh: str = ""
    en: str = ""


class Direction(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen is to show. view: key of one of its own views, or any name with `state` (as LayerStack.save gives it),
    or AS_IS for its layers as they are; lon, lat, level: where to, None for where it looks; link: free, linked (it moves
    with the desk that asked) or presenter."""

    direction: str
    view: str = AS_IS
    zh: str = ""
    en: str = ""
    state: dict[str, Any] = {}
    lon: float | None = None
    lat: float | None = None
    level: float | None = None
    link: ScreenLink = "free"
    actor: str = ""
    desk: str = ""
    asked_utc: int = 0


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """A screen as it says of itself; answered, reason: the direction it carried out last, and why it could not."""

    screen: str
    desk: str = ""
    views: tuple[ScreenView, ...] = ()
    zh: str = ""
    en: str = ""
    link: ScreenLink = "free"
    leader: str = ""
    answered: str = ""
    reason: str = ""
    seen_utc: int = 0
    wanted: Direction | None = None


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """Where a desk looks that presents or leads. origin: of which of its processes."""

    desk: str
    lon: float
    lat: float
    level: float
    presents: bool = False
    origin: str = ""
    at_utc: int = 0


def is_silent(screen: Screen, now_utc: int) -> bool:
    """Whether nothing was heard of it for too long."""
    return now_utc - screen.seen_utc > SILENT_US


def fits(state: dict[str, Any]) -> bool:
    """Whether layers' state is small enough and plain enough for an event."""
    try:
        return len(json.dumps(state, allow_nan=False)) <= MOST_STATE
    except (TypeError, ValueError):
        return False
