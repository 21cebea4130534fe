"""What of a camera's picture nobody may see: masks of the configuration and those that operators drew, and how they
are burnt into pictures. Used by the wall (which paints them), snapshots and exports. Pure; any thread.

A mask covers what was recorded before it was drawn too: where a replay is shown, give `outlines` the masks of the
replayed state and those of now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.config_masks import VideoMask
from command_center.domain.cameras import Camera
from command_center.domain.masks import Mask, Outline, rectangle
from command_center.domain.ptz import Ptz
from command_center.domain.ptz_places import MOVING, Places
from command_center.domain.time import SECOND

WHOLE: tuple[Outline, ...] = (rectangle(0.0, 0.0, 1.0, 1.0),)
MARGIN_US = 2 * SECOND  # by so much a picture may have been taken later than it says
GREY = 38  # of a covered pixel, in every channel


class Sight(NamedTuple):
    """Where a camera stood, for who has to know what of its picture is covered. steerable: it can be moved at all; places:
    as the shown state knows them."""

    steerable: bool = False
    places: Places = Places()

    @classmethod
    def of(cls, camera: Camera | None, ptz: Ptz | None) -> Sight:
        """Of rows of a snapshot. Who was ever moved is steerable, whatever its source says now."""
        said = camera is not None and camera.properties.get("ptz") == "1"
        return cls(said or ptz is not None, ptz.places if ptz is not None else Places())


FIXED = Sight()


def outlines(camera: str, configured: Iterable[VideoMask], *known: Mapping[str, Mask], sight: Sight = FIXED,
             at_utc: int = 0) -> tuple[Outline, ...]:
    """Everything that is covered of a camera in a picture of this instant. known: tables `masks` of snapshots. Of a camera
    that stands where none of its masks belongs, everything (WHOLE): nobody has looked what is to be hidden there."""
    there = [(mask.outline, mask.places) for mask in configured if mask.camera == camera]
    drawn = {mask.mask: mask for masks in known for mask in masks.values() if mask.camera == camera}
    hiding = [*there, *((mask.outline, (mask.place,)) for mask in drawn.values() if mask.outline)]
    if not hiding or not sight.steerable:
        return tuple(dict.fromkeys(outline for outline, _ in hiding))
    place = sight.places.at(at_utc)
    if place != sight.places.at(at_utc + MARGIN_US):
        return WHOLE
    lifted = any(mask.place == place and not mask.outline and _holds(mask, at_utc) for mask in drawn.values())
    mine = [outline for outline, places in hiding if place in places]
    return tuple(dict.fromkeys(mine)) if place != MOVING and (mine or lifted) else WHOLE


def coverings(camera: str, configured: Iterable[VideoMask], *known: Mapping[str, Mask], sight: Sight, from_utc: int,
              until_utc: int) -> tuple[tuple[int, tuple[Outline, ...]], ...]:
    """(from when on, what is covered) over a range. Pictures shown for a while (see PlaceMask) are covered here: what
    leaves the house is not for a while."""
    masks, lasting = tuple(configured), [{key: mask for key, mask in each.items() if not mask.until_utc} for each in known]
    changes = [at for at, _ in sight.places.between(from_utc, until_utc + MARGIN_US)]
    points = sorted({from_utc, *(at for change in changes for at in (change - MARGIN_US, change) if from_utc < at < until_utc)})
    return tuple((at, outlines(camera, masks, *lasting, sight=sight, at_utc=at)) for at in points)


def _holds(mask: Mask, at_utc: int) -> bool:
    return not mask.until_utc or mask.placed_utc <= at_utc < mask.until_utc


def burn(pixels: NDArray[Any], covered: tuple[Outline, ...], grey: int = GREY) -> None:
    """Cover these outlines in a picture in place; pixels: (height, width) or (height, width, channels). Alpha, if
    there is a fourth channel, becomes opaque."""
    if not covered:
        return
    where = coverage(pixels.shape[0], pixels.shape[1], covered)
    pixels[where] = grey
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        pixels[where, 3] = 255


@lru_cache(maxsize=64)
def coverage(height: int, width: int, covered: tuple[Outline, ...]) -> NDArray[np.bool_]:
    """Which pixels these outlines cover, bool (height, width); every pixel that is touched, so that no edge shows
    through. Read-only."""
    where = np.zeros((height, width), dtype=bool)
    for outline in covered:
        where |= _inside(height, width, np.asarray(outline, dtype=np.float64))
    touched = where.copy()
    touched[1:] |= where[:-1]
    touched[:-1] |= where[1:]
    touched[:, 1:] |= touched[:, :-1].copy()
    touched[:, :-1] |= touched[:, 1:].copy()
    touched.flags.writeable = False
    return touched


def _inside(height: int, width: int, corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pixels with their centre inside, by the non-zero winding rule: an outline that crosses itself has no hole."""
    x = ((np.arange(width) + 0.5) / width)[None, :]
    y = ((np.arange(height) + 0.5) / height)[:, None]
    turns = np.zeros((height, width), dtype=np.int16)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if ay == by:
            continue
        crossing = ax + (y - ay) * (bx - ax) / (by - ay)
        up, down = (ay <= y) & (y < by), (by <= y) & (y < ay)
        turns += (up & (x < crossing)).astype(np.int16) - (down & (x < crossing)).astype(np.int16)
    return turns != 0
