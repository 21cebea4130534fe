"""Editing what is drawn: vertices moved, inserted, deleted; the whole moved; symbols turned; removed. GUI thread.

By mouse: click a drawing, drag its handles, the small ones between to add a place, the drawing itself to move it. By
keyboard: N chooses the next drawing, full stop the next handle, Space takes hold of it and drops it, arrows carry it,
G takes the whole, [ and ] turn, Delete removes the handle's place or, without one, the drawing.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter

from command_center.domain.drawings import Drawn
from layers.drawing import Floats
from layers.plotting import geometry_of
from layers.plotting_edit import between, deleted, grips
from widgets.map.tools import ink
from widgets.map.tools.draw_editing import Editing
from widgets.map.tools.draw_grab import Grab, turn_handle
from widgets.map.tools.draw_ink import sketch
from widgets.map.tools.draw_pad import Content
from widgets.map.tools.draw_points import turned
from widgets.map.tools.draw_tool import draw_word
from widgets.map.viewpoint import Viewpoint


class EditDrawings(Editing):
    """The tool: its words, its keys, its handles."""

    key = "draw_edit"
    icon = "draw_edit"
    letter: ClassVar[str] = "E"

    def title(self) -> str:
        return self.tr("Edit drawings")  #: 编辑标绘

    def hint(self) -> str:
        if self.held is not None and self.held.is_moved:
            return self.tr("Enter or Space drops it here, Esc puts it back, Ctrl: no snapping.")
        if self.drawn() is None:
            return self.tr("Click a drawing, or N for the next one.") + " " + draw_word("keys")
        return self.tr("Drag a handle or the drawing; a small handle adds a place. Del: remove. N: next drawing,"
                       " full stop: next handle, Space: take it, G: take the whole, [ ]: turn.")

    # the keyboard

    def is_begun(self) -> bool:
        return self.held is not None

    def finish(self) -> bool:
        if self.held is None:
            return False
        self._drop()
        return True

    def undo(self) -> bool:
        return self.cancel() if self.held is not None else True

    def cancel(self) -> bool:
        had, self.held = self.held is not None, None
        self.changed.emit()
        if had:
            return True
        if self.pad.dismiss():
            return True
        if self.chosen:
            self.choose("")
            return True
        return False

    def key_press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return super().key_press(event)
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete()
        elif key in (Qt.Key.Key_N, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._next_drawing(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Period, Qt.Key.Key_Comma):
            self._next_handle(1 if key == Qt.Key.Key_Period else -1)
        elif key == Qt.Key.Key_G:
            self._take_whole()
        elif not self._turn(event):
            return super().key_press(event)
        return True

    def _delete(self) -> None:
        drawn, content = self.drawn(), self.content()
        if drawn is None or content is None or self.held is not None:
            return
        if self.active < 0:
            self.remove()
            return
        fewer = deleted(drawn.kind, self.places(), self.active)
        if fewer is not None:
            self.active = min(self.active, len(fewer) - 1)
            self.set_content(replace(content, geometry=geometry_of(drawn.kind, fewer)))

    def _next_drawing(self, by: int) -> None:
        assert self.map is not None
        shown = [one for one in self.map.stack.snapshot.drawings.values() if one.is_shown]
        if not shown:
            return
        names = [one.drawing for one in shown]
        row = (names.index(self.chosen) + by) % len(names) if self.chosen in names else 0
        self.choose(names[row])
        places = self.places()
        if len(places):
            x, y = self.map.viewpoint.pixel(*places.mean(axis=0).tolist())
            if not (0 < x < self.map.width() and 0 < y < self.map.height()):
                self.map.centre_on(*places.mean(axis=0).tolist())
            self._cross_to(places[0])

    def _next_handle(self, by: int) -> None:
        drawn = self.drawn()
        if drawn is None or self.held is not None:
            return
        spots = grips(drawn.kind, self.places())
        self.active = (self.active + by) % len(spots) if self.active >= 0 or by > 0 else len(spots) - 1
        self._cross_to(spots[self.active])
        self.changed.emit()

    def _cross_to(self, place: Floats) -> None:
        assert self.map is not None
        self.map.tools.cross = self.map.viewpoint.pixel(*place.tolist())
        self.map.update()

    def _take_whole(self) -> None:
        drawn, places = self.drawn(), self.places()
        if drawn is None or not len(places) or self.map is None:
            return
        if self.map.tools.cross is None:
            self._cross_to(places[0])
        assert self.map.tools.cross is not None
        start = self.map.viewpoint.lonlat(*self.map.tools.cross)
        self.held = Grab("whole", 0, drawn, places, start, places, is_moved=True)
        self.changed.emit()

    def _turn(self, event: QKeyEvent) -> bool:
        """[ and ]: the symbol turns at once, the change is given when the keys rest."""
        content = self.content()
        if content is None or content.kind != "symbol":
            return False
        heading = turned(self._heading if self._rest.isActive() else content.style.heading_deg, event)
        if heading is None:
            return False
        self._heading = heading
        self._rest.start()
        self.changed.emit()
        return True

    # painting

    def paint(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        assert self.map is not None
        if self.map.stack.snapshot.drawings is not self._seen:
            self._seen = self.map.stack.snapshot.drawings
            QTimer.singleShot(0, self.sheet, self.sheet.refresh)  # somebody, perhaps we, changed something
        drawn, content = self.drawn(), self.content()
        if drawn is None or content is None:
            return
        held = self.held
        places = held.places if held is not None else self.places()
        heading = held.heading_deg if held is not None and held.what == "turn" else self._heading
        if heading is not None:
            content = replace(content, style=replace(content.style, heading_deg=heading))
        sketch(painter, viewpoint, content, places, dashed=held is not None)
        self._handles(painter, viewpoint, content, places)
        self.paint_snap(painter, viewpoint)

    def _handles(self, painter: QPainter, viewpoint: Viewpoint, content: Content, places: Floats) -> None:
        if content.kind == "symbol" and len(places):
            stand = Drawn(drawing="", kind="symbol", geometry=b"", ver=1, placed_utc=0, style=content.style)
            x, y = turn_handle(stand, places[0], viewpoint)
            ink.line(painter, np.array([viewpoint.pixel(*places[0].tolist()), (x, y)]), dashed=True)
            ink.dot(painter, x, y, hollow=True)
            return
        for x, y in viewpoint.pixels(between(content.kind, places)).tolist():
            ink.dot(painter, x, y, hollow=True)
        for number, (x, y) in enumerate(viewpoint.pixels(grips(content.kind, places)).tolist()):
            ink.dot(painter, x, y)
            if number == self.active:
                ink.ring(painter, x, y)
