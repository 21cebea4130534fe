"""What every panel is given: the session it shows, the selection it shares, the packs and the city. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from command_center.config import Configuration
from command_center.domain.commands import Command
from command_center.domain.packs import Pack
from command_center.engine.session import CommandState, Session
from layers.spatial.selected import NOBODY, Selected
from widgets.director import Director

NEW_INCIDENT = "new_incident"  # key of `place_chosen`: the queue opens its form there


class Selection(QObject):
    """What the operator points at, one for the whole window. kinds: incident, alarm, report, unit, camera, warning,
    feature (id "COLLECTION/ID"), source."""

    changed = Signal(str, str)  # kind, id; "", "" when nothing is selected
    centre_requested = Signal(float, float)  # lon, lat: the map should come here
    cameras_requested = Signal(list)  # camera ids the wall should bring up
    place_requested = Signal(str)  # somebody wants a map click; the key says who
    place_chosen = Signal(str, float, float)  # that key, lon, lat
    many_changed = Signal()  # `many` is another
    watching_changed = Signal()  # other cameras see what is followed

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        self.id = ""
        self.many: Selected = NOBODY  # what the select tools of the map hold
        self.watching: frozenset[str] = frozenset()  # cameras that see what the video wall follows

    def select_many(self, many: Selected) -> None:
        """Hold these things; everybody hears it once."""
        if many != self.many:
            self.many = many
            self.many_changed.emit()

    def watch(self, cameras: frozenset[str]) -> None:
        """These cameras see what is followed; everybody hears it once."""
        if cameras != self.watching:
            self.watching = cameras
            self.watching_changed.emit()

    def select(self, kind: str, identity: str) -> None:
        """Select one thing; everybody hears it once."""
        if (kind, identity) != (self.kind, self.id):
            self.kind, self.id = kind, identity
            self.changed.emit(kind, identity)


@dataclass
class Context:
    """session() is a call because the screen is switched between live and replay; never keep its result."""

    configuration: Configuration
    packs: Mapping[str, Pack]
    language: str  # zh_CN or en
    profile: str  # desk or wall
    scale: float  # S of look.md
    actor: str
    desk: str
    session: Callable[[], Session]
    selection: Selection = field(default_factory=Selection)
    director: Director | None = None  # switches between live and replay; None where there is only one session
    recordings: Path | None = None  # the recorder's folder (video.segments.recordings_folder)
    bench: Any = None  # what the map tools of this window share (widgets.map.tools.bench)
    maps: Any = None  # all maps of this process (widgets.map.maps)
    shuttle: Any = None  # the keys of a replay and the cameras on the tiles (widgets.timeline.shuttle)
    window: Any = None  # the stretch of time that the maps show (widgets.map.past.window)
    scene: str = ""  # which of the scenes the window is
    video: Any = None  # what the video walls of this process share (widgets.video.walls)

    def submit(self, command: Command) -> Future[CommandState]:
        """Give a command to whatever session is shown (a replay refuses it)."""
        return self.session().bus.submit(command)

    @property
    def chinese(self) -> bool:
        """Whether the screen is in Chinese."""
        return self.language.startswith("zh")

    def say(self, zh: str, en: str) -> str:
        """The right one of a pack's two titles."""
        return (zh if self.chinese else en) or zh or en
