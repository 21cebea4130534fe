"""Screens with a shared map: what they show, what they are asked to show, and where desks look that others follow."""

from __future__ import annotations

from typing import Any

from command_center.domain.events.envelope import Event
from command_center.domain.screens import AS_IS, ScreenLink, ScreenView


class ScreenSeen(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A screen says that it is there, and what it shows: when that changed, and every half minute.

    zh, en: title of the saved view, empty as configured; leader: the desk it moves with; direction: the ScreenDirected
    that it carried out last, reason: why it could not.
    """

    screen: str
    views: tuple[ScreenView, ...] = ()
    zh: str = ""
    en: str = ""
    link: ScreenLink = "free"
    leader: str = ""
    direction: str = ""
    reason: str = ""


class ScreenClosed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A screen was closed in good order; what it was asked to show is over."""

    screen: str


class ScreenDirected(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An operator asks a screen to show something; of several the newest holds. The fields: domain/screens.py,
    Direction."""

    screen: str
    direction: str
    view: str = AS_IS
    zh: str = ""
    en: str = ""
    state: dict[str, Any] = {}
    lon: float | None = None
    lat: float | None = None
    level: float | None = None
    link: ScreenLink = "free"


class MapLooked(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Where a desk's map looks, said while it presents or a screen moves with it, a few times a second at most.

    lon, lat: of the middle; level: of the map's scales; presents: whether all that follow the presenter go along (of
    several desks the last one that began presents); origin: which process of the desk says so.
    """

    lon: float
    lat: float
    level: float
    presents: bool = False
    origin: str = ""
