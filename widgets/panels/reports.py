"""Reports that reach the centre (calls, citizens, feeds), the newest first: make an incident of one, or dismiss it.

GUI thread. Keys, while the panel has the keyboard: arrows choose, Enter or N makes an incident, D dismisses; Alt+3
comes here from anywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from command_center.dispatch.classify import type_of
from command_center.domain.commands import DismissReport
from command_center.domain.incidents import Report
from command_center.domain.time import SECOND
from command_center.state.snapshot import Changes, Snapshot
from layers.names import said
from widgets.context import Context
from widgets.lettering import RIGHT, draw_fitting, draw_text, text_width
from widgets.panels.ask_card import AskCard
from widgets.panels.asking import Asker
from widgets.panels.frame import FramedPanel
from widgets.panels.incident_form import IncidentForm
from widgets.panels.snapshot_rows import SnapshotRows
from widgets.shortcuts import local_shortcut
from widgets.spans import span_words
from widgets.theme import theme

ORDER_MS = 300
MOST = 500  # rows; older reports are found by search, not by scrolling


class ReportList(SnapshotRows):
    """One report a row: title, channel and age, place, what was said."""

    def row_height(self, key: str, current: bool) -> int:
        report = self.snapshot.reports[key]
        return theme().px(18) + theme().px(22) * (3 if report.text and report.title else 2)

    def state_words(self, report: Report) -> str:
        """How it stands."""
        if report.state == "incident":
            made = self.snapshot.incidents.get(report.incident)
            return self.tr("Incident {number}").format(number=made.number if made else "")
        return self.tr("Dismissed") if report.state == "dismissed" else self.tr("New")

    def paint_row(self, painter: QPainter, box: QRectF, key: str, current: bool) -> None:
        look, report = theme(), self.snapshot.reports[key]
        new, line, top = report.state == "new", look.px(22), box.top() + look.px(9)
        side = look.px(8)
        if new:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hi"))
            painter.drawEllipse(QRectF(box.left() + look.px(8), top + line / 2 - side / 2, side, side))
        left = box.left() + look.px(36)
        age = span_words((self.now_utc - report.at_utc) / SECOND)
        wide = text_width(age, "caption") + look.px(4)
        draw_text(painter, QRectF(box.right() - wide, top, wide, line), age, "caption", "mid", align=RIGHT)
        draw_text(painter, QRectF(left, top, box.right() - wide - look.px(8) - left, line),
                  said(report, "title", self.context.chinese) or said(report, "text", self.context.chinese)
                  or report.report, "strong" if current else "body", "hi" if new else "mid", bold=current)
        state = self.state_words(report)
        wide = text_width(state, "caption") + look.px(4)
        draw_text(painter, QRectF(box.right() - wide, top + line, wide, line), state, "caption",
                  "hi" if new else "lo", align=RIGHT)
        place = " · ".join(part for part in (report.channel, said(report, "address", self.context.chinese)) if part)
        draw_fitting(painter, QRectF(left, top + line, box.right() - wide - look.px(8) - left, line), place, "caption",
                     "mid")
        if report.text and report.title:
            draw_text(painter, QRectF(left, top + 2 * line, box.right() - left, line), said(report, "text", self.context.chinese),
                      "caption", "lo")


class _Card(AskCard):
    """Make an incident, or dismiss."""

    make_incident = Signal()
    dismiss = Signal()

    def __init__(self, asker: Asker) -> None:
        super().__init__(asker)
        self.incident_button = self.add_button(self.make_incident, 3)
        self.dismiss_button = self.add_button(self.dismiss, 2)
        self.set_primary(self.incident_button, True)


class ReportsPanel(FramedPanel):
    """Reports."""

    key = "reports"
    area = "right"
    depends_on = ("reports", "incidents")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.asker = Asker(context, self)
        self.list = ReportList(context)
        self.card = _Card(self.asker)
        self.form: IncidentForm | None = None
        self._ordering = QTimer(self, interval=ORDER_MS, singleShot=True)
        self._ordering.timeout.connect(self._order)
        self.body.addWidget(self.list)
        self.list.current_changed.connect(lambda _: self._refresh_card())
        self.list.activated.connect(lambda _: self.make_incident())
        self.card.make_incident.connect(self.make_incident)
        self.card.dismiss.connect(self.dismiss)
        self.asker.changed.connect(self._on_asked)
        self.context.selection.changed.connect(self._on_selection)
        if not self.is_wall:
            self.list.set_card(self.card)
            self.keyboard = self.list
            for keys, act in (("N", self.make_incident), ("D", self.dismiss)):
                local_shortcut(keys, self, act)
            self.summoned_by("Alt+3")
        self.retranslate()

    def title(self) -> str:
        """Translated title."""
        return self.tr("Reports")

    def retranslate(self) -> None:
        self.list.set_empty(self.tr("No report has come in."))
        self.card.incident_button.setText(self.tr("Make incident"))
        self.card.incident_button.setToolTip(self.tr("Open the form with what the report says (N)"))
        self.card.dismiss_button.setText(self.tr("Dismiss"))
        self.card.dismiss_button.setToolTip(self.tr("No incident is needed (D)"))

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        self.list.snapshot = snapshot
        self.list.now_utc = self.context.session().clock.now_utc()
        new = sum(one.state == "new" for one in snapshot.reports.values())
        self.set_note(self.tr("{new} new   {all} in all").format(new=new, all=len(snapshot.reports)))
        self.set_badge(new)
        if changes.reset or not self.list.keys:
            self._order()
        elif not self._ordering.isActive():
            self._ordering.start()

    def _order(self) -> None:
        """The newest first; a fast replay brings hundreds a second, so at most some times a second."""
        snapshot = self.list.snapshot
        newest = sorted(snapshot.reports.values(), key=lambda one: (one.state != "new", -one.at_utc, one.report))[:MOST]
        keys = [one.report for one in newest]
        self.list.set_rows(keys)
        self._refresh_card()

    def on_clock(self, now_utc: int) -> None:
        self.list.now_utc = now_utc
        self.list.viewport().update()

    def current(self) -> Report | None:
        """The report the controls act on."""
        return self.list.snapshot.reports.get(self.list.current)

    def _refresh_card(self) -> None:
        report = self.current()
        if report is not None:
            free = report.state == "new" and not self.asker.is_pending(report.report)
            self.card.incident_button.setEnabled(free or report.state == "dismissed")
            self.card.dismiss_button.setEnabled(free)
            self.card.show_topic(report.report)

    def _on_asked(self, _topic: str) -> None:
        self._refresh_card()
        self.list.arrange()

    def _on_selection(self, kind: str, identity: str) -> None:
        if kind == "report" and identity in self.list.keys:
            self.list.choose(identity)

    def make_incident(self) -> None:
        """Open the form with everything the report says."""
        report = self.current()
        if report is None or report.state == "incident":
            return
        if self.form is None:
            self.form = IncidentForm(self.context, self.asker, self.window())
            self.form.opened.connect(lambda incident: self.context.selection.select("incident", incident))
        kind = type_of(self.context.packs, report.class_scheme, report.class_code, report.title)
        self.form.begin(type_key=kind.key if kind else "other", title=said(report, "title", self.context.chinese),
                        grade=report.grade, address=said(report, "address", self.context.chinese), text=said(report, "text", self.context.chinese),
                        lon=report.lon, lat=report.lat, report=report.report,
                        code=(report.class_scheme, report.class_code))
        self.context.selection.select("report", report.report)
        if report.lon is not None and report.lat is not None:
            self.context.selection.centre_requested.emit(report.lon, report.lat)

    def dismiss(self) -> None:
        """No incident is needed."""
        report = self.current()
        if report is not None and report.state == "new":
            self.asker.ask(report.report, DismissReport(report=report.report, actor=self.context.actor,
                                                        desk=self.context.desk))
