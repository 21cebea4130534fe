"""The vital signs of the city: one gauge under another, in the order of their priority. GUI thread.

A first change paints at once, then numbers change at most once a second. On a wall, where nothing can be scrolled,
what is abnormal always finds room; the order stays, so that eyes find each gauge where it was.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from command_center.alarms.vitals import Reading, rows_of, value
from command_center.domain.packs import Gauge, Pack
from command_center.domain.time import SECOND
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from widgets.context import Context
from widgets.gauges.gauge import GaugeView
from widgets.gauges.history import GaugeHistory
from widgets.gauges.trend import TrendWindow
from widgets.lettering import CENTRE, draw_text
from widgets.panels.frame import FramedPanel
from widgets.spans import span_words
from widgets.theme import theme

ROW = {"desk": 84, "wall": 60}  # least height of a gauge in design pixels
SCROLL = 9  # of the scroll bar, as the style draws it
ASK_AT_ONCE = 2  # histories asked for in one second, so that a start asks the disk little by little


def ordered_gauges(packs: Iterable[Pack]) -> list[Gauge]:
    """Every gauge of the packs by priority."""
    return sorted((gauge for pack in packs for gauge in pack.gauges), key=lambda gauge: gauge.priority)


class VitalsPanel(FramedPanel):
    """City vital signs."""

    key = "vitals"
    area = "left"
    depends_on = ("series", "sources", "cameras", "alarms")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._snapshot: Snapshot = EMPTY
        self._refreshed_utc = 0
        self._rows: dict[str, NDArray[np.int64]] = {}
        self._rows_of: tuple[int, int] = (0, 0)
        self._history = GaugeHistory(context, self)
        self._history.ready.connect(self._show_past)
        self._trends: dict[str, TrendWindow] = {}
        self.views = {gauge.key: self._view(gauge) for gauge in ordered_gauges(context.packs.values())}
        self._build()
        self.retranslate()

    def title(self) -> str:
        """Translated title."""
        return self.tr("City vital signs")

    def retranslate(self) -> None:
        self._say_age(self._refreshed_utc)

    def _say_age(self, now_utc: int) -> None:
        """How old the newest value of the panel is."""
        newest = max((view.reading.at_utc for view in self.views.values() if not view.gauge.value.platform), default=0)
        age = span_words((now_utc - newest) / SECOND)
        self.set_note(self.tr("last 6 h   {age} old").format(age=age) if newest else self.tr("last 6 h"))

    def _view(self, gauge: Gauge) -> GaugeView:
        unit = gauge.unit if self.context.language.startswith("zh") else gauge.unit_en or gauge.unit
        view = GaugeView(gauge, self.context.say(gauge.zh, gauge.en), unit, active=not self.is_wall)
        view.opened.connect(self._open_trend)
        return view

    def _build(self) -> None:
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for view in self.views.values():
            column.addWidget(view)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)  # setWidget switches it on
        self._hidden = _Hidden(self)
        self.body.addWidget(self._scroll)
        self.body.addWidget(self._hidden)
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(self._say_hidden)
        bar.rangeChanged.connect(self._make_gutter)
        if self.is_wall:
            self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            self.summoned_by("Alt+4")

    def summon(self) -> None:
        """The first gauge takes the keyboard."""
        first = next(iter(self.views.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- the state
    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        self._snapshot = snapshot
        if changes.reset:
            self._history.forget()
            self._refreshed_utc = 0
        if not self._refreshed_utc:
            self.refresh(self.context.session().clock.now_utc())

    def on_clock(self, now_utc: int) -> None:
        self.refresh(now_utc)

    def is_settled(self) -> bool:
        """Whether the trends have all of the past that is there."""
        return self._history.is_settled

    def refresh(self, now_utc: int) -> None:
        """Read every gauge at an instant."""
        if self._snapshot.seq:
            self._refreshed_utc = now_utc
        self._index()
        unseen = {alarm.subject for alarm in self._snapshot.alarms.values() if alarm.state == "unacknowledged"}
        asked = 0
        for key, view in self.views.items():
            rows = self._rows.get(view.gauge.value.quantity, np.zeros(0, np.int64))
            reading = value(view.gauge, self._snapshot, now_utc, rows)
            view.show_reading(reading, now_utc, self._is_acknowledged(view.gauge, reading, rows, unseen))
            if view.gauge.value.platform:
                self._history.observe(view.gauge, reading.value, now_utc)
            elif asked < ASK_AT_ONCE and self._history.refresh(view.gauge, self._snapshot.series, rows, now_utc):
                asked += 1
            if key in self._trends:
                self._trends[key].on_clock(now_utc, reading)
        self._say_age(now_utc)
        self._choose_rows()
        self._say_hidden()

    def _index(self) -> None:
        """Rows by quantity, found anew only when series were added."""
        table = self._snapshot.series
        state = (id(table.keys), table.count)
        if state != self._rows_of:
            self._rows_of = state
            self._rows = {quantity: rows_of(table, quantity)
                          for quantity in {view.gauge.value.quantity for view in self.views.values()} if quantity}

    def _is_acknowledged(self, gauge: Gauge, reading: Reading, rows: NDArray[np.int64], unseen: set[str]) -> bool:
        """Whether no unacknowledged alarm stands on what the gauge shows (a badge is solid until then)."""
        if not reading.level or not unseen:
            return True
        keys = self._snapshot.series.keys
        subjects = {keys[row].series for row in rows} if not gauge.value.platform else {gauge.value.platform}
        return not subjects & unseen

    def _show_past(self, key: str, values: NDArray[np.float64]) -> None:
        self.views[key].show_past(values)

    # ---- room
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_rows()

    def _room(self) -> int:
        hidden = self._hidden.height() if self._hidden.isVisibleTo(self) else 0
        return self.height() - self.head_height() - hidden

    def _choose_rows(self) -> None:
        """As many rows as fit at their least height, spread over the room; a wall leaves normal ones out first."""
        least = theme().px(ROW[self.context.profile])
        fit = max(1, self._room() // least)
        tall = max(least, self._room() // max(1, min(fit, len(self.views))))
        shown = list(self.views)
        if self.is_wall:
            worst = sorted(shown, key=lambda key: self._urgency(self.views[key].reading))
            keep = set(worst[:fit])
            shown = [key for key in shown if key in keep]
        for key, view in self.views.items():
            view.setVisible(key in shown)
            if view.height() != tall:
                view.setFixedHeight(tall)

    def _make_gutter(self, _low: int, high: int) -> None:
        """The scroll bar stands in the gauges' right padding, so that numbers end where the head's words end."""
        taken = theme().px(SCROLL) if high > 0 and not self.is_wall else 0
        for view in self.views.values():
            view.set_gutter(taken)

    @staticmethod
    def _urgency(reading: Reading) -> int:
        if reading.level:
            return reading.level
        return 5 if reading.stale else 6 if reading.value is not None else 7

    def _say_hidden(self) -> None:
        """On a desk: how many abnormal gauges lie below the edge."""
        edge = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height()
        count = 0 if self.is_wall else sum(
            bool(view.reading.level or view.reading.stale) and view.y() + view.height() // 2 > edge
            for view in self.views.values())
        self._hidden.say(self.tr("{n} more not normal below").format(n=count) if count else "")

    # ---- the enlarged trend
    def _open_trend(self, key: str) -> None:
        if key not in self._trends:
            window = TrendWindow(self.context, self.views[key].gauge, self.views[key].title, self.views[key].unit,
                                 self.window())
            window.destroyed.connect(lambda: self._trends.pop(key, None))
            self._trends[key] = window
        window = self._trends[key]
        rows = self._rows.get(self.views[key].gauge.value.quantity)
        window.show_series(self._snapshot, rows, self._refreshed_utc)
        window.show()
        window.raise_()
        window.activateWindow()


class _Hidden(QWidget):
    """The line under the gauges that says what the edge hides."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setFixedHeight(theme().px(22))
        self.hide()

    def say(self, words: str) -> None:
        """Show these words, or nothing."""
        if words != self._words:
            self._words = words
            self.setVisible(bool(words))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("raised"))
        draw_text(painter, QRectF(self.rect()), self._words, "caption", "hi", align=CENTRE)
        painter.end()
