"""Cameras in the operator's hand: from a list, the map, search results or another tile onto a tile. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from widgets.icons import icon_pixmap
from widgets.theme import theme

MIME = "application/x-command-center-cameras"
ELSEWHERE = -1


class Held(NamedTuple):
    """Cameras that are dragged; wall and tile: where from, ELSEWHERE when not from a tile."""

    cameras: tuple[str, ...]
    wall: int = 0
    tile: int = ELSEWHERE


def camera_mime(cameras: Sequence[str], wall: int = 0, tile: int = ELSEWHERE) -> QMimeData:
    """What a drag carries: a line with the wall and tile it comes from, then a camera a line."""
    data = QMimeData()
    data.setData(MIME, "\n".join([f"{wall} {tile}", *cameras]).encode())
    return data


def held_in(data: QMimeData) -> Held | None:
    """The cameras that a drag carries, None for another kind of drag."""
    if not data.hasFormat(MIME):
        return None
    head, *cameras = bytes(data.data(MIME).data()).decode("utf-8", "replace").split("\n")
    try:
        wall, tile = (int(number) for number in head.split())
    except ValueError:
        return None
    return Held(tuple(camera for camera in cameras if camera), wall, tile)


def drag_cameras(source: QWidget, cameras: Sequence[str], name: str, wall: int = 0, tile: int = ELSEWHERE) -> None:
    """Drag until the operator lets go."""
    drag = QDrag(source)
    drag.setMimeData(camera_mime(cameras, wall, tile))
    drag.setPixmap(_plate(name, source.devicePixelRatioF()))
    drag.setHotSpot(QPoint(theme().px(-10), theme().px(-8)))
    drag.exec(Qt.DropAction.CopyAction)


def _plate(name: str, ratio: float) -> QPixmap:
    """The camera's name on a plate, beside the cursor."""
    look = theme()
    metrics = QFontMetrics(look.font("caption"))
    wide, tall = metrics.horizontalAdvance(name) + look.px(40), look.px(28)
    pixmap = QPixmap(round(wide * ratio), round(tall * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(look.colour("raised"))
    painter = QPainter(pixmap)
    side = look.px(16)
    painter.drawPixmap(look.px(8), (tall - side) // 2, icon_pixmap("camera", "hi", side, ratio))
    painter.setFont(look.font("caption"))
    painter.setPen(look.colour("hi"))
    painter.drawText(QRect(look.px(30), 0, wide - look.px(30), tall), Qt.AlignmentFlag.AlignVCenter, name)
    painter.setPen(look.colour("control"))
    painter.drawRect(0, 0, wide - 1, tall - 1)
    painter.end()
    return pixmap


class Grip(QObject):
    """Tells a drag from a click: `take` at the press, `moves` with every move; True once, when the drag begins."""

    def __init__(self, parent: QObject, start: Callable[[], None]) -> None:
        super().__init__(parent)
        self._from: QPoint | None = None
        self._start = start

    def take(self, at: QPoint) -> None:
        """The button went down on something that can be dragged."""
        self._from = at

    def let_go(self) -> bool:
        """The button went up; whether it was still a click."""
        was, self._from = self._from is not None, None
        return was

    def moves(self, at: QPoint) -> bool:
        """The mouse moved with the button down."""
        from PySide6.QtWidgets import QApplication

        if self._from is None or (at - self._from).manhattanLength() < QApplication.startDragDistance():
            return False
        self._from = None
        self._start()
        return True
