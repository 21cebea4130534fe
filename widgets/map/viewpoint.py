"""Where the map looks from: a centre, a scale, a size; and the ways between metres and pixels. Immutable; pure.

Scales lie on a lattice of half powers of two while nothing moves, so that tiles are drawn 1:1 and stay sharp. World
pixels are Mercator metres over metres per pixel, y down; the screen's corner is a whole world pixel.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace

import numpy as np

from layers.drawing import Floats
from layers.projection import MERCATOR, Projection

COARSEST_M = 65536.0  # metres per pixel of level 0
FINEST_LEVEL = 40  # 0.06 m per pixel


def level_scale(level: float) -> float:
    """Metres of the map per pixel of a level."""
    return float(COARSEST_M * 2.0 ** (-level / 2.0))


@dataclass(frozen=True)
class Viewpoint:
    """x, y: centre in metres of the map with y DOWN; level: 0 to FINEST_LEVEL, whole at rest; size in pixels;
    projection: what a metre of the map is."""

    x: float = 0.0
    y: float = 0.0
    level: float = 24.0
    width: int = 800
    height: int = 600
    projection: Projection = MERCATOR

    @functools.cached_property
    def metres_per_pixel(self) -> float:
        """Metres of the map; EPSG:3857's are shorter on the ground by the cosine of the latitude."""
        return level_scale(self.level)

    @property
    def ground_scale(self) -> float:
        """Metres on the ground per pixel at the centre."""
        return self.metres_per_pixel * self.projection.ground_m(*self.ground(self.width / 2, self.height / 2))

    @functools.cached_property
    def left(self) -> int:
        """World pixel of the left edge."""
        return round(self.x / self.metres_per_pixel - self.width / 2)

    @functools.cached_property
    def top(self) -> int:
        """World pixel of the upper edge."""
        return round(self.y / self.metres_per_pixel - self.height / 2)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres of the map (y up)."""
        mpp = self.metres_per_pixel
        return (self.left * mpp, -(self.top + self.height) * mpp, (self.left + self.width) * mpp, -self.top * mpp)

    @functools.cached_property
    def mercator_bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north around the view in EPSG:3857 metres, as layers know it."""
        if self.projection.is_mercator:
            return self.bounds
        west, south, east, north = self.bounds
        across, up = np.linspace(west, east, 5), np.linspace(south, north, 5)
        edge = np.column_stack([np.concatenate([across, across, up * 0 + west, up * 0 + east]),
                                np.concatenate([across * 0 + south, across * 0 + north, up, up])])
        around = self.projection.to_mercator(edge)
        return (*map(float, around.min(axis=0)), *map(float, around.max(axis=0)))  # type: ignore[return-value]

    def to_screen(self, xy: Floats) -> Floats:
        """Pixels of (n, 2) metres of the map with y up."""
        mpp = self.metres_per_pixel
        return np.asarray(xy) * (1.0 / mpp, -1.0 / mpp) - (self.left, self.top)

    def lonlat(self, px: float, py: float) -> tuple[float, float]:
        """WGS84 longitude, latitude of a pixel."""
        mpp = self.metres_per_pixel
        lon, lat = self.projection.inverse((self.left + px) * mpp, -(self.top + py) * mpp)
        return float(lon), float(lat)

    def ground(self, px: float, py: float) -> tuple[float, float]:
        """Metres of the map (y to the north) of a pixel, as the drawings of the stack have them."""
        mpp = self.metres_per_pixel
        return (self.left + px) * mpp, -(self.top + py) * mpp

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixel of a WGS84 place."""
        x, y = self.projection.forward(lon, lat)
        mpp = self.metres_per_pixel
        return float(x) / mpp - self.left, -float(y) / mpp - self.top

    def pixels(self, lonlat: Floats) -> Floats:
        """Pixels (n, 2) of WGS84 places (n, 2)."""
        pairs = np.asarray(lonlat, np.float64).reshape(-1, 2)
        return self.to_screen(np.column_stack(self.projection.forward(pairs[:, 0], pairs[:, 1])))

    def moved(self, dx: float, dy: float) -> Viewpoint:
        """Shifted by pixels: the ground under the cursor follows it exactly."""
        mpp = self.metres_per_pixel
        x = (self.left + dx + self.width / 2) * mpp
        y = (self.top + dy + self.height / 2) * mpp
        west, south, east, north = self.projection.limits
        return replace(self, x=max(west, min(east, x)), y=max(-north, min(-south, y)))

    def zoomed(self, level: float, px: float, py: float) -> Viewpoint:
        """Another scale, the ground under a pixel staying where it is."""
        level = max(4.0, min(float(FINEST_LEVEL), level))
        old, new = self.metres_per_pixel, level_scale(level)
        ground_x, ground_y = (self.left + px) * old, (self.top + py) * old
        return replace(self, level=level, x=ground_x - (px - self.width / 2) * new,
                       y=ground_y - (py - self.height / 2) * new)

    def centred(self, lon: float, lat: float) -> Viewpoint:
        """Over another place."""
        x, y = self.projection.forward(lon, lat)
        return replace(self, x=float(x), y=-float(y))

    def sized(self, width: int, height: int) -> Viewpoint:
        """In another window."""
        return replace(self, width=max(1, width), height=max(1, height))


def level_for(metres_per_pixel: float) -> int:
    """The level nearest to a scale in metres of the map."""
    return max(4, min(FINEST_LEVEL, round(2.0 * math.log2(COARSEST_M / max(metres_per_pixel, 1e-6)))))
