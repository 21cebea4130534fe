"""The wall's body: a grid of slots from a scene's TOML, no splitters, nothing to click. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from widgets.panels.base import Panel
from widgets.theme import theme

CAPTION = 28  # design pixels under each picture of a video row


class GridBody(QWidget):
    """Places panels in slots; a slot that no panel takes is given to its left neighbour's rest of the grid."""

    def __init__(self, layout: dict[str, Any], tiles: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: list[str] = list(layout["columns"])
        self._rows: list[str] = list(layout["rows"])
        self._slots = [line.split() for line in layout["slots"]]
        self._droppable: list[str] = list(layout.get("droppable", ()))
        self._narrowest = float(layout.get("narrowest", 0))
        self._tiles = max(1, tiles)
        self._panels: dict[str, Panel] = {}

    def wanted(self) -> list[str]:
        """Panels that this grid has a slot for, in reading order."""
        return list(dict.fromkeys(key for line in self._slots for key in line))

    def place(self, key: str, panel: Panel) -> None:
        """Put a panel into the slot of its key."""
        self._panels[key] = panel
        panel.setParent(self)
        panel.show()
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Compute every slot's rectangle and move the panels there."""
        boxes = self.boxes(self.width(), self.height(), set(self._panels))
        for key, panel in self._panels.items():
            panel.setVisible(key in boxes)
            if key in boxes:
                panel.setGeometry(boxes[key])

    def boxes(self, width: int, height: int, present: set[str]) -> dict[str, QRect]:
        """Rectangles by key for an area of pixels, leaving out columns that have no room or no panel."""
        kept = [number for number in range(len(self._columns))
                if any(line[number] in present for line in self._slots)]
        for key in [*self._droppable, ""]:
            xs = self._spread([self._columns[number] for number in kept], width, [0.0] * len(kept))
            stars = [size for number, (_, size) in zip(kept, xs, strict=True) if self._columns[number] == "*"]
            if not key or not stars or min(stars) >= theme().px(self._narrowest):
                break
            kept = [number for number in kept if self._slots[0][number] != key]
        return self._rectangles(kept, xs, height, present)

    def _rectangles(self, kept: list[int], xs: list[tuple[int, int]], height: int,
                    present: set[str]) -> dict[str, QRect]:
        rows = [number for number in range(len(self._rows))
                if any(self._slots[number][column] in present for column in kept)]
        video = [self._video_height(number, kept, xs) for number in rows]
        ys = self._spread([self._rows[number] for number in rows], height, video)
        found: dict[str, QRect] = {}
        for (top, tall), row in zip(ys, rows, strict=True):
            for (left, wide), column in zip(xs, kept, strict=True):
                key = self._slots[row][column]
                if key in present:
                    box = QRect(left, top, wide, tall)
                    found[key] = found[key].united(box) if key in found else box
        return found

    def _video_height(self, row: int, kept: list[int], xs: list[tuple[int, int]]) -> float:
        wide = sum(size for column, (_, size) in zip(kept, xs, strict=True) if self._slots[row][column] == "video")
        gap = theme().space("gap")
        return (wide - gap * (self._tiles - 1)) / self._tiles * 9 / 16 + theme().px(CAPTION)

    @staticmethod
    def _spread(sizes: list[str], room: int, video: list[float]) -> list[tuple[int, int]]:
        """(start, length) of each part of a row or column."""
        look = theme()
        gap = look.space("gap")
        fixed = [look.px(float(size)) if size not in ("*", "video") else round(extra) if size == "video" else 0
                 for size, extra in zip(sizes, video, strict=True)]
        stars = sum(size == "*" for size in sizes)
        left = max(0, room - sum(fixed) - gap * (len(sizes) - 1))
        spans, start, given = [], 0, 0
        for size, length in zip(sizes, fixed, strict=True):
            if size == "*":
                given += 1
                length = left * given // stars - left * (given - 1) // stars
            spans.append((start, length))
            start += length + gap
        return spans
