"""A place in every coordinate system, each to be copied; and the way to a place that somebody typed. GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.coordinates import Place, in_every_system
from layers.spatial.goto import Unreadable, dms, parse, systems, zone_of_easting
from widgets.icons import icon
from widgets.map.tools.base import Pointer, Tool
from widgets.map.tools.bench import bench_of
from widgets.map.tools.buttons import copy
from widgets.map.tools.marks import Mark
from widgets.theme import theme


class Coordinates(Tool):
    """A click tells the place in all systems."""

    key = "coordinates"
    icon = "place"
    group = "place"
    letter = "G"

    def title(self) -> str:
        return self.tr("Coordinates, go to")

    def hint(self) -> str:
        return self.tr("Click a place for its coordinates, or type some on the sheet and press Enter.")

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        sheet = CoordinateSheet(map_view)
        map_view.show_sheet(sheet)
        view = map_view.viewpoint
        sheet.show_place(*view.lonlat(view.width / 2, view.height / 2), mark=False)
        sheet.typed.setFocus()

    def click(self, event: Pointer) -> bool:
        if self.map is not None:
            show_coordinates(self.map, event.lon, event.lat)
        return True


def show_coordinates(map_view: Any, lon: float, lat: float) -> None:
    """A place's coordinates on the sheet."""
    sheet = map_view.sheet.content if map_view.sheet is not None else None
    if not isinstance(sheet, CoordinateSheet):
        sheet = CoordinateSheet(map_view)
        map_view.show_sheet(sheet)
    sheet.show_place(lon, lat)


def place_texts(place: Place) -> list[str]:
    """How a place of one system is written: decimally and, in degrees, as degrees minutes seconds; in the order that
    the system's authority writes, except that degrees are longitude first as everywhere here."""
    system = place.system
    if system.unit == "deg":
        decimal = f"{place.east:.{system.decimals}f}, {place.north:.{system.decimals}f}"
        if system.key not in ("wgs84", "cgcs2000"):
            return [decimal]
        return [decimal, f"{dms(place.east, 'E', 'W')} {dms(place.north, 'N', 'S')}"]
    return [f"{place.east:.{system.decimals}f}, {place.north:.{system.decimals}f}"]


class CoordinateSheet(QWidget):
    """Go-to on top, then a block a system with what may be copied."""

    def __init__(self, map_view: Any) -> None:
        super().__init__()
        self._map = map_view
        self.place = (0.0, 0.0)
        self.setWindowTitle(self.tr("Coordinates"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))
        self.typed, self.system, self.said = QLineEdit(self), QComboBox(self), QLabel(self)
        self.typed.setPlaceholderText(self.tr("115.0275, 30.2105 or 30°12′38″N …"))
        self.typed.setAccessibleName(self.tr("Coordinates to go to"))
        self.system.setAccessibleName(self.tr("Coordinate system of what is typed"))
        self.typed.returnPressed.connect(self.go)
        self.typed.textEdited.connect(self._on_typed)
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {theme().colour('mid').name()};")
        self.said.hide()
        go = QToolButton(self)
        go.setIcon(icon("search", "mid"))
        go.setToolTip(self.tr("Go there (Enter)"))
        go.setAccessibleName(go.toolTip())
        go.clicked.connect(self.go)
        line = QHBoxLayout()
        line.addWidget(self.typed, 1)
        line.addWidget(go)
        self._column.addWidget(self.system)
        self._column.addLayout(line)
        self._column.addWidget(self.said)
        self._rows: QWidget | None = None

    def show_place(self, lon: float, lat: float, *, mark: bool = True) -> None:
        """This place."""
        self.place = (lon, lat)
        if mark:
            bench_of(self._map.context).marks.put("place", Mark(dots=[(lon, lat)]))
        self._fill_systems(lon)
        if self._rows is not None:
            self._column.removeWidget(self._rows)
            self._rows.deleteLater()
        self._rows = self._table(in_every_system(lon, lat))
        self._column.addWidget(self._rows)
        self._rows.show()
        self._column.activate()
        self.updateGeometry()
        if self._map.sheet is not None:
            self._map.sheet.place()

    def _fill_systems(self, lon: float) -> None:
        chosen = self.system.currentData()
        self.system.clear()
        for system in systems(lon):
            self.system.addItem(self._map.context.say(system.zh, system.en), system.crs)
        self.system.setCurrentIndex(max(0, self.system.findData(chosen)))

    def _table(self, places: list[Place]) -> QWidget:
        look, box = theme(), QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, look.px(4), 0, 0)
        grid.setVerticalSpacing(look.px(1))
        grid.setColumnStretch(0, 1)
        row = 0
        for place in places:
            name = QLabel(self._map.context.say(place.system.zh, place.system.en), box)
            name.setFont(look.font("caption"))
            name.setStyleSheet(f"color: {look.colour('lo').name()}; padding-top: {look.px(4)}px;")
            grid.addWidget(name, row, 0, 1, 2)
            for text in place_texts(place):
                row += 1
                self._copyable(box, grid, row, text)
            row += 1
        return box

    def _copyable(self, box: QWidget, grid: QGridLayout, row: int, text: str) -> None:
        look, label, button = theme(), QLabel(text, box), QToolButton(box)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        button.setIcon(icon("copy", "mid"))
        button.setProperty("flat", True)
        button.setFixedSize(look.px(24), look.px(22))
        button.setStyleSheet("min-height: 0; padding: 0;")
        button.setToolTip(self.tr("Copy"))
        button.setAccessibleName(self.tr("Copy {text}").format(text=text))
        button.clicked.connect(lambda: copy(text))
        grid.addWidget(label, row, 0)
        grid.addWidget(button, row, 1)

    def _on_typed(self, text: str) -> None:
        """An easting of eight digits says its zone itself."""
        self.said.hide()
        for number in text.replace(",", " ").replace("，", " ").split():
            try:
                crs = zone_of_easting(float(number))
            except ValueError:
                continue
            if crs is not None:
                if self.system.findData(crs) < 0:
                    self.system.addItem(self.tr("CGCS2000 zone {n}").format(n=int(float(number) // 1_000_000)), crs)
                self.system.setCurrentIndex(self.system.findData(crs))

    def go(self) -> None:
        """To what is typed; what cannot be read is said beside it."""
        try:
            typed = parse(self.typed.text(), str(self.system.currentData() or "wgs84"))
        except Unreadable as error:
            self._say(self._sentence(error))
            return
        self._say(self.tr("Read with the latitude or northing first.") if typed.north_first else "")
        self._map.centre_on(typed.lon, typed.lat)
        self.show_place(typed.lon, typed.lat)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        if self._map.sheet is not None:
            self._map.sheet.place()

    def _sentence(self, error: Unreadable) -> str:
        if error.key == "goto.out_of_range":
            return self.tr("“{text}” lies outside this system. Is another one meant?").format(**error.parameters)
        if error.key == "goto.unknown_system":
            return self.tr("The system {system} is not known.").format(**error.parameters)
        return self.tr("That is not a pair of coordinates. Write two numbers, such as 115.0275, 30.2105.")
