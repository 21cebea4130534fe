"""Which cameras come up by themselves, for whom, and when they go again: for the selected incident or alarm, for
alarms that nobody has acknowledged, and those that somebody asked for. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from command_center.domain.alarms import Alarm
from command_center.domain.cameras import Camera
from command_center.domain.geo import is_place
from command_center.state.snapshot import Changes, Snapshot
from video.coverage import DEFAULT_RANGE_M
from video.nearby import Nearby
from video.sight import NEAR_M
from widgets.video.badges import Badge

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_MOST = 9  # cameras that come up at a time, at most half the wall
_FOLLOWED = 40  # places at a time: of a flood of alarms the gravest and newest
_NEIGHBOURS = 3  # shown where no camera sees the place


class Subject(NamedTuple):
    """What is followed: kind (incident or alarm), id, place, level and whether nobody has taken it on."""

    kind: str
    identity: str
    lon: float
    lat: float
    level: int
    solid: bool


class Following(QObject):
    """Of one wall. changed(): other things are followed than before."""

    changed = Signal()

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self.enabled = True
        self.up: tuple[Subject, ...] = ()  # what has cameras on the wall now
        self.watching: frozenset[str] = frozenset()  # cameras that see one of them
        self._badges: dict[str, Badge] = {}
        self._selected = ("", "")
        self._asked: list[str] = []
        self._dismissed: set[tuple[str, str]] = set()
        context = wall.context
        context.selection.changed.connect(self._on_selected)
        context.selection.cameras_requested.connect(self.bring_up)
        wall.walls.sight.ready.connect(self.refresh)

    @Slot(list)
    def bring_up(self, cameras: list[str]) -> None:
        """Show these cameras in front of the usual ones until the selection changes."""
        self._asked = [camera for camera in cameras if camera in self._wall.snapshot.cameras]
        self.refresh()

    def on_snapshot(self, changes: Changes) -> None:
        """Something may have come, gone or been acknowledged."""
        if changes.touches("features/buildings"):
            self._wall.walls.sight.take(self._wall.snapshot)
        if changes.touches("cameras", "incidents", "alarms"):
            self._look(force=changes.reset or changes.touches("cameras"))

    def set_enabled(self, enabled: bool) -> None:
        """Let cameras come up by themselves, or not."""
        self.enabled = enabled
        self.refresh()
        self.changed.emit()

    def put_back(self) -> bool:
        """The operator wants the usual cameras again; whether there was anything to put back."""
        if not (self.up or self._asked):
            return False
        self._dismissed |= {(subject.kind, subject.identity) for subject in self.up}
        self._asked, self._selected = [], ("", "")
        self.refresh()
        return True

    @Slot()
    def refresh(self) -> None:
        """Look again who sees what."""
        self._look(force=True)

    def badge(self, camera: str) -> Badge:
        """Of what a camera was brought up for; level 0 for a camera that was not."""
        return self._badges.get(camera, Badge(0, False))

    @Slot(str, str)
    def _on_selected(self, kind: str, identity: str) -> None:
        wall = self._wall
        if kind == "camera":
            if identity in wall.snapshot.cameras and identity not in wall.shown:
                self._asked = [*self._asked, identity][-max(1, len(wall.tiles)):]
                self.refresh()
            return  # a click on one of an incident's pictures must not take them away
        self._selected = (kind, identity) if kind in ("incident", "alarm") else ("", "")
        self._dismissed.discard(self._selected)
        self._asked = []
        self.refresh()

    def _look(self, *, force: bool) -> None:
        wanted = tuple(islice(self._subjects(self._wall.snapshot), _FOLLOWED))
        if force or wanted != self.up:
            told = wanted != self.up
            self.up = wanted
            self._bring()
            if told:
                self.changed.emit()

    def _subjects(self, snapshot: Snapshot) -> Iterable[Subject]:
        """What is to be followed, the operator's choice first, then alarms by gravity."""
        if not self.enabled:
            return
        kind, identity = self._selected
        incident = snapshot.incidents.get(identity) if kind == "incident" else None
        if incident is not None and incident.is_open and is_place(incident.lon, incident.lat):
            yield Subject(kind, identity, incident.lon, incident.lat, incident.grade, incident.status == "waiting")
        chosen = snapshot.alarms.get(identity) if kind == "alarm" else None
        if chosen is not None and chosen.is_active:
            yield from _of_alarm(chosen)
        level = self._wall.context.configuration.video.alarm_level
        waiting = [alarm for alarm in snapshot.alarms.values() if alarm.state == "unacknowledged" and 0 < alarm.level <= level
                   and alarm.shelved_until_utc <= snapshot.at_utc and alarm is not chosen]
        if self._dismissed:
            self._dismissed &= {("alarm", alarm.alarm) for alarm in waiting}
        for alarm in nsmallest(_FOLLOWED + len(self._dismissed), waiting, key=lambda one: (one.level, -one.raised_utc, one.alarm)):
            if ("alarm", alarm.alarm) not in self._dismissed:
                yield from _of_alarm(alarm)

    def _bring(self) -> None:
        wall = self._wall
        room = max(1, min(_MOST, len(wall.tiles) // 2))
        cameras, badges, watching = list(self._asked), dict[str, Badge](), set[str]()
        places = Nearby(wall.snapshot.cameras.values(), _reach_of) if self.up else None
        for subject in self.up:
            assert places is not None
            found = wall.walls.sight.find(subject.lon, subject.lat, places.near(subject.lon, subject.lat))
            seeing = [each.camera for each in found if each.sees]
            near = [each.camera for each in found if each.distance_m <= NEAR_M][:_NEIGHBOURS]
            watching.update(seeing)
            for camera in (seeing or near)[:max(0, room - len(badges))]:
                badges.setdefault(camera, Badge(subject.level, subject.solid))
                cameras.append(camera)
        self._badges = badges
        wall.arrangement.bring(cameras)
        self.watching = frozenset(watching)
        wall.walls.watch(wall, self.watching)
        wall.rearranged()


def _of_alarm(alarm: Alarm) -> Iterable[Subject]:
    if alarm.lon is not None and alarm.lat is not None and is_place(alarm.lon, alarm.lat):
        yield Subject("alarm", alarm.alarm, alarm.lon, alarm.lat, alarm.level, alarm.state == "unacknowledged")


def _reach_of(camera: Camera) -> tuple[float, float, float] | None:
    if camera.lon is None or camera.lat is None:
        return None
    return camera.lon, camera.lat, max(NEAR_M, camera.range_m or DEFAULT_RANGE_M)
