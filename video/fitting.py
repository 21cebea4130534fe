"""How large a picture becomes inside a tile. Pure."""

from __future__ import annotations

from functools import lru_cache

_STRETCH = 0.08  # a picture this near to the tile's shape fills it; nobody sees the difference, everybody sees bars


@lru_cache(maxsize=512)
def fitted_size(source: tuple[int, int], box: tuple[int, int], pixel_aspect: float = 1.0) -> tuple[int, int]:
    """Width and height of a source picture scaled into a box, keeping its shape (even numbers, at least 2)."""
    width, height = source[0] * (pixel_aspect or 1.0), float(source[1])
    if width <= 0 or height <= 0:
        return _even(box[0]), _even(box[1])
    ratio = (width / height) / (box[0] / box[1])
    if abs(ratio - 1) <= _STRETCH:
        return _even(box[0]), _even(box[1])
    if ratio > 1:
        return _even(box[0]), _even(box[0] * height / width)
    return _even(box[1] * width / height), _even(box[1])


def _even(length: float) -> int:
    return max(2, int(length) // 2 * 2)
