"""What the pointer is over, what a click selects, and who waits for a place on the map. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from command_center.domain.geo import from_mercator
from widgets.map.words import word
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView

_EDGE_PX = 40  # what is selected nearer to the edge than that comes to the middle


class Pointing(QObject):
    """Hover and selection of one map. `cursor`: the mouse's pixel, None when it is elsewhere."""

    def __init__(self, map_view: MapView) -> None:
        super().__init__(map_view)
        self._map, self._selection = map_view, map_view.context.selection
        self.hovered = ("", "")
        self.cursor: tuple[float, float] | None = None
        self.wanted_place = ""
        self._selection.changed.connect(self._on_selected)
        self.leads = True  # False: this map looks where another one brings it
        self._selection.centre_requested.connect(self._on_centre_requested)
        self._selection.place_requested.connect(self._on_place_requested)
        self._selection.watching_changed.connect(map_view.update)

    def under(self, x: float, y: float) -> tuple[str, str]:
        """Kind and id of what lies under a pixel; ("", "") for nothing."""
        found = self._map.stack.hit(*self._map.viewpoint.ground(x, y), self._map.view())
        return (found[0].layer.kind, found[1].id) if found else ("", "")

    def hover(self, x: float, y: float) -> None:
        """The mouse is there now."""
        under = self.under(x, y)
        if under != self.hovered:
            self.hovered = under
            self.show_cursor()
            self._map.update()

    def leave(self) -> None:
        """Nothing is pointed at any more."""
        self.cursor, self.hovered = None, ("", "")
        self._map.update()

    def show_cursor(self) -> None:
        """The shape that says what a click would do."""
        crossed = self.wanted_place or self._map.tool is not None
        shape = (Qt.CursorShape.CrossCursor if crossed else Qt.CursorShape.PointingHandCursor
                 if self.hovered[1] else Qt.CursorShape.ArrowCursor)
        self._map.setCursor(shape)

    def click(self, x: float, y: float) -> None:
        """Choose the place that somebody waits for, else select."""
        if self.wanted_place:
            self._choose(x, y)
        else:
            self._open_or_select(*self.under(x, y))

    def _open_or_select(self, kind: str, identity: str) -> None:
        """A cluster opens: the map shows what it holds; everything else is selected."""
        box = self._map.stack.opening(kind, identity) if identity else None
        if box is None:
            self._selection.select(kind, identity)
            return
        (west, east), (south, north) = from_mercator([box[0], box[2]], [box[1], box[3]])
        self._map.fit(float(west), float(south), float(east), float(north))

    def key(self, event: QKeyEvent) -> bool:
        """Enter and Escape answer a question for a place; Escape lets go of what is selected."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.wanted_place:
            self._on_place_requested("")
        elif key == Qt.Key.Key_Escape and self._selection.id:
            self._selection.select("", "")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.wanted_place:
            self._choose(self._map.viewpoint.width / 2, self._map.viewpoint.height / 2)
        else:
            return False
        return True

    @property
    def _goes_along(self) -> bool:
        """Whether this map goes where a search or a list leads; one that somebody set free stays."""
        companions = self._map.companions
        return self.leads and (companions is None or companions.goes_along)

    def _on_centre_requested(self, lon: float, lat: float) -> None:
        if self._goes_along:
            self._map.centre_on(lon, lat)

    def _on_place_requested(self, key: str) -> None:
        self.wanted_place = key
        if key:
            self._map.use(None)
            self._map.setFocus()
            self._map.setAccessibleDescription(word("place.choose"))
        self._tell()

    def _choose(self, x: float, y: float) -> None:
        key, self.wanted_place = self.wanted_place, ""
        self._tell()
        self._selection.place_chosen.emit(key, *self._map.viewpoint.lonlat(x, y))

    def _tell(self) -> None:
        self.show_cursor()
        self._map.moved.emit()
        self._map.update()

    def _on_selected(self, kind: str, identity: str) -> None:
        """Something was selected anywhere: bring it into view if it lies outside."""
        card = self._map.stack.describe(kind, identity) if identity else None
        if card is not None and card.place is not None and self._goes_along:
            x, y = self._map.viewpoint.pixel(*card.place)
            edge = theme().px(_EDGE_PX)
            if not (edge < x < self._map.width() - edge and edge < y < self._map.height() - edge):
                self._map.centre_on(*card.place)
        self._map.update()
