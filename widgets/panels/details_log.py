"""The timeline of one incident, painted: time, what happened, who did it; the newest at the bottom. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from command_center.domain.incidents import Incident
from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.lettering import draw_text, text_width
from widgets.panels.words import log_words
from widgets.spans import time_of_day
from widgets.theme import theme


class LogView(QWidget):
    """As tall as its lines need at its width."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.lines: list[tuple[str, str, str]] = []  # time, words, who
        self._places: list[tuple[float, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_log(self, incident: Incident, snapshot: Snapshot, now_utc: int) -> None:
        """The log as sentences."""
        zone = self.context.configuration.city.zone
        lines = [(time_of_day(entry.at_utc, zone, now_utc), log_words(entry, snapshot, self.context.chinese), entry.actor)
                 for entry in incident.log]
        if lines != self.lines:
            self.lines = lines
            self._measure()

    def _time_width(self) -> float:
        widest = max((text_width(time, "caption") for time, _, _ in self.lines), default=0.0)
        return widest + theme().px(22)

    def _measure(self) -> None:
        """Where each line stands."""
        look, top = theme(), 0.0
        metrics, room = QFontMetricsF(look.font("body")), max(80.0, self.width() - self._time_width())
        self._places = []
        for _, words, _ in self.lines:
            tall = metrics.boundingRect(QRectF(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), words).height()
            tall = max(look.px(22), tall) + (look.px(16)) + look.px(4)
            self._places.append((top, tall))
            top += tall
        self.setFixedHeight(round(top) + 1)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()

    def sizeHint(self) -> QSize:
        """As measured."""
        return QSize(theme().px(200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, left = theme(), QPainter(self), self._time_width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = left - look.px(11)
        for number, ((top, tall), (time, words, who)) in enumerate(zip(self._places, self.lines, strict=True)):
            middle = top + look.px(11)
            draw_text(painter, QRectF(0, top, x - look.px(6), look.px(22)), time, "caption", "mid")
            if number + 1 < len(self.lines):
                painter.fillRect(QRectF(x - 0.5, middle, 1, tall), look.colour("line2"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("data"))
            painter.drawEllipse(QRectF(x - look.px(3), middle - look.px(3), look.px(6), look.px(6)))
            painter.setFont(look.font("body"))
            painter.setPen(look.colour("hi"))
            body = QRectF(left, top, self.width() - left, tall - look.px(18))
            painter.drawText(body, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                             | int(Qt.TextFlag.TextWordWrap), words)
            draw_text(painter, QRectF(left, top + tall - look.px(20), self.width() - left, look.px(16)),
                      who or self.tr("by the system"), "micro", "lo")
        painter.end()
