"""The menu about a place of the map: right button, or the menu key at the cross. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from widgets.context import NEW_INCIDENT
from widgets.icons import icon
from widgets.map.raster_layers.prefetch_sheet import PrefetchSheet, offer_prefetch
from widgets.map.tools.around import Around
from widgets.map.tools.base import Tool
from widgets.map.tools.bench import bench_of
from widgets.map.tools.buttons import copy
from widgets.map.tools.clearing import clear_marks
from widgets.map.tools.coordinates import show_coordinates
from widgets.map.tools.draw_pad import pad_of
from widgets.map.tools.draw_tool import show_pending
from widgets.map.tools.naming import thing_title
from widgets.map.tools.nearest import Nearest
from widgets.map.tools.words import group_word

if TYPE_CHECKING:
    from widgets.map.view import MapView

_NEAREST = ("unit", "fire_stations", "police_stations", "hospitals", "hydrants", "camera", "shelters")
_TEXTS: dict[str, Any] = {
    "centre": QT_TRANSLATE_NOOP("MapMenu", "Centre here"),
    "here": QT_TRANSLATE_NOOP("MapMenu", "What is here"),
    "copy": QT_TRANSLATE_NOOP("MapMenu", "Copy {place}"),
    "systems": QT_TRANSLATE_NOOP("MapMenu", "All coordinate systems"),
    "measure": QT_TRANSLATE_NOOP("MapMenu", "Measure from here"),
    "nearest": QT_TRANSLATE_NOOP("MapMenu", "Nearest to here"),
    "within": QT_TRANSLATE_NOOP("MapMenu", "What is within 500 m"),
    "incident": QT_TRANSLATE_NOOP("MapMenu", "New incident here"),
    "edit_drawing": QT_TRANSLATE_NOOP("MapMenu", "Edit this drawing"),
    "remove_drawing": QT_TRANSLATE_NOOP("MapMenu", "Take this drawing off the map"),
    "prefetch": QT_TRANSLATE_NOOP("MapMenu", "Fetch map tiles ahead"),
    "clear": QT_TRANSLATE_NOOP("MapMenu", "Clear marks and selection"),
}


def _text(key: str) -> str:
    return QCoreApplication.translate("MapMenu", _TEXTS[key])


def place_menu(map_view: MapView, tools: Mapping[str, Tool], x: float, y: float, parent: QWidget) -> QMenu:
    """What can be done about a pixel of the map."""
    lon, lat = map_view.viewpoint.lonlat(x, y)
    menu = QMenu(parent)
    _add_thing(menu, map_view, tools, x, y)
    for key, act in (("here", lambda: _click(map_view, tools, "identify", lon, lat)),
                     ("measure", lambda: _click(map_view, tools, "measure_length", lon, lat)),
                     ("within", lambda: _around(map_view, tools, lon, lat))):
        menu.addAction(_text(key), act)
    _add_nearest(menu, map_view, tools, lon, lat)
    menu.addSeparator()
    place = f"{lon:.6f}, {lat:.6f}"
    menu.addAction(icon("copy", "mid"), _text("copy").format(place=place), lambda: copy(place))
    menu.addAction(_text("systems"), lambda: show_coordinates(map_view, lon, lat))
    menu.addSeparator()
    menu.addAction(icon("incident", "mid"), _text("incident"),
                   lambda: map_view.context.selection.place_chosen.emit(NEW_INCIDENT, lon, lat))
    if offer_prefetch(map_view) and map_view.sheet is not None:
        menu.addAction(_text("prefetch"), lambda: map_view.show_sheet(PrefetchSheet(map_view)))
    menu.addAction(_text("centre"), lambda: map_view.go(map_view.viewpoint.centred(lon, lat)))
    if not bench_of(map_view.context).marks.is_empty or len(map_view.context.selection.many):
        menu.addAction(icon("clear", "mid"), _text("clear"), lambda: clear_marks(map_view))
    menu.setActiveAction(menu.actions()[0])
    return menu


def _add_thing(menu: QMenu, map_view: MapView, tools: Mapping[str, Tool], x: float, y: float) -> None:
    """The thing under the pointer by its name, on top."""
    kind, identity = map_view.pointing.under(x, y)
    if identity:
        menu.addAction(icon("place", "mid"), thing_title(map_view, kind, identity),
                       lambda: map_view.context.selection.select(kind, identity))
        if kind == "drawing":
            _add_drawing(menu, map_view, tools, identity)
        menu.addSeparator()


def _add_drawing(menu: QMenu, map_view: MapView, tools: Mapping[str, Tool], identity: str) -> None:
    def edit() -> None:
        map_view.use(None)
        map_view.context.selection.select("drawing", identity)
        map_view.use(tools["draw_edit"])

    def remove() -> None:
        drawn = map_view.stack.snapshot.drawings.get(identity)
        if drawn is not None:
            pad = pad_of(map_view.context)
            show_pending(pad, map_view)
            pad.remove(drawn)

    if "draw_edit" in tools:
        menu.addAction(icon("draw_edit", "mid"), _text("edit_drawing"), edit)
    menu.addAction(icon("clear", "mid"), _text("remove_drawing"), remove)


def _add_nearest(menu: QMenu, map_view: MapView, tools: Mapping[str, Tool], lon: float, lat: float) -> None:
    tool = tools.get("nearest")
    if isinstance(tool, Nearest):
        submenu = menu.addMenu(_text("nearest"))
        for group in _NEAREST:
            submenu.addAction(group_word(group), partial(tool.ask, (lon, lat), group, map_view))


def _click(map_view: MapView, tools: Mapping[str, Tool], key: str, lon: float, lat: float) -> None:
    """Take a tool up and give it its first place."""
    if key in tools:
        map_view.use(tools[key])
        pixel = map_view.viewpoint.pixel(lon, lat)
        tools[key].click(map_view.tools.pointer(*pixel, by_key=True))


def _around(map_view: MapView, tools: Mapping[str, Tool], lon: float, lat: float) -> None:
    import shapely

    tool = tools.get("within")
    if isinstance(tool, Around):
        map_view.use(tool)
        tool.set_source("point")
        tool.set_distance(500.0)
        tool.take(shapely.Point(lon, lat))
