"""Lines over a tile while the operator drags a box or draws a mask. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from widgets.theme import theme


class Sketch(QWidget):
    """A child over a tile's picture that lets the mouse through."""

    def __init__(self, parent: QWidget, box: QRect) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(box)
        self._points: list[QPointF] = []
        self._closed = False
        self.show()

    def draw_box(self, box: QRect) -> None:
        """A box, in the parent's pixels."""
        self.draw_line([QPointF(box.topLeft()), QPointF(box.topRight()), QPointF(box.bottomRight()),
                        QPointF(box.bottomLeft())], closed=True)

    def draw_line(self, points: list[QPointF], closed: bool) -> None:
        """A line through these pixels of the parent."""
        here = QPointF(self.pos())
        self._points, self._closed = [point - here for point in points], closed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPolygonF(self._points)
        for colour, width in (("void", 4), ("focus", 2)):
            painter.setPen(QPen(look.colour(colour), look.px(width), Qt.PenStyle.SolidLine))
            painter.setBrush(QColor(255, 255, 255, 28) if self._closed and colour == "focus" else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(shape) if self._closed else painter.drawPolyline(shape)
        painter.setBrush(look.colour("focus"))
        for point in [] if self._closed else self._points:
            painter.drawEllipse(point, look.px(3), look.px(3))
        painter.end()
