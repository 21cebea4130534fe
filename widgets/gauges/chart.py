"""The plot inside a trend window. Importing this module imports pyqtgraph. GUI thread."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QPen

from command_center.domain.packs import Gauge
from command_center.domain.time import SECOND, to_datetime
from widgets.context import Context
from widgets.theme import theme


class CityTimeAxis(pg.AxisItem):
    """Ticks in the city's zone, whatever the zone of this machine."""

    def __init__(self, zone: Any) -> None:
        super().__init__(orientation="bottom")
        self._zone = zone

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """HH:MM, with seconds where ticks are closer than a minute, the date at midnight."""
        texts = []
        for value in values:
            moment = to_datetime(int(value * SECOND), self._zone)
            midnight = moment.hour == 0 and moment.minute == 0
            texts.append(moment.strftime("%m-%d" if midnight else "%H:%M:%S" if spacing < 60 else "%H:%M"))
        return texts

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """Whole minutes and hours, never 2,500 seconds."""
        wanted = (maxVal - minVal) / max(2.0, size / theme().px(90))
        steps = (10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
        return [(float(next((step for step in steps if step >= wanted), steps[-1])), 0.0)]


class Chart(QObject):
    """Draws bands, single series, the gauge's own line and a crosshair. `pointed` gives (seconds, value)."""

    pointed = Signal(QPointF)

    def __init__(self, gauge: Gauge, unit: str, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        look = theme()
        self.gauge = gauge
        self.widget = pg.PlotWidget(axisItems={"bottom": CityTimeAxis(context.configuration.city.zone)})
        self.widget.setBackground(look.colour("panel"))
        self.plot = self.widget.getPlotItem()
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.showGrid(x=False, y=True, alpha=0.12)
        self.plot.setMouseEnabled(x=True, y=False)
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(pg.mkPen(look.colour("line2")))
            axis.setTextPen(pg.mkPen(look.colour("mid")))
            axis.setStyle(tickFont=look.font("caption"))
        self.plot.getAxis("left").enableAutoSIPrefix(False)
        self._bands(context)
        self._singles: list[Any] = []
        self._line = self.plot.plot(pen=pg.mkPen(look.colour("hi"), width=max(1.5, look.scale * 2)), connect="finite")
        self._cross = [pg.InfiniteLine(angle=angle, pen=self._dashed()) for angle in (90, 0)]
        for line in self._cross:
            line.setZValue(50)
            line.hide()
            self.plot.addItem(line, ignoreBounds=True)
        self.widget.scene().sigMouseMoved.connect(self._move)

    @staticmethod
    def _dashed() -> QPen:
        pen = pg.mkPen(theme().colour("control"))
        pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _bands(self, context: Context) -> None:
        """A line and a name at every limit, coloured where it has a level."""
        look = theme()
        for band in self.gauge.bands:
            if band.above is None:
                continue
            colour = look.level(band.level) if band.level else look.colour("control")
            line = pg.InfiniteLine(band.above, angle=0, pen=pg.mkPen(colour, width=1),
                                   label=context.say(band.zh, band.en),
                                   labelOpts={"position": 0.02, "color": colour, "anchors": [(0, 1), (0, 1)]})
            line.label.setFont(look.font("caption"))
            self.plot.addItem(line, ignoreBounds=True)

    def draw(self, at_utc: NDArray[np.int64], values: NDArray[np.float64], singles: list[Any]) -> None:
        """The gauge's line and the single series behind it."""
        look = theme()
        for item in self._singles:
            self.plot.removeItem(item)
        pen = pg.mkPen(look.colour("fill", 150), width=1)
        several = singles if len(singles) > 1 else []
        self._singles = [self.plot.plot(at / SECOND, value, pen=pen) for _, (at, value) in several]
        for item in self._singles:
            item.setZValue(-1)
        self._line.setData(at_utc / SECOND, values)
        self.plot.setXRange(at_utc[0] / SECOND, at_utc[-1] / SECOND, padding=0.01)
        self._fit(values, singles)

    def _fit(self, values: NDArray[np.float64], singles: list[Any]) -> None:
        known = np.concatenate([values, *[value for _, (_, value) in singles]])
        known = known[np.isfinite(known)]
        if len(known):
            low, high = float(known.min()), float(known.max())
            limits = [band.above for band in self.gauge.bands if band.above is not None and band.level]
            near = [limit for limit in limits if low - (high - low) <= limit <= high + (high - low) + 1e-9]
            low, high = min([low, *near]), max([high, *near])
            self.plot.setYRange(low, high if high > low else low + 1.0, padding=0.08)

    def _move(self, at: QPointF) -> None:
        inside = self.plot.sceneBoundingRect().contains(at)
        for line in self._cross:
            line.setVisible(inside)
        if inside:
            place = self.plot.vb.mapSceneToView(at)
            self._cross[0].setPos(place.x())
            self._cross[1].setPos(place.y())
            self.pointed.emit(place)
