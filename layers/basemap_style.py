"""How the base map looks at every scale: what is visible from when, how wide, in which token. Pure; any thread.

Scales are metres on the ground for one design pixel. At city scale widths are a hierarchy in pixels; from the scale
on where a road's own width is more, it is drawn at its own width.
"""

from __future__ import annotations

from typing import NamedTuple

from layers.basemap import BaseClass


class RoadStyle(NamedTuple):
    """metres: its own width; pixels: its least width at 8 m/px; until: coarsest scale at which it is drawn."""

    metres: float
    pixels: float
    until: float
    colour: str


ROAD_STYLES = {
    BaseClass.PATH: RoadStyle(1.4, 0.7, 3.0, "map.road_secondary"),
    BaseClass.SERVICE: RoadStyle(4.0, 0.6, 4.0, "map.road_minor"),
    BaseClass.TUNNEL: RoadStyle(12.0, 1.2, 24.0, "map.road_minor"),
    BaseClass.RESIDENTIAL: RoadStyle(7.0, 0.9, 26.0, "map.road_minor"),
    BaseClass.TERTIARY: RoadStyle(10.0, 1.2, 50.0, "map.road_tertiary"),
    BaseClass.SECONDARY: RoadStyle(15.0, 1.7, 110.0, "map.road_secondary"),
    BaseClass.PRIMARY: RoadStyle(21.0, 2.5, 400.0, "map.road_primary"),
    BaseClass.TRUNK: RoadStyle(25.0, 2.9, 1500.0, "map.road_trunk"),
    BaseClass.MOTORWAY: RoadStyle(27.0, 3.6, 3000.0, "map.road_trunk"),
}
FILL_UNTIL = {BaseClass.BUILDING: 9.0, BaseClass.BLOCK: 40.0, BaseClass.PARK: 120.0, BaseClass.WATER: 1e9,
              BaseClass.BOUNDARY: 1e9}
FILL_COLOUR = {BaseClass.BUILDING: "map.building", BaseClass.BLOCK: "map.block", BaseClass.PARK: "map.park",
               BaseClass.WATER: "map.water"}
CASING_FROM = 3.2  # design pixels of width from which a road gets an edge
_BROAD_FROM = 9.0  # design pixels
_BROAD = {"map.road_trunk": "map.road_primary", "map.road_primary": "map.road_secondary",
          "map.road_secondary": "map.road_tertiary"}
BRIDGE_FROM = 2.0  # design pixels of width from which a bridge gets edges of its own
ARROWS_UNTIL = 1.0  # metres per pixel up to which one-way roads have arrows
_SINGLE, _SINGLE_LEAST = 0.55, 2.0
PATH_DASH = (3.0, 2.0)
HOLLOW_FROM = 2.6  # a motorway this wide is drawn as two lines, like a ring road on paper


def road_width(base: BaseClass, ground_mpp: float) -> float:
    """Design pixels of a road at a scale; 0 where it is not drawn. Shrinks slowly as one goes out."""
    style = ROAD_STYLES[base]
    if ground_mpp > style.until:
        return 0.0
    least = style.pixels * min(1.35, (8.0 / ground_mpp) ** 0.32)
    return max(least, style.metres / ground_mpp)


def single_width(base: BaseClass, width: float) -> float:
    """Of a one-way road, which is one carriageway of two or a narrow street: as the others from afar, half as broad
    close by."""
    return max(min(width, _SINGLE_LEAST), width * _SINGLE) if width > ROAD_STYLES[base].pixels * 1.5 else width


def road_colour(base: BaseClass, width: float) -> str:
    """Token of a road's colour: the broader the band it fills, the darker, or avenues would outshine everything."""
    colour = ROAD_STYLES[base].colour
    return _BROAD.get(colour, colour) if width > _BROAD_FROM else colour


def water_width(base: BaseClass, ground_mpp: float) -> float:
    """Design pixels of a river, canal or stream that is only a line; 0 where it is not drawn."""
    if base is BaseClass.STREAM:
        return max(0.9, 3.0 / ground_mpp) if ground_mpp <= 12.0 else 0.0
    return max(1.6, 16.0 / ground_mpp) if ground_mpp <= 60.0 else 0.0


def building_alpha(ground_mpp: float) -> int:
    """Buildings fade out instead of going at once."""
    return max(0, min(255, round(255 * (FILL_UNTIL[BaseClass.BUILDING] - ground_mpp) / 5.0)))


class BaseStyle:
    """How a base map looks; another one overrides what differs. Colours are tokens or "#rrggbb"; land "": none.
    everything: every feature is drawn as it is at every scale, nothing simplified."""

    land = "map.land"
    everything = False
    casing_from = CASING_FROM
    hollow_from = HOLLOW_FROM
    plain = False  # neither shores nor outlines

    def road_width(self, base: BaseClass, ground_mpp: float) -> float:
        """Design pixels; 0: not drawn."""
        return road_width(base, ground_mpp)

    def road_colour(self, base: BaseClass, width: float) -> str:
        """Colour of a road of a width."""
        return road_colour(base, width)

    def fill(self, base: BaseClass, ground_mpp: float) -> tuple[str, int]:
        """Colour and alpha of areas; alpha 0: not drawn."""
        if base is BaseClass.BUILDING:
            return FILL_COLOUR[base], building_alpha(ground_mpp)
        return FILL_COLOUR[base], 255 if ground_mpp <= FILL_UNTIL[base] else 0


class OverStyle(BaseStyle):
    """Over pictures, an aerial view or somebody's map: only what is a line."""

    land = ""
    plain = True

    def fill(self, base: BaseClass, ground_mpp: float) -> tuple[str, int]:
        """See BaseStyle: no areas."""
        return super().fill(base, ground_mpp)[0], 0


BASE_STYLE = BaseStyle()
OVER_STYLE = OverStyle()
