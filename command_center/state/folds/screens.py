"""Screens, and where desks look. On the folding thread."""

from __future__ import annotations

from msgspec.structs import replace

from command_center.domain.events import MapLooked, ScreenClosed, ScreenDirected, ScreenSeen
from command_center.domain.screens import Direction, Look, Screen
from command_center.state.work import Work


def seen(work: Work, event: ScreenSeen) -> None:
    """What it says of itself; what it was asked for stays."""
    before = work.screens.get(event.screen)
    work.put("screens", event.screen, Screen(
        screen=event.screen, desk=event.desk, views=event.views, zh=event.zh, en=event.en, link=event.link,
        leader=event.leader, answered=event.direction, reason=event.reason, seen_utc=event.at_utc,
        wanted=before.wanted if before is not None else None))


def closed(work: Work, event: ScreenClosed) -> None:
    """Gone, with what it was asked for."""
    if work.screens.pop(event.screen, None) is not None:
        work.touch("screens", event.screen)


def directed(work: Work, event: ScreenDirected) -> None:
    """The newest wish holds; of a screen that has gone there is none."""
    screen = work.screens.get(event.screen)
    if screen is not None:
        wanted = Direction(direction=event.direction, view=event.view, zh=event.zh, en=event.en, state=event.state,
                           lon=event.lon, lat=event.lat, level=event.level, link=event.link, actor=event.actor,
                           desk=event.desk, asked_utc=event.at_utc)
        work.put("screens", event.screen, replace(screen, wanted=wanted))


def looked(work: Work, event: MapLooked) -> None:
    """One desk presents at a time: the one that began last."""
    before = work.looks.get(event.desk)
    if event.presents and (before is None or not before.presents or before.origin != event.origin):
        for desk, look in list(work.looks.items()):
            if look.presents and desk != event.desk:
                work.put("looks", desk, replace(look, presents=False))
    work.put("looks", event.desk, Look(desk=event.desk, lon=event.lon, lat=event.lat, level=event.level,
                                       presents=event.presents, origin=event.origin, at_utc=event.at_utc))


HANDLERS = {ScreenSeen: seen, ScreenClosed: closed, ScreenDirected: directed, MapLooked: looked}
