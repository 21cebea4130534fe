"""Points, situation symbols and texts: one click (Space) places one. GUI thread."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter

from widgets.map.tools.base import Pointer, Tool
from widgets.map.tools.draw_ink import sketch
from widgets.map.tools.draw_tool import Drawer, draw_word
from widgets.map.viewpoint import Viewpoint

_TURN_DEG, _FINE_DEG = 10.0, 1.0
_TURNS = {Qt.Key.Key_BracketLeft: -1.0, Qt.Key.Key_BracketRight: 1.0,
          Qt.Key.Key_BraceLeft: -1.0, Qt.Key.Key_BraceRight: 1.0}


def turned(heading_deg: float | None, event: QKeyEvent) -> float | None:
    """The heading after [ or ] (with Shift by a degree); None for another key."""
    way = _TURNS.get(Qt.Key(event.key()))
    if way is None:
        return None
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return ((heading_deg or 0.0) + way * (_FINE_DEG if fine else _TURN_DEG)) % 360.0


class PlaceTool(Drawer, Tool):
    """Subclasses give kind, title() and hint()."""

    rubber: Pointer | None = None

    def click(self, event: Pointer) -> bool:
        event = self.snapped(event)
        self.place((event.lon, event.lat))
        return True

    def place(self, place: tuple[float, float]) -> None:
        """There."""
        self.pad.place(self.kind, [place])

    def move(self, event: Pointer) -> bool:
        self.rubber = self.snapped(event)
        if self.map is not None:
            self.map.update()
        return False

    def begin(self, map_view: Any) -> None:
        self.rubber = None
        super().begin(map_view)

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        if self.rubber is not None:
            content = self.content()
            assert content is not None
            painter.setOpacity(0.7)
            sketch(painter, viewpoint, content, np.array([(self.rubber.lon, self.rubber.lat)]))
            painter.setOpacity(1.0)
            self.paint_snap(painter, viewpoint)


class DrawPoint(PlaceTool):
    """A dot with a title."""

    key = "draw_point"
    icon = "draw_point"
    kind: ClassVar[str] = "point"

    def title(self) -> str:
        return self.tr("Draw a point")  #: 标点

    def hint(self) -> str:
        return self.tr("Click the place (Space at the cross).") + " " + draw_word("keys")


class DrawSymbol(PlaceTool):
    """A symbol of the set; comma and full stop go through its group."""

    key = "draw_symbol"
    icon = "draw_symbol"
    kind: ClassVar[str] = "symbol"
    letter: ClassVar[str] = "S"

    def title(self) -> str:
        return self.tr("Plot a situation symbol")  #: 标绘态势符号

    def hint(self) -> str:
        return self.tr("Click the place. , and .: another symbol, PgUp and PgDn: another group, [ and ]: turn.") + " " + \
            draw_word("keys")

    def key_press(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Comma: -1, Qt.Key.Key_Period: 1}
        groups = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key, heading = Qt.Key(event.key()), turned(self.pad.next.style.heading_deg, event)
        if heading is not None:
            self.set_style(heading_deg=heading)
        elif key in steps:
            self.sheet.picker.step(steps[key])
        elif key in groups:
            self.sheet.picker.step_group(groups[key])
        else:
            return super().key_press(event)
        return True


class DrawText(PlaceTool):
    """Words on the map. Without a title yet, the click remembers the place and asks for it."""

    key = "draw_text"
    icon = "draw_text"
    kind: ClassVar[str] = "text"
    letter: ClassVar[str] = "U"

    def title(self) -> str:
        return self.tr("Write on the map")  #: 标注文字

    def hint(self) -> str:
        if self.waiting is not None:
            return self.tr("Type the text and press Enter. Esc: leave it.")
        return self.tr("Click the place, then type the text.") + " " + draw_word("keys")

    def begin(self, map_view: Any) -> None:
        self.waiting: tuple[float, float] | None = None
        super().begin(map_view)

    def is_begun(self) -> bool:
        return self.waiting is not None

    def cancel(self) -> bool:
        had, self.waiting = self.waiting is not None, None
        return super().cancel() or had

    def place(self, place: tuple[float, float]) -> None:
        if self.pad.next.title.strip():
            self.waiting = None
            super().place(place)
            return
        self.waiting = place
        self.sheet.setFocus()
        self.changed.emit()

    def ready(self) -> None:
        """Enter in the sheet."""
        super().ready()
        if self.waiting is not None and self.pad.next.title.strip():
            self.place(self.waiting)
