"""Locking footage as evidence from a tile's menu, and unlocking it; always with a reason. GUI thread.

An act of now, whatever instant is shown: it goes to the live session. Where there is none, the menu does not offer it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu

from command_center.domain.cameras import FootageLock
from command_center.domain.commands import LockFootage, UnlockFootage
from command_center.domain.time import DAY, MINUTE, to_datetime

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

MINUTES = (5, 30, 120)
_LISTED = 8  # locks of a camera in the menu, the newest ones


class Keeping(QObject):
    """Of one wall."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        wall.acts.fillers.append(self._fill)

    def locks(self, camera: str) -> list[FootageLock]:
        """What is locked of a camera now, the newest first."""
        known = self._wall.evidence.record.newest(self._wall.snapshot).footage_locks.values()
        return sorted((lock for lock in known if lock.camera == camera), key=lambda lock: -lock.locked_utc)

    def _fill(self, menu: QMenu, tile: int) -> None:
        camera = self._wall.tiles[tile].camera
        if self._wall.evidence.record.live is None:
            return
        sub = menu.addMenu(self.tr("Lock as evidence"))
        for minutes in MINUTES:
            action = sub.addAction(self.tr("{minutes} min up to the shown instant").format(minutes=minutes))
            action.triggered.connect(partial(self._ask_lock, camera, minutes))
        locks = self.locks(camera)[:_LISTED]
        if locks:
            sub.addSection(self.tr("Locked"))
        for lock in locks:
            action = sub.addAction(self.tr("Unlock {stretch}: {reason}").format(stretch=self._stretch(lock), reason=lock.reason))
            action.triggered.connect(partial(self._ask_unlock, lock))

    def _stretch(self, lock: FootageLock) -> str:
        zone = self._wall.context.configuration.city.zone
        start, end = to_datetime(lock.from_utc, zone), to_datetime(lock.until_utc, zone)
        short = lock.until_utc - lock.from_utc < DAY and start.date() == end.date()
        return f"{start:%m-%d %H:%M}–{end:%H:%M}" if short else f"{start:%m-%d %H:%M}–{end:%m-%d %H:%M}"

    def _ask_lock(self, camera: str, minutes: int, _checked: bool = False) -> None:
        until = self._wall.context.session().clock.now_utc()
        self.ask(self.tr("Lock footage as evidence"), lambda reason: self._wall.evidence.record.submit(LockFootage(
            camera=camera, from_utc=until - minutes * MINUTE, until_utc=until, reason=reason)))

    def _ask_unlock(self, lock: FootageLock, _checked: bool = False) -> None:
        self.ask(self.tr("Unlock footage"), lambda reason: self._wall.evidence.record.submit(
            UnlockFootage(lock=lock.lock, reason=reason)))

    def ask(self, title: str, act: object) -> QInputDialog:
        """Ask for the reason, then do it."""
        dialog = QInputDialog(self._wall)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("Reason"))
        dialog.textValueSelected.connect(act)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
