"""The coordinate grid over a map: degrees of WGS84, or metres of the CGCS2000 zone in which the middle lies. GUI thread.

Lines are worked out once a viewpoint and kept; values stand at the left and the upper edge.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from command_center.domain.coordinates import zone_crs, zone_of
from command_center.domain.geo import from_wgs84, to_wgs84
from layers.drawing import Floats
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

DEGREES, METRES = "degrees", "metres"
MODES = ("", DEGREES, METRES)
_APART_PX = 130  # design pixels between two lines, at least
_SECONDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18000, 36000)
_POINTS = 9  # along a line, which may be bent


class Ruled(NamedTuple):
    """Lines as pixels with their text and whether they run up and down."""

    lines: tuple[tuple[Floats, str, bool], ...]


def metric_step(metres: float) -> float:
    """The shortest of 1, 2, 5 times a power of ten that is not shorter."""
    power = 10.0 ** math.floor(math.log10(max(metres, 1e-6)))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= metres * (1 - 1e-9))


def degree_step(degrees: float) -> float:
    """The shortest round step in degrees, minutes or seconds that is not shorter."""
    return next((seconds / 3600 for seconds in _SECONDS if seconds / 3600 >= degrees), _SECONDS[-1] / 3600)


def degree_text(value: float, step: float, letters: str) -> str:
    """Degrees, with minutes and seconds as far as the step needs them."""
    total = round(abs(value) * 3600, 1)
    degrees, rest = divmod(total, 3600)
    minutes, seconds = divmod(rest, 60)
    text = f"{degrees:.0f}°"
    if step < 1 or minutes or seconds:
        text += f"{minutes:02.0f}′"
    if step < 1 / 60 or seconds:
        text += f"{seconds:04.1f}″" if step < 1 / 3600 else f"{seconds:02.0f}″"
    return text + letters[0 if value >= 0 else 1]


def ruled(view: Viewpoint, mode: str) -> Ruled:
    """The lines of a view. Any thread."""
    corners = [view.lonlat(x, y) for x in (0, view.width / 2, view.width) for y in (0, view.height / 2, view.height)]
    lonlat = np.array(corners)
    if not np.isfinite(lonlat).all():
        return Ruled(())
    if mode == DEGREES:
        across = float(np.ptp(lonlat[:, 0])) / max(view.width, 1) * theme().px(_APART_PX)
        step = degree_step(across)
        return _lines(view, lonlat, step, step, lambda x, y: np.column_stack((x, y)),
                      lambda value, vertical: degree_text(value, step, "EW" if vertical else "NS"))
    crs = zone_crs(zone_of(float(lonlat[4, 0])))
    around = np.column_stack(from_wgs84(lonlat[:, 0], lonlat[:, 1], crs))
    step = metric_step(view.ground_scale * theme().px(_APART_PX))
    unit, name = (1000.0, "km") if step >= 1000 else (1.0, "m")
    return _lines(view, around, step, step, lambda x, y: np.column_stack(to_wgs84(x, y, crs)),
                  lambda value, vertical: f"{'E' if vertical else 'N'} {value / unit:,.0f} {name}")


def _lines(view: Viewpoint, around: Floats, step_x: float, step_y: float, to_lonlat: Callable[[Floats, Floats], Floats],
           text: Callable[[float, bool], str]) -> Ruled:
    (west, south), (east, north) = around.min(axis=0), around.max(axis=0)
    found = []
    for value in np.arange(math.ceil(west / step_x), math.floor(east / step_x) + 1) * step_x:
        along = np.linspace(south, north, _POINTS)
        found.append((view.pixels(to_lonlat(np.full(_POINTS, value), along)), text(float(value), True), True))
    for value in np.arange(math.ceil(south / step_y), math.floor(north / step_y) + 1) * step_y:
        along = np.linspace(west, east, _POINTS)
        found.append((view.pixels(to_lonlat(along, np.full(_POINTS, value))), text(float(value), False), False))
    return Ruled(tuple(found))


class Graticule:
    """An overlay of a map; `mode` says which grid, "" for none."""

    def __init__(self) -> None:
        self.mode = ""
        self._kept: tuple[tuple[Viewpoint, str, float], Ruled] | None = None

    def turn(self) -> str:
        """The next one of none, degrees, metres."""
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]
        return self.mode

    def paint(self, painter: QPainter, view: Viewpoint) -> None:
        """Thin lines, then the values."""
        if not self.mode:
            return
        key = (view, self.mode, theme().scale)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, ruled(view, self.mode))
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("hi", 70), max(1.0, look.scale)))
        for pixels, _, _ in self._kept[1].lines:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in pixels.tolist()]))
        self._paint_texts(painter, view, self._kept[1])

    @staticmethod
    def _paint_texts(painter: QPainter, view: Viewpoint, lines: Ruled) -> None:
        look = theme()
        font = look.font("micro")
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        for pixels, text, vertical in lines.lines:
            wide, tall = metrics.horizontalAdvance(text) + look.px(6), look.px(14)
            if vertical:
                x = float(np.interp(0.0, pixels[::-1, 1], pixels[::-1, 0]))
                box = QRectF(x - wide / 2, 1, wide, tall)
            else:
                y = float(np.interp(0.0, pixels[:, 0], pixels[:, 1]))
                box = QRectF(1, y - tall / 2, wide, tall)
            if box.left() >= 0 and box.right() <= view.width and box.top() >= 0 and box.bottom() <= view.height:
                painter.fillRect(box, look.colour("void", 190))
                painter.setPen(look.colour("mid"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
