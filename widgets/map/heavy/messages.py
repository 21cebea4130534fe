"""What the screen asks the raster workers to draw of heavy layers. Any process."""

from __future__ import annotations

import msgspec


class Hold(msgspec.Struct, tag=True, array_like=True):
    """Take up the columns of a drawing from a file (see columns.py) under a number; `instead`: the number that it takes
    the place of, 0 for none; without a path that one is only let go of. scale, profile: of the theme."""

    number: int
    path: str
    instead: int
    scale: float
    profile: str


class DrawHeavy(msgspec.Struct, tag=True, array_like=True):
    """Draw a tile of them into a slot, over nothing."""

    ticket: int
    slot: int
    number: int
    level: int
    x: int
    y: int


class HeavyDrawn(msgspec.Struct, tag=True, array_like=True):
    """The slot holds the tile; blank: nothing is to be seen."""

    ticket: int
    blank: bool = False
