"""Evidence on the wall: the lines in a tile's menu, the keys E and N, and who puts it on the record. GUI thread.

Giving out footage and noting something about it are acts of now, whatever instant the screen shows: they go to the live
session. Where there is none (a journal that is only looked at), nothing can be put on record, and that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from command_center.domain.commands import Command
from command_center.engine.session import Session
from command_center.state.snapshot import EMPTY, Snapshot
from video.device_recordings import is_on_device
from widgets.context import Context
from widgets.video.device_dialog import DeviceDialog
from widgets.video.evidence_dialog import EvidenceDialog
from widgets.video.note_dialog import NoteDialog

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall


class Record:
    """Where acts of now go, and what is known now."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def live(self) -> Session | None:
        """The live session; None where there is none."""
        director = self._context.director
        if director is not None:
            return director.live
        session = self._context.session()
        return session if session.mode == "live" else None

    def submit(self, *commands: Command) -> bool:
        """Give commands; False where there is nobody to take them."""
        live = self.live
        for command in commands if live is not None else ():
            live.bus.submit(command)  # type: ignore[union-attr]
        return live is not None

    def newest(self, shown: Snapshot) -> Snapshot:
        """The state of now; what is shown where there is no live session."""
        live = self.live
        return (live.box.newest() or EMPTY) if live is not None else shown


class Evidence(QObject):
    """Of one wall."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self.record = Record(wall.context)
        wall.acts.fillers.append(self._fill)
        wall.canvas.acted.connect(self._acted)

    def _fill(self, menu: QMenu, tile: int) -> None:
        camera = self._wall.tiles[tile].camera
        menu.addAction(self.tr("Export footage…") + "\tE", lambda: self.export(camera))
        shown = self._wall.snapshot.cameras.get(camera)
        if shown is not None and is_on_device(shown.main_url):
            menu.addAction(self.tr("Recordings on the device…"), lambda: self.on_device(camera))
        menu.addAction(self.tr("Notes and bookmarks…") + "\tN", lambda: self.note(camera))

    def _acted(self, act: str) -> None:
        camera = self._wall.tiles[self._wall.canvas.current].camera
        if act in ("evidence", "note") and camera:
            self.export(camera) if act == "evidence" else self.note(camera)

    def export(self, camera: str) -> EvidenceDialog:
        """Ask what to export, this camera chosen."""
        shown = [identity for identity in self._wall.shown if identity]
        dialog = EvidenceDialog(self._wall.context, self.record, self._wall.snapshot, list(dict.fromkeys([camera, *shown])),
                                self._wall)
        dialog.open()
        return dialog

    def on_device(self, camera: str) -> DeviceDialog:
        """What the camera's own device has recorded."""
        dialog = DeviceDialog(self._wall, self._wall.snapshot.cameras[camera])
        dialog.show()
        return dialog

    def note(self, camera: str) -> NoteDialog:
        """Show what was noted of a camera, and let more be noted about the instant that is shown."""
        dialog = NoteDialog(self._wall.context, self.record, self._wall.snapshot.cameras.get(camera), camera,
                            self._wall.snapshot, self._wall)
        dialog.open()
        return dialog
