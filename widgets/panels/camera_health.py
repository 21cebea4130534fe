"""How the cameras are: rates by district or department over today, 7 and 30 days, and what is not in order, since when
and why, with a strip of each camera's past. GUI thread.

Keys, while the panel has the keyboard: arrows choose, Enter brings a camera up on the wall and centres the map, / goes
to the filter, Esc empties it, Ctrl+S saves a table; Alt+5 comes here from anywhere. Every number is worked out from the
journal (`video.rates`); where the recorder did not watch, nothing is claimed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from command_center.state.snapshot import EMPTY, Changes, Snapshot
from video.rates import Group, Report, Stretch, by_department, by_district, condition_of, groups
from video.rates_csv import as_csv
from widgets.camera_states import state_words
from widgets.context import Context
from widgets.lettering import RIGHT, draw_text
from widgets.panels.camera_controls import CameraControls
from widgets.panels.camera_list import CameraList
from widgets.panels.camera_rates import CameraRates
from widgets.panels.camera_table import ALL, HEAD, ROW, RateTable, percent
from widgets.panels.frame import FramedPanel
from widgets.shortcuts import local_shortcut
from widgets.theme import theme

_GROUPING = {"district": by_district, "department": by_department}
_MOST_GROUPS = 7  # rows of the table; more are scrolled
_GRAVITY = {"offline": 0, "faulty": 1, "unknown": 2, "ok": 3}


class CameraHealthPanel(FramedPanel):
    """Cameras' health."""

    key = "camera_health"
    area = "right"
    depends_on = ("cameras",)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.snapshot: Snapshot = EMPTY
        self.report: Report | None = None
        self.rates = CameraRates(context, self)
        self.rates.ready.connect(self._show_report)
        self.controls = CameraControls()
        self.table, self.list = RateTable(active=not self.is_wall), CameraList(context)
        self._heads = _Heads(self.table)
        self._show = QPushButton()
        self._show.clicked.connect(self.bring_up)
        for widget in (self.controls, self._heads, self.table, self.list):
            self.body.addWidget(widget)
        self.body.setStretchFactor(self.list, 1)
        self.controls.setVisible(not self.is_wall)
        self.controls.changed.connect(self.refresh)
        self.controls.export.connect(self.export)
        self.table.current_changed.connect(lambda _: self._list())
        self.list.activated.connect(lambda _: self.bring_up())
        if not self.is_wall:
            self.list.set_card(self._show)
            self.keyboard = self.list
            local_shortcut("Ctrl+S", self, self.export)
            local_shortcut("/", self, self.controls.filter.setFocus)
            self.summoned_by("Alt+5")
        self.retranslate()

    def title(self) -> str:
        """Translated title."""
        return self.tr("Cameras")

    def retranslate(self) -> None:
        self.controls.retranslate()
        self.table.everything, self.table.nameless = self.tr("All cameras"), self.tr("Without a name")
        self.table.setAccessibleName(self.tr("Rates"))
        self.list.setAccessibleName(self.tr("Cameras"))
        self._show.setText(self.tr("Show on the wall"))
        self._show.setToolTip(self.tr("Bring it up on the video wall and centre the map (Enter)"))
        self._heads.words = (self.tr("in order now"), self.tr("online"), self.tr("in order"))
        self.table.set_empty(self.tr("Rates are being worked out …"))
        self.refresh()

    # ---- the state
    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        self.snapshot = snapshot
        if changes.reset:
            self.rates.forget()
            self.report = None
        self.rates.want()
        self.on_clock(self.context.session().clock.now_utc())
        self.refresh()

    def on_clock(self, now_utc: int) -> None:
        self.list.now_utc = now_utc
        if self.isVisible():
            self.rates.refresh(sorted(self.snapshot.cameras), now_utc)
            self.list.viewport().update()

    def is_settled(self) -> bool:
        """Whether the rates are there."""
        return not self.isVisible() or not self.snapshot.cameras or (self.report is not None and self.rates.is_settled)

    def _show_report(self, report: Report) -> None:
        self.report = report
        self.refresh()

    def refresh(self) -> None:
        """Table and list anew, as the controls say."""
        self.table.span = self.list.span = self.controls.span
        self.list.report, self.list.cameras = self.report, dict(self.snapshot.cameras)
        if self.report is not None:
            self.table.show_groups(self._groups(self.controls.grouping))
            rows = min(_MOST_GROUPS, len(self.table.groups))
            self.table.setFixedHeight(theme().px(ROW) * max(1, rows) + theme().px(6))
        self._heads.setVisible(self.report is not None)
        self._list()
        self._say()

    def _groups(self, grouping: str) -> list[Group]:
        assert self.report is not None
        english = {camera.district: camera.properties.get("district_en", "") for camera in self.snapshot.cameras.values()}
        self.table.titles = {name: self.context.say(name, title) for name, title in english.items() if name}
        return groups(self.report, list(self.snapshot.cameras.values()), _GROUPING[grouping])

    def _say(self) -> None:
        bad = [self.list.state_of(key) for key in self.snapshot.cameras]
        kinds = [condition_of(state) for state in bad]
        self.set_note(self.tr("{bad} not in order   {unknown} not measured   {all} in all").format(
            bad=kinds.count("offline") + kinds.count("faulty"), unknown=kinds.count("unknown"), all=len(kinds)))
        self.set_badge(kinds.count("offline") + kinds.count("faulty"))

    def _list(self) -> None:
        """Those of the chosen group that match the filter, the gravest first, the longest first among equals."""
        group = self.table.groups.get(self.table.current)
        chosen = set(group.cameras) if group is not None and group.name != ALL else None
        wanted = self.controls.filter.text().casefold().split()
        rows = []
        for key, camera in self.snapshot.cameras.items():
            state = self.list.state_of(key)
            kind = condition_of(state)
            if (chosen is not None and key not in chosen) or (kind == "ok" and not self.controls.everyone.isChecked()):
                continue
            text = " ".join((key, camera.name, camera.properties.get("name_en", ""), camera.district,
                             camera.properties.get("department", ""), state, state_words(state))).casefold()
            if all(word in text for word in wanted):
                rows.append((_GRAVITY[kind], camera.state_since_utc, key))
        self.list.set_rows([key for *_, key in sorted(rows)])
        self.list.set_empty(self.tr("No camera is known yet.") if not self.snapshot.cameras
                            else self.tr("No camera matches.") if wanted or chosen is not None
                            else self.tr("Every camera is in order."))

    def history(self, camera: str) -> list[Stretch]:
        """How a camera was over the last 30 days."""
        return list(self.report.history.get(camera, ())) if self.report is not None else []

    # ---- acts
    def bring_up(self) -> None:
        """The current camera on the wall, its place on the map."""
        camera = self.snapshot.cameras.get(self.list.current)
        if camera is None:
            return
        self.context.selection.select("camera", camera.camera)
        self.context.selection.cameras_requested.emit([camera.camera])
        if camera.lon is not None and camera.lat is not None:
            self.context.selection.centre_requested.emit(camera.lon, camera.lat)

    def export(self) -> None:
        """Ask for a file and write the table."""
        if self.report is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save the rates"), "cameras.csv", self.tr("Table (*.csv)"))
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the table; what goes wrong is said in the panel's note."""
        assert self.report is not None
        named = [(kind, group) for kind in _GROUPING for group in self._groups(kind)]
        cameras = sorted(self.snapshot.cameras.values(), key=lambda each: each.camera)
        text = as_csv(self.report, named, cameras, self.context.configuration.city.zone)
        try:
            path.write_text(text, encoding="utf-8-sig", newline="")
        except OSError as error:
            self.set_note(self.tr("Not saved: {reason}").format(reason=error.strerror or str(error)))
            return
        self.set_note(self.tr("Saved: {file}").format(file=path.name))

    def save_view(self) -> dict[str, Any]:
        """Span and grouping."""
        return {"span": self.controls.span, "grouping": self.controls.grouping, "all": self.controls.everyone.isChecked()}

    def restore_view(self, state: dict[str, Any]) -> None:
        """Bring them back."""
        for buttons, name in ((self.controls.spans, "span"), (self.controls.groupings, "grouping")):
            if state.get(name) in buttons:
                buttons[state[name]].setChecked(True)
        self.controls.everyone.setChecked(bool(state.get("all", False)))

    def summary(self) -> str:
        """In words, for those who listen."""
        everything = self.table.groups.get(ALL)
        if everything is None:
            return self._note
        share = everything.shares[self.controls.span]
        return self.tr("online {online} %, in order {in_order} %, {known} % of the time known").format(
            online=percent(share, "online"), in_order=percent(share, "in_order"), known=f"{100 * share.coverage:.0f}")


class _Heads(QWidget):
    """The heads of the table's columns, with the targets."""

    def __init__(self, table: RateTable) -> None:
        super().__init__()
        self._table = table
        self.words = ("", "", "")
        self.setFixedHeight(theme().px(HEAD))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, pad = theme(), QPainter(self), theme().space("padding")
        edges = self._table.columns(self._table.viewport().width() - 2 * pad)
        for right, words, room in zip(edges, self.words, (110, 70, 70), strict=True):
            draw_text(painter, QRectF(pad + right - look.px(room), 0, look.px(room), self.height()), words, "micro", "lo",
                      align=RIGHT)
        painter.end()
