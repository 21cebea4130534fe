"""A map in a window of its own, for a second monitor: linked, free, or following the presenter. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from widgets.beside_window import BesideWindow
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.map.links import MODES
from widgets.map.panel import MapPanel
from widgets.theme import theme


class MapWindow(BesideWindow):
    """The map's raster workers end with it."""

    def __init__(self, context: Context, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(context, bridge, parent)
        self.panel = MapPanel(context, self)
        self.link = self.panel.companions.link
        self.mode, self.same = QComboBox(self), QCheckBox(self)
        for mode in MODES:
            self.mode.addItem("", mode)
        self.mode.currentIndexChanged.connect(lambda _: self.link.set_mode(self.mode.currentData()))
        self.link.changed.connect(lambda: self.mode.setCurrentIndex(MODES.index(self.link.mode)))
        self.same.setChecked(self.link.same_layers)
        self.same.toggled.connect(self._on_same)
        self._arrange([self.same, self.mode], self.panel, (12, 6, 12, 6))
        look = theme()
        self.resize(look.px(1100), look.px(760))
        self.link.set_mode("linked")
        self._begin(self.panel)

    def _on_same(self, same: bool) -> None:
        self.link.same_layers = same

    def _retranslate(self) -> None:
        super()._retranslate()
        self.setWindowTitle(self.tr("Map – {city}").format(city=self._city()))
        for number, text in enumerate((self.tr("Free"), self.tr("Moves with the linked maps"), self.tr("Follows the presenter"))):
            self.mode.setItemText(number, text)
        self.mode.setAccessibleName(self.tr("Where this map looks"))
        self.same.setText(self.tr("Same layers"))

    def save_window(self) -> dict[str, Any]:
        """What survives a restart: its place on the screen, its link to the others, where it looks, its layers."""
        return super().save_window() | {"same_layers": self.link.same_layers, "panel": self.panel.save_view()}

    def restore_window(self, state: dict[str, Any]) -> None:
        """Bring it back; rubbish is ignored."""
        super().restore_window(state)
        view = state.get("panel")
        self.same.setChecked(state.get("same_layers") is not False)
        self.link.set_mode("free")  # until it is back: its view leads no other map anywhere
        if isinstance(view, dict):
            try:
                self.panel.restore_view(view)
            except (KeyError, TypeError, ValueError):
                pass  # saved by another version

    def _leave(self) -> None:
        self.panel.companions.leave()
        self.panel.map.close()
