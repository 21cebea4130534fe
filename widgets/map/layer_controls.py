"""What a desk's map has of controls for its layers: list, legend, saved views, style panel. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from layers.styled.layer import StyledLayer
from layers.styled.toml import to_toml
from widgets.context import Context
from widgets.map.layer_panel import LayerPanel
from widgets.map.legend_panel import LegendPanel
from widgets.map.saved_views import SavedViews
from widgets.map.style_panel import StylePanel
from widgets.map.view import MapView
from widgets.theme import theme


class LayerControls(QObject):
    """Made over one map, on its parent widget."""

    def __init__(self, context: Context, map_view: MapView, around: QWidget) -> None:
        super().__init__(around)
        self._context, self._map = context, map_view
        self._kinds = {config.key: kind for kind, config in context.configuration.map.layer}
        self.list = LayerPanel(context, map_view.stack, around)
        self.views = SavedViews(context, map_view, around)
        self.list.set_button(self.views)
        self.legend = LegendPanel(context, map_view.stack, around)
        self.list.changed.connect(self._on_changed)
        self.views.applied.connect(self._on_applied)
        self.list.style_wanted.connect(self.open_style)
        self.list.copy_wanted.connect(self.copy)
        QShortcut(QKeySequence("Alt+L"), around, lambda: self.list.setFocus(Qt.FocusReason.ShortcutFocusReason))
        QShortcut(QKeySequence("Alt+K"), around, lambda: self.legend.set_open(not self.legend.is_open))

    def widgets(self) -> list[QWidget]:
        """What lies over the map."""
        return [self.list, self.legend]

    def keep_clear_of(self, sheet: QWidget) -> None:
        """The legend makes room for what tools show at the right."""
        self.legend.beside = sheet
        sheet.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The sheet came, went or grew."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize):
            self.legend.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Each in its corner."""
        look = theme()
        self.list.move(look.px(12), look.px(12))
        self.list.fit()
        self.legend.place()

    def look(self) -> None:
        """Bring counts and troubles up to date: once a second."""
        self.list.look()
        self.legend.look()

    def open_style(self, key: str) -> None:
        """The style of a configured layer beside the map; others have none to edit."""
        entry = self._map.stack.entry(key)
        if entry is None or not isinstance(entry.layer, StyledLayer):
            return
        panel = StylePanel(self._context, entry, self._kinds.get(key, ""))
        panel.changed.connect(lambda _: self._on_changed())
        self._map.show_sheet(panel)
        panel.setFocus()

    def copy(self, key: str) -> None:
        """The table of a layer onto the clipboard."""
        entry = self._map.stack.entry(key)
        if entry is not None and isinstance(entry.layer, StyledLayer):
            QGuiApplication.clipboard().setText(to_toml(self._kinds.get(key, ""), entry.layer.config))

    def _on_changed(self) -> None:
        self.legend.look()
        self._map.update()

    def _on_applied(self) -> None:
        self.look()
        if self._map.sheet is not None and isinstance(self._map.sheet.content, StylePanel):
            self._map.show_sheet(None)  # it would show what is no longer so
        self._map.update()

    def save(self) -> dict[str, Any]:
        """What the operator arranged."""
        state: dict[str, Any] = {"views": self.views.views.save(), "legend_open": self.legend.is_open}
        if self.list.was_set:
            state["layers_open"] = self.list.is_open
        return state

    def restore(self, state: dict[str, Any]) -> None:
        """Bring it back."""
        self.views.views.restore(state.get("views"))
        self.legend.set_open(bool(state.get("legend_open")))
        if "layers_open" in state:
            self.list.set_open(bool(state["layers_open"]))
        self.list.look()
