"""Texts against patterns with % (any text) and _ (one character), in time proportional to both. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def like(texts: Iterable[str], pattern: str, *, ignore_case: bool = False) -> NDArray[np.bool_]:
    """Which texts fit; every different text is looked at once."""
    wanted = pattern.casefold() if ignore_case else pattern
    seen: dict[str, bool] = {}
    found = []
    for text in texts:
        fits = seen.get(text)
        if fits is None:
            fits = seen[text] = fits_pattern(text.casefold() if ignore_case else text, wanted)
        found.append(fits)
    return np.array(found, bool)


def fits_pattern(text: str, pattern: str) -> bool:
    """One text; greedy from the left, which is right for patterns of this kind."""
    first, *others = pattern.split("%")
    if not others:
        return len(text) == len(first) and _at(text, 0, first)
    if not _at(text, 0, first):
        return False
    at = len(first)
    for piece in others[:-1]:
        at = _find(text, at, piece)
        if at < 0:
            return False
    end = len(text) - len(others[-1])
    return end >= at and _at(text, end, others[-1])


def _find(text: str, at: int, piece: str) -> int:
    """Where the text goes on after the first fit of a piece; -1 for none."""
    if "_" not in piece:
        found = text.find(piece, at)
        return found + len(piece) if found >= 0 else -1
    return next((start + len(piece) for start in range(at, len(text) - len(piece) + 1) if _at(text, start, piece)), -1)


def _at(text: str, at: int, piece: str) -> bool:
    """Whether a piece stands at a place."""
    if at + len(piece) > len(text):
        return False
    return all(wanted in ("_", got) for wanted, got in zip(piece, text[at:at + len(piece)], strict=True))
