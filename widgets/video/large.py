"""One camera large, over the middle of the window; Escape, a double click or the close button ends it. GUI thread."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from command_center.domain.cameras import Camera
from video.pictures import Picture
from video.views import View
from widgets.icons import icon
from widgets.theme import theme
from widgets.video.dress import Dress
from widgets.video.feeds import Feeds
from widgets.video.tile import Tile, caption_height, draw_caption, draw_picture
from widgets.video.words import clock_text, live_message, replay_message

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_SHARE = 0.72  # of the window's width and height


class LargeView(QWidget):
    """A child of the window that owns a view of its own, of the camera's main stream."""

    closed = Signal()

    def __init__(self, wall: VideoWall, camera: Camera, zone: datetime.tzinfo, *, full: bool = False) -> None:
        super().__init__(wall.window())
        self.setObjectName("large-view")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(wall.name_of(camera))
        self._wall, self._camera, self._zone, self._full = wall, camera, zone, full
        self._feeds = Feeds(wall.feeds.pool, wall.feeds.recordings, wall.context.configuration.video)
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
        """End the view and the widget."""
        self._wall.tile_acts.leave(self.hands)
        self._feeds.clear()
        self.hide()
        self.deleteLater()
        self._wall.setFocus()

    def tick(self) -> None:
        """As the wall's: follow the session, repaint what changed."""
        session, snapshot = self._wall.context.session(), self._wall.snapshot
        replay = session.mode == "replay"
        self._feeds.set_replay(replay)
        box = self.tile.picture_box
        self._feeds.follow(session.clock, snapshot.segments)
        asked = self.dress.zoom(self._camera.camera).asked(box.width(), box.height())
        self._feeds.show({self._camera.camera: (self._camera, *asked)})
        view = self._view()
        recorded = bool(snapshot.segments.get(self._camera.camera))
        message = (replay_message(self._camera, view, recorded) if replay
                   else live_message(self._camera, view, session.clock.now_utc(), self._zone))
        picture = view.latest() if view is not None else None
        text = clock_text(picture.captured_utc, self._zone) if picture is not None else "--"
        sequence = picture.published_ns if picture is not None else 0
        self.dress.know_masks(snapshot.masks, replay)
        self.dress.put_on(self.tile, view, session.clock.now_utc(), self.update)
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
        """Its own view; until that has a picture, the tile's, scaled."""
        own = self._feeds.views.get(self._camera.camera)
        return own if own is not None and own.latest() is not None else self._wall.view(self._camera.camera) or own

    def event(self, event: QEvent) -> bool:
        """Escape is ours before it is anybody's shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) \
                and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
