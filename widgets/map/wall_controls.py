"""What a wall's map has of its layers: the legend of what is shown, and the saved views by key. Nothing to click. GUI
thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from layers.views import AS_CONFIGURED, Views
from layers.views import MapView as SavedView
from widgets.context import Context
from widgets.map.legend_panel import LegendPanel
from widgets.map.saved_views import by_number, lay_out
from widgets.map.view import MapView


class WallControls(QObject):
    """Made over one map, on its parent widget. The legend's head says which view is shown, and whom the map moves with.
    Signal changed: another view was chosen."""

    changed = Signal()

    def __init__(self, context: Context, map_view: MapView, around: QWidget) -> None:
        super().__init__(around)
        self._context, self._map = context, map_view
        self.views = Views(map_view.stack, context.configuration.map.view)
        self.follows = ""  # whom the map moves with, in words
        self.legend = LegendPanel(context, map_view.stack, around, lasting=True)
        by_number(around, self.views, self.show_view)
        around.installEventFilter(self)

    def show_view(self, key: str) -> None:
        """As a view has it; an unknown one changes nothing."""
        view = self.views.find(key)
        if view is not None:
            self.show(view)

    def show(self, view: SavedView) -> None:
        """As a view has it, one of a desk's too."""
        lay_out(self._map, self.views, view)
        self.look()
        self._map.update()
        self.changed.emit()

    def look(self) -> None:
        """Once a second, and when another view was chosen."""
        view = self.views.shown
        said = ["" if view.key == AS_CONFIGURED else self._context.say(*view.title), self.follows]
        self.legend.heading = " · ".join(one for one in said if one)
        self.legend.look()
        self.legend.setVisible(self.legend.has_content or bool(self.legend.heading))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wall changed its size."""
        if event.type() == QEvent.Type.Resize:
            self.legend.place()
        return super().eventFilter(watched, event)
