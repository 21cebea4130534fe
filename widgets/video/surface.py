"""What the hands on tiles need to know of the widget that paints them: a wall's canvas, or a large view. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from video.pictures import Picture
from video.zooming import Box, lies, place_at
from widgets.video.dress import Dress
from widgets.video.tile import Tile

if TYPE_CHECKING:
    from widgets.video.large import LargeView
    from widgets.video.wall import VideoWall


class Surface(Protocol):
    """A widget with tiles."""

    widget: QWidget
    dress: Dress
    is_large: bool

    def tile_at(self, spot: QPoint) -> Tile | None:
        """The tile whose picture is under a pixel."""

    def current(self) -> Tile | None:
        """The tile that the keyboard is on."""

    def picture(self, tile: Tile) -> Picture | None:
        """What it shows."""

    def click(self, tile: Tile) -> None:
        """As if it had been clicked."""

    def refresh(self) -> None:
        """How a tile is looked at has changed."""


class WallSurface:
    """The tiles of a wall."""

    is_large = False

    def __init__(self, wall: VideoWall) -> None:
        self._wall = wall
        self.widget: QWidget = wall.canvas
        self.dress = wall.dress

    def tile_at(self, spot: QPoint) -> Tile | None:
        return next((tile for tile in self._wall.tiles if tile.camera and tile.picture_box.contains(spot)), None)

    def current(self) -> Tile | None:
        canvas = self._wall.canvas
        tile = canvas.tiles[canvas.current] if canvas.current < len(canvas.tiles) else None
        return tile if tile is not None and tile.camera else None

    def picture(self, tile: Tile) -> Picture | None:
        view = self._wall.view(tile.camera)
        return view.latest() if view is not None else None

    def click(self, tile: Tile) -> None:
        self._wall.canvas.chosen.emit(self._wall.tiles.index(tile))

    def refresh(self) -> None:
        self._wall.telling.refresh()
        self._wall.canvas.resized.emit()  # other sizes are asked for once the wheel rests


class LargeSurface:
    """The one tile of a large view."""

    is_large = True

    def __init__(self, large: LargeView) -> None:
        self._large = large
        self.widget: QWidget = large
        self.dress = large.dress

    def tile_at(self, spot: QPoint) -> Tile | None:
        return self._large.tile if self._large.tile.picture_box.contains(spot) else None

    def current(self) -> Tile | None:
        return self._large.tile

    def picture(self, tile: Tile) -> Picture | None:
        return self._large.picture()

    def click(self, tile: Tile) -> None:
        """A click on it does nothing."""

    def refresh(self) -> None:
        self._large.tick()
        self._large.resized.emit()


def lying(surface: Surface, tile: Tile) -> Box:
    """Where the whole picture of a tile lies; its box while there is none."""
    box, picture = tile.picture_box, surface.picture(tile)
    size = (picture.pixels.shape[1], picture.pixels.shape[0]) if picture is not None else (box.width(), box.height())
    return lies(Box(box.left(), box.top(), box.width(), box.height()), size)


def place_of(surface: Surface, tile: Tile, spot: QPoint) -> tuple[float, float]:
    """The place of a tile's picture (0..1) under a pixel."""
    return place_at(lying(surface, tile), tile.zoom, spot.x(), spot.y())
