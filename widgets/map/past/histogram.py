"""The histogram of a time window and the brush that narrows it, by mouse and by keyboard. GUI thread.

Drag: a new brush, or the one there is by its middle or an end; double click or Escape: the whole again. Left and Right move
the brush by a bucket, Shift with them its later end, Ctrl its earlier end.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from command_center.domain.time import DAY, MINUTE, SECOND, to_datetime
from widgets.map.past.counts import Counts
from widgets.map.past.window import Span
from widgets.theme import theme
from widgets.timeline.marks import first_label, label_step

COLOURS = {"reports": "data", "incidents": "hi", "alarms": "fill"}
_GRIP, _LABELS, _LEAST = 6, 16, 3  # design pixels


class Histogram(QWidget):
    """brushed(Span or None): narrowed."""

    brushed = Signal(object)

    def __init__(self, counts: Counts, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts, self._zone = counts, zone
        self.whole: Span = (0, 1)
        self.brush: Span | None = None
        self._grab: tuple[str, int, Span] | None = None  # what is dragged, the instant where it was taken, the brush then
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(theme().px(58))
        counts.changed.connect(self.update)

    def show_span(self, whole: Span, brush: Span | None) -> None:
        """What to show."""
        if (whole, brush) != (self.whole, self.brush):
            self.whole, self.brush = whole, brush
            self.update()

    # ---- geometry
    def plot(self) -> QRectF:
        """Where the bars stand."""
        look = theme()
        return QRectF(look.px(8), look.px(4), max(1, self.width() - look.px(16)), max(1, self.height() - look.px(4 + _LABELS)))

    def x_of(self, at_utc: int) -> float:
        """Where an instant is drawn."""
        plot, (since, until) = self.plot(), self.whole
        return plot.left() + (at_utc - since) / max(1, until - since) * plot.width()

    def instant_at(self, x: float) -> int:
        """The instant under a pixel, inside the window."""
        plot, (since, until) = self.plot(), self.whole
        share = min(1.0, max(0.0, (x - plot.left()) / plot.width()))
        return since + int(share * (until - since))

    # ---- the operator
    def _part_at(self, x: float) -> str:
        if self.brush is None:
            return "new"
        left, right, grip = self.x_of(self.brush[0]), self.x_of(self.brush[1]), theme().px(_GRIP)
        if abs(x - left) <= grip:
            return "left"
        if abs(x - right) <= grip:
            return "right"
        return "both" if left < x < right else "new"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            x = event.position().x()
            at = self.instant_at(x)
            self._grab = (self._part_at(x), at, self.brush or (at, at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._grab is None:
            edge = self._part_at(x) in ("left", "right")
            self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)
            return
        part, start, (since, until) = self._grab
        at = self.instant_at(x)
        if part == "new" and abs(self.x_of(at) - self.x_of(start)) < theme().px(_LEAST):
            return
        moved = {"new": (start, at), "left": (at, until), "right": (since, at),
                 "both": self._shifted((since, until), at - start)}[part]
        self.brushed.emit(tuple(sorted(moved)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grab = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._grab = None
        self.brushed.emit(None)

    def _shifted(self, span: Span, by: int) -> Span:
        by = max(self.whole[0] - span[0], min(self.whole[1] - span[1], by))
        return span[0] + by, span[1] + by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._counts.bucket_us
        way = {Qt.Key.Key_Left: -step, Qt.Key.Key_Right: step}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self.brush is not None:
            self.brushed.emit(None)
        elif way is None:
            super().keyPressEvent(event)
        else:
            self.brushed.emit(self._stepped(way, event.modifiers()))

    def _stepped(self, way: int, modifiers: Qt.KeyboardModifier) -> Span:
        """A first step makes a brush of the latest quarter."""
        low, high = self.whole
        if self.brush is None:
            return high - (high - low) // 4, high
        since, until = self.brush
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return since, max(since + abs(way), min(high, until + way))
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return min(until - abs(way), max(low, since + way)), until
        return self._shifted(self.brush, way)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in (
                Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.instant_at(event.pos().x()) // self._counts.bucket_us * self._counts.bucket_us
            QToolTip.showText(event.globalPos(), self.told((at, at + self._counts.bucket_us)), self)
            return True
        return super().event(event)

    def told(self, span: Span) -> str:
        """A stretch and what happened in it, in words."""
        pattern = "%H:%M:%S" if span[1] - span[0] < MINUTE else "%H:%M"
        if self.whole[1] - self.whole[0] > DAY:
            pattern = "%m-%d %H:%M"
        since, until = (to_datetime(at, self._zone).strftime(pattern) for at in span)
        counts = self._counts.between(span)
        parts = self.tr("{reports} reports, {incidents} incidents, {alarms} alarms, {observations} observations").format(
            **{lane: f"{counts.get(lane, 0):,}" for lane in ("reports", "incidents", "alarms", "observations")})
        return f"{since} – {until}   {parts}"

    # ---- painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, plot = QPainter(self), theme(), self.plot()
        painter.fillRect(plot, look.colour("raised"))
        self._paint_observations(painter, plot)
        self._paint_bars(painter, plot)
        self._paint_axis(painter, plot)
        if self.brush is not None:
            self._paint_brush(painter, plot)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(plot)
        painter.end()

    def _boxes(self, plot: QRectF) -> list[tuple[int, QRectF]]:
        """Bucket and its column, cut at the ends of the window."""
        counts = self._counts
        boxes = []
        for number in range(max((len(column) for column in counts.lanes.values()), default=0)):
            at = (counts.first + number) * counts.bucket_us
            left, right = max(plot.left(), self.x_of(at)), min(plot.right(), self.x_of(at + counts.bucket_us))
            if right - left > 0.2:
                boxes.append((number, QRectF(left, plot.top(), right - left, plot.height())))
        return boxes

    def _paint_observations(self, painter: QPainter, plot: QRectF) -> None:
        column = self._counts.lanes.get("observations")
        if column is None or not column.any():
            return
        top = float(column.max())
        for number, box in self._boxes(plot):
            tall = box.height() * 0.9 * float(column[number]) / top
            painter.fillRect(QRectF(box.left(), box.bottom() - tall, box.width(), tall), theme().colour("band"))

    def _paint_bars(self, painter: QPainter, plot: QRectF) -> None:
        lanes = [(colour, self._counts.lanes[lane]) for lane, colour in COLOURS.items() if lane in self._counts.lanes]
        most = max((int(sum(column[number] for _, column in lanes)) for number, _ in self._boxes(plot)), default=0)
        for number, box in self._boxes(plot) if most else ():
            bottom = box.bottom()
            for colour, column in lanes:
                tall = box.height() * 0.94 * float(column[number]) / most
                painter.fillRect(QRectF(box.left() + 1, bottom - tall, max(1.0, box.width() - 2), tall), theme().colour(colour))
                bottom -= tall

    def _paint_axis(self, painter: QPainter, plot: QRectF) -> None:
        look, (since, until) = theme(), self.whole
        font = look.font("micro")
        painter.setFont(font)
        painter.setPen(look.colour("lo"))
        wide = QFontMetricsF(font).horizontalAdvance("00-00 00:00") + look.px(14)
        step = label_step(until - since, max(2, int(plot.width() / wide)))
        offset = to_datetime(since, self._zone).utcoffset()
        at = first_label(since, step, int(offset.total_seconds()) * SECOND if offset else 0)
        pattern = "%H:%M:%S" if step < MINUTE else "%H:%M" if until - since <= DAY else "%m-%d %H:%M"
        while at <= until:
            box = QRectF(self.x_of(at) - wide / 2, plot.bottom(), wide, look.px(_LABELS))
            box.moveLeft(max(0.0, min(box.left(), self.width() - wide)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, to_datetime(at, self._zone).strftime(pattern))
            at += step

    def _paint_brush(self, painter: QPainter, plot: QRectF) -> None:
        look = theme()
        assert self.brush is not None
        left, right = max(plot.left(), self.x_of(self.brush[0])), min(plot.right(), self.x_of(self.brush[1]))
        for box in (QRectF(plot.left(), plot.top(), left - plot.left(), plot.height()),
                    QRectF(right, plot.top(), plot.right() - right, plot.height())):
            painter.fillRect(box, look.colour("void", 170))
        for x in (left, right):
            painter.fillRect(QRectF(x - look.px(1), plot.top(), look.px(2), plot.height()), look.colour("focus"))
            painter.fillRect(QRectF(x - look.px(3), plot.center().y() - look.px(8), look.px(6), look.px(16)), look.colour("focus"))
