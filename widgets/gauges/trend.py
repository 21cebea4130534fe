"""The enlarged trend of one gauge: its value, the series behind it, its bands, a crosshair, the city's time.

GUI thread; pyqtgraph is imported when the first is opened, histories are futures. It follows the clock of the window, so in
a replay it shows what was known then.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from command_center.alarms.trends import trend
from command_center.alarms.vitals import Reading, band_of
from command_center.domain.packs import Gauge
from command_center.domain.time import HOUR, SECOND
from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.gauges.plotting import Plotting
from widgets.spans import time_of_day
from widgets.theme import theme

SPANS_H = (1, 6, 24)
POINTS = 480
MOST_LINES = 24  # thin lines of single series; more would be a grey smear
EVERY = 15 * SECOND


class TrendWindow(QDialog):
    """One window a gauge; closes with Esc."""

    _arrived = Signal(int, object)

    def __init__(self, context: Context, gauge: Gauge, title: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.gauge, self.unit = context, gauge, unit
        self.zone = context.configuration.city.zone
        self._series: list[str] = []
        self._span = 6 * HOUR
        self._now = self._asked = 0
        self._generation = 0
        self._reading = Reading(None, 0)
        self._chart: Any = None
        self._waiting: tuple[NDArray[np.int64], NDArray[np.float64], list[Any]] | None = None
        self.setWindowTitle(f"{title} ({unit})" if unit else title)
        self.resize(theme().px(900), theme().px(460))
        self._build()
        self._arrived.connect(self._take)
        self._plotting = Plotting(self)
        self._plotting.ready.connect(self._make_chart)
        self._plotting.failed.connect(lambda reason: self._status.setText(
            self.tr("The plotting library cannot be loaded ({reason}); the small trends go on.").format(
                reason=reason)))
        self._plotting.load()

    def _build(self) -> None:
        look = theme()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*[look.space("padding")] * 4)
        line = QHBoxLayout()
        self._status = QLabel(self.tr("Loading the trend"))
        self._status.setFont(look.font("body"))
        line.addWidget(self._status, 1)
        self._buttons = {}
        for hours in SPANS_H:
            button = QPushButton(self.tr("{n} h").format(n=hours))
            button.setCheckable(True)
            button.setChecked(hours == 6)
            button.setAutoExclusive(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, h=hours: self._set_span(h))
            self._buttons[hours] = button
            line.addWidget(button)
        self._box.addLayout(line)
        self._box.addStretch(1)

    def show_series(self, snapshot: Snapshot, rows: NDArray[np.int64] | None, now_utc: int) -> None:
        """What to draw; asked for at once."""
        self._series = [] if rows is None else [snapshot.series.keys[row].series for row in rows]
        self._now = now_utc
        self._ask()

    def on_clock(self, now_utc: int, reading: Reading) -> None:
        """The clock moved on."""
        moved = abs(now_utc - self._asked) >= EVERY
        self._now, self._reading = now_utc, reading
        if moved:
            self._ask()

    def _set_span(self, hours: int) -> None:
        self._span = hours * HOUR
        self._ask()

    def _ask(self) -> None:
        self._asked = self._now
        self._generation += 1
        generation, since, until = self._generation, self._now - self._span, self._now
        if not self._series:
            self._status.setText(self.tr("This sign keeps no past: it is measured by the platform itself."))
            return
        future = self.context.session().history.samples(self._series, since, until)
        future.add_done_callback(lambda done: self._reduce(done, generation, since, until))

    def _reduce(self, done: Future[Any], generation: int, since: int, until: int) -> None:
        """On the history's thread."""
        answer: Any = None
        if not done.cancelled() and done.exception() is None:
            found = {name: (each.at_utc, each.value) for name, each in done.result().items() if len(each.at_utc)}
            at, values = trend(self.gauge, found, since, until, POINTS)
            answer = (at, values, list(found.items())[:MOST_LINES])
        try:
            self._arrived.emit(generation, answer)
        except RuntimeError:  # closed meanwhile
            return

    def _take(self, generation: int, answer: Any) -> None:
        if generation != self._generation:
            return
        if answer is None:
            self._status.setText(self.tr("The past cannot be read just now; it is asked for again shortly."))
            return
        self._waiting = answer
        self._draw()

    # ---- the chart
    def _make_chart(self) -> None:
        from widgets.gauges.chart import Chart

        self._chart = Chart(self.gauge, self.unit, self.context, self)
        self._chart.pointed.connect(self._point)
        self._box.addWidget(self._chart.widget, 100)
        self._draw()

    def _draw(self) -> None:
        if self._chart is None or self._waiting is None:
            return
        at, values, singles = self._waiting
        self._chart.draw(at, values, singles)
        self._say(at, values)

    def _say(self, at: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        known = np.isfinite(values)
        if not known.any():
            self._status.setText(self.tr("Nothing was recorded in this span."))
            return
        digits = self.gauge.digits
        self._status.setText(self.tr("lowest {low}, highest {high} {unit}; {n} series").format(
            low=f"{values[known].min():.{digits}f}", high=f"{values[known].max():.{digits}f}", unit=self.unit,
            n=len(self._series)))

    def _point(self, place: QPointF) -> None:
        """The crosshair: instant, value and band under it."""
        if self._waiting is None:
            return
        at, values, _ = self._waiting
        row = int(np.clip(np.searchsorted(at, int(place.x() * SECOND)), 0, len(at) - 1))
        if not np.isfinite(values[row]):
            self._status.setText(self.tr("{time}: nothing recorded").format(
                time=time_of_day(int(at[row]), self.zone, self._now)))
            return
        band = band_of(self.gauge, float(values[row]))
        words = self.context.say(band.zh, band.en) if band else ""
        self._status.setText(f"{time_of_day(int(at[row]), self.zone, self._now)}   "
                             f"{values[row]:.{self.gauge.digits}f} {self.unit}   {words}")
