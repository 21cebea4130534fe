"""The map as a panel: the widget, its zoom buttons and its list of layers. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from command_center.state.snapshot import EMPTY, Changes, Snapshot
from widgets.context import Context
from widgets.icons import icon
from widgets.map.attribution import AttributionLine
from widgets.map.companions import Companions
from widgets.map.empty import EmptyWords
from widgets.map.layer_controls import LayerControls
from widgets.map.layer_panel import LayerPanel
from widgets.map.opening import Opening
from widgets.map.tools.bar import ToolBar
from widgets.map.tools.hint import HintLine
from widgets.map.tools.sheet import Sheet
from widgets.map.view import MapView
from widgets.map.wall_controls import WallControls
from widgets.panels.base import Panel
from widgets.theme import theme

NARROW = 720  # design pixels of a map on which the list of layers, unless it is wanted, would cover too much


class MapPanel(Panel):
    """The map. On a wall it has nothing to click: a legend, and keys for the saved views."""

    key = "map"
    area = "centre"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.map = MapView(context, self)
        self._opening = Opening(context, self.map)
        self._snapshot = EMPTY
        tables = {table for entry in self.map.stack.entries for table in entry.layer.depends_on} | {"features", "screens", "looks"}
        self.depends_on = tuple(tables)  # type: ignore[misc]  # what the layers need is only known now
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.map)
        self.setFocusProxy(self.map)
        self.layers: LayerControls | None = None
        self.wall: WallControls | None = None
        self.layer_panel: LayerPanel | None = None
        self.tool_bar: ToolBar | None = None
        self._buttons: list[QToolButton] = []
        self._hint = HintLine(self.map, self)
        self.attribution = AttributionLine(self.map, self)
        self._empty = EmptyWords(context, self.map.stack, self)
        self.companions = Companions(self)
        if context.profile == "desk":
            self._add_controls()
        else:
            self.wall = WallControls(context, self.map, self)
            self.map.covers = [self.wall.legend]
            self.companions.obey(self.wall)
        self._retranslate()

    def title(self) -> str:
        """Translated title."""
        return self.tr("Map")

    def _add_controls(self) -> None:
        self.layers = LayerControls(self.context, self.map, self)
        self.layer_panel = self.layers.list
        self.layer_panel.changed.connect(lambda: self._empty.look(self._snapshot))
        for name, steps in (("plus", 1), ("minus", -1)):
            button = QToolButton(self)
            button.setIcon(icon(name, "mid"))
            button.setFixedSize(theme().px(32), theme().px(32))
            button.setIconSize(QSize(theme().px(16), theme().px(16)))
            button.setProperty("flat", True)
            button.setStyleSheet(f"QToolButton {{ background: {theme().colour('void').name()}; min-height: 0; padding: 0;"
                                 f" border: 1px solid transparent; }}"
                                 f" QToolButton:focus {{ border-color: {theme().colour('focus').name()}; }}")
            button.setAutoRepeat(True)
            button.clicked.connect(lambda _=False, steps=steps: self.map.zoom(steps))
            self._buttons.append(button)
        self.tool_bar = ToolBar(self.map, self)
        self.map.sheet = Sheet(self.map, self)
        self.map.sheet.placed.connect(self._hint.place)
        self.layers.keep_clear_of(self.map.sheet)
        self.layer_panel.above = [bar for bar in (self.companions.bar,) if bar is not None]
        self.map.covers = [*self.layers.widgets(), *self._buttons, self.tool_bar, self.map.sheet, self._hint,
                           *self.companions.controls()]
        self.companions.hear(self.layers)

    def raise_controls(self) -> None:
        """Above whatever else lies over the map."""
        for cover in (*(self.layers.widgets() if self.layers is not None else ()), *self._buttons, self.tool_bar,
                      self.map.sheet, self._hint, *self.companions.controls()):
            if cover is not None:
                cover.raise_()

    def _retranslate(self) -> None:
        for button, text in zip(self._buttons, (self.tr("Zoom in (+)"), self.tr("Zoom out (-)")), strict=False):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.map.setAccessibleName(self.title())

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Controls keep to their corners."""
        super().resizeEvent(event)
        look = theme()
        if self.layer_panel is not None:
            self.layer_panel.fold_where_narrow(self.width() < look.px(NARROW))
        if self.layers is not None:
            self.layers.place()
        for number, button in enumerate(self._buttons):
            button.move(self.width() - look.px(44), look.px(12 + 34 * number))
            button.raise_()
        if self.tool_bar is not None:
            self.tool_bar.adjustSize()
            self.tool_bar.move(self.width() - look.px(44), look.px(12 + 34 * len(self._buttons) + 8))
            self.tool_bar.raise_()
        if self.map.sheet is not None:
            self.map.sheet.place()
        self._empty.place()
        self._hint.place()
        self.attribution.place()
        self.companions.place()

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        """Draw it."""
        self._snapshot = snapshot
        self.map.take(snapshot, changes)
        self._empty.look(snapshot)
        self.companions.take(snapshot, changes)
        if changes.touches("features"):
            self.attribution.look(snapshot)
        if changes.reset:
            self._opening.look(snapshot)

    def on_clock(self, now_utc: int) -> None:
        """Ages and remaining times go on."""
        self.map.set_now(now_utc)
        self.companions.set_now(now_utc)
        self.attribution.look(self._snapshot)
        if self.layers is not None:
            self.layers.look()
        if self.wall is not None:
            self.wall.look()
        self._empty.look(self._snapshot)
        self._opening.look(self._snapshot)

    def is_settled(self) -> bool:
        """Whether the picture is complete."""
        return self.map.is_settled and self.companions.is_settled

    def hold(self, held: bool) -> None:
        """For a screenshot: nothing blinks."""
        self.map.hold_still(held)

    def focus_layers(self) -> None:
        """Bring the keyboard to the list of layers."""
        if self.layer_panel is not None:
            self.layer_panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_view(self, key: str) -> None:
        """Show a saved view by its key; an unknown one changes nothing."""
        if self.layers is not None:
            self.layers.views.apply(key)
        elif self.wall is not None:
            self.wall.show_view(key)

    def save_view(self) -> dict[str, Any]:
        """Where the map looks, and its layers."""
        state = self.map.save()
        return state | self.companions.save() | (self.layers.save() if self.layers is not None else {})

    def restore_view(self, state: dict[str, Any]) -> None:
        """Bring it back."""
        if self.map.restore(state):
            self._opening.leave()
        self.companions.restore(state)
        if self.layers is not None:
            self.layers.restore(state)
