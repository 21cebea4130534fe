"""The names that stand in vector tiles: of places, along roads and waters. Runs in the raster workers.

They are not painted with the tile: the screen places them among all others. Tiles overlap and are shown in several
pictures; a name is told by the one tile and the one picture in which its middle lies.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from layers.basemap import BaseClass
from layers.basemap_labels import BOW_PX, COARSEST, PRIORITY, ROAD, SPACING_PX, WATER, merged, spots_along
from layers.drawing import Floats
from layers.tiles.vector_classes import line_name_of, name_of, water_name_of
from layers.tiles.vector_tile import LINE, POINT, Features, TileLayerData
from widgets.map.raster_layers.messages import DrawPieces, Piece, TileName
from widgets.map.slots import TILE

Grid = Callable[[DrawPieces, Piece, Floats, Floats], Floats]
_WATER_PRIORITY = 16.0
_WIDE_PX, _NARROW_PX, _ENDS_PX = 12.0, 6.4, 6.0  # letters of a road's name at scale 1, and the room at its ends
_MOST_PLACES, _MOST_LINES = 400, 600  # of one picture


def names_of(order: DrawPieces, piece: Piece, layers: Iterable[TileLayerData], grid: Grid, px: float,
             ground: float) -> list[TileName]:
    """px: pixels of the map in one of the design (S of look.md); ground: metres on the ground in one of the design."""
    chinese = order.language.startswith("zh")
    places, lines = list[TileName](), dict[tuple[str, BaseClass], list[Floats]]()
    for layer in layers:
        if POINT in layer.kinds:
            places += _at_points(order, piece, layer.name, layer.kinds[POINT], layer.extent, grid, chinese)
        if LINE in layer.kinds:
            _collect(order, piece, layer.name, layer.kinds[LINE], layer.extent, grid, chinese, lines, ground)
    written = sorted(_along_lines(order, lines, px), key=lambda name: name.priority)
    return places[:_MOST_PLACES] + [name for name in written if _in_tile(order, piece, name, grid)][:_MOST_LINES]


def _at_points(order: DrawPieces, piece: Piece, layer: str, features: Features, extent: int, grid: Grid,
               chinese: bool) -> Iterator[TileName]:
    first = features.offset[np.searchsorted(features.owner, np.arange(len(features.properties)))]
    places = features.xy[first] / extent
    pixels = grid(order, piece, places[:, 0], places[:, 1])
    for at, properties in enumerate(features.properties):
        u, v = places[at]
        if not (0 <= u < 1 and 0 <= v < 1 and (pixels[at] >= 0).all() and (pixels[at] < TILE).all()):
            continue
        named = name_of(layer, properties, chinese)
        water = "" if named is not None else water_name_of(layer, properties, chinese)
        x, y = _metres(order, float(pixels[at, 0]), float(pixels[at, 1]))
        if named is not None:
            yield TileName(named[0], x, y, named[1])
        elif water:
            yield TileName(water, x, y, _WATER_PRIORITY, WATER)


def _collect(order: DrawPieces, piece: Piece, layer: str, features: Features, extent: int, grid: Grid, chinese: bool,
             lines: dict[tuple[str, BaseClass], list[Floats]], ground: float) -> None:
    """The parts of every named line, in pixels of the picture."""
    named = [line_name_of(layer, properties, chinese) for properties in features.properties]
    wanted = [one if one is not None and ground <= COARSEST.get(one[1], COARSEST[BaseClass.SERVICE]) else None
              for one in named]
    if not any(wanted):
        return
    xy = grid(order, piece, features.xy[:, 0] / extent, features.xy[:, 1] / extent)
    for part, owner in enumerate(features.owner.tolist()):
        one = wanted[owner]
        line = xy[features.offset[part]:features.offset[part + 1]]
        if one is not None and len(line) > 1 and np.isfinite(line).all():
            lines.setdefault(one, []).append(line)


def _along_lines(order: DrawPieces, lines: dict[tuple[str, BaseClass], list[Floats]], px: float) -> Iterator[TileName]:
    for (text, base), parts in lines.items():
        half = (sum(map(_width, text)) / 2 + _ENDS_PX) * px
        kind = WATER if base in (BaseClass.WATER, BaseClass.STREAM) else ROAD
        for line in merged(parts):
            for x, y, angle in spots_along(line, half, SPACING_PX * px, BOW_PX * px):
                if 0 <= x < TILE and 0 <= y < TILE:
                    yield TileName(text, *_metres(order, x, y), PRIORITY.get(base, PRIORITY[BaseClass.SERVICE]), kind, angle)


def _width(letter: str) -> float:
    return _WIDE_PX if unicodedata.east_asian_width(letter) in "WF" else _NARROW_PX


def _in_tile(order: DrawPieces, piece: Piece, name: TileName, grid: Grid) -> bool:
    """Whether it stands in the square of its own tile, and not in the rim that belongs to a neighbour."""
    (left, top), (right, bottom) = grid(order, piece, np.array([0.0, 1.0]), np.array([0.0, 1.0])).tolist()
    x = (name.x - order.west) / order.metres_per_pixel
    y = (-name.y - order.top) / order.metres_per_pixel
    return left <= x < right and top <= y < bottom


def _metres(order: DrawPieces, x: float, y: float) -> tuple[float, float]:
    mpp = order.metres_per_pixel
    return order.west + x * mpp, -(order.top + y * mpp)
