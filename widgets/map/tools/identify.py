"""What is here: everything under the cursor, of all layers, in a list to step through. GUI thread."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from layers.spatial.under import Under, under
from widgets.map.tools.base import Pointer, Tool
from widgets.map.tools.naming import layer_title, thing_title
from widgets.map.tools.things import Line, ThingList


class Identify(Tool):
    """A click lists what lies there."""

    key = "identify"
    icon = "identify"
    group = "identify"
    letter = "Q"
    hovers = True

    def title(self) -> str:
        return self.tr("What is here")  #: 识别

    def hint(self) -> str:
        return self.tr("Click a place: everything there is listed. Page Up/Down: step through it. Esc: end.")
        #: 点选位置，列出该处全部要素；PageUp/PageDown 逐个查看；Esc 结束

    def click(self, event: Pointer) -> bool:
        """List what is there and select the first."""
        if self.map is None:
            return False
        things = self.things(event.x, event.y)
        content = ThingList(self.context)
        content.setWindowTitle(self.tr("{n} things here").format(n=len(things)))  #: 此处 {n} 项
        content.show_lines([Line(thing.kind, thing.id, thing_title(self.map, thing.kind, thing.id),
                                 layer_title(self.map, thing.layer)) for thing in things])
        self.map.show_sheet(content)
        content.step(1)
        if not things:
            self.context.selection.select("", "")
        return True

    def things(self, x: float, y: float) -> list[Under]:
        """What lies under a pixel."""
        assert self.map is not None
        view = replace(self.map.view(), metres_per_pixel=self.map.viewpoint.metres_per_pixel)  # of the map, as drawings are
        return under(self.map.stack.shown(), *self.map.viewpoint.ground(x, y), view)

    def key_press(self, event: QKeyEvent) -> bool:
        """Page Up and Page Down go through the list."""
        content = self.map.sheet.content if self.map is not None and self.map.sheet is not None else None
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if isinstance(content, ThingList) and Qt.Key(event.key()) in steps:
            content.step(steps[Qt.Key(event.key())])
            return True
        return False
