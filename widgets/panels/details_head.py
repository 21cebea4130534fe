"""The head of an incident's page: badge, title, number, place, waiting time, status, what is recommended. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from command_center.dispatch.recommend import Advice
from command_center.domain.incidents import Incident
from command_center.state.snapshot import EMPTY, Snapshot
from layers.names import incident_address, incident_title
from widgets.context import Context
from widgets.panels.words import class_words, reason_words, status_words, type_title, unit_name
from widgets.spans import time_of_day, travel_words
from widgets.theme import draw_level, theme


class _Badge(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.grade, self.solid = 4, False
        self.setFixedSize(theme().px(28), theme().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_level(painter, QRectF(self.rect()).adjusted(3, 3, -3, -3), self.grade, solid=self.solid)
        painter.end()


class DetailsHead(QWidget):
    """Labels that wrap: nothing of an incident's own words is cut off here."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._snapshot = EMPTY
        look = theme()
        self.badge, self.title, self.waiting = _Badge(), QLabel(), QLabel()
        self.facts, self.text, self.advice = QLabel(), QLabel(), QLabel()
        for label, role, token, bold in ((self.title, "strong", "hi", True), (self.waiting, "strong", "hi", True),
                                         (self.facts, "caption", "mid", False), (self.text, "body", "hi", False),
                                         (self.advice, "caption", "hi", False)):
            label.setFont(look.font(role, bold))
            label.setStyleSheet(f"color: {look.colour(token).name()};")
            label.setWordWrap(label is not self.waiting)
        line, box = QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(look.px(8))
        line.addWidget(self.badge)
        line.addWidget(self.title, 1)
        line.addWidget(self.waiting)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(4))
        box.addLayout(line)
        for label in (self.facts, self.text, self.advice):
            box.addWidget(label)

    def show_incident(self, one: Incident, snapshot: Snapshot, waiting: str, advice: Advice | None) -> None:
        """Everything that is known of it."""
        chinese, zone = self.context.chinese, self.context.configuration.city.zone
        self.badge.grade, self.badge.solid = one.grade, one.status == "waiting"
        self.badge.update()
        kind = type_title(self.context.packs, one.type_key, chinese)
        title, self._snapshot = incident_title(one, snapshot, chinese, self.context.packs), snapshot
        self.title.setText(title or kind or one.number)
        self.waiting.setText(waiting)
        code = self.tr("class {code}").format(code=one.class_code) if one.class_code else ""
        status = status_words(one) + (f" ({reason_words(one.close_reason)})" if one.close_reason else "")
        exercise = self.tr("exercise") if one.exercise else ""
        parts = (one.number, status, exercise, incident_address(one, snapshot, chinese), kind if kind != title else "", code,
                 self.tr("opened {time}").format(time=time_of_day(one.opened_utc, zone)),
                 f"{one.lon:.5f}°\u00a0E {one.lat:.5f}°\u00a0N")
        self.facts.setText(" · ".join(part for part in parts if part))
        self.text.setText(one.text)
        self.text.setVisible(bool(one.text))
        words = self._advice(advice) if one.is_open else ""
        self.advice.setText(words)
        self.advice.setVisible(bool(words))

    def _advice(self, advice: Advice | None) -> str:
        """Whom to send and why, what is missing."""
        if advice is None:
            return ""
        lines = []
        for each in advice.proposed:
            why = {"quickest": self.tr("quickest {class_name}"), "capability": self.tr("{class_name} with the gear asked for")}
            lines.append(f"{unit_name(self._snapshot, each.unit, self.context.chinese)}  {travel_words(each.eta_s, each.estimated)} · "
                         + why.get(each.reason, "{class_name}").format(class_name=class_words(each.class_key)))
        if lines:
            lines.insert(0, self.tr("Proposed:"))
        for key, count in advice.missing.items():
            lines.append(self.tr("Missing: {count} of {class_name}; nobody of it is free or can come by road").format(
                count=count, class_name=class_words(key)))
        if advice.lacking and not advice.missing:
            lines.append(self.tr("Nobody free has: {words}").format(words=", ".join(advice.lacking)))
        return "\n".join(lines)
