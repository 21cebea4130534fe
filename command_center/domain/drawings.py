"""Drawings as the fold keeps them, and what a drawing may be. Immutable; any thread."""

from __future__ import annotations

import msgspec

from command_center.domain.events.drawings import DrawingStyle

POINT_KINDS = ("point", "symbol", "text")
LINE_KINDS = ("line", "arrow", "attack")
AREA_KINDS = ("polygon", "rectangle", "circle")
DRAWING_KINDS = (*POINT_KINDS, *LINE_KINDS, *AREA_KINDS)
COLOURS = ("hi", "red", "orange", "yellow", "blue")  # none, or that of a level: colour is for what is abnormal
LINES = ("solid", "dashed", "dotted")
FILLS = ("none", "faint", "hatch", "dense")
LONGEST = 20_000  # vertices of one drawing
WIDTHS, SIZES = (0.5, 20.0), (8.0, 96.0)  # design pixels


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A drawing; see DrawingPlaced for its fields. ver: version of its stream, which the next command names;
    removed_utc 0 while it is on the map: a removed one is kept so that it can be brought back."""

    drawing: str
    kind: str
    geometry: bytes
    ver: int
    placed_utc: int
    placed_by: str = ""
    title: str = ""
    text: str = ""
    symbol: str = ""
    style: DrawingStyle = DrawingStyle()
    incident: str = ""
    changed_utc: int = 0
    changed_by: str = ""
    removed_utc: int = 0
    removed_by: str = ""
    exercise: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether it is on the map."""
        return self.removed_utc == 0

    @property
    def last_utc(self) -> int:
        """When something last happened to it."""
        return max(self.placed_utc, self.changed_utc, self.removed_utc)

    @property
    def last_by(self) -> str:
        """Who touched it last."""
        last = self.last_utc
        return (self.removed_by if last == self.removed_utc and self.removed_utc else
                self.changed_by if last == self.changed_utc and self.changed_utc else self.placed_by)
