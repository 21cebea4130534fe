"""What a wall's map has of its layers: the legend of what is shown, and the saved views by key. Nothing to click. GUI
thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from layers.views import AS_CONFIGURED, Views
from widgets.context import Context
from widgets.map.legend_panel import LegendPanel
from widgets.map.saved_views import by_number, show_view
from widgets.map.view import MapView


class WallControls(QObject):
    """Made over one map, on its parent widget. The legend's head says which view is shown."""

    def __init__(self, context: Context, map_view: MapView, around: QWidget) -> None:
        super().__init__(around)
        self._context, self._map = context, map_view
        self.views = Views(map_view.stack, context.configuration.map.view)
        self.legend = LegendPanel(context, map_view.stack, around, lasting=True)
        by_number(around, self.views, self.show_view)
        around.installEventFilter(self)

    def show_view(self, key: str) -> None:
        """As a view has it; an unknown one changes nothing."""
        if show_view(self._map, self.views, key):
            self.look()
            self._map.update()

    def look(self) -> None:
        """Once a second, and when another view was chosen."""
        view = self.views.find(self.views.current)
        self.legend.heading = "" if view is None or view.key == AS_CONFIGURED else self._context.say(*view.title)
        self.legend.look()
        self.legend.setVisible(self.legend.has_content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wall changed its size."""
        if event.type() == QEvent.Type.Resize:
            self.legend.place()
        return super().eventFilter(watched, event)
