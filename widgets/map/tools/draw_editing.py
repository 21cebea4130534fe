"""What is edited of what is drawn, and editing it by mouse: handles, the whole, what is let go of. GUI thread."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QTimer

from command_center.domain.drawings import Drawn
from layers.drawing import Floats
from layers.hit import hit
from layers.plotting import geometry_of, places_of
from widgets.map.tools.base import LEFT, Pointer, Tool
from widgets.map.tools.draw_grab import Grab, grab_at
from widgets.map.tools.draw_pad import Content
from widgets.map.tools.draw_sheet import DrawSheet
from widgets.map.tools.draw_tool import Drawer
from widgets.theme import theme

_TURN_REST_MS = 500  # keys that turn are one change together


class Editing(Drawer, Tool):
    """`chosen`: the drawing that is edited; `active`: the handle that Delete means; `held`: what is dragged or carried."""

    def begin(self, map_view: Any) -> None:
        self.chosen, self.active = "", -1
        self.held: Grab | None = None
        self._seen: Any = None
        self._heading: float | None = None
        self._rest = QTimer(self, singleShot=True, interval=_TURN_REST_MS)
        self._rest.timeout.connect(self._turn_now)
        selection = map_view.context.selection
        if selection.kind == "drawing":
            self.chosen = selection.id
            selection.select("", "")
        super().begin(map_view)

    def end(self) -> None:
        self._turn_now()
        super().end()

    # what is edited

    def drawn(self) -> Drawn | None:
        """The chosen drawing while it is on the map."""
        found = self.map.stack.snapshot.drawings.get(self.chosen) if self.map is not None else None
        return found if found is not None and found.is_shown else None

    def places(self) -> Floats:
        """Of the chosen drawing, as it will be once what is under way is recorded."""
        drawn = self.drawn()
        return np.empty((0, 2)) if drawn is None else places_of(drawn.kind, self.pad.latest(drawn).geometry)

    def choose(self, identity: str) -> None:
        """Edit that one; "" for none."""
        self._turn_now()
        self.chosen, self.active, self.held = identity, -1, None
        self.sheet.refresh()
        self.changed.emit()

    def open_sheet(self) -> None:
        assert self.map is not None
        self.sheet = DrawSheet(self, self.map, on_map=True)
        self.map.show_sheet(self.sheet)

    def content(self) -> Content | None:
        drawn = self.drawn()
        return self.pad.latest(drawn) if drawn is not None else None

    def set_content(self, content: Content) -> None:
        drawn = self.drawn()
        if drawn is not None:
            self.pad.change(drawn, content)

    def set_style(self, **fields: Any) -> None:
        content = self.content()
        if content is not None:
            self.set_content(replace(content, style=replace(content.style, **fields)))

    def remove(self) -> None:
        """Take the chosen drawing off the map."""
        drawn = self.drawn()
        if drawn is not None:
            self.choose("")
            self.pad.remove(drawn)

    def _under(self, event: Pointer) -> str:
        assert self.map is not None
        entry, view = self.map.stack.entry("drawings"), self.map.viewpoint
        if entry is None or not entry.visible:
            return ""
        found = hit(entry.drawing, *view.ground(event.x, event.y), view.metres_per_pixel, theme().scale)
        return found.id if found is not None else ""

    def _grab_at(self, event: Pointer) -> Grab | None:
        drawn = self.drawn()
        if drawn is None or self.map is None:
            return None
        seen = replace(drawn, style=self.pad.latest(drawn).style)
        return grab_at(seen, self.places(), event, self.map.viewpoint, on_body=self._under(event) == drawn.drawing)

    # the mouse

    def press(self, event: Pointer) -> bool:
        if event.button != LEFT:
            return False
        self._turn_now()
        self.held = self._grab_at(event)
        return self.held is not None

    def move(self, event: Pointer) -> bool:
        if self.held is None or self.map is None:
            return False
        moved_by = self.map.viewpoint.pixel(*self.held.start)
        if not self.held.is_moved and abs(event.x - moved_by[0]) + abs(event.y - moved_by[1]) < 3 and not event.by_key:
            return True
        if self.held.what in ("grip", "insert"):
            event = self.snapped(event, without=self.held.drawn.drawing)
        self.held.drag(event, self.map.viewpoint)
        self.changed.emit()
        return True

    def release(self, event: Pointer) -> bool:
        self._drop()
        return True

    def click(self, event: Pointer) -> bool:
        if self.held is not None:
            self._drop()
            return True
        if event.by_key:
            self.held = self._grab_at(event)
            if self.held is not None and self.held.what != "whole":
                self.active = self.held.number if self.held.what == "grip" else -1
                self.changed.emit()
                return True
            self.held = None
        self.choose(self._under(event))
        return True

    def _drop(self) -> None:
        """What is held stays where it is now."""
        held, self.held = self.held, None
        self.snap.place = None
        if held is not None and held.is_moved:
            content = self.pad.latest(held.drawn)
            style = replace(content.style, heading_deg=held.heading_deg) if held.what == "turn" else content.style
            self.pad.change(held.drawn, replace(content, geometry=geometry_of(content.kind, held.places), style=style))
            self.active = held.number + 1 if held.what == "insert" else held.number if held.what == "grip" else -1
        elif held is not None:
            self.active = held.number if held.what == "grip" else -1
        self.changed.emit()

    def _turn_now(self) -> None:
        if self._rest.isActive() or self._heading is not None:
            self._rest.stop()
            heading, self._heading = self._heading, None
            self.set_style(heading_deg=heading)
