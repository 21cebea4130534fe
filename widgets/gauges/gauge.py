"""One painted gauge: badge, title, big value with unit, sparkline of its past, bar of its bands with a pointer.

Serves every vital sign; what differs is data (domain.packs.Gauge). GUI thread. A stale value is never shown as a
number: a dash, hatching, and the age in words.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from command_center.alarms.vitals import Reading
from command_center.domain.packs import Gauge
from command_center.domain.time import SECOND
from widgets.lettering import CENTRE, RIGHT, draw_text, draw_wrapped, text_width
from widgets.polygons import polygon_of
from widgets.spans import span_words
from widgets.texture import hatch
from widgets.theme import draw_level, theme

UNIT_WIDTH = 40  # design pixels: units stand on one edge, so that numbers can be compared down the column
DASH = "––"
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

_BY_KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class GaugeView(QWidget):
    """Shows readings of one gauge. Emits `opened` when its trend is asked for."""

    opened = Signal(str)
    takes_space = True

    def __init__(self, gauge: Gauge, title: str, unit: str, *, active: bool = True,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gauge, self.title, self.unit = gauge, title, unit
        self.reading = Reading(None, 0)
        self.acknowledged = True
        self.age_s = 0.0
        self.past: NDArray[np.float64] = np.zeros(0)
        self._active = active
        self._shown: tuple[object, ...] = ()
        self._hover = self._ring = False
        self._gutter = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if active:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)

    def show_reading(self, reading: Reading, now_utc: int, acknowledged: bool) -> None:
        """A new reading; painted only when something that can be seen changed."""
        self.age_s = max(0.0, (now_utc - reading.at_utc) / SECOND) if reading.at_utc else 0.0
        self.reading, self.acknowledged = reading, acknowledged
        seen = (self.value_text(), reading.level, reading.stale, acknowledged, self.state_text())
        if seen != self._shown:
            self._shown = seen
            self.setAccessibleDescription(self.describe())
            if self._active:
                self.setToolTip(self.describe())
            self.update()

    def set_gutter(self, pixels: int) -> None:
        """So much of the padding on the right is taken by a scroll bar beside it."""
        if pixels != self._gutter:
            self._gutter = pixels
            self.update()

    def show_past(self, values: NDArray[np.float64]) -> None:
        """Evenly spaced values of the past, oldest first, NaN for gaps."""
        self.past = values
        self.update()

    def value_text(self) -> str:
        """The number as written, a dash where there is none to believe."""
        value = self.reading.value
        return DASH if value is None else f"{value:.{self.gauge.digits}f}"

    def state_text(self) -> str:
        """What is said where the sparkline would be: how old, or that nothing came yet."""
        if self.reading.value is not None:
            return ""
        if self.reading.at_utc:
            return self.tr("stale {age}").format(age=span_words(self.age_s))
        return self.tr("no data")

    def describe(self) -> str:
        """Everything about it in words, for tooltips and screen readers."""
        reading, parts = self.reading, [self.title]
        if reading.value is None:
            parts.append(self.state_text())
            if reading.last is not None:
                parts.append(self.tr("last known {value} {unit}").format(
                    value=f"{reading.last:.{self.gauge.digits}f}", unit=self.unit))
        else:
            parts.append(f"{self.value_text()} {self.unit}".strip())
            parts.append(self.tr("{age} old").format(age=span_words(self.age_s)))
        if reading.total > 1:
            parts.append(self.tr("{fresh} of {total} sensors report").format(fresh=reading.fresh,
                                                                             total=reading.total))
        return " · ".join(parts)

    # ---- input
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._active and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.gauge.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            self.opened.emit(self.gauge.key)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = self._active
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    # ---- painting
    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hover:
            painter.fillRect(self.rect(), look.colour("raised"))
        pad = look.space("padding")
        box = QRectF(self.rect()).adjusted(pad, 0, self._gutter - pad, 0)
        painter.fillRect(QRectF(box.left(), 0, box.width(), max(1, look.px(1))), look.colour("line"))
        self._paint_words(painter, QRectF(box.left(), box.height() * 0.08, box.width(), box.height() * 0.46))
        top, tall = box.height() * 0.60, box.height() * 0.28
        spark = QRectF(box.left(), top, box.width() * 0.50, tall)
        bar = QRectF(box.left() + box.width() * 0.56, top + tall * 0.28, box.width() * 0.44, tall * 0.40)
        if self.reading.value is None:
            self._paint_stale(painter, spark, bar)
        else:
            self._paint_spark(painter, spark)
            self._paint_bar(painter, bar, self.reading.value)
        if self._ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("focus"), max(1, look.px(1))))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        look, level, stale = theme(), self.reading.level, self.reading.value is None
        unit = max(float(look.px(UNIT_WIDTH)), text_width(self.unit, "caption") + look.px(8))
        value = self.value_text()
        wide = text_width(value, "value", True) + look.px(4)
        right = box.right() - unit
        draw_text(painter, QRectF(right - wide, box.top(), wide, box.height()), value, "value",
                  "lo" if stale else "hi", align=RIGHT, bold=True, level=level)
        draw_text(painter, QRectF(right + look.px(6), box.top() + look.px(4), unit - look.px(6), box.height()),
                  self.unit, "caption", "lo")
        left = box.left()
        if level:
            side = look.px(18)
            draw_level(painter, QRectF(left, box.center().y() - side / 2, side, side), level,
                       solid=not self.acknowledged)
            left += look.px(26)
        draw_wrapped(painter, QRectF(left, box.top(), right - wide - look.px(8) - left, box.height()), self.title,
                     "body", "hi" if level else "mid")

    def _paint_stale(self, painter: QPainter, spark: QRectF, bar: QRectF) -> None:
        look = theme()
        for box in (spark, bar):
            painter.fillRect(box, look.colour("raised"))
            hatch(painter, box, look.colour("fill", 150), look.px(6), max(1, look.px(1)))
        words = self.state_text()
        plate = QRectF(spark.left() + look.px(6), spark.top(),
                       min(spark.width(), text_width(words, "caption") + look.px(12)), spark.height())
        painter.fillRect(plate, look.colour("panel"))
        draw_text(painter, plate, words, "caption", "mid", align=CENTRE)

    def _paint_spark(self, painter: QPainter, box: QRectF) -> None:
        """The past, with the room up to the first limit shaded; a limit in sight is a dashed line."""
        look, value = theme(), self.reading.value or 0.0
        values = np.append(self.past, value)
        limits = [band.above for band in self.gauge.bands if band.above is not None and band.level]
        limit = (max(limits) if self.gauge.falling else min(limits)) if limits else None
        low, high = self._spark_range(values, limit)

        def y(number: float) -> float:
            return box.bottom() - (number - low) / (high - low) * box.height()

        if limit is not None:
            good = (limit, high) if self.gauge.falling else (low, limit)
            top, bottom = y(min(high, good[1])), y(max(low, good[0]))
            painter.fillRect(QRectF(box.left(), top, box.width(), max(0.0, bottom - top)), look.colour("normal"))
            if self.reading.level and low < limit < high:
                pen = QPen(look.colour("control"), max(1, look.px(1)))
                pen.setDashPattern([3, 3])
                painter.setPen(pen)
                painter.drawLine(QLineF(box.left(), y(limit), box.right(), y(limit)))
        else:
            painter.fillRect(box, look.colour("normal"))
        self._paint_line(painter, box, values, y)

    @staticmethod
    def _spark_range(values: NDArray[np.float64], limit: float | None) -> tuple[float, float]:
        """Scale of the sparkline: its values, and the limit where they come near it."""
        known = values[np.isfinite(values)]
        low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
        span = max(high - low, abs(high) * 0.02, 1e-3)
        if limit is not None and low - span < limit < high + span:
            low, high = min(low, limit), max(high, limit)
        margin = max(high - low, span) * 0.12
        return low - margin, high + margin

    def _paint_line(self, painter: QPainter, box: QRectF, values: NDArray[np.float64], y) -> None:  # type: ignore[no-untyped-def]
        look, step = theme(), box.width() / max(1, len(values) - 1)
        points = np.column_stack((box.left() + np.arange(len(values)) * step, y(values)))
        known = np.flatnonzero(np.isfinite(values))
        runs = np.split(known, np.flatnonzero(np.diff(known) > 1) + 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("data"), max(1.0, look.scale * 1.5), Qt.PenStyle.SolidLine,
                            Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for run in runs:
            painter.drawPolyline(polygon_of(points[run]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.level(self.reading.level) if self.reading.level else look.colour("hi"))
        radius = look.scale * 2.6
        painter.drawEllipse(QPointF(box.right(), y(float(values[-1]))), radius, radius)

    def _paint_bar(self, painter: QPainter, box: QRectF, value: float) -> None:
        look, gauge = theme(), self.gauge

        def x(number: float) -> float:
            share = (number - gauge.low) / (gauge.high - gauge.low)
            return box.left() + box.width() * min(1.0, max(0.0, share))

        painter.fillRect(box, look.colour("raised"))
        limits = sorted((band.above, band.level) for band in gauge.bands if band.above is not None)
        marked = [limit for limit, level in limits if level]
        start, end = ((max(marked), gauge.high) if gauge.falling else (gauge.low, min(marked))) if marked else (
            gauge.low, gauge.high)
        painter.fillRect(QRectF(x(start), box.top(), x(end) - x(start), box.height()), look.colour("fill"))
        for limit, level in limits:
            here = self.reading.level and level == self.reading.level
            painter.fillRect(QRectF(x(limit) - look.scale * 0.75, box.top() - look.px(3), look.scale * 1.5,
                                    box.height() + look.px(6)), look.level(level) if here else look.colour("control"))
        ink = look.level(self.reading.level) if self.reading.level else look.colour("hi")
        six, nine = look.px(6), look.px(9)
        at = min(max(x(value), box.left() + look.scale), box.right() - look.scale)
        feet = max(at - six, box.left()), min(at + six, box.right())
        painter.setPen(QPen(look.colour("panel"), look.scale))
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(at, box.bottom() - look.px(1)),
                                       QPointF(feet[0], box.bottom() + nine), QPointF(feet[1], box.bottom() + nine)]))
        painter.fillRect(QRectF(at - look.scale, box.top() - 1, 2 * look.scale, box.height() + 2), ink)
