"""What the select tools hold, on the sheet: counts by group, the things, and what can be done with them. GUI thread."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from layers.spatial.export import Record, to_csv, to_geojson
from layers.spatial.selected import NOBODY, Selected, Thing, places_of
from widgets.map.tools.bench import bench_of
from widgets.map.tools.buttons import Buttons, copy
from widgets.map.tools.naming import group_title, thing_title
from widgets.map.tools.things import Line, ThingList
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView

_LISTED = 200  # of a group; all are counted, exported and marked
_CAMERAS = 16  # more than a wall shows


class SelectionSheet(QWidget):
    """Follows the selection while it is shown. area: where it came from, for the export."""

    def __init__(self, map_view: MapView, area: Any = None) -> None:
        super().__init__()
        self._map, self._context, self.area = map_view, map_view.context, area
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self.list = ThingList(self._context, self)
        column.addWidget(self.list, 1)
        self._buttons = Buttons([(self.tr("Zoom to"), self.zoom_to), (self.tr("Clear"), self.clear),
                                 (self.tr("Copy CSV"), self.copy_csv), (self.tr("Copy GeoJSON"), self.copy_geojson),
                                 (self.tr("Cameras on the wall"), self.show_cameras)], self)
        column.addWidget(self._buttons)
        self._context.selection.many_changed.connect(self.refresh)
        self.refresh()

    @property
    def _many(self) -> Selected:
        return self._context.selection.many

    def refresh(self) -> None:
        """Show what is selected now."""
        self.setWindowTitle(self.tr("{n} selected").format(n=f"{len(self._many):,}"))
        self.list.show_lines(self._lines())
        if self.list.topLevelItemCount() == 1:
            self.list.expandAll()
        self._buttons.setEnabled(len(self._many) > 0)
        self._buttons.all[4].setEnabled(bool(self._many.of_kind("camera")))
        self.updateGeometry()
        if self._map.sheet is not None and self._map.sheet.content is self:
            self._map.sheet.place()

    def _lines(self) -> Iterable[Line]:
        for group, count in self._many.counts().items():
            yield Line("", "", group_title(self._map, group), f"{count:,}")
            things = heapq.nsmallest(_LISTED, self._many.groups[group])
            titles = sorted((thing_title(self._map, *thing), thing) for thing in things)
            for title, (kind, identity) in titles:
                yield Line(kind, identity, title, "", 1)
            if count > _LISTED:
                yield Line("", "", self.tr("… and {n} more").format(n=f"{count - _LISTED:,}"), "", 1)

    def _places(self) -> dict[Thing, tuple[float, float]]:
        return places_of(bench_of(self._context).stocks, self._map.stack.snapshot, self._many.things)

    def zoom_to(self) -> None:
        """All of them in view."""
        places = list(self._places().values())
        if len(places) == 1:
            self._map.centre_on(*places[0])
        elif places:
            self._map.fit(min(lon for lon, _ in places), min(lat for _, lat in places),
                          max(lon for lon, _ in places), max(lat for _, lat in places))

    def clear(self) -> None:
        """Hold nothing."""
        bench_of(self._context).marks.put("select")
        self._context.selection.select_many(NOBODY)
        self._map.show_sheet(None)

    def records(self) -> list[Record]:
        """All of them, as they are given away."""
        places, snapshot = self._places(), self._map.stack.snapshot
        return [record(self._map, snapshot, thing, group, places.get(thing))
                for group in self._many.counts() for thing in sorted(self._many.groups[group])]

    def copy_csv(self) -> None:
        """To the clipboard."""
        copy(to_csv(self.records()))

    def copy_geojson(self) -> None:
        """To the clipboard, with the area."""
        copy(to_geojson(self.records(), self.area))

    def show_cameras(self) -> None:
        """Bring the selected cameras up on the wall."""
        self._context.selection.cameras_requested.emit(self._many.of_kind("camera")[:_CAMERAS])


def record(map_view: MapView, snapshot: Any, thing: Thing, group: str, place: tuple[float, float] | None,
           **more: Any) -> Record:
    """A thing as it is given away, a feature with its properties."""
    kind, identity = thing
    properties: dict[str, Any] = {"group": group, **more}
    if kind == "feature":
        collection, _, local = identity.partition("/")
        feature = snapshot.features.get(collection, {}).get(local)
        properties = {**(feature.properties if feature is not None else {}), **properties}
    lon, lat = place or (None, None)
    return Record(kind, identity, thing_title(map_view, kind, identity), lon, lat, properties)
