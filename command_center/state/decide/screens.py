"""Setting screens, and saying where a map looks. Pure; any thread."""

from __future__ import annotations

from command_center.domain.commands import CloseScreen, DirectScreen, LookAt, Rejection, SayScreen
from command_center.domain.events import Event, MapLooked, ScreenClosed, ScreenDirected, ScreenSeen
from command_center.domain.geo import is_place
from command_center.domain.screens import AS_IS, LINKS, fits, is_silent
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def direct_screen(snapshot: Snapshot, command: DirectScreen, now_utc: int) -> list[Event] | Rejection:
    """One that is there, with something it can show."""
    screen = snapshot.screens.get(command.screen)
    if screen is None:
        return Rejection("refusal.screen_unknown", {"screen": command.screen})
    if is_silent(screen, now_utc):
        return Rejection("refusal.screen_silent", {"screen": command.screen})
    if command.link not in LINKS:
        return Rejection("refusal.screen_link", {"link": command.link})
    if command.view != AS_IS and not command.state and command.view not in {view.key for view in screen.views}:
        return Rejection("refusal.screen_view", {"view": command.view})
    if not fits(command.state):
        return Rejection("refusal.screen_state")
    if command.lon is not None and (command.lat is None or not is_place(command.lon, command.lat)):
        return Rejection("refusal.place_invalid")
    return [ScreenDirected(**signed(command, now_utc), stream=f"screen:{command.screen}", screen=command.screen,
                           direction=command.command, view=command.view, zh=command.zh, en=command.en, state=command.state,
                           lon=command.lon, lat=command.lat, level=command.level, link=command.link)]


def say_screen(_snapshot: Snapshot, command: SayScreen, now_utc: int) -> list[Event] | Rejection:
    """What a screen says of itself."""
    return [ScreenSeen(**signed(command, now_utc), stream=f"screen:{command.screen}", screen=command.screen,
                       views=command.views, zh=command.zh, en=command.en, link=command.link, leader=command.leader,
                       direction=command.direction, reason=command.reason)]


def close_screen(_snapshot: Snapshot, command: CloseScreen, now_utc: int) -> list[Event] | Rejection:
    """It goes."""
    return [ScreenClosed(**signed(command, now_utc), stream=f"screen:{command.screen}", screen=command.screen)]


def look_at(_snapshot: Snapshot, command: LookAt, now_utc: int) -> list[Event] | Rejection:
    """Where the desk's map looks."""
    if not is_place(command.lon, command.lat):
        return Rejection("refusal.place_invalid")
    return [MapLooked(**signed(command, now_utc), stream=f"look:{command.desk}", lon=command.lon, lat=command.lat,
                      level=command.level, presents=command.presents, origin=command.origin)]


DECISIONS = {DirectScreen: direct_screen, SayScreen: say_screen, CloseScreen: close_screen, LookAt: look_at}
