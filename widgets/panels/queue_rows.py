"""The rows of the dispatch queue: badge, title, place, units, waiting time, status. GUI thread.

The current row also says what is recommended; on a desk it carries the controls (queue_card).
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from command_center.dispatch.recommend import Advice
from command_center.dispatch.timers import is_overdue, time_left_s, waiting_s
from command_center.domain.incidents import Assignment, Incident
from layers.names import incident_address, incident_title
from widgets.context import Context
from widgets.lettering import RIGHT, draw_fitting, draw_text, text_width
from widgets.panels.advising import Advisor
from widgets.panels.snapshot_rows import SnapshotRows
from widgets.panels.words import class_words, order_words, status_words, type_title, unit_name
from widgets.spans import travel_words, waiting_clock
from widgets.theme import draw_level, theme

LINE = {"desk": 22, "wall": 24}
MOST_LINES = 3  # of recommended units


class QueueList(SnapshotRows):
    """Open incidents in the order of their urgency."""

    def __init__(self, context: Context, advisor: Advisor, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.advisor = advisor
        advisor.advised.connect(lambda _: self.arrange())

    def incident(self, key: str) -> Incident:
        """The incident of a row."""
        return self.snapshot.incidents[key]

    def title_of(self, incident: Incident) -> str:
        """Its title; its type's name where it has none."""
        chinese = self.context.language.startswith("zh")
        return incident_title(incident, self.snapshot, self.context.chinese, self.context.packs) or type_title(self.context.packs, incident.type_key, chinese) or incident.number

    def _line(self) -> int:
        return theme().px(LINE[self.context.profile])

    def row_height(self, key: str, current: bool) -> int:
        look, incident = theme(), self.incident(key)
        if current:
            return look.px(18) + self._line() * (2 + len(self._lines(incident)))
        return look.px(18) + self._line() * (3 if self.active and any(one.is_open for one in incident.assignments)
                                             else 2)

    def _bound(self, incident: Incident) -> str:
        """Units that work on it or are on the way."""
        return " · ".join(self._name(one.unit) for one in incident.assignments if one.is_open)

    def _name(self, unit: str) -> str:
        return unit_name(self.snapshot, unit, self.context.chinese)

    def _lines(self, incident: Incident) -> list[tuple[str, str]]:
        """Lines of the current row below its place: (words, token)."""
        bound, lines = self._bound(incident), list[tuple[str, str]]()
        lines += [(self._order_line(one), "hi" if one.state in ("unknown", "failed") else "mid")
                  for one in incident.assignments if one.is_open or self._is_fresh_failure(incident, one)]
        advice = self.advisor.advice(incident.incident)
        if advice is not None:
            lines += [(words, "hi") for words in self._wrap(self.advice_words(advice))]
        elif not bound:
            lines.append((self.tr("Working out who is nearest"), "lo"))
        return lines

    def _order_line(self, one: Assignment) -> str:
        """A unit, how its order stands, and the time left while it is on the way."""
        left = time_left_s(one, self.now_utc)
        words = f"{self._name(one.unit)}  {order_words(one)}"
        return f"{words}  {travel_words(left)}" if left is not None and left > 0 else words

    @staticmethod
    def _is_fresh_failure(incident: Incident, one: Assignment) -> bool:
        """Whether an order failed and no later one to the same unit stands: the operator has to do something."""
        later = (each for each in incident.assignments if each.unit == one.unit and each.ordered_utc > one.ordered_utc)
        return one.state == "failed" and not any(later) and incident.status == "waiting"

    def advice_words(self, advice: Advice) -> str:
        """What is recommended and what is missing; "" where nobody more is needed."""
        parts = []
        if advice.proposed:
            names = " · ".join(f"{self._name(one.unit)} {travel_words(one.eta_s, one.estimated)}" for one in advice.proposed)
            parts.append(self.tr("Proposed: {units}").format(units=names))
        if advice.missing:
            classes = " · ".join(f"{class_words(key)} {count}" for key, count in advice.missing.items())
            parts.append(self.tr("Nobody free: {classes}").format(classes=classes))
        return "   ".join(parts)

    def _wrap(self, words: str) -> list[str]:
        """Break words at their separators into lines that fit the row."""
        room = self.viewport().width() - 2 * theme().space("padding") - theme().px(36)
        metrics = QFontMetricsF(theme().font("caption"))
        lines = [""]
        for part in words.replace("   ", " · \n").split(" · "):
            part, broken = part.removeprefix("\n"), part.startswith("\n")
            grown = f"{lines[-1]} · {part}" if lines[-1] else part
            if not broken and metrics.horizontalAdvance(grown) <= room:
                lines[-1] = grown
            else:
                lines.append(part)
        found = [line for line in lines if line]
        if len(found) > MOST_LINES:
            found = [*found[:MOST_LINES - 1], " · ".join(found[MOST_LINES - 1:])]
        return found

    def paint_row(self, painter: QPainter, box: QRectF, key: str, current: bool) -> None:
        look, incident, line = theme(), self.incident(key), self._line()
        top, left = box.top() + look.px(9), box.left() + look.px(36)
        side = look.px(22)
        draw_level(painter, QRectF(box.left(), top + line - side / 2, side, side), incident.grade,
                   solid=incident.status == "waiting")
        waited = waiting_clock(waiting_s(incident, self.now_utc))
        role = "strong" if current else "body"
        wide = text_width(waited, "strong", current) + look.px(4)
        late = is_overdue(incident, self.now_utc)
        draw_text(painter, QRectF(box.right() - wide, top, wide, line), waited, "strong", "hi" if late or current
                  else "mid", align=RIGHT, bold=late or current)
        draw_fitting(painter, QRectF(left, top, box.right() - wide - look.px(8) - left, line),
                     self.title_of(incident), role, "hi", bold=current)
        status = status_words(incident)
        wide = text_width(status, "caption", late) + look.px(4)
        draw_text(painter, QRectF(box.right() - wide, top + line, wide, line), status, "caption",
                  "hi" if incident.status == "waiting" else "lo", align=RIGHT, bold=late)
        place = incident_address(incident, self.snapshot, self.context.chinese) or incident.number
        draw_fitting(painter, QRectF(left, top + line, box.right() - wide - look.px(8) - left, line), place, "caption",
                     "mid" if current else "lo")
        self._paint_lines(painter, QRectF(left, top + 2 * line, box.right() - left, line), incident, current)

    def _paint_lines(self, painter: QPainter, box: QRectF, incident: Incident, current: bool) -> None:
        if current:
            for words, token in self._lines(incident):
                draw_text(painter, box, words, "caption", token)
                box.translate(0, box.height())
        elif self.active and self._bound(incident):
            draw_text(painter, box, self._bound(incident), "caption", "lo")
