"""Draws base-map tiles with QPainter from the model's columns. Runs in the raster workers; needs no QApplication.

Ways known to be slow and avoided: one path for a style (seconds), round caps with drawLines, items and scenes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QLineF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen
from shiboken6 import Shiboken

from command_center.domain.geo import from_mercator
from layers.basemap import ROADS, BaseClass
from layers.basemap_model import BaseModel
from layers.basemap_style import BASE_STYLE, BaseStyle
from layers.geometry_sets import Box, GeometrySet, Level
from widgets.map.splat import FROM_M, splat
from widgets.theme import theme

_PATHS_KEPT = 20_000
_LINES_UNTIL = 4.0  # pixels: up to this width nobody sees whether the pieces of a line are joined


def path_of(level: Level, chunk: int, *, closed: bool) -> QPainterPath:
    """All parts of a chunk as one path, through Qt's stream format: 20 bytes an element instead of a call."""
    first, last = level.offset[level.start[chunk]], level.offset[level.end[chunk]]
    xy = level.xy[first:last]
    elements = np.zeros(len(xy), dtype=[("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
    elements["kind"] = 1
    elements["kind"][level.offset[level.start[chunk]:level.end[chunk]] - first] = 0
    elements["x"], elements["y"] = xy[:, 0], xy[:, 1]
    head = np.array([len(xy)], ">i4").tobytes()
    tail = np.array([0, 1 if closed else 0], ">i4").tobytes()  # last subpath's start; fill by winding
    stream = QDataStream(QByteArray(head + elements.tobytes() + tail))
    path = QPainterPath()
    stream >> path
    return path


class TilePainter:
    """Paints tiles of a model. scale: S of look.md, by which widths grow on a wall."""

    def __init__(self, model: BaseModel, scale: float = 1.0, style: BaseStyle = BASE_STYLE) -> None:
        self.model = model
        self.scale = scale
        self.style = style
        self._paths: dict[tuple[int, int, bool], tuple[Level, QPainterPath]] = {}

    def forget(self) -> None:
        """The model was built anew."""
        self._paths.clear()

    def paint(self, image: QImage, west: float, top: float, metres_per_pixel: float) -> None:
        """Fill an image whose upper left corner lies at (west, top), in Mercator metres with y down."""
        image.fill(_colour(self.style.land))
        width, height = image.width() * metres_per_pixel, image.height() * metres_per_pixel
        margin = 24 * metres_per_pixel * self.scale
        box = (west - margin, top - margin, west + width + margin, top + height + margin)
        lat = float(from_mercator(0.0, -(top + height / 2))[1])
        ground = metres_per_pixel * self.scale * float(np.cos(np.radians(lat)))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(1 / metres_per_pixel, 1 / metres_per_pixel)
        painter.translate(-west, -top)
        self._fills(painter, box, metres_per_pixel, ground)
        self._buildings(painter, box, (west, top, image.width(), image.height()), metres_per_pixel, ground)
        self._roads(painter, box, metres_per_pixel, ground)
        self._rails(painter, box, metres_per_pixel, ground)
        self._boundaries(painter, box, metres_per_pixel)
        painter.end()

    def _pen(self, token: str, pixels: float, alpha: int = 255, dash: Iterable[float] = (),
             cap: Qt.PenCapStyle = Qt.PenCapStyle.FlatCap) -> QPen:
        pen = QPen(_colour(token, alpha), pixels * self.scale)
        pen.setCosmetic(True)
        pen.setCapStyle(cap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pattern = list(dash)
        if pattern:
            pen.setDashPattern(pattern)
        return pen

    def _detail(self, mpp: float) -> float:
        return 0.0 if self.style.everything else mpp

    def _fills(self, painter: QPainter, box: Box, mpp: float, ground: float) -> None:
        for base in (BaseClass.BLOCK, BaseClass.PARK, BaseClass.WATER):
            colour, alpha = self.style.fill(base, ground)
            self._fill(painter, self.model.areas.get(base), box, mpp, _colour(colour, alpha))
            if base is BaseClass.WATER and not self.style.plain:
                self._shore(painter, box, mpp, ground)

    def _buildings(self, painter: QPainter, box: Box, area: tuple[float, float, int, int], mpp: float,
                   ground: float) -> None:
        found = self.model.areas.get(BaseClass.BUILDING)
        name, alpha = self.style.fill(BaseClass.BUILDING, ground)
        if found is None or not alpha:
            return
        if mpp >= FROM_M and not self.style.everything:
            west, top, width, height = area
            splat(painter, found, west, top, mpp, width, height, _colour(name, alpha))
            return
        self._fill(painter, found, box, mpp, _colour(name, alpha))
        if ground < 1.8 and not self.style.plain:
            self._outline(painter, found, box, mpp, self._pen("map.building_edge", 0.9))

    def _fill(self, painter: QPainter, found: GeometrySet | None, box: Box, mpp: float, colour: QColor) -> None:
        if found is not None and colour.alpha():
            brush = QBrush(colour)
            for path in self._chunk_paths(found, box, mpp):
                painter.fillPath(path, brush)

    def _shore(self, painter: QPainter, box: Box, mpp: float, ground: float) -> None:
        self._outline(painter, self.model.areas.get(BaseClass.WATER), box, mpp, self._pen("map.shore", 1.2))
        streams = self.model.lines.get(BaseClass.WATER)
        if streams is not None and ground < 60:
            width = max(1.2, 8.0 / ground)
            self._stroke(painter, streams, box, mpp, self._pen("map.water", width))

    def _outline(self, painter: QPainter, found: GeometrySet | None, box: Box, mpp: float, pen: QPen) -> None:
        if found is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            for path in self._chunk_paths(found, box, mpp):
                painter.drawPath(path)

    def _roads(self, painter: QPainter, box: Box, mpp: float, ground: float) -> None:
        look = self.style
        widths = {base: look.road_width(base, ground) for base in (BaseClass.TUNNEL, *ROADS)}
        drawn = [base for base in ROADS if widths[base] and base in self.model.lines]
        self._tunnels(painter, box, mpp, widths[BaseClass.TUNNEL])
        for base in drawn:
            if widths[base] >= look.casing_from:
                pen = self._pen("map.road_edge", widths[base] + 2.0, cap=Qt.PenCapStyle.RoundCap)
                self._stroke(painter, self.model.lines[base], box, mpp, pen)
        for base in drawn:
            width = widths[base]
            cap = Qt.PenCapStyle.RoundCap if width >= look.casing_from else Qt.PenCapStyle.FlatCap
            self._stroke(painter, self.model.lines[base], box, mpp,
                         self._pen(look.road_colour(base, width), width, cap=cap))
        hollow = widths[BaseClass.MOTORWAY]
        if hollow >= look.hollow_from and BaseClass.MOTORWAY in self.model.lines:
            self._stroke(painter, self.model.lines[BaseClass.MOTORWAY], box, mpp,
                         self._pen("map.road_core", max(1.1, hollow * 0.4), cap=Qt.PenCapStyle.RoundCap))

    def _tunnels(self, painter: QPainter, box: Box, mpp: float, width: float) -> None:
        found = self.model.lines.get(BaseClass.TUNNEL)
        if found is None or not width:
            return
        if width >= self.style.casing_from:
            self._stroke(painter, found, box, mpp, self._pen("map.road_secondary", width + 2.0, dash=(0.6, 0.4)))
        self._stroke(painter, found, box, mpp, self._pen("map.tunnel", width))

    def _rails(self, painter: QPainter, box: Box, mpp: float, ground: float) -> None:
        found = self.model.lines.get(BaseClass.RAIL)
        if found is not None and ground < 60:
            self._stroke(painter, found, box, mpp, self._pen("map.rail", 1.5, dash=(6, 4)), dashed=True)

    def _boundaries(self, painter: QPainter, box: Box, mpp: float) -> None:
        pen = self._pen("map.boundary", 1.2, 200, (10, 4, 2, 4))
        self._outline(painter, self.model.areas.get(BaseClass.BOUNDARY), box, mpp, pen)
        lines = self.model.lines.get(BaseClass.BOUNDARY)
        if lines is not None:
            self._stroke(painter, lines, box, mpp, pen, dashed=True)

    def _stroke(self, painter: QPainter, found: GeometrySet, box: Box, mpp: float, pen: QPen, *,
                dashed: bool = False) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        round_ended = pen.capStyle() == Qt.PenCapStyle.RoundCap  # slow to draw piece by piece
        if dashed or round_ended or pen.widthF() > _LINES_UNTIL * self.scale:
            for path in self._chunk_paths(found, box, mpp):
                painter.drawPath(path)
            return
        for segments in found.level(self._detail(mpp)).segments(box):
            first: Any = Shiboken.wrapInstance(segments.ctypes.data, QLineF)
            painter.drawLines(first, len(segments))

    def _chunk_paths(self, found: GeometrySet, box: Box, mpp: float) -> Iterable[QPainterPath]:
        level = found.level(self._detail(mpp))
        if len(self._paths) > _PATHS_KEPT:
            self._paths.clear()
        for chunk in level.chunks(box):
            key = (id(level), chunk, found.closed)
            kept = self._paths.get(key)
            if kept is None:
                kept = self._paths[key] = (level, path_of(level, chunk, closed=found.closed))
            yield kept[1]



def _colour(name: str, alpha: int = 255) -> QColor:
    if not name.startswith("#"):
        return theme().colour(name, alpha)
    colour = QColor(name)
    colour.setAlpha(alpha)
    return colour
