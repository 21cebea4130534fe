"""Where in all that it can reach a camera is to look, in numbers: pan, tilt and zoom, and going there. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QWidget

from command_center.domain.cameras import Camera
from command_center.domain.ptz import can_move
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.video.ptz_panel import PtzPanel


class PositionRow(QWidget):
    """Per cent of the way from one end to the other; 0 is the middle of pan and tilt, and zoom at its widest."""

    def __init__(self, panel: PtzPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.pan, self.tilt, self.zoom = QSpinBox(), QSpinBox(), QSpinBox()
        self.go = QPushButton(self.tr("Go"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().space("gap"))
        for box, least, prefix, name in ((self.pan, -100, "↔ ", self.tr("Pan, per cent")), (self.tilt, -100, "↕ ", self.tr("Tilt, per cent")),
                                         (self.zoom, 0, "⌕ ", self.tr("Zoom, per cent"))):
            box.setRange(least, 100)
            box.setPrefix(prefix)
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            box.setMinimumWidth(0)
            box.setAccessibleName(name)
            box.setToolTip(name)
            row.addWidget(box, 1)
        self.go.setStyleSheet(f"padding: 0 {theme().space('gap')}px")
        self.go.setToolTip(self.tr("Look there"))
        row.addWidget(self.go)
        self.go.clicked.connect(self._go)

    def know(self, camera: Camera) -> bool:
        """Be there where the camera takes such places; whether that changed."""
        can = can_move(camera.properties, "absolute")
        changed = self.isHidden() == can
        self.setVisible(can)
        return changed

    def _go(self) -> None:
        self._panel.ask("absolute", pan=self.pan.value() / 100, tilt=self.tilt.value() / 100, zoom=self.zoom.value() / 100)
