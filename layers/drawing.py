"""What a layer gives to be drawn: immutable columns of geometry and style. Headless; any thread.

All coordinates are EPSG:3857 metres, y to the north, float64. Colours are names of tokens (resources/tokens.toml);
lengths are design pixels, which the screen multiplies with its scale. An id is that of the thing drawn, "" for what
cannot be pointed at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = Literal["level", "plate", "count", "dot", "ring", "diamond", "arrow", "camera", "bus", "svg"]


class Symbol(NamedTuple):
    """A sprite. level: with shape "level", the badge of look.md with its digit; text: one character on a "plate", a number
    on a "count"; solid: filled or outlined; name: file of resources/symbols for "svg", instead of the character of a
    "plate", or beside a "level", saying of what; heading: a wedge on the rim that turns with
    the row's heading; turn: the whole symbol turns with it."""

    shape: Shape = "dot"
    colour: str = "data"
    size: float = 10.0
    text: str = ""
    level: int = 0
    solid: bool = True
    heading: bool = False
    blink: bool = False
    name: str = ""
    turn: bool = False


class LineStyle(NamedTuple):
    """dash: lengths in units of the width, () for a full line; casing: colour of a wider line beneath, "" for none."""

    colour: str
    width: float = 2.0
    dash: tuple[float, ...] = ()
    casing: str = ""
    alpha: int = 255


class AreaStyle(NamedTuple):
    """A level's colour as outline, faint fill and hatch of `gap` pixels (0: no hatch). outline: another colour for the
    outline, "" for the same."""

    colour: str
    fill_alpha: int = 34
    hatch_alpha: int = 64
    gap: float = 8.0
    width: float = 1.3
    outline_alpha: int = 220
    outline: str = ""


_NO_XY: Floats = np.empty((0, 2))
_NO_FLOATS: Floats = np.empty(0)


@dataclass(frozen=True, slots=True)
class Points:
    """n symbols: xy (n, 2); symbol: index into `symbols`; heading: degrees clockwise from north, NaN for none."""

    ids: Sequence[str] = ()
    xy: Floats = field(default_factory=lambda: _NO_XY)
    symbols: tuple[Symbol, ...] = ()
    symbol: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))
    heading: Floats | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """n polylines: line i is xy[offset[i]:offset[i + 1]] in style[i] of `styles`."""

    ids: Sequence[str] = ()
    xy: Floats = field(default_factory=lambda: _NO_XY)
    offset: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    styles: tuple[LineStyle, ...] = ()
    style: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))


@dataclass(frozen=True, slots=True)
class Areas:
    """Rings: ring r is xy[offset[r]:offset[r + 1]] of area owner[r] (rows of ids and style); holes by odd-even."""

    ids: Sequence[str] = ()
    xy: Floats = field(default_factory=lambda: _NO_XY)
    offset: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    owner: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))
    styles: tuple[AreaStyle, ...] = ()
    style: NDArray[np.intp] = field(default_factory=lambda: np.empty(0, np.intp))


@dataclass(frozen=True, slots=True)
class Heat:
    """n places as one field of density. weight: of each; radius: design pixels in which a place is felt; ramp: tokens
    from thin to dense; peak: the density (weights within a radius) of the ramp's end, 0 for the densest in view;
    alpha: of the ramp's end."""

    xy: Floats = field(default_factory=lambda: _NO_XY)
    weight: Floats = field(default_factory=lambda: _NO_FLOATS)
    radius: float = 26.0
    ramp: tuple[str, ...] = ()
    peak: float = 0.0
    alpha: int = 190


@dataclass(frozen=True, slots=True)
class Cones:
    """Fields of view: heading, angle in degrees; reach in Mercator metres; strong: drawn brighter (selected)."""

    ids: Sequence[str] = ()
    xy: Floats = field(default_factory=lambda: _NO_XY)
    heading: Floats = field(default_factory=lambda: _NO_FLOATS)
    angle: Floats = field(default_factory=lambda: _NO_FLOATS)
    reach: Floats = field(default_factory=lambda: _NO_FLOATS)
    strong: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))


@dataclass(frozen=True, slots=True)
class Labels:
    """n texts: role "micro" to "body"; plate: on a dark plate (a route's), else with a halo; offset: pixels from the
    place to the text's middle line (0: centred on it); priority: the smaller is placed first."""

    texts: Sequence[str] = ()
    xy: Floats = field(default_factory=lambda: _NO_XY)
    priority: Floats = field(default_factory=lambda: _NO_FLOATS)
    colour: str = "mid"
    role: str = "caption"
    offset: float = 12.0
    plate: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a layer draws, in this order from bottom to top."""

    heat: Heat = Heat()
    areas: Areas = Areas()
    cones: Cones = Cones()
    lines: Lines = Lines()
    points: Points = Points()
    labels: Labels = Labels()


NOTHING = Drawing()
