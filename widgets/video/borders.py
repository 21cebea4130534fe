"""Borders between tiles are dragged; that makes a free layout of whatever it was. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from video.layout_edit import Border, border_at, border_of, moved
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.video.canvas import Canvas

_SLACK = 1  # design pixels beside the gap
_KEY_SHARE = 0.02  # of the area, a key press


class Borders(QObject):
    """Of one canvas. edited(Layout): the operator let go, or pressed a key."""

    edited = Signal(object)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._held: Border | None = None
        self._last = QPoint()
        self._over: Border | None = None
        self.enabled = True

    def press(self, at: QPoint) -> bool:
        """Take hold of a border; whether there is one."""
        self._held, self._last = self._under(at), at
        return self._held is not None

    def move(self, at: QPoint, down: bool) -> bool:
        """Drag it, or show that it can be; whether the move is taken."""
        if self._held is None or not down:
            self._held = None
            self._point_out(self._under(at) if not down else None)
            return False
        way, self._last = at - self._last, at
        area = self._canvas.area
        share = way.x() / max(1, area.width()) if self._held.vertical else way.y() / max(1, area.height())
        canvas = self._canvas
        canvas.blockSignals(True)  # pictures get their new size when the operator lets go
        canvas.layout_wanted = moved(canvas.layout_shown, self._held, share)
        canvas.arrange()
        canvas.blockSignals(False)
        return True

    def release(self) -> bool:
        """Let go; whether a border was held."""
        held, self._held = self._held, None
        if held is not None:
            self.edited.emit(self._canvas.layout_wanted)
        return held is not None

    def nudge(self, step: tuple[int, int]) -> None:
        """The keyboard moves the border right of the current tile, or below it."""
        canvas = self._canvas
        layout = canvas.layout_shown
        if not self.enabled or not layout.cells:
            return
        border = border_of(layout, canvas.current, vertical=bool(step[0]))
        if border is not None:
            self.edited.emit(moved(layout, border, _KEY_SHARE * (step[0] or step[1])))

    def _under(self, at: QPoint) -> Border | None:
        canvas, look = self._canvas, theme()
        if not self.enabled or canvas.shown != len(canvas.tiles) or canvas.shown < 2:
            return None
        area = canvas.area
        return border_at(canvas.layout_shown, at.x() - area.left(), at.y(), (area.width(), area.height()), look.space("gap"), look.px(_SLACK))

    def _point_out(self, border: Border | None) -> None:
        if border == self._over:
            return
        self._over = border
        if border is None:
            self._canvas.unsetCursor()
        else:
            self._canvas.setCursor(Qt.CursorShape.SplitHCursor if border.vertical else Qt.CursorShape.SplitVCursor)
