"""The nearest of a kind: by straight distance and by the time it takes to drive. GUI thread; asked on the tools'
worker."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from command_center.dispatch.routing import path
from command_center.state.snapshot import Snapshot
from layers.drawing import Floats
from layers.spatial.export import to_csv
from layers.spatial.nearest import OUTWARD, Near, groups_in, nearest
from widgets.map.tools import figures
from widgets.map.tools.base import Pointer, Tool
from widgets.map.tools.bench import bench_of
from widgets.map.tools.buttons import Buttons, copy
from widgets.map.tools.marks import Mark
from widgets.map.tools.naming import group_title, thing_title
from widgets.map.tools.selection_sheet import record
from widgets.map.tools.things import Line, ThingList
from widgets.theme import theme

Place = tuple[float, float]
_PREFERRED = ("unit", "fire_stations", "hospitals", "camera")


class Nearest(Tool):
    """A click asks; the sheet says of what."""

    key = "nearest"
    icon = "nearest"
    group = "analyse"
    letter = "N"
    wanted = ""  # the group that was asked for last

    def title(self) -> str:
        return self.tr("Nearest of a kind")

    def hint(self) -> str:
        return self.tr("Click the place; choose the kind on the sheet. Page Up/Down: step through. Esc: end.")

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        self._view = map_view

    def click(self, event: Pointer) -> bool:
        self.ask((event.lon, event.lat))
        return True

    def ask(self, place: Place, group: str = "", view: Any = None) -> None:
        """The nearest of a group to a place; without one, of the last."""
        self._view = view if view is not None else self.map
        sheet = self._view.sheet.content if self._view.sheet is not None else None
        if not isinstance(sheet, NearestSheet):
            sheet = NearestSheet(self, self._view)
            self._view.show_sheet(sheet)
        sheet.ask(place, group or self.wanted)

    def key_press(self, event: Any) -> bool:
        sheet = self.map.sheet.content if self.map is not None and self.map.sheet is not None else None
        step = {0x01000016: -1, 0x01000017: 1}.get(int(event.key()))  # Page Up, Page Down
        if isinstance(sheet, NearestSheet) and step is not None:
            sheet.list.step(step)
            return True
        return False


class NearestSheet(QWidget):
    """A kind to choose, and the list; the way to the row one is on is drawn."""

    def __init__(self, tool: Nearest, map_view: Any) -> None:
        super().__init__()
        self._tool, self._map, self._place = tool, map_view, (0.0, 0.0)
        self.found: list[Near] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(self.tr("Kind"))
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {theme().colour('mid').name()};")
        self.list = ThingList(map_view.context, self)
        column.addWidget(self.kind)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        column.addWidget(Buttons([(self.tr("Copy CSV"), self.copy_csv), (self.tr("Clear"), self.clear)], self))
        self.kind.currentIndexChanged.connect(lambda _: self.ask(self._place, self.kind.currentData() or ""))
        self.list.currentItemChanged.connect(lambda item: self._draw_way(self.list.indexOfTopLevelItem(item)))
        self.setWindowTitle(tool.title())

    def ask(self, place: Place, group: str) -> None:
        """Ask anew."""
        self._place = place
        bench, snapshot = bench_of(self._map.context), self._map.stack.snapshot
        bench.marks.put("nearest", Mark(dots=[place]))
        self.said.setText(self.tr("Looking…"))

        def question(stop: Any) -> tuple[list[str], str, list[Near]]:
            known = groups_in(bench.stocks, snapshot)
            first = group if group in known else next((one for one in _PREFERRED if one in known), "")
            return known, first, nearest(bench.stocks, snapshot, [first] if first else [], place, 10, bench.router, stop)

        bench.ask("nearest", question, self._show)

    def _show(self, answer: tuple[list[str], str, list[Near]]) -> None:
        known, group, self.found = answer
        self._tool.wanted = group
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for one in known:
                self.kind.addItem(group_title(self._map, one), one)
            self.kind.setCurrentIndex(self.kind.findData(group))
        self.said.setText(self._sentence(group))
        self.list.show_lines([Line(near.kind, near.id, thing_title(self._map, near.kind, near.id), self._note(near))
                              for near in self.found])
        self._draw_way(0)
        self.updateGeometry()
        if self._map.sheet is not None:
            self._map.sheet.place()

    def _sentence(self, group: str) -> str:
        if not self.found:
            return self.tr("Nothing of that kind is known.")
        if all(math.isnan(near.seconds) for near in self.found):
            return self.tr("No roads are known: by straight distance only.")
        return (self.tr("Straight distance, and the drive there in free traffic") if group in OUTWARD
                else self.tr("Straight distance, and the drive from there in free traffic"))

    def _note(self, near: Near) -> str:
        drive = figures.duration(near.seconds) if math.isfinite(near.seconds) else (
            "" if math.isnan(near.seconds) else self.tr("no road"))
        return " · ".join(part for part in (figures.length(near.distance_m), drive) if part)

    def _draw_way(self, row: int) -> None:
        """The way by road to a row, or from it."""
        if not 0 <= row < len(self.found):
            return
        near, place, bench = self.found[row], self._place, bench_of(self._map.context)
        ends: Sequence[Place] = ((place, (near.lon, near.lat)) if near.group in OUTWARD else ((near.lon, near.lat), place))
        roads = self._map.stack.snapshot.features.get("roads")
        if not roads or not math.isfinite(near.seconds):
            bench.marks.put("nearest", Mark(lines=[np.array(ends)], dots=[place], dashed=True))
            return

        def draw(way: Floats) -> None:
            bench.marks.put("nearest", Mark(lines=[way], dots=[place]))

        bench.ask("nearest/way", lambda stop: path(bench.router.graph_of(roads), ends[0], ends[1]), draw)

    def copy_csv(self) -> None:
        """To the clipboard."""
        snapshot: Snapshot = self._map.stack.snapshot
        rows = [record(self._map, snapshot, (near.kind, near.id), near.group, (near.lon, near.lat),
                       distance_m=round(near.distance_m, 1),
                       drive_s=round(near.seconds) if math.isfinite(near.seconds) else "") for near in self.found]
        copy(to_csv(rows, ["group", "distance_m", "drive_s"]))

    def clear(self) -> None:
        """Take the way off the map and close."""
        bench_of(self._map.context).marks.put("nearest")
        self._map.show_sheet(None)
