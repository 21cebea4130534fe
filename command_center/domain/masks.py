"""Privacy masks: what of a camera's picture nobody may see. Pure; any thread.

A mask belongs to the place where its camera stood when it was drawn (see `ptz_places`): on a camera that is moved it
means nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from command_center.domain.ptz_places import FIRST
from command_center.domain.time import MINUTE

Outline = tuple[tuple[float, float], ...]  # corners in 0..1 of the picture, from its upper left corner

FEWEST_CORNERS, MOST_CORNERS = 3, 64
LIFT_US = 10 * MINUTE  # for so long a picture is shown at a place that has no name
_SMALLEST = 1e-5  # share of the picture


class Mask(msgspec.Struct, frozen=True, kw_only=True):
    """A mask that somebody drew. place: where the camera stood. One without an outline says that there, nothing is to be
    hidden but what other masks cover; until_utc: up to when (0: for good)."""

    mask: str
    camera: str
    outline: Outline
    actor: str = ""
    placed_utc: int = 0
    place: str = FIRST
    until_utc: int = 0


def is_outline(corners: Sequence[Sequence[float]]) -> bool:
    """Whether it covers something, within the picture."""
    if not FEWEST_CORNERS <= len(corners) <= MOST_CORNERS or any(len(corner) != 2 for corner in corners):
        return False
    if not all(0.0 <= value <= 1.0 for corner in corners for value in corner):  # NaN is no place either
        return False
    following = [*corners[1:], corners[0]]
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, following, strict=True))
    return abs(doubled) / 2 >= _SMALLEST


def rectangle(left: float, top: float, right: float, bottom: float) -> Outline:
    """The outline of a box."""
    return (left, top), (right, top), (right, bottom), (left, bottom)


@lru_cache(maxsize=512)
def is_upright(outline: Outline) -> bool:
    """Whether it is a box as `rectangle` makes it."""
    return len(outline) == 4 and outline == rectangle(*outline[0], *outline[2]) and outline[0] < outline[2] \
        and outline[0][1] < outline[2][1]
