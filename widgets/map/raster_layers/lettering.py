"""Lends the base map the names that vector tiles have along roads and waters, so that all names of the ground share one
look and one placing. GUI thread.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from layers.basemap_labels import table_from
from widgets.map.base_labels import BaseLabels
from widgets.map.raster_layers.layers import RasterLayers

_WAIT_MS = 60  # tiles come one by one; names of several are placed together


class TileLettering(QObject):
    """Signal changed: other names are to be shown."""

    changed = Signal()

    def __init__(self, rasters: RasterLayers, labels: BaseLabels, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rasters, self._labels = rasters, labels
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._lend)
        for one in rasters.tiles.values():
            one.lettered.connect(self._on_lettered)

    def _on_lettered(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _lend(self) -> None:
        names = dict.fromkeys(name for one in self._rasters.tiles.values() for name in one.written)
        self._labels.lend(table_from((name.text, name.x, -name.y, name.angle, name.priority, name.kind) for name in names))
        self.changed.emit()
