"""The sheet of buffers and of what is within: what the area is of, how far round it, and what was found. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from layers.spatial.export import Record, to_csv, to_geojson
from layers.spatial.within import Survey
from widgets.map.tools import figures
from widgets.map.tools.buttons import Buttons, copy
from widgets.map.tools.naming import group_title, thing_title
from widgets.map.tools.selection_sheet import record
from widgets.map.tools.things import Line, ThingList
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.tools.around import Around
    from widgets.map.view import MapView

_LISTED = 200
_CAMERAS = 16


class AreaSheet(QWidget):
    """Follows the tool that made it, also after that was put down."""

    def __init__(self, tool: Around, map_view: MapView) -> None:
        super().__init__()
        self._tool, self._map = tool, map_view
        self.survey: Survey | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self.source, self.distance = QComboBox(self), QSpinBox(self)
        for key, text in tool.sources().items():
            self.source.addItem(text, key)
        self.distance.setRange(-5_000, 100_000)
        self.distance.setSingleStep(50)
        self.distance.setSuffix(" m")
        self.source.setAccessibleName(self.tr("Around what"))
        self.distance.setAccessibleName(self.tr("Distance"))
        line = QHBoxLayout()
        line.addWidget(self.source, 1)
        line.addWidget(self.distance)
        column.addLayout(line)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {theme().colour('mid').name()};")
        column.addWidget(self.said)
        self.list = ThingList(map_view.context, self)
        column.addWidget(self.list, 1)
        self.buttons = Buttons([(self.tr("What is within"), tool.count), (self.tr("Select all of it"), self.select),
                                (self.tr("Copy CSV"), self.copy_csv), (self.tr("Copy GeoJSON"), self.copy_geojson),
                                (self.tr("Cameras on the wall"), self.show_cameras),
                                (self.tr("Clear"), tool.clear)], self)
        column.addWidget(self.buttons)
        self.source.currentIndexChanged.connect(lambda _: tool.set_source(self.source.currentData()))
        self.distance.valueChanged.connect(tool.set_distance)
        self.show_state()

    def show_state(self) -> None:
        """What the tool is set to."""
        with QSignalBlocker(self.source), QSignalBlocker(self.distance):
            self.source.setCurrentIndex(self.source.findData(self._tool.source_kind))
            if self.distance.value() != self._tool.distance_m:
                self.distance.setValue(round(self._tool.distance_m))
        self.setWindowTitle(self._tool.title())
        has_area = self._tool.area is not None
        for number in (0, 3, 5):
            self.buttons.all[number].setEnabled(has_area)
        for number in (1, 2):
            self.buttons.all[number].setEnabled(self.survey is not None and bool(self.survey.found))
        self.buttons.all[4].setEnabled(bool(self._cameras()))
        if self.survey is None:
            self.said.setText(self._tool.say_area())
        self.said.setVisible(bool(self.said.text()))
        self.list.setVisible(self.survey is not None)
        self.updateGeometry()

    def show_survey(self, survey: Survey | None) -> None:
        """People, and everything found with its distance; None while it is not known."""
        self.survey = survey
        if survey is not None:
            self.said.setText("\n".join(self._sentences(survey)))
            self.list.show_lines(self._lines(survey))
        self.show_state()
        if self._map.sheet is not None:
            self._map.sheet.place()

    def _sentences(self, survey: Survey) -> list[str]:
        lines = [self.tr("Area {area}").format(area=figures.area(survey.area_m2))]
        if survey.people.collection:
            lines.append(self.tr("Residents: {people}, estimated from {collection} by share of area").format(
                people=figures.people(survey.people.count), collection=group_title(self._map, survey.people.collection)))
            if survey.people.covered < 0.95:
                lines.append(self.tr("Population is known for {share} % of the area only.").format(
                    share=round(survey.people.covered * 100)))
        else:
            lines.append(self.tr("No source here gives population."))
        if survey.buildings:
            lines.append(self.tr("{n} buildings").format(n=f"{survey.buildings:,}"))
        return lines

    def _lines(self, survey: Survey) -> list[Line]:
        lines: list[Line] = []
        for group, found in survey.by_group().items():
            lines.append(Line("", "", group_title(self._map, group), f"{len(found):,}"))
            lines += [Line(one.kind, one.id, thing_title(self._map, one.kind, one.id), figures.length(one.distance_m), 1)
                      for one in found[:_LISTED]]
            if len(found) > _LISTED:
                lines.append(Line("", "", self.tr("… and {n} more").format(n=f"{len(found) - _LISTED:,}"), "", 1))
        return lines

    def _cameras(self) -> list[str]:
        found = self.survey.by_group().get("camera", []) if self.survey is not None else []
        return [one.id for one in found]

    def _records(self) -> list[Record]:
        if self.survey is None:
            return []
        snapshot = self._map.stack.snapshot
        return [record(self._map, snapshot, one.thing, group, (one.lon, one.lat), distance_m=round(one.distance_m, 1))
                for group, found in self.survey.by_group().items() for one in found]

    def copy_csv(self) -> None:
        """To the clipboard, with distances."""
        copy(to_csv(self._records(), ["group", "distance_m"]))

    def copy_geojson(self) -> None:
        """To the clipboard, the area first."""
        copy(to_geojson(self._records(), self._tool.area))

    def select(self) -> None:
        """Everything found becomes the selection."""
        if self.survey is not None:
            self._map.context.selection.select_many(self.survey.selected())

    def show_cameras(self) -> None:
        """The nearest cameras on the wall."""
        self._map.context.selection.cameras_requested.emit(self._cameras()[:_CAMERAS])
