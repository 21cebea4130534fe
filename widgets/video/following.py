"""Which cameras come up for what the operator selected, and when they go again. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from command_center.state.snapshot import Changes
from video.assignment import cameras_for

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_BROUGHT = 3  # cameras that an incident brings up, at most half the wall


class Following(QObject):
    """Of one wall. `incident`: the one whose cameras are up, "" for none."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self.incident = ""
        self._awaited = False  # the selected incident is so new that the state does not know it yet
        wall.context.selection.changed.connect(self._selected)
        wall.context.selection.cameras_requested.connect(self.bring_up)

    @Slot(list)
    def bring_up(self, cameras: list[str]) -> None:
        """Show these cameras in front of the usual ones until the selection changes."""
        self._wall.arrangement.bring(camera for camera in cameras if camera in self._wall.snapshot.cameras)
        self._wall.rearranged()

    def on_snapshot(self, changes: Changes) -> None:
        """The awaited incident may have come."""
        if self.incident and (changes.reset or self._awaited):
            self._bring_incident(self.incident)

    @Slot(str, str)
    def _selected(self, kind: str, identity: str) -> None:
        wall = self._wall
        if kind == "camera":
            if identity in wall.snapshot.cameras and identity not in wall.shown:
                self.bring_up([*wall.arrangement.brought, identity][-len(wall.tiles):])
            return  # a click on one of an incident's pictures must not take them away
        self.incident = identity if kind == "incident" else ""
        if self.incident:
            self._bring_incident(identity)
        else:
            wall.arrangement.put_back()
        wall.rearranged()

    def _bring_incident(self, identity: str) -> None:
        wall = self._wall
        incident = wall.snapshot.incidents.get(identity)
        self._awaited = incident is None
        if incident is None:
            return
        limit = max(1, min(_BROUGHT, len(wall.tiles) // 2))
        found = cameras_for(incident.lon, incident.lat, wall.snapshot.cameras.values(), limit)
        covering = [each.camera for each in found if each.covers]
        wall.arrangement.bring(covering or [each.camera for each in found])
