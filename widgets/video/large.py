"""One camera large, over the middle of the window; Escape, a double click or the close button ends it. GUI thread.

It shows the view of the wall, which is asked for larger pictures meanwhile: a camera that has a tile is not connected to a
second time, and what runs on the tile (an instant replay, its sound) goes on here.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from command_center.domain.cameras import Camera
from video.masks import WHOLE
from video.pictures import Picture
from video.views import View
from widgets.icons import icon
from widgets.theme import theme
from widgets.video.dress import Dress
from widgets.video.instant import LENGTHS
from widgets.video.keys import act_of
from widgets.video.tile import Tile, caption_height, draw_caption, draw_picture
from widgets.video.words import clock_text, cover_message, live_message, replay_message

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_SHARE = 0.72  # of the window's width and height


class LargeView(QWidget):
    """A child of the window. `asks`: what the wall has to have open for it."""

    closed = Signal()
    resized = Signal()  # another part of the picture is shown: `asks` may be another

    def __init__(self, wall: VideoWall, camera: Camera, zone: datetime.tzinfo, *, full: bool = False) -> None:
        super().__init__(wall.window())
        self.setObjectName("large-view")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(wall.name_of(camera))
        self._wall, self._camera, self._zone, self._full = wall, camera, zone, full
        self.tile = Tile(camera=camera.camera, name=wall.name_of(camera))
        self.dress = Dress(wall.context, wall.dress)
        self.hands = wall.tile_acts.hands_on(self)
        self._close = QToolButton(self)
        self._close.setIcon(icon("close"))
        self._close.setStyleSheet("padding: 0")  # the icon alone; the window's style leaves room for words
        self._close.setToolTip(self.tr("Close (Esc)"))
        self._close.setAccessibleName(self.tr("Close"))
        self._close.clicked.connect(self.closed)
        self._place(wall.window())
        self.show()
        self.raise_()
        self.setFocus()
        self.tick()

    def let_go(self) -> None:
        """End the widget."""
        self._wall.tile_acts.leave(self.hands)
        self.hide()
        self.deleteLater()
        self._wall.setFocus()

    def asks(self) -> tuple[Camera, int, int]:
        """Its camera, and how large the whole picture of it has to be."""
        box = self.tile.picture_box
        camera = self._wall.snapshot.cameras.get(self._camera.camera, self._camera)
        return camera, *self.dress.zoom(camera.camera).asked(box.width(), box.height())

    def tick(self) -> None:
        """With the wall's: repaint what changed."""
        session, snapshot = self._wall.context.session(), self._wall.snapshot
        replay, box, view = session.mode == "replay", self.tile.picture_box, self._view()
        recorded = bool(snapshot.segments.get(self._camera.camera))
        picture = view.latest() if view is not None else None
        text = clock_text(picture.captured_utc, self._zone) if picture is not None else "--"
        sequence = picture.published_ns if picture is not None else 0
        self.dress.know_masks(snapshot, replay)
        if view is not None and self.dress.follow(self.tile, view):
            self.update()
        self.dress.put_on(self.tile, view, session.clock.now_utc(), self.update)
        message = (replay_message(self._camera, view, recorded) if replay
                   else live_message(self._camera, view, session.clock.now_utc(), self._zone))
        message = message if message.text else cover_message(self.tile.covered == WHOLE)
        if (*message, text) != (self.tile.message, self.tile.over_picture, self.tile.hatched, self.tile.time):
            self.tile.message, self.tile.over_picture, self.tile.hatched = message
            self.tile.time = text
            self.update()
        elif sequence != self.tile.sequence:
            self.update(box)
        self.tile.sequence = sequence

    def _place(self, window: QWidget) -> None:
        caption = caption_height()
        if self._full:
            width, height = window.width(), window.height() - caption
        else:
            width = round(window.width() * _SHARE) // 2 * 2
            height = min(round(width * 9 / 16), round(window.height() * _SHARE)) // 2 * 2
            width = round(height * 16 / 9) // 2 * 2
        tall = height + caption
        self.setGeometry((window.width() - width) // 2, (window.height() - tall) // 2, width, tall)
        self.tile.box = QRect(0, 0, width, tall)
        side = theme().space("control")
        self._close.setGeometry(width - side - theme().space("gap"), theme().space("gap"), side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        view = self._view()
        if event.region().intersects(self.tile.picture_box):
            draw_picture(painter, self.tile, view.latest() if view is not None else None)
        if event.region().intersects(self.tile.caption_box):
            draw_caption(painter, self.tile)
        painter.setPen(theme().colour("control"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def picture(self) -> Picture | None:
        """What it shows."""
        view = self._view()
        return view.latest() if view is not None else None

    def _view(self) -> View | None:
        """The wall's; until that has a picture of this size, a smaller one is scaled."""
        return self._wall.view(self._camera.camera)

    def event(self, event: QEvent) -> bool:
        """Escape, F and the keys of instant replay are ours before they are anybody's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) \
                and (event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F) or act_of(event) in LENGTHS):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F):
            self.closed.emit()
        elif act_of(event) in LENGTHS:
            self._wall.instant.toggle(LENGTHS[act_of(event)], self._camera.camera)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
