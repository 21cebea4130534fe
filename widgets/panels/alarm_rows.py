"""The rows of the alarm list: badge, title, age, place, value against limit, state in words. GUI thread.

Solid while nobody acknowledged it, outline after; only unacknowledged red blinks, and only its outline.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from command_center.domain.alarms import Alarm
from command_center.domain.levels import Level
from command_center.domain.time import SECOND
from command_center.state.snapshot import Snapshot
from layers.names import alarm_place
from widgets.context import Context
from widgets.lettering import RIGHT, draw_fitting, draw_text, text_width
from widgets.panels.alarm_acts import is_unseen
from widgets.panels.snapshot_rows import SnapshotRows
from widgets.spans import span_words, time_of_day
from widgets.theme import draw_level, theme

UNITS = {"Cel": "°C", "1": ""}


def alarm_state_words(alarm: Alarm, now_utc: int, context: Context) -> str:
    """How an alarm stands."""
    translate = QCoreApplication.translate
    if alarm.shelved_until_utc > now_utc:
        return translate("Alarms", "Shelved until {time}").format(
            time=time_of_day(alarm.shelved_until_utc, context.configuration.city.zone)[:5])
    made = translate("Alarms", "Incident made") if alarm.incident else ""
    if made and not is_unseen(alarm, now_utc):
        return made
    words = {"unacknowledged": translate("Alarms", "Not acknowledged"),
            "acknowledged": translate("Alarms", "Acknowledged"),
            "returned": translate("Alarms", "Back to normal, not acknowledged")}.get(alarm.state, alarm.state)
    return f"{words} · {made}" if made else words


def value_words(alarm: Alarm, snapshot: Snapshot) -> str:
    """Value against limit with the unit, and the value now where it moved on; "" for an alarm without a value."""
    translate = QCoreApplication.translate
    if alarm.value is None:
        return ""
    unit = UNITS.get(alarm.unit, alarm.unit)
    row = snapshot.series.row(alarm.subject)
    now = float(snapshot.series.value[row]) if row is not None else alarm.value
    words = translate("Alarms", "{value} {unit}, limit {limit} {unit}") if alarm.limit is not None else "{value} {unit}"
    text = words.format(value=f"{round(now if now == now else alarm.value, 3):g}", limit=f"{alarm.limit or 0:g}", unit=unit)
    return " ".join(text.split()).replace(" ,", ",").replace(" ，", "，")


class AlarmList(SnapshotRows):
    """Alarms by urgency."""

    def row_height(self, key: str, current: bool) -> int:
        return theme().px(18) + 3 * theme().px(22)

    def blinks(self, key: str) -> bool:
        alarm = self.snapshot.alarms.get(key)
        return alarm is not None and alarm.level == Level.RED and alarm.state == "unacknowledged" and is_unseen(
            alarm, self.now_utc)

    def paint_row(self, painter: QPainter, box: QRectF, key: str, current: bool) -> None:
        look, alarm = theme(), self.snapshot.alarms[key]
        inner = box.adjusted(0, look.px(9), 0, -look.px(9))
        paint_alarm(painter, inner, alarm, self.snapshot, self.now_utc, self.context, bold=current)
        if self.blinks(key) and self.blink_on:
            side = look.px(30)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.level(1), max(2, look.px(2))))
            painter.drawRect(QRectF(inner.left() - look.px(4), inner.top() + look.px(22) - side / 2, side, side))


def paint_alarm(painter: QPainter, box: QRectF, alarm: Alarm, snapshot: Snapshot, now_utc: int, context: Context, *,
                bold: bool) -> None:
    """Badge and three lines: title and age, place and state, value against limit."""
    look, line, left = theme(), theme().px(22), box.left() + theme().px(36)
    shelved, side = alarm.shelved_until_utc > now_utc, look.px(22)
    draw_level(painter, QRectF(box.left(), box.top() + line - side / 2, side, side), alarm.level or 4,
               solid=is_unseen(alarm, now_utc))
    age = span_words((now_utc - alarm.raised_utc) / SECOND)
    wide = text_width(age, "caption") + look.px(4)
    draw_text(painter, QRectF(box.right() - wide, box.top(), wide, line), age, "caption", "mid", align=RIGHT)
    draw_fitting(painter, QRectF(left, box.top(), box.right() - wide - look.px(8) - left, line),
                 context.say(alarm.title_zh, alarm.title_en), "strong" if bold else "body", "lo" if shelved else "hi",
                 bold=bold)
    state = alarm_state_words(alarm, now_utc, context)
    value = value_words(alarm, snapshot)
    place = alarm_place(alarm, snapshot, context.chinese)
    draw_fitting(painter, QRectF(left, box.top() + line, box.right() - left, line),
                 " · ".join(part for part in (place, value) if part), "caption", "mid")
    draw_text(painter, QRectF(left, box.top() + 2 * line, box.right() - left, line), state, "caption",
              "hi" if is_unseen(alarm, now_utc) else "lo")
