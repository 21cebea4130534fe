"""Uncovering a camera that was moved away from its privacy masks: for ten minutes, or for good at a place that has a name.
Only for those whom the configuration names, always with a reason, and in the journal. GUI thread.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from command_center.domain.commands import PlaceMask
from command_center.domain.ids import new_id
from command_center.domain.ptz_places import MOVING, is_named
from command_center.notices import notify
from video.masks import WHOLE
from widgets.panels.asking import Asker
from widgets.video.tile import Tile

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall


class Uncover(QObject):
    """Of one wall."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall = wall
        self._asker = Asker(wall.context, self)
        self._asker.changed.connect(self._answered)

    def fill(self, menu: QMenu, tile: Tile) -> None:
        """Our lines in the menu of a tile that is covered wholly."""
        context = self._wall.context
        if tile.covered != WHOLE or context.session().mode != "live":
            return
        place = self._wall.dress.place(tile.camera, context.session().clock.now_utc())
        lifters = context.configuration.video.mask_lift
        may = (context.actor in lifters or context.desk in lifters) and place != MOVING
        show = menu.addAction(self.tr("Show this picture for ten minutes…"))
        show.triggered.connect(partial(self._ask, tile.camera, False))
        lines = [show]
        if is_named(place):
            lines.append(menu.addAction(self.tr("Nothing has to be hidden at this preset…")))
            lines[-1].triggered.connect(partial(self._ask, tile.camera, True))
        for line in lines:
            line.setEnabled(may)

    def _ask(self, camera: str, lasting: bool, _checked: bool = False) -> None:
        self._wall.keeping.ask(self.tr("Uncover the picture"), partial(self.lift, camera, lasting))

    def lift(self, camera: str, lasting: bool, reason: str) -> None:
        """Put it on record; the fold then uncovers it on every desk."""
        context, mask = self._wall.context, new_id()
        self._asker.ask(mask, PlaceMask(camera=camera, mask=mask, reason=reason, lasting=lasting, actor=context.actor, desk=context.desk))

    def _answered(self, topic: str) -> None:
        refusal = self._asker.refusal(topic)
        if refusal is not None:
            notify("warning", refusal.key, **refusal.parameters)
