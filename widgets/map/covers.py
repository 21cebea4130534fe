"""Controls over the map while the map moves: shown as pictures that the map paints itself. GUI thread.

Qt paints whatever lies over a widget anew with every frame of it, and ten small controls take as long as a quarter of the
map's frame. While the view moves they are therefore held: they do not paint, the map paints the picture it took of each,
and takes a newer one of them in turn several times a second, so that nothing they say grows old. What the mouse or the
keyboard is at is never held.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOOK_MS = 60  # one picture is renewed this often, and whether the map still moves is asked
_OLD_S = 0.3  # a picture younger than this is good


@dataclass
class _Held:
    widget: QWidget
    picture: QPixmap
    box: QRect
    taken_s: float


class Covers(QObject):
    """`widgets` are the map's siblings that lie over it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._map = owner
        self.widgets: Sequence[QWidget] = ()
        self._held: list[_Held] = []
        self._moving = False
        self._looks = QTimer(self, interval=_LOOK_MS)
        self._looks.timeout.connect(self._look)

    @property
    def is_holding(self) -> bool:
        """Whether any control is shown as a picture."""
        return bool(self._held)

    def paint(self, painter: QPainter, *, moving: bool) -> None:
        """At the end of a frame: the pictures of what is held."""
        self._moving = moving
        if moving and not self._looks.isActive():
            self._looks.start()
        if not self._held:
            return
        corner = self._map.pos()
        for held in self._held:
            if isValid(held.widget) and held.widget.isVisible() and held.widget.geometry() == held.box:
                painter.drawPixmap(held.box.topLeft() - corner, held.picture)

    def _look(self) -> None:
        """Outside of any painting: hold, renew, or let go."""
        if not self._moving or not self._map.isVisible():
            self.release()
            return
        for held in [one for one in self._held if not self._can_hold(one.widget) or one.widget.geometry() != one.box]:
            self._let_go(held)
        known = {id(held.widget) for held in self._held}
        fresh = [widget for widget in self.widgets if id(widget) not in known and self._can_hold(widget)]
        for widget in fresh:
            self._held.append(_Held(widget, _picture(widget), widget.geometry(), time.monotonic()))
            widget.setUpdatesEnabled(False)
        oldest = min(self._held, key=lambda one: one.taken_s, default=None)
        if oldest is not None and time.monotonic() - oldest.taken_s > _OLD_S:
            oldest.picture, oldest.taken_s = _picture(oldest.widget), time.monotonic()
        self._moving = False  # until the next frame says so again

    def _can_hold(self, widget: QWidget) -> bool:
        """Whether nobody is at it, and it is what it is taken for."""
        if not isValid(widget) or not widget.isVisible() or widget.parentWidget() is not self._map.parentWidget():
            return False
        focus = widget.focusWidget() if widget.isActiveWindow() else None
        return not (widget.underMouse() or (focus is not None and focus.hasFocus()))

    def release(self) -> None:
        """All paint themselves again."""
        self._looks.stop()
        for held in list(self._held):
            self._let_go(held)

    def _let_go(self, held: _Held) -> None:
        self._held.remove(held)
        if isValid(held.widget):
            held.widget.setUpdatesEnabled(True)


def _picture(widget: QWidget) -> QPixmap:
    """How it looks, nothing behind it."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(widget.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return picture
