"""Decodes tiles and warps them into a tile of the map. Runs in the raster workers; needs no QApplication.

Neighbouring tiles become one picture first, so that smooth sampling leaves no seams between them. Where the source has
more pixels than the map the tile is painted twice as large and brought down, so that writing stays legible.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QTransform

from layers.drawing import Floats
from layers.tiles.vector_tile import BadTile, TileLayerData, read_tile
from widgets.map.raster_layers.messages import DrawPieces, Matrix, Piece, PiecesDrawn, TileName
from widgets.map.raster_layers.vectors import VectorPainter
from widgets.map.raster_layers.warp import Warp
from widgets.map.slots import TILE

MOST_PX = 4096  # a side of a tile; more is no tile
_KEPT_BYTES = 40 << 20
_FORMATS = ("png", "jpeg", "jpg", "webp", "gif", "bmp", "tiff", "tif")
_KEPT_TILES = 12  # vector tiles
_FINE = 1.15  # so many pixels of the source in one of the map, and it is painted twice as large first
PICTURE = QImage.Format.Format_ARGB32_Premultiplied


class NoPicture(Exception):
    """Bytes that are no picture; the message says why."""


class Pictures:
    """What a worker decoded last."""

    def __init__(self, scale: float = 1.0) -> None:
        self._vectors = VectorPainter(scale)
        self._tiles: OrderedDict[int, list[TileLayerData]] = OrderedDict()
        self._kept: OrderedDict[tuple[int, int, int], QImage] = OrderedDict()
        self._bytes = 0

    def decoded(self, piece: Piece) -> QImage:
        """The picture of a piece. Raises NoPicture."""
        key = (hash(piece.data), len(piece.data), piece.gutter)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = decode(piece.data, piece.gutter)
            self._bytes += found.sizeInBytes()
            while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
                self._bytes -= self._kept.popitem(last=False)[1].sizeInBytes()
        self._kept.move_to_end(key)
        return found

    def draw(self, image: QImage, order: DrawPieces) -> PiecesDrawn:
        """Fill an image; which pieces are broken, and why the first of them is."""
        image.fill(Qt.GlobalColor.transparent)
        read = self._read if order.vector else self.decoded
        broken, reason, good = list[int](), "", list[tuple[Piece, Any]]()
        for number, piece in enumerate(order.pieces):
            try:
                good.append((piece, read(piece)))
            except (NoPicture, BadTile) as error:
                broken.append(number)
                reason = reason or str(error)
        names = list[TileName]()
        if good and order.vector:
            names = self._vectors.paint(image, order, good)
        elif good:
            _paint(image, order, Mosaic(order.matrix, good))
        return PiecesDrawn(order.ticket, broken, reason, not good, names)

    def _read(self, piece: Piece) -> list[TileLayerData]:
        """The layers of a vector tile. Raises BadTile."""
        key = hash(piece.data)
        if key not in self._tiles:
            self._tiles[key] = read_tile(piece.data)
            while len(self._tiles) > _KEPT_TILES:
                self._tiles.popitem(last=False)
        self._tiles.move_to_end(key)
        return self._tiles[key]


def decode(data: bytes, gutter: int = 0) -> QImage:
    """A picture with premultiplied alpha. Raises NoPicture for what is none or is absurdly large."""
    bytes_ = QByteArray(data)
    buffer = QBuffer(bytes_)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    form = bytes(reader.format().data()).decode("ascii", "replace")
    if form not in _FORMATS:  # an SVG may name files of this machine
        raise NoPicture(f"a picture of kind {form}" if form else "no picture")
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > MOST_PX:
        raise NoPicture(f"{size.width()} x {size.height()} pixels")
    image = reader.read()
    if image.isNull():
        raise NoPicture(reader.errorString())
    if gutter and min(image.width(), image.height()) > 2 * gutter:
        image = image.copy(gutter, gutter, image.width() - 2 * gutter, image.height() - 2 * gutter)
    return image.convertToFormat(PICTURE)


class Mosaic:
    """Pieces side by side. place(): pixels of the picture of places of the grid."""

    def __init__(self, matrix: Matrix, pieces: Sequence[tuple[Piece, QImage]]) -> None:
        first = min(piece.column for piece, _ in pieces), min(piece.row for piece, _ in pieces)
        across = max(piece.column for piece, _ in pieces) - first[0] + 1
        down = max(piece.row for piece, _ in pieces) - first[1] + 1
        side = pieces[0][1].size()  # servers for sharp screens give tiles of twice the size
        self.resolution = (matrix.resolution * matrix.tile_size[0] / side.width(),
                           matrix.resolution * matrix.tile_size[1] / side.height())
        self.image = QImage(QSize(across * side.width(), down * side.height()), PICTURE)
        self.image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for piece, picture in pieces:
            corner = QPoint((piece.column - first[0]) * side.width(), (piece.row - first[1]) * side.height())
            painter.drawImage(QRect(corner, side), picture)
        painter.end()
        self._west = matrix.origin[0] + first[0] * matrix.tile_size[0] * matrix.resolution
        self._north = matrix.origin[1] - first[1] * matrix.tile_size[1] * matrix.resolution

    def place(self, xy: Floats) -> Floats:
        """Pixels (..., 2) of places (..., 2)."""
        return np.stack([(xy[..., 0] - self._west) / self.resolution[0],
                         (self._north - xy[..., 1]) / self.resolution[1]], axis=-1)


def _paint(image: QImage, order: DrawPieces, mosaic: Mosaic) -> None:
    warp = Warp(order.west, order.top, order.metres_per_pixel, order.map_crs, order.matrix.crs)
    step, net = warp.fine_net(min(mosaic.resolution))
    nodes = mosaic.place(net)
    finer = _pixels_of_source(nodes, step)
    if not math.isfinite(finer):
        return
    if finer <= _FINE:
        _paint_meshes(image, mosaic.image, nodes, step)
        return
    large = QImage(2 * TILE, 2 * TILE, PICTURE)
    large.fill(Qt.GlobalColor.transparent)
    _paint_meshes(large, mosaic.image, nodes, 2 * step)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(0, 0, large.scaled(TILE, TILE, Qt.AspectRatioMode.IgnoreAspectRatio,
                                         Qt.TransformationMode.SmoothTransformation))
    painter.end()


def _pixels_of_source(nodes: Floats, step: int) -> float:
    """Pixels of the mosaic in one pixel of the tile, along the worse edge."""
    across = np.hypot(*np.moveaxis(np.diff(nodes, axis=1), -1, 0)) / step
    down = np.hypot(*np.moveaxis(np.diff(nodes, axis=0), -1, 0)) / step
    return float(max(np.nanmedian(across), np.nanmedian(down)))


def _paint_meshes(image: QImage, source: QImage, nodes: Floats, step: int) -> None:
    """Each mesh by the affine map of its corners."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    whole = QRectF(source.rect())
    for row in range(nodes.shape[0] - 1):
        for column in range(nodes.shape[1] - 1):
            corners = nodes[row:row + 2, column:column + 2]
            if not np.isfinite(corners).all():
                continue
            low, high = corners.min(axis=(0, 1)), corners.max(axis=(0, 1))
            if low[0] >= whole.width() or low[1] >= whole.height() or high[0] <= 0 or high[1] <= 0:
                continue
            placed = _affine(corners, column * step, row * step, step)
            if placed is not None:
                painter.resetTransform()
                painter.setClipRect(QRect(column * step, row * step, step, step))
                painter.setTransform(placed)
                painter.drawImage(0, 0, source)
    painter.end()


def _affine(corners: Floats, x: int, y: int, step: int) -> QTransform | None:
    """From pixels of the source to pixels of the tile; None where the mesh is folded. The affine map that fits all four
    corners best."""
    across = (corners[0, 1] - corners[0, 0] + corners[1, 1] - corners[1, 0]) / (2 * step)
    down = (corners[1, 0] - corners[0, 0] + corners[1, 1] - corners[0, 1]) / (2 * step)
    middle = corners.mean(axis=(0, 1)) - across * (x + step / 2) - down * (y + step / 2)
    back = QTransform(*map(float, (*across, *down, *middle)))
    placed, ok = back.inverted()
    return placed if ok else None
