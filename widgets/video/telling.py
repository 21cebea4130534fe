"""What each tile of a wall says: name, badge, time, and words where there is no live picture. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from command_center.domain.incidents import Incident
from video.coverage import DEFAULT_RANGE_M
from video.masks import WHOLE
from video.nearby import Nearby
from video.views import View
from widgets.video.badges import Badge, badge_of
from widgets.video.caption import fit
from widgets.video.tile import Tile
from widgets.video.words import clock_text, cover_message, live_message, replay_message

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_NO_BADGE = Badge(0, False)


class Telling:
    """Keeps the texts of a wall's tiles true and asks the canvas for those that changed."""

    def __init__(self, wall: VideoWall) -> None:
        self._wall = wall
        self._zone = wall.context.configuration.city.zone
        self._badges: dict[str, Badge] = {}
        self._incidents: Mapping[str, Incident] = {}
        self._places = Nearby[Incident]((), _place_of)  # of the open ones
        self.now_utc = 0

    def look_at_incidents(self) -> None:
        """Incidents, cameras or what is shown changed: badges anew."""
        cameras, incidents = self._wall.snapshot.cameras, self._wall.snapshot.incidents
        if incidents is not self._incidents:
            self._incidents, self._places = incidents, Nearby(incidents.values(), _place_of)
        self._badges = {camera: self._badge(camera) for camera in self._wall.shown if camera in cameras}

    def refresh(self) -> None:
        """All texts, once a second and whenever something changed."""
        canvas, wall = self._wall.canvas, self._wall
        focused = canvas.hasFocus()
        for number, tile in enumerate(wall.tiles):
            view = wall.view(tile.camera)
            wall.dress.put_on(tile, view, self.now_utc, lambda tile=tile: canvas.update(tile.box))  # type: ignore[misc]
            fresh = (*self._said(tile, view), focused and number == canvas.current)
            before = (tile.name, tile.message, tile.over_picture, tile.hatched, tile.level, tile.solid, tile.brought, tile.current)
            if fresh != before:
                (tile.name, tile.message, tile.over_picture, tile.hatched, tile.level, tile.solid, tile.brought,
                 tile.current) = fresh
                canvas.update(tile.box)
            self.refresh_time(tile, view)
        self._place_times()

    def _place_times(self) -> None:
        """All times stand in one place: on the pictures, as soon as one name needs its whole strip."""
        tiles = [tile for tile in self._wall.tiles if tile.camera and tile.box.isValid()]
        over = any(not fit(tile).time_beside for tile in tiles)
        if any(tile.time_on is not over for tile in tiles):
            for tile in tiles:
                tile.time_on = over
            self._wall.canvas.update()

    def refresh_time(self, tile: Tile, view: View | None) -> None:
        """The time of the picture that is shown."""
        picture = view.latest() if view is not None and (not tile.message or tile.over_picture) else None
        text = clock_text(picture.captured_utc, self._zone) if picture is not None else "--" if tile.camera else ""
        if text != tile.time:
            tile.time = text
            self._wall.canvas.update(tile.box)  # the time may stand on the picture

    def _said(self, tile: Tile, view: View | None) -> tuple[str, str, bool, bool, int, bool, bool]:
        wall = self._wall
        camera = wall.snapshot.cameras.get(tile.camera)
        if wall.context.session().mode == "replay":
            message = replay_message(camera, view, bool(wall.snapshot.segments.get(tile.camera)))
        else:
            message = live_message(camera, view, self.now_utc, self._zone)
        message = message if message.text else cover_message(tile.covered == WHOLE)
        badge = self._badges.get(tile.camera, _NO_BADGE)
        return (wall.name_of(camera) if camera else "", message.text, message.over_picture, message.hatched,
                badge.level, badge.solid, tile.camera in wall.arrangement.brought)

    def _badge(self, camera: str) -> Badge:
        """Of the incident it looks at; a camera that the selected one brought stands for that, even from beside it."""
        wall = self._wall
        found = wall.snapshot.cameras[camera]
        near = () if found.lon is None or found.lat is None else self._places.near(
            found.lon, found.lat, found.range_m or DEFAULT_RANGE_M)
        badge = badge_of(found, near)
        return badge if badge.level or camera not in wall.arrangement.brought else wall.following.badge(camera)


def _place_of(incident: Incident) -> tuple[float, float, float] | None:
    return (incident.lon, incident.lat, 0.0) if incident.is_open else None
