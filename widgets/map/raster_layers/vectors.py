"""Paints vector tiles as the base map paints its features. Runs in the raster workers; needs no QApplication.

Each tile is clipped to its own square (or whatever it is in the map's plane), because tiles overlap and their polygons
end at seams. Names are not painted here: they go back to the screen, which places them among all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QPoint, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPen, QPolygon, QRegion

from layers.basemap import ROADS, BaseClass
from layers.basemap_style import BASE_STYLE, water_width
from layers.drawing import Floats
from layers.projection import projection_of
from layers.tiles.vector_classes import LAND, PLAIN, Look, look_of
from layers.tiles.vector_tile import POINT, POLYGON, Features, TileLayerData
from widgets.map.raster_layers.messages import DrawPieces, Piece, TileName
from widgets.map.raster_layers.tile_names import names_of
from widgets.map.raster_layers.warp import grid_to_map
from widgets.map.slots import TILE
from widgets.theme import theme

_AT_ONCE = 40  # parts of a path: a path of everything takes seconds to stroke
_ORDER: tuple[Look, ...] = (LAND, BaseClass.BLOCK, BaseClass.PARK, BaseClass.WATER, BaseClass.STREAM, BaseClass.BUILDING,
                            PLAIN, BaseClass.PATH, BaseClass.TUNNEL, *ROADS, BaseClass.RAIL, BaseClass.BOUNDARY)
_FILLED = (BaseClass.BLOCK, BaseClass.PARK, BaseClass.WATER, BaseClass.BUILDING)


class Shapes(NamedTuple):
    """Parts of one look and kind in pixels of the image."""

    kind: int
    parts: list[Floats]


class VectorPainter:
    """scale: S of look.md, by which widths grow on a wall."""

    def __init__(self, scale: float) -> None:
        self._scale = scale

    def paint(self, image: QImage, order: DrawPieces, pieces: Iterable[tuple[Piece, list[TileLayerData]]]
              ) -> list[TileName]:
        """Paint the pieces; gives the names that stand in them."""
        mpp = order.metres_per_pixel
        middle = order.west + TILE / 2 * mpp, -(order.top + TILE / 2 * mpp)
        ground = mpp * self._scale * projection_of(order.map_crs).ground_m(*middle)
        names = list[TileName]()
        painter = QPainter(image)
        for piece, layers in pieces:
            painter.setClipRegion(QRegion(_outline(order, piece)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._piece(painter, _by_look(order, piece, layers), ground)
            names += names_of(order, piece, layers, _grid, self._scale, ground)
        painter.end()
        return names

    def _piece(self, painter: QPainter, looks: dict[Look, list[Shapes]], ground: float) -> None:
        roads = {base: BASE_STYLE.road_width(base, ground) for base in (BaseClass.PATH, BaseClass.TUNNEL, *ROADS)}
        for look in (*_ORDER[:_ORDER.index(BaseClass.PATH)],):
            for shapes in looks.get(look, ()):
                self._ground(painter, look, shapes, ground)
        for base, width in roads.items():
            if width >= BASE_STYLE.casing_from:
                self._strokes(painter, looks.get(base, ()), "map.road_edge", width + 2.0)
        for base, width in roads.items():
            if width:
                self._strokes(painter, looks.get(base, ()), BASE_STYLE.road_colour(base, width), width)
        if ground < 60:
            self._strokes(painter, looks.get(BaseClass.RAIL, ()), "map.rail", 1.5, (6.0, 4.0))
        self._strokes(painter, looks.get(BaseClass.BOUNDARY, ()), "map.boundary", 1.2, (10.0, 4.0, 2.0, 4.0))

    def _ground(self, painter: QPainter, look: Look, shapes: Shapes, ground: float) -> None:
        if look == PLAIN:
            self._plain(painter, shapes)
        elif look == LAND:
            _fill(painter, shapes, QBrush(theme().colour("map.land")))
        elif look in _FILLED and shapes.kind == POLYGON:
            colour, alpha = BASE_STYLE.fill(look, ground)  # type: ignore[arg-type]
            if alpha:
                _fill(painter, shapes, QBrush(theme().colour(colour, alpha)))
        elif look in (BaseClass.WATER, BaseClass.STREAM):
            width = water_width(look, ground)  # type: ignore[arg-type]
            if width:
                self._strokes(painter, [shapes], "map.water", width)

    def _plain(self, painter: QPainter, shapes: Shapes) -> None:
        """What nobody knows: faint areas, thin lines, dots."""
        colour = theme().colour("data")
        if shapes.kind == POLYGON:
            _fill(painter, shapes, QBrush(theme().colour("data", 40)))
        if shapes.kind != POINT:
            self._strokes(painter, [shapes], "data", 1.2, closed=shapes.kind == POLYGON)
            return
        painter.setPen(QPen(theme().colour("void"), self._scale))
        painter.setBrush(colour)
        radius = 3.0 * self._scale
        for part in shapes.parts:
            for x, y in part.tolist():
                painter.drawEllipse(QPoint(round(x), round(y)), round(radius), round(radius))

    def _strokes(self, painter: QPainter, found: Iterable[Shapes], colour: str, width: float,
                 dash: tuple[float, ...] = (), closed: bool = False) -> None:
        pen = QPen(theme().colour(colour), width * self._scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if width > 3.0 and not dash else Qt.PenCapStyle.FlatCap)
        if dash:
            pen.setDashPattern(list(dash))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shapes in found:
            if shapes.kind != POINT:
                for path in _paths(shapes.parts, closed or shapes.kind == POLYGON):
                    painter.drawPath(path)


def _grid(order: DrawPieces, piece: Piece, u: Floats, v: Floats) -> Floats:
    """Pixels of the image of places in a tile (0 to 1 across and down)."""
    matrix = order.matrix
    wide, high = matrix.tile_size[0] * matrix.resolution, matrix.tile_size[1] * matrix.resolution
    x, y = grid_to_map(matrix.origin[0] + (piece.column + u) * wide, matrix.origin[1] - (piece.row + v) * high,
                       order.map_crs, matrix.crs)
    return np.column_stack([(x - order.west) / order.metres_per_pixel, (-y - order.top) / order.metres_per_pixel])


def _outline(order: DrawPieces, piece: Piece) -> QPolygon:
    """A tile in whole pixels, so that it ends where its neighbour begins."""
    side, none, full = np.linspace(0.0, 1.0, 9), np.zeros(9), np.ones(9)
    pixels = _grid(order, piece, np.concatenate([side, full, side[::-1], none]),
                   np.concatenate([none, side, full, side[::-1]]))
    pixels = np.clip(np.nan_to_num(pixels), -30_000, 30_000)
    return QPolygon([QPoint(round(x), round(y)) for x, y in pixels.tolist()])


def _by_look(order: DrawPieces, piece: Piece, layers: list[TileLayerData]) -> dict[Look, list[Shapes]]:
    found: dict[Look, list[Shapes]] = {}
    for layer in layers:
        for kind, features in layer.kinds.items():
            xy = _grid(order, piece, features.xy[:, 0] / layer.extent, features.xy[:, 1] / layer.extent)
            looks = [look_of(layer.name, kind, properties) for properties in features.properties]
            for look in dict.fromkeys(looks):
                if look is not None:
                    parts = list(_parts_of(features, looks, look, xy))
                    found.setdefault(look, []).append(Shapes(kind, parts))
    return found


def _parts_of(features: Features, looks: list[Look], look: Look, xy: Floats) -> Iterator[Floats]:
    for part, owner in enumerate(features.owner.tolist()):
        if looks[owner] == look:
            piece = xy[features.offset[part]:features.offset[part + 1]]
            if np.isfinite(piece).all():
                yield np.clip(piece, -1e6, 1e6)


def _fill(painter: QPainter, shapes: Shapes, brush: QBrush) -> None:
    """Rings of all features at once would cancel each other out where they touch, so by winding: holes turn the other
    way round in a vector tile."""
    for path in _paths(shapes.parts, True, at_once=1 << 20):
        path.setFillRule(Qt.FillRule.WindingFill)
        painter.fillPath(path, brush)


def _paths(parts: list[Floats], closed: bool, at_once: int = _AT_ONCE) -> Iterator[QPainterPath]:
    """Through Qt's stream format: 20 bytes an element instead of a call."""
    for first in range(0, len(parts), at_once):
        some = [np.vstack([part, part[:1]]) if closed else part for part in parts[first:first + at_once]]
        xy = np.concatenate(some)
        elements = np.zeros(len(xy), dtype=[("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
        elements["kind"] = 1
        elements["kind"][np.cumsum([0, *(len(part) for part in some[:-1])])] = 0
        elements["x"], elements["y"] = xy[:, 0], xy[:, 1]
        stream = QDataStream(QByteArray(np.array([len(xy)], ">i4").tobytes() + elements.tobytes()
                                        + np.array([0, 1], ">i4").tobytes()))
        path = QPainterPath()
        stream >> path
        yield path
