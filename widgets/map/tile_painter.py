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

from layers.basemap import ROADS, BaseClass
from layers.basemap_model import BaseModel
from layers.basemap_style import (
    ARROWS_UNTIL,
    BASE_STYLE,
    BRIDGE_FROM,
    PATH_DASH,
    BaseStyle,
    single_width,
    water_width,
)
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
        """Fill an image whose upper left corner lies at (west, top), in metres of the map with y down."""
        image.fill(_colour(self.style.land) if self.style.land else Qt.GlobalColor.transparent)
        width, height = image.width() * metres_per_pixel, image.height() * metres_per_pixel
        margin = 24 * metres_per_pixel * self.scale
        box = (west - margin, top - margin, west + width + margin, top + height + margin)
        metre = self.model.projection.ground_m(west + width / 2, -(top + height / 2))
        ground = metres_per_pixel * self.scale * metre
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
        for base in (BaseClass.STREAM, BaseClass.WATER):
            found, width = self.model.lines.get(base), water_width(base, ground)
            if found is not None and width:
                self._stroke(painter, found, box, mpp, self._pen("map.water", width, cap=Qt.PenCapStyle.RoundCap))

    def _outline(self, painter: QPainter, found: GeometrySet | None, box: Box, mpp: float, pen: QPen) -> None:
        if found is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            for path in self._chunk_paths(found, box, mpp):
                painter.drawPath(path)

    def _roads(self, painter: QPainter, box: Box, mpp: float, ground: float) -> None:
        look = self.style
        widths = {base: look.road_width(base, ground) for base in (BaseClass.TUNNEL, *ROADS)}
        drawn = [(base, found, width) for base in ROADS if widths[base]
                 for found, width in ((self.model.single.get(base), single_width(base, widths[base])),
                                      (self.model.lines.get(base), widths[base])) if found is not None]
        self._tunnels(painter, box, mpp, widths[BaseClass.TUNNEL])
        self._footways(painter, box, mpp, ground)
        for _, found, width in drawn:
            if width >= look.casing_from:
                pen = self._pen("map.road_edge", width + 2.0, cap=Qt.PenCapStyle.RoundCap)
                self._stroke(painter, found, box, mpp, pen)
        for base, found, width in drawn:
            cap = Qt.PenCapStyle.RoundCap if width >= look.casing_from else Qt.PenCapStyle.FlatCap
            self._stroke(painter, found, box, mpp, self._pen(look.road_colour(base, widths[base]), width, cap=cap))
        self._bridges(painter, box, mpp, widths)
        for base, found, hollow in drawn:
            if base is BaseClass.MOTORWAY and hollow >= look.hollow_from:
                self._stroke(painter, found, box, mpp,
                             self._pen("map.road_core", max(1.1, hollow * 0.4), cap=Qt.PenCapStyle.RoundCap))
        if ground <= ARROWS_UNTIL and not look.plain:
            self._arrows(painter, box, mpp)

    def _footways(self, painter: QPainter, box: Box, mpp: float, ground: float) -> None:
        found, width = self.model.lines.get(BaseClass.PATH), self.style.road_width(BaseClass.PATH, ground)
        if found is not None and width:
            colour = self.style.road_colour(BaseClass.PATH, width)
            self._stroke(painter, found, box, mpp, self._pen(colour, min(width, 3.0), 200, PATH_DASH), dashed=True)

    def _bridges(self, painter: QPainter, box: Box, mpp: float, widths: dict[BaseClass, float]) -> None:
        """Once more above what they cross, with edges of their own."""
        for base in ROADS:
            found, width = self.model.bridges.get(base), single_width(base, widths[base])
            if found is None or width < BRIDGE_FROM or self.style.plain:
                continue
            self._stroke(painter, found, box, mpp, self._pen("map.road_primary", width + 4.0))
            self._stroke(painter, found, box, mpp, self._pen("map.road_edge", width + 2.0))
            self._stroke(painter, found, box, mpp, self._pen(self.style.road_colour(base, widths[base]), width,
                                                             cap=Qt.PenCapStyle.SquareCap))

    def _arrows(self, painter: QPainter, box: Box, mpp: float) -> None:
        """Chevrons on one-way roads, all in one call."""
        for places in self.model.arrows.values():
            x, y = places[:, 0], places[:, 1]
            near = places[(x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])]
            if not len(near):
                continue
            size = 3.2 * mpp * self.scale
            tip, ahead = near[:, :2] + near[:, 2:] * size, near[:, 2:]
            aside = np.column_stack((-ahead[:, 1], ahead[:, 0]))
            wings = [tip - ahead * size * 1.5 + side * aside * size for side in (-1.0, 1.0)]
            segments = np.ascontiguousarray(np.concatenate([np.hstack((wing, tip)) for wing in wings]))
            painter.setPen(self._pen("map.label", 1.1, 150))
            first: Any = Shiboken.wrapInstance(segments.ctypes.data, QLineF)
            painter.drawLines(first, len(segments))

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
            if ground < 6:  # a bed with sleepers, as on paper
                self._stroke(painter, found, box, mpp, self._pen("map.rail", 2.6, 130))
                self._stroke(painter, found, box, mpp, self._pen("map.land", 1.4, dash=(4, 4)), dashed=True)
            else:
                self._stroke(painter, found, box, mpp, self._pen("map.rail", 1.1, 170))

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
