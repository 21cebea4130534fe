"""What every drawing tool has in common: its sheet, its keys, undo and redo, snapping. GUI thread.

Keys while one is in use: 0 to 4 the colour (none, or that of a level), F2 the sheet, Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y)
back and forward through the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from msgspec.structs import replace
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from command_center.domain.drawings import COLOURS
from layers.drawing import Floats
from widgets.context import Context
from widgets.map.tools.base import Pointer
from widgets.map.tools.draw_ink import paint_pending
from widgets.map.tools.draw_pad import Content, Pad, pad_of
from widgets.map.tools.draw_sheet import DrawSheet
from widgets.map.tools.draw_snap import Snap
from widgets.map.viewpoint import Viewpoint

if TYPE_CHECKING:
    from widgets.map.view import MapView

_DIGITS = {Qt.Key(Qt.Key.Key_0 + digit): colour for digit, colour in enumerate(COLOURS)}
_WORDS: dict[str, Any] = {
    "recording": QT_TRANSLATE_NOOP("DrawTool", "Recording"),  #: 正在记录
    "keys": QT_TRANSLATE_NOOP("DrawTool", "0-4: colour. F2: title and look. Ctrl+Z: undo."),
    #: 0-4 颜色；F2 标题与样式；Ctrl+Z 撤销
}


def draw_word(key: str) -> str:
    """A word that the drawing tools share."""
    return QCoreApplication.translate("DrawTool", _WORDS[key])


class Drawer:
    """Mixed into a tool before its base; `kind` of drawing it makes."""

    group: ClassVar[str] = "draw"
    kind: ClassVar[str] = ""
    context: Context
    map: MapView | None
    changed: Any

    def begin(self, map_view: Any) -> None:
        """It is in use from now on."""
        super().begin(map_view)  # type: ignore[misc]
        self.pad = pad_of(self.context)
        self.snap = Snap()
        self.snap.look(map_view)
        show_pending(self.pad, map_view)
        self.pad.changed.connect(self._on_pad)
        self.open_sheet()

    def end(self) -> None:
        """It is put down."""
        self.pad.changed.disconnect(self._on_pad)
        self.pad.dismiss()
        self.snap.close()
        self.close_sheet()
        super().end()  # type: ignore[misc]

    # the sheet

    def open_sheet(self) -> None:
        """The look of what is drawn next."""
        assert self.map is not None
        self.sheet = DrawSheet(self, self.map)  # type: ignore[arg-type]
        self.map.show_sheet(self.sheet)

    def close_sheet(self) -> None:
        """Unless another took its place."""
        shown = self.map.sheet if self.map is not None else None
        if shown is not None and shown.content is self.sheet and self.map is not None:
            self.map.show_sheet(None)

    def content(self) -> Content | None:
        """What the sheet shows."""
        return replace(self.pad.next, kind=self.kind)

    def set_content(self, content: Content) -> None:
        """The sheet changed it."""
        self.pad.set_next(content)

    def ready(self) -> None:
        """Enter in the sheet's title: back to the map."""
        if self.map is not None:
            self.map.setFocus()

    def _on_pad(self) -> None:
        self.changed.emit()

    # keys

    def is_begun(self) -> bool:
        """Whether something is half drawn: Ctrl+Z takes a step of it back first."""
        return False

    def key_press(self, event: QKeyEvent) -> bool:
        """Keys that all of them have."""
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            begun = self.is_begun() and key == Qt.Key.Key_Z and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return not begun and undo_keys(self.pad, event)
        if key in _DIGITS:
            self.set_style(colour=_DIGITS[key])
            return True
        if key == Qt.Key.Key_F2:
            self.sheet.setFocus()
            return True
        return False

    def set_style(self, **fields: Any) -> None:
        """Another colour, line, heading, ... of what the sheet shows."""
        self.pad.set_style(**fields)

    def cancel(self) -> bool:
        """Escape drops what is half drawn, then what was refused, then the tool."""
        begun = self.is_begun()
        return bool(super().cancel()) or begun or self.pad.dismiss()  # type: ignore[misc]

    # snapping

    def snapped(self, event: Pointer, own: Floats | None = None, without: str = "") -> Pointer:
        """The pointer on the vertex, corner or edge that it is near to."""
        assert self.map is not None
        return self.snap.pointer(self.map, event, own, without)

    def paint_snap(self, painter: QPainter, viewpoint: Viewpoint) -> None:
        """A mark where it stands on something."""
        self.snap.paint(painter, viewpoint)


def undo_keys(pad: Pad, event: QKeyEvent) -> bool:
    """Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y."""
    key, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or key not in (Qt.Key.Key_Z, Qt.Key.Key_Y):
        return False
    if key == Qt.Key.Key_Y or shift:
        pad.redo()
    else:
        pad.undo()
    return True


def show_pending(pad: Pad, map_view: MapView) -> None:
    """Have what is under way painted on a map, and Ctrl+Z there without a tool, once."""
    if getattr(map_view, "shows_pending", None) is pad:
        return
    map_view.shows_pending = pad  # type: ignore[attr-defined]
    map_view.overlays.append(lambda painter, view: paint_pending(painter, view, pad, draw_word("recording")))
    map_view.tools.spare.append(lambda event: undo_keys(pad, event))
    pad.changed.connect(map_view.update)
