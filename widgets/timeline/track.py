"""The lanes themselves: painted, clicked, dragged, driven by the keyboard. GUI thread."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from command_center.domain.time import DAY, MINUTE, SECOND, to_datetime
from command_center.engine.session import Tick
from widgets.polygons import polygon_of
from widgets.texture import hatch
from widgets.theme import level_shape, theme
from widgets.timeline.footage import Stretch
from widgets.timeline.marks import Span, first_label, label_step

LANES = ("warning", "incident", "source")
RAIN_FULL = 30.0  # mm/h that fill the lanes, unless it rains harder
WALL_LANES = 2  # sources have no room on the wall
LABELS = 18  # design pixels for the times below the lanes
FOOTAGE = 5  # design pixels of the strip that says what is recorded
SHORTEST, LONGEST = 2 * MINUTE, 400 * DAY


class Track(QWidget):
    """sought(at_utc): the operator points at an instant; moved(seconds), stepped(forward): by keyboard."""

    sought = Signal(object)
    moved = Signal(int)
    stepped = Signal(bool)
    ranged = Signal()
    chosen = Signal(object, object)  # from, until: a stretch for the maps' time window, by Shift and drag

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = zone
        self.since_utc, self.until_utc = 0, 0
        self.cursor_utc = 0
        self.known_until_utc = 0
        self.ticks: list[Tick] = []
        self.spans: list[Span] = []
        self.rain: list[tuple[int, float]] = []
        self.footage: list[Stretch] = []
        self.locked: list[tuple[int, int]] = []  # evidence of the shown cameras
        self.replay = False
        self._dragging = False
        self._chosen_from: int | None = None
        self.stretch: tuple[int, int] | None = None  # what the maps show
        if theme().profile == "desk":
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Timeline"))

    # ---- geometry
    def _plot(self) -> QRectF:
        look = theme()
        left = QFontMetricsF(look.font("caption")).horizontalAdvance(max(self._names(), key=len)) + look.px(18)
        return QRectF(left, look.px(5), max(1.0, self.width() - left - look.px(20)),
                      max(1.0, self.height() - look.px(14) - look.px(LABELS)))

    def _names(self) -> tuple[str, ...]:
        names = (self.tr("Warnings"), self.tr("Events"), self.tr("Sources"))
        return names if theme().profile == "desk" else names[:WALL_LANES]

    def x_of(self, at_utc: int) -> float:
        """Where an instant is drawn."""
        plot = self._plot()
        return plot.left() + (at_utc - self.since_utc) / max(1, self.until_utc - self.since_utc) * plot.width()

    def instant_at(self, x: float) -> int:
        """The instant under a pixel, inside the shown range."""
        plot = self._plot()
        share = min(1.0, max(0.0, (x - plot.left()) / plot.width()))
        return self.since_utc + int(share * (self.until_utc - self.since_utc))

    # ---- operator
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and theme().profile == "desk":
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._chosen_from = self.instant_at(event.position().x())
                return
            self._dragging = True
            self.sought.emit(self.instant_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self.sought.emit(self.instant_at(event.position().x()))
        elif self._chosen_from is not None:
            self.chosen.emit(self._chosen_from, self.instant_at(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragging, self._chosen_from = False, None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom the axis about the pointer."""
        if theme().profile != "desk" or not event.angleDelta().y():
            return
        factor = 0.8 if event.angleDelta().y() > 0 else 1.25
        pivot = self.instant_at(event.position().x())
        span = self.until_utc - self.since_utc
        wanted = min(LONGEST, max(SHORTEST, int(span * factor)))
        left = int((pivot - self.since_utc) / max(1, span) * wanted)
        self.since_utc, self.until_utc = pivot - left, pivot - left + wanted
        self.ranged.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if direction is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.stepped.emit(direction > 0)
        else:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.moved.emit(direction * (60 if far else 10))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tick = self._tick_near(QPointF(event.pos()))
            moment = to_datetime(tick.at_utc if tick else self.instant_at(event.pos().x()), self.zone)
            when = moment.strftime("%m-%d %H:%M:%S")
            stretch = self.footage_at(event.pos().x(), event.pos().y())
            said = self._footage_text(stretch) if stretch is not None and tick is None else tick.title if tick else ""
            QToolTip.showText(event.globalPos(), f"{when}  {said}" if said else when, self)
            return True
        return super().event(event)

    def _footage_text(self, stretch: Stretch) -> str:
        if stretch.share == 1:
            return self.tr("Recorded")
        return self.tr("Recorded of some of the shown cameras") if stretch.share else self.tr("Gap: nothing was recorded")

    def _tick_near(self, point: QPointF) -> Tick | None:
        reach = theme().px(6)
        near = [tick for tick in self.ticks if abs(self.x_of(tick.at_utc) - point.x()) <= reach]
        return min(near, key=lambda tick: abs(self.x_of(tick.at_utc) - point.x()), default=None)

    # ---- painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        plot = self._plot()
        known = min(plot.right(), max(plot.left(), self.x_of(self.known_until_utc)))
        painter.fillRect(QRectF(plot.left(), plot.top(), known - plot.left(), plot.height()), look.colour("raised"))
        future = QRectF(known, plot.top(), plot.right() - known, plot.height())
        hatch(painter, future, look.colour("line"), look.px(8))
        self._paint_names(painter, plot)
        if self.until_utc > self.since_utc:
            self._paint_rain(painter, plot)
            self._paint_footage(painter, plot)
            self._paint_axis(painter, plot)
            self._paint_window(painter, plot)
            painter.save()
            painter.setClipRect(plot.adjusted(-look.px(8), 0, look.px(8), 0))
            self._paint_spans(painter, plot)
            self._paint_ticks(painter, plot)
            painter.restore()
            self._paint_cursor(painter, plot)
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(plot)
        painter.end()

    def _paint_window(self, painter: QPainter, plot: QRectF) -> None:
        """The stretch that the maps show, as a bracket along the top."""
        if self.stretch is None:
            return
        left, right = (min(plot.right(), max(plot.left(), self.x_of(at))) for at in self.stretch)
        look = theme()
        painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), look.colour("focus", 22))
        painter.fillRect(QRectF(left, plot.top(), right - left, look.px(2)), look.colour("hi"))

    def _lane(self, plot: QRectF, lane: str) -> float:
        return plot.top() + plot.height() * (LANES.index(lane) + 0.5) / len(self._names())

    def _paint_names(self, painter: QPainter, plot: QRectF) -> None:
        look = theme()
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("lo"))
        for lane, name in zip(LANES, self._names(), strict=False):
            painter.drawText(QRectF(0, self._lane(plot, lane) - look.px(9), plot.left() - look.px(10), look.px(18)),
                             Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_rain(self, painter: QPainter, plot: QRectF) -> None:
        if len(self.rain) < 2:
            return
        look, since, span = theme(), self.since_utc, max(1, self.until_utc - self.since_utc)
        xy = np.array(self.rain, np.float64)
        top = max(RAIN_FULL, float(xy[:, 1].max()))
        xy[:, 0] = plot.left() + (xy[:, 0] - since) / span * plot.width()
        xy[:, 1] = plot.bottom() - xy[:, 1] / top * plot.height() * 0.9
        xy = np.concatenate(([(xy[0, 0], plot.bottom())], xy, [(xy[-1, 0], plot.bottom())]))
        painter.save()
        painter.setClipRect(plot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("fill", 90))
        painter.drawPolygon(polygon_of(xy))
        painter.restore()

    def _paint_footage(self, painter: QPainter, plot: QRectF) -> None:
        """A strip along the bottom: where the shown cameras are recorded it is filled, where none is it is hatched, and
        half filled where some are."""
        look, tall = theme(), theme().px(FOOTAGE)
        for stretch in self.footage:
            left, right = self.x_of(stretch.from_utc), self.x_of(stretch.until_utc)
            box = QRectF(left, plot.bottom() - tall, max(1.0, right - left), tall)
            painter.fillRect(box, look.colour("panel"))
            if stretch.share < 1:
                hatch(painter, box, look.colour("mid"), look.px(4))
            if stretch.share:
                part = tall if stretch.share == 1 else tall / 2
                painter.fillRect(QRectF(box.left(), plot.bottom() - part, box.width(), part), look.colour("fill"))

        for since, until in self.locked:
            left, right = (min(plot.right(), max(plot.left(), self.x_of(at))) for at in (since, until))
            if right > left:
                painter.fillRect(QRectF(left, plot.bottom() - tall - look.px(2), right - left, look.px(2)), look.colour("focus"))

    def footage_at(self, x: float, y: float) -> Stretch | None:
        """What the strip says under a pixel, None beside it."""
        plot = self._plot()
        if not plot.bottom() - theme().px(FOOTAGE) - 1 <= y <= plot.bottom() + 1:
            return None
        at_utc = self.instant_at(x)
        return next((each for each in self.footage if each.from_utc <= at_utc < each.until_utc), None)

    def _paint_axis(self, painter: QPainter, plot: QRectF) -> None:
        look, span = theme(), self.until_utc - self.since_utc
        font = look.font("caption")
        painter.setFont(font)
        wide = QFontMetricsF(font).horizontalAdvance("00-00 00:00") + look.px(16)
        step = label_step(span, max(2, int(plot.width() / wide)))
        offset = to_datetime(self.since_utc, self.zone).utcoffset()
        at = first_label(self.since_utc, step, int(offset.total_seconds()) * SECOND if offset else 0)
        pattern = "%H:%M:%S" if step < MINUTE else "%H:%M" if span <= DAY else "%m-%d %H:%M" if step < DAY else "%m-%d"
        pattern = "%Y-%m-%d" if step > 7 * DAY else pattern
        cursor = self.x_of(self.cursor_utc)
        while at <= self.until_utc:
            x = self.x_of(at)
            painter.fillRect(QRectF(x, plot.bottom(), 1, look.px(4)), look.colour("control"))
            box = QRectF(x - wide / 2, plot.bottom() + look.px(2), wide, look.px(LABELS))
            box.moveRight(min(box.right(), float(self.width())))
            if abs(x - cursor) > wide * 0.75:
                painter.setPen(look.colour("lo"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, to_datetime(at, self.zone).strftime(pattern))
            at += step

    def _paint_spans(self, painter: QPainter, plot: QRectF) -> None:
        look, y = theme(), self._lane(plot, "warning")
        for span in self.spans:
            left, right = self.x_of(span.from_utc), self.x_of(span.until_utc)
            painter.fillRect(QRectF(left, y - look.px(1.5), right - left, look.px(3)), look.level(span.level))
        for span in self.spans:
            self._mark(painter, self.x_of(span.from_utc), y, span.level, 6, False)

    def _paint_ticks(self, painter: QPainter, plot: QRectF) -> None:
        look = theme()
        scale = plot.width() / max(1, self.until_utc - self.since_utc)
        for tick in self.ticks:
            x = plot.left() + (tick.at_utc - self.since_utc) * scale
            if not plot.left() - 8 <= x <= plot.right() + 8 or tick.lane == "warning":
                continue
            if tick.lane == "source" and theme().profile == "wall":
                continue
            if tick.lane == "source":
                tall = look.px(8 if tick.level else 4)
                painter.fillRect(QRectF(x - 1, self._lane(plot, "source") - tall / 2, look.px(2), tall),
                                 look.colour("hi" if tick.level else "fill"))
            else:
                self._mark(painter, x, self._lane(plot, "incident"), tick.level, 5, tick.lane == "incident")

    def _mark(self, painter: QPainter, x: float, y: float, level: int, radius: float, solid: bool) -> None:
        """A level's shape without its digit, on a dark ground so that neighbours stay apart."""
        look, half = theme(), theme().px(radius)
        box = QRectF(x - half, y - half, 2 * half, 2 * half)
        colour = look.level(level)
        painter.setPen(QPen(look.colour("void"), look.px(4)))
        painter.setBrush(look.colour("void"))
        shape = level_shape(level, box)
        for paint in (True, False):
            if shape is not None:
                painter.drawPolygon(shape)
            else:
                painter.drawEllipse(box)
            if paint:
                painter.setPen(QPen(colour, max(1.3, look.px(1.3))))
                painter.setBrush(colour if solid else look.colour("panel"))

    def _paint_cursor(self, painter: QPainter, plot: QRectF) -> None:
        look, x = theme(), self.x_of(self.cursor_utc)
        if not plot.left() <= x <= plot.right() + 1:
            return
        painter.fillRect(QRectF(x - look.px(1), plot.top() - look.px(2), max(2, look.px(2)), plot.height() + look.px(4)),
                         look.colour("focus"))
        short = self.until_utc - self.since_utc <= DAY
        pattern = ("%H:%M:%S" if self.replay else "%H:%M") if short else "%m-%d %H:%M"
        text = to_datetime(self.cursor_utc, self.zone).strftime(pattern)
        font = look.font("caption", bold=True)
        wide = QFontMetricsF(font).horizontalAdvance(text) + look.px(16)
        box = QRectF(x - wide / 2, plot.bottom() + look.px(2), wide, look.px(LABELS))
        box.moveRight(min(box.right(), float(self.width())))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("focus"))
        painter.drawRoundedRect(box, look.px(2), look.px(2))
        painter.setFont(font)
        painter.setPen(look.colour("ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
