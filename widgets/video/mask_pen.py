"""Drawing privacy masks on a tile: corners by clicks, a box by dragging, undo and redo, stored in the journal. GUI
thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from command_center.domain.commands import Command, PlaceMask, RemoveMask
from command_center.domain.ids import new_id
from command_center.domain.masks import FEWEST_CORNERS, MOST_CORNERS, Outline, is_outline, rectangle
from command_center.notices import notify
from command_center.state.snapshot import Snapshot
from video.zooming import pixel_of
from widgets.context import Context
from widgets.panels.asking import Asker
from widgets.video.hands import box_between
from widgets.video.sketch import Sketch
from widgets.video.surface import Surface, lying, place_of
from widgets.video.tile import Tile


class _Step(NamedTuple):
    """A mask that came (placed) or went."""

    mask: str
    outline: Outline
    placed: bool


class MaskPen(QObject):
    """On the tile of one camera. Enter or a double click closes an outline; Backspace takes the last corner back;
    Delete removes the mask under the pointer; Ctrl+Z and Ctrl+Y undo and redo; Escape ends."""

    def __init__(self, context: Context, surface: Surface, tile: Tile, snapshot: Callable[[], Snapshot],
                 ended: Callable[[], None]) -> None:
        super().__init__(surface.widget)
        self.camera = tile.camera
        self._context, self._surface, self._snapshot, self._ended = context, surface, snapshot, ended
        self._corners: list[tuple[float, float]] = []
        self._from: QPoint | None = None
        self._pointer = QPoint(-1, -1)
        self._dragged = False
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._asker = Asker(context, self)
        self._asker.changed.connect(self._answered)
        self._sketch = Sketch(surface.widget, tile.picture_box)

    # ---- the mouse
    def press(self, tile: Tile, spot: QPoint) -> None:
        """A corner, or the corner of a box."""
        self._from, self._dragged = spot, False

    def move(self, tile: Tile, spot: QPoint) -> None:
        """Show what would be covered."""
        self._pointer = spot
        self._sketch.setGeometry(tile.picture_box)
        if self._from is not None and not self._corners:
            self._dragged = self._dragged or (spot - self._from).manhattanLength() >= QApplication.startDragDistance()
            if self._dragged:
                self._sketch.draw_box(QRect(self._from, spot).normalized())
                return
        self._show(tile, spot)

    def release(self, tile: Tile, spot: QPoint) -> None:
        """The corner stays, or the box is covered."""
        start, self._from = self._from, None
        if start is None:
            return
        if self._dragged:
            left, top, width, height = box_between(lying(self._surface, tile), tile, start, spot)
            self._place(rectangle(left, top, left + width, top + height))
        elif len(self._corners) < MOST_CORNERS:
            self._corners.append(place_of(self._surface, tile, spot))
        self._dragged = False
        self._show(tile, spot)

    def double(self, tile: Tile, spot: QPoint) -> None:
        """The outline is whole."""
        self._from = None
        self._close()
        self._show(tile, spot)

    # ---- the keyboard
    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is ours."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return (control and key in (Qt.Key.Key_Z, Qt.Key.Key_Y)) or key in (
            Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Delete)

    def key(self, event: QKeyEvent, down: bool) -> bool:
        """Do what it says."""
        if not self.wants(event):
            return False
        if down:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            match event.key():
                case Qt.Key.Key_Escape:
                    self._corners.clear() if self._corners else self.end()
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._close()
                case Qt.Key.Key_Backspace:
                    del self._corners[-1:]
                case Qt.Key.Key_Delete:
                    self._remove_under_pointer()
                case Qt.Key.Key_Y:
                    self.redo()
                case Qt.Key.Key_Z:
                    self.redo() if shift else self.undo()
            self._sketch.draw_line([], False)
        return True

    def halt(self) -> None:
        """Nothing of it goes on by itself."""

    def end(self) -> None:
        """No more masks are drawn."""
        self._sketch.deleteLater()
        self._ended()
        self.deleteLater()

    # ---- what is done
    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
            step = self._done.pop()
            again = self._apply(_Step(step.mask, step.outline, not step.placed))
            self._undone.append(_Step(again.mask, again.outline, step.placed))

    def redo(self) -> None:
        """Do it again."""
        if self._undone:
            step = self._undone.pop()
            self._done.append(self._apply(step))

    def _close(self) -> None:
        corners, self._corners = tuple(self._corners), []
        if len(corners) >= FEWEST_CORNERS:
            self._place(corners)

    def _place(self, outline: Outline) -> None:
        outline = tuple((round(u, 5), round(v, 5)) for u, v in outline)
        if is_outline(outline):
            self._undone.clear()
            self._done.append(self._apply(_Step("", outline, True)))

    def _remove_under_pointer(self) -> None:
        tile = next((each for each in [self._surface.tile_at(self._pointer)] if each is not None), None)
        if tile is None or tile.camera != self.camera:
            return
        u, v = place_of(self._surface, tile, self._pointer)
        found = [mask for mask in self._snapshot().masks.values()
                 if mask.camera == self.camera and _holds(mask.outline, u, v)]
        if found:
            mask = max(found, key=lambda each: each.placed_utc)
            self._undone.clear()
            self._done.append(self._apply(_Step(mask.mask, mask.outline, False)))

    def _apply(self, step: _Step) -> _Step:
        """A mask that comes back is a new one: an id is never used twice."""
        context = self._context
        command: Command
        if step.placed:
            step = step._replace(mask=new_id())
            command = PlaceMask(camera=self.camera, outline=step.outline, mask=step.mask, actor=context.actor,
                                desk=context.desk)
        else:
            command = RemoveMask(mask=step.mask, actor=context.actor, desk=context.desk)
        self._asker.ask(step.mask, command)
        return step

    def _answered(self, topic: str) -> None:
        refusal = self._asker.refusal(topic)
        if refusal is not None:
            self._done = [step for step in self._done if step.mask != topic]
            notify("warning", refusal.key, **refusal.parameters)

    def _show(self, tile: Tile, spot: QPoint) -> None:
        where = lying(self._surface, tile)
        points = [QPointF(*pixel_of(where, tile.zoom, *corner)) for corner in self._corners]
        self._sketch.draw_line([*points, QPointF(spot)] if points else [], False)


def _holds(outline: Outline, u: float, v: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (ay > v) != (by > v) and u < ax + (v - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside
