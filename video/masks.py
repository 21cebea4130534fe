"""What of a camera's picture nobody may see: masks of the configuration and those that operators drew, and how they
are burnt into pictures. Used by the wall (which paints them), snapshots and exports. Pure; any thread.

A mask covers what was recorded before it was drawn too: where a replay is shown, give `outlines` the masks of the
replayed state and those of now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from command_center.config_masks import VideoMask
from command_center.domain.masks import Mask, Outline

GREY = 38  # of a covered pixel, in every channel


def outlines(camera: str, configured: Iterable[VideoMask], *known: Mapping[str, Mask]) -> tuple[Outline, ...]:
    """Everything that is covered of a camera. known: tables `masks` of snapshots."""
    found = [mask.outline for mask in configured if mask.camera == camera]
    drawn = {mask.mask: mask.outline for masks in known for mask in masks.values() if mask.camera == camera}
    return tuple(dict.fromkeys([*found, *drawn.values()]))


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
