"""What the screen asks the raster workers to make of a source's tiles. Any process."""

from __future__ import annotations

import msgspec


class Piece(msgspec.Struct, array_like=True):
    """A source's tile with its bytes as they came; gutter: pixels of each side that belong to the neighbours."""

    column: int
    row: int
    data: bytes
    gutter: int = 0


class Matrix(msgspec.Struct, array_like=True, frozen=True):
    """The matrix that the pieces are of: crs as of TileGrid; the rest as of TileMatrix."""

    crs: str
    resolution: float
    origin: tuple[float, float]
    tile_size: tuple[int, int]


class DrawPieces(msgspec.Struct, tag=True, array_like=True):
    """Warp pieces into a tile of the map. west, top: its corner in metres of the map, y down; map_crs: the map's plane;
    vector: the pieces are vector tiles; number: which matrix, so that a worker keeps what it decoded."""

    ticket: int
    slot: int
    west: float
    top: float
    metres_per_pixel: float
    map_crs: str
    matrix: Matrix
    pieces: list[Piece]
    vector: bool = False
    language: str = "zh_CN"


class TileName(msgspec.Struct, array_like=True, frozen=True):
    """A name that stands in a vector tile: where (metres of the map, y up), and its priority, the smaller first. kind: of
    layers.basemap_labels for what is written as the base map writes it, at an angle in degrees clockwise; -1: of a
    place."""

    text: str
    x: float
    y: float
    priority: float
    kind: int = -1
    angle: float = 0.0


class PiecesDrawn(msgspec.Struct, tag=True, array_like=True):
    """The slot holds them now; broken: pieces (by place in the list) that are no pictures, with the first one's reason;
    blank: nothing is to be seen."""

    ticket: int
    broken: list[int] = []
    reason: str = ""
    blank: bool = False
    names: list[TileName] = []
