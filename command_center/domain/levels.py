"""The four levels that warnings, alarms and incident grades share, and what each is called. Any thread.

Level 1 is the gravest everywhere: red, grade I (特别重大). Warning level and incident grade are two things
with two names although they share the scale (look.md).
"""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """1 red, 2 orange, 3 yellow, 4 blue; 0 means none (normal)."""

    NONE = 0
    RED = 1
    ORANGE = 2
    YELLOW = 3
    BLUE = 4


SHAPES = {Level.RED: "square", Level.ORANGE: "diamond", Level.YELLOW: "triangle", Level.BLUE: "circle"}
NAMES = {Level.RED: "red", Level.ORANGE: "orange", Level.YELLOW: "yellow", Level.BLUE: "blue"}


def graver(a: int, b: int) -> int:
    """The graver of two levels; 0 is the least."""
    if not a or not b:
        return a or b
    return min(a, b)
