"""The units of one incident: each order with its state, and the way to end or settle it. GUI thread.

An unknown order is never sent again by itself: the operator hears from the unit and settles it here.
"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from command_center.dispatch.timers import time_left_s
from command_center.domain.commands import CancelOrder, OrderUnit, ReleaseUnit
from command_center.domain.incidents import Assignment, Incident
from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.panels.asking import Asker, AskLabel
from widgets.panels.words import order_words, reason_words, unit_name
from widgets.spans import time_of_day, travel_words
from widgets.theme import theme


class OrdersView(QWidget):
    """One line an order, open ones first."""

    def __init__(self, context: Context, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.asker = context, asker
        self.lines: dict[str, OrderLine] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().px(6))
        self._none = QLabel()
        self._none.setFont(theme().font("caption"))
        self._box.addWidget(self._none)
        self.release_all_button = QPushButton()
        self.release_all_button.clicked.connect(self.release_all)
        self._box.addWidget(self.release_all_button)
        self._arrived: list[ReleaseUnit] = []

    def release_all(self) -> None:
        """End the part of everybody who is on the scene."""
        self.asker.ask(self._arrived[0].incident, *self._arrived)

    def show_state(self, incident: Incident, snapshot: Snapshot, now_utc: int) -> None:
        """The orders as they stand."""
        wanted = sorted(incident.assignments, key=lambda one: (not one.is_open, one.ordered_utc))
        keys = [one.order for one in wanted]
        if keys != list(self.lines):
            for line in self.lines.values():
                line.setParent(None)
                line.deleteLater()
            self.lines = {one.order: OrderLine(self.context, self.asker) for one in wanted}
            for row, line in enumerate(self.lines.values()):
                self._box.insertWidget(row, line)
        for one in wanted:
            self.lines[one.order].show_order(incident, one, snapshot, now_utc)
        self._none.setText(self.tr("No unit was ordered yet."))
        self._none.setVisible(not wanted)
        self._offer_release(incident)

    def _offer_release(self, incident: Incident) -> None:
        """One button for several units, since closing asks that all are released."""
        self._arrived = [ReleaseUnit(incident=incident.incident, order=one.order, actor=self.context.actor,
                                     desk=self.context.desk) for one in incident.assignments if one.state == "arrived"]
        self.release_all_button.setText(self.tr("Release all {n} on scene").format(n=len(self._arrived)))
        self.release_all_button.setVisible(len(self._arrived) > 1)
        self.release_all_button.setEnabled(not self.asker.is_pending(incident.incident))


class OrderLine(QWidget):
    """Name and state on the left, what can be done on the right, the answer to it below."""

    def __init__(self, context: Context, asker: Asker) -> None:
        super().__init__()
        self.context, self.asker = context, asker
        self._incident, self._order = "", ""
        self._unit = ""
        look = theme()
        self.name, self.state = QLabel(), QLabel()
        self.state.setFont(look.font("caption"))
        self.state.setWordWrap(True)
        self.end_button, self.again_button = QPushButton(), QPushButton()
        self.end_button.clicked.connect(self.end)
        self.again_button.clicked.connect(self.order_again)
        self.label = AskLabel(asker)
        words, line, box = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.state)
        line.addLayout(words, 1)
        line.addWidget(self.again_button)
        line.addWidget(self.end_button)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(2))
        box.addLayout(line)
        box.addWidget(self.label)
        self._assignment: Assignment | None = None

    def show_order(self, incident: Incident, one: Assignment, snapshot: Snapshot, now_utc: int) -> None:
        """An order and its state."""
        self._incident, self._order, self._unit, self._assignment = incident.incident, one.order, one.unit, one
        self.name.setText(unit_name(snapshot, one.unit, self.context.chinese))
        self.state.setText(self._words(one, now_utc))
        self.state.setStyleSheet(f"color: {theme().colour('hi' if one.state in ('unknown', 'failed') else 'mid').name()};")
        self.name.setStyleSheet(f"color: {theme().colour('hi' if one.is_open else 'lo').name()};")
        pending = self.asker.is_pending(one.order)
        arrived = one.state in ("arrived", "unknown")
        self.end_button.setText(self.tr("Release") if arrived else self.tr("Call back"))
        self.end_button.setToolTip(self.tr("If the unit never heard of the order, releasing settles it; then order again.")
                                   if one.state == "unknown" else "")
        self.end_button.setVisible(one.is_open)
        self.end_button.setEnabled(not pending)
        unit = snapshot.units.get(one.unit)
        again = one.state == "failed" and incident.is_open and unit is not None and not unit.order
        self.again_button.setText(self.tr("Order again"))
        self.again_button.setVisible(again)
        self.again_button.setEnabled(not pending)
        self.label.set_topics(one.order)

    def _words(self, one: Assignment, now_utc: int) -> str:
        """State, since when, why, and how long it still takes."""
        zone = self.context.configuration.city.zone
        since = one.ended_utc or one.arrived_utc or one.confirmed_utc or one.ordered_utc
        parts = [order_words(one), time_of_day(since, zone, now_utc)]
        left = time_left_s(one, now_utc)
        if left is not None:
            parts.append(self.tr("about {time} left").format(time=travel_words(left)) if left > 0
                         else self.tr("{time} later than reckoned").format(time=travel_words(-left)))
        if one.reason:
            parts.append(reason_words(one.reason))
        if one.detail:
            parts.append(one.detail)
        return " · ".join(parts)

    def end(self) -> None:
        """Call back before arrival, release after it or to settle what is unknown."""
        if self._assignment is None:
            return
        common = {"incident": self._incident, "order": self._order, "actor": self.context.actor,
                  "desk": self.context.desk}
        if self._assignment.state == "unknown":
            self.asker.ask(self._order, ReleaseUnit(**common, reason="settled_by_operator"))
        elif self._assignment.state == "arrived":
            self.asker.ask(self._order, ReleaseUnit(**common))
        else:
            self.asker.ask(self._order, CancelOrder(**common))

    def order_again(self) -> None:
        """A fresh order to the same unit, by the operator's decision."""
        self.asker.ask(self._order, OrderUnit(incident=self._incident, unit=self._unit, actor=self.context.actor,
                                              desk=self.context.desk))
