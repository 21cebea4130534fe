"""Whose data the map shows, in one line above the scale bar. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from command_center.state.snapshot import Snapshot
from layers.attribution import attributions
from widgets.map.view import MapView
from widgets.theme import theme

_FROM_BELOW = 62  # design pixels: over the scale bar


class AttributionLine(QWidget):
    """Empty and hidden where nobody has to be named; never in the way of the mouse."""

    def __init__(self, map_view: MapView, parent: QWidget) -> None:
        super().__init__(parent)
        self._map = map_view
        self.text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def look(self, snapshot: Snapshot) -> None:
        """Say what a state needs."""
        text = "  ·  ".join(attributions(snapshot, self._map.base.rasters.attributions))
        if text != self.text:
            self.text = text
            self.setAccessibleName(text)
            self.place()

    def place(self) -> None:
        """Lower left, as wide as its words, cut where the map is narrow."""
        look, below = theme(), self._map
        metrics = QFontMetricsF(look.font("caption"))
        width = min(round(metrics.horizontalAdvance(self.text)) + look.px(12), below.width() - look.px(24))
        self.setGeometry(look.px(10), below.height() - look.px(_FROM_BELOW), max(1, width), look.px(18))
        self.setVisible(bool(self.text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Quiet, over whatever the map shows there."""
        look = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("map.land", 170))
        font = look.font("caption")
        painter.setFont(font)
        painter.setPen(look.colour("lo"))
        room = QRectF(look.px(6), 0, self.width() - look.px(12), self.height())
        text = QFontMetricsF(font).elidedText(self.text, Qt.TextElideMode.ElideRight, room.width() + 1)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.end()
