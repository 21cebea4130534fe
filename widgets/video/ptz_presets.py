"""Presets of a camera by name, and its patrol. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QWidget,
)

from command_center.domain.cameras import Camera
from command_center.domain.ptz import can_move, presets_of
from widgets.theme import theme
from widgets.video.patrols import LONGEST_S, SHORTEST_S, Patrols, Stop
from widgets.video.ptz_hand import PtzHand

if TYPE_CHECKING:
    from widgets.video.ptz_panel import PtzPanel

_DWELL_S = 10
_LINES = 3


class PresetRow(QWidget):
    """Choose one or write a new name; go there, keep where it looks, forget it."""

    def __init__(self, hand: PtzHand, panel: PtzPanel) -> None:
        super().__init__(panel)
        self._hand, self._panel = hand, panel
        self.known: dict[str, str] = {}
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setAccessibleName(self.tr("Preset"))
        edit = self.box.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("Preset, or a new name"))
        self.go, self.keep, self.forget = (QPushButton(text) for text in (
            self.tr("Go there"), self.tr("Keep view"), self.tr("Forget")))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().space("gap"))
        grid.addWidget(self.box, 0, 0, 1, 3)
        for column, button in enumerate((self.go, self.keep, self.forget)):
            button.setStyleSheet(f"padding: 0 {theme().space('gap')}px")
            grid.addWidget(button, 1, column)
        self.go.clicked.connect(lambda: self._panel.ask("preset", preset=self.token()))
        self.keep.clicked.connect(self._keep)
        self.forget.clicked.connect(lambda: self._panel.ask("preset_remove", preset=self.token()))
        self.box.editTextChanged.connect(self._refresh)
        self.box.activated.connect(self._refresh)
        edit.returnPressed.connect(self._go_by_return)
        self._can: dict[str, bool] = {}

    def token(self) -> str:
        """The chosen preset, "" while a new name is written."""
        text = self.box.currentText().strip()
        return next((token for token, name in self.known.items() if name == text), "")

    def know(self, camera: Camera) -> None:
        """What its source says; what is being written stays."""
        presets = presets_of(camera.properties)
        self._can = {kind: can_move(camera.properties, kind) for kind in ("preset", "preset_set", "preset_remove")}
        if presets != self.known:
            self.known = presets
            text, first = self.box.currentText(), self.box.count() == 0
            self.box.blockSignals(True)
            self.box.clear()
            self.box.addItems(list(presets.values()))
            if text or not first:
                self.box.setEditText(text)
            self.box.blockSignals(False)
        self._refresh()

    def _refresh(self, *_: object) -> None:
        text, token = self.box.currentText().strip(), self.token()
        self.go.setEnabled(bool(token) and self._can.get("preset", False))
        self.keep.setEnabled(bool(text) and self._can.get("preset_set", False))
        self.forget.setEnabled(bool(token) and self._can.get("preset_remove", False))

    def _keep(self) -> None:
        self._panel.ask("preset_set", preset=self.token(), name=self.box.currentText().strip())

    def _go_by_return(self) -> None:
        if self.go.isEnabled():
            self.go.click()


class PatrolRow(QWidget):
    """The stops of a patrol, and whether it goes on."""

    resized = Signal()

    def __init__(self, patrols: Patrols, camera: str, presets: PresetRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._patrols, self._camera, self._presets = patrols, camera, presets
        self.stops = QListWidget()
        self.stops.setAccessibleName(self.tr("Patrol"))
        self.stops.setMaximumHeight(theme().px(24) * _LINES + theme().px(4))
        self.dwell = QSpinBox()
        self.dwell.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.dwell.setRange(SHORTEST_S, LONGEST_S)
        self.dwell.setValue(_DWELL_S)
        self.dwell.setSuffix(self.tr(" s"))
        self.dwell.setAccessibleName(self.tr("Seconds at each stop"))
        self.add, self.drop, self.start = QPushButton(self.tr("Add preset")), QPushButton(self.tr("Remove")), QPushButton()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().space("gap"))
        grid.addWidget(self.stops, 0, 0, 1, 3)
        for column, widget in enumerate((self.dwell, self.add, self.drop)):
            grid.addWidget(widget, 1, column)
        for button in (self.add, self.drop, self.start):
            button.setStyleSheet(f"padding: 0 {theme().space('gap')}px")
        grid.addWidget(self.start, 2, 0, 1, 3)
        self.add.clicked.connect(self._add)
        self.drop.clicked.connect(self._drop)
        self.start.clicked.connect(self._start_or_end)
        self._shown: tuple[object, ...] = ()

    def refresh(self) -> None:
        """The stops as they are now."""
        stops, runs = self._patrols.stops.get(self._camera, ()), self._patrols.runs(self._camera)
        fresh = (stops, runs, tuple(self._presets.known.items()))
        if fresh == self._shown:
            self.add.setEnabled(bool(self._presets.token()) or self._presets.box.count() > 0)
            return
        self._shown, row = fresh, self.stops.currentRow()
        self.stops.clear()
        for stop in stops:
            item = QListWidgetItem(self.tr("{name}, {seconds} s").format(
                name=self._presets.known.get(stop.preset, stop.preset), seconds=stop.dwell_s))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.stops.addItem(item)
        self.stops.setCurrentRow(min(row, len(stops) - 1))
        if self.stops.isHidden() == bool(stops):
            self.stops.setVisible(bool(stops))
            self.resized.emit()
        self.add.setEnabled(self._presets.box.count() > 0)
        self.drop.setEnabled(bool(stops))
        self.start.setEnabled(bool(stops))
        self.start.setText(self.tr("End patrol") if runs else self.tr("Start patrol"))

    def _add(self) -> None:
        token = self._presets.token()
        if token:
            stops = self._patrols.stops.get(self._camera, ())
            self._patrols.set_stops(self._camera, (*stops, Stop(token, self.dwell.value())))

    def _drop(self) -> None:
        stops, row = list(self._patrols.stops.get(self._camera, ())), self.stops.currentRow()
        if stops:
            del stops[row if 0 <= row < len(stops) else -1]
            self._patrols.set_stops(self._camera, tuple(stops))

    def _start_or_end(self) -> None:
        if self._patrols.runs(self._camera):
            self._patrols.end(self._camera)
        else:
            self._patrols.start(self._camera)
