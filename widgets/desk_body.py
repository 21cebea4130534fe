"""The desk's body: vital signs left, map and video in the middle, queue and units right, timeline below; every border
can be dragged, panels that share a place are tabs. GUI thread."""

from __future__ import annotations

import base64
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from widgets.panels.base import Panel
from widgets.tab_fitting import TabFitting
from widgets.theme import theme

CAPTION = 26  # design pixels under each picture of the video strip
COLUMNS = ("left", "centre", "right")


class DeskBody(QWidget):
    """Places panels by a scene's TOML; those it does not name go to a tab of their own area."""

    def __init__(self, layout: dict[str, Any], tiles: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout_table = layout
        self._tiles = max(1, tiles)
        self._panels: dict[str, Panel] = {}
        self._tabs: dict[str, QTabWidget] = {}
        self._arranged = False
        self._across = self._splitter(Qt.Orientation.Horizontal)
        self._columns = {name: self._splitter(Qt.Orientation.Vertical) for name in COLUMNS}
        for column in self._columns.values():
            self._across.addWidget(column)
        self._down = self._splitter(Qt.Orientation.Vertical)
        self._down.addWidget(self._across)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._down)

    def _splitter(self, orientation: Qt.Orientation) -> QSplitter:
        splitter = QSplitter(orientation, self)
        splitter.setHandleWidth(theme().space("gap"))
        splitter.setChildrenCollapsible(False)
        splitter.splitterMoved.connect(self._dragged)
        return splitter

    def _dragged(self) -> None:
        self._arranged = True

    def wanted(self) -> list[str]:
        """Panels that the scene names."""
        places = [place for name in (*COLUMNS, "bottom") for place in self._layout_table.get(name, ())]
        return [key for place in places for key in place.split("+")]

    def fill(self, panels: dict[str, Panel]) -> None:
        """Put every panel in its place, then give the places their sizes."""
        self._panels = dict(panels)
        for name in (*COLUMNS, "bottom"):
            for place in self._places(name):
                self._add(name, [key for key in place if key in panels])
        self._arranged = False  # sizes are given when the window gives this its place

    def _places(self, area: str) -> list[list[str]]:
        places = [place.split("+") for place in self._layout_table.get(area, ())]
        named = set(self.wanted())
        strangers = [key for key, panel in self._panels.items() if key not in named and self._area(panel) == area]
        if strangers and places:
            places[0] = places[0] + strangers
        elif strangers:
            places = [strangers]
        return places

    @staticmethod
    def _area(panel: Panel) -> str:
        return panel.area if panel.area in (*COLUMNS, "bottom") else "right"

    def _add(self, area: str, keys: list[str]) -> None:
        target = self._down if area == "bottom" else self._columns[area]
        if len(keys) == 1:
            target.addWidget(self._panels[keys[0]])
        elif keys:
            tabs = QTabWidget()
            tabs.setDocumentMode(True)
            TabFitting(tabs)
            for key in keys:
                tabs.addTab(self._panels[key], self._panels[key].title())
                self._tabs[key] = tabs
            target.addWidget(tabs)

    def raise_panel(self, key: str) -> None:
        """Bring a panel to the front where it is one of several tabs."""
        if key in self._tabs:
            self._tabs[key].setCurrentWidget(self._panels[key])

    def retitle(self) -> None:
        """Titles anew after a change of language."""
        for key, tabs in self._tabs.items():
            tabs.setTabText(tabs.indexOf(self._panels[key]), self._panels[key].title())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._arranged:
            # Splitters share out what they have, so everything around them must have its size first.
            QTimer.singleShot(0, self, self._size)

    def _size(self) -> None:
        """The scene's sizes, until the operator drags a border; from then on only the middle gives way."""
        if self._arranged or not self._panels or self.width() < 100:
            return
        look, table, gap = theme(), self._layout_table, theme().space("gap")
        left, right = look.px(table.get("left_width", 300)), look.px(table.get("right_width", 380))
        left = left if self._columns["left"].count() else 0
        right = right if self._columns["right"].count() else 0
        middle = max(100, self.width() - left - right - 2 * gap)
        self._across.setSizes([left, middle, right])
        bottom = look.px(table.get("bottom_height", 76)) if self._down.count() > 1 else 0
        tall = self.height() - bottom - gap
        self._down.setSizes([tall, bottom] if bottom else [tall])
        strip = round((middle - 5 * gap) / min(self._tiles, 6) * 9 / 16) + look.px(CAPTION)
        self._columns["centre"].setSizes([tall - strip - gap, strip])
        self._columns["right"].setSizes(self._heights(table.get("right_heights", ()), tall))
        for splitter in (self._across, self._columns["centre"], self._down):
            for number in range(splitter.count()):
                splitter.setStretchFactor(number, 0)
        self._across.setStretchFactor(1, 1)
        self._columns["centre"].setStretchFactor(0, 1)
        self._down.setStretchFactor(0, 1)

    @staticmethod
    def _heights(wanted: Any, tall: int) -> list[int]:
        heights = [theme().px(height) for height in wanted]
        rest = tall - sum(heights)
        return [height or rest for height in heights]

    def save_view(self) -> dict[str, Any]:
        """Where the operator dragged the borders, if anywhere, and which tabs are in front."""
        splitters = {"across": self._across, "down": self._down, **self._columns} if self._arranged else {}
        return {"splitters": {name: base64.b64encode(bytes(splitter.saveState().data())).decode()
                              for name, splitter in splitters.items()},
                "front": [key for key, tabs in self._tabs.items() if tabs.currentWidget() is self._panels[key]]}

    def restore_view(self, state: dict[str, Any]) -> None:
        """Bring them back; what does not fit any more is left alone."""
        splitters = {"across": self._across, "down": self._down, **self._columns}
        for name, text in state.get("splitters", {}).items():
            if name in splitters:
                splitters[name].restoreState(base64.b64decode(text))
                self._arranged = True
        for key in state.get("front", ()):
            self.raise_panel(key)
