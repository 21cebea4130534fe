"""A camera is taken from the map in the hand and put on a tile of the video wall. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QMouseEvent

from widgets.video.dragging import Grip, drag_cameras

if TYPE_CHECKING:
    from widgets.map.view import MapView


class Carrying(QObject):
    """Of one map. A press on a camera that does not become a drag is the click it would have been."""

    def __init__(self, map_view: MapView) -> None:
        super().__init__(map_view)
        self._map = map_view
        self._camera = ""
        self._grip = Grip(self, self._drag)

    def press(self, event: QMouseEvent) -> bool:
        """Whether the button went down on a camera."""
        self._camera = ""
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers() and self._map.tool is None \
                and not self._map.wanted_place:
            kind, identity = self._map.pointing.under(event.position().x(), event.position().y())
            if kind == "camera":
                self._camera = identity
                self._grip.take(event.position().toPoint())
        return bool(self._camera)

    def move(self, event: QMouseEvent) -> bool:
        """Whether a camera is held."""
        if self._camera and event.buttons() & Qt.MouseButton.LeftButton:
            self._grip.moves(event.position().toPoint())
            return True
        return False

    def release(self, event: QMouseEvent) -> bool:
        """Let go; whether that was a click on the camera."""
        held, self._camera = self._camera, ""
        return self._grip.let_go() and bool(held)

    def _drag(self) -> None:
        card = self._map.stack.describe("camera", self._camera)
        title = card.title if card is not None else self._camera
        name = title if isinstance(title, str) else self._map.context.say(title.zh, title.en)
        camera, self._camera = self._camera, ""
        drag_cameras(self._map, [camera], name)
