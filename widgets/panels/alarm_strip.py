"""The strip above the dispatch queue: the gravest alarm that nobody has acknowledged, so that it is in sight whatever
tab is in front. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from command_center.domain.alarms import Alarm
from command_center.domain.levels import Level
from command_center.state.snapshot import EMPTY, Snapshot
from widgets.context import Context
from widgets.lettering import draw_text
from widgets.panels.alarm_acts import AlarmActs, by_urgency, is_unseen
from widgets.panels.alarm_card import AlarmCard
from widgets.panels.alarm_rows import paint_alarm
from widgets.panels.asking import Asker
from widgets.panels.rows import BLINK_MS
from widgets.theme import theme

WORDS = 66 + 14  # design pixels of the painted lines and the room above them


class AlarmStrip(QWidget):
    """Shows itself only while such an alarm stands. `opened(incident)` once one was made of it."""

    opened = Signal(str)

    def __init__(self, context: Context, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.alarm: Alarm | None = None
        self._others = 0
        self._snapshot: Snapshot = EMPTY
        self._now = 0
        self._on = True
        self.acts = AlarmActs(context, asker, self)
        self.acts.opened.connect(self.opened)
        self.card = AlarmCard(asker)
        self.card.acknowledge.connect(self.acknowledge)
        self.card.make_incident.connect(self.make_incident)
        self.card.shelve.connect(self.shelve)
        box = QVBoxLayout(self)
        pad = theme().space("padding")
        box.setContentsMargins(pad + theme().px(36), theme().px(WORDS), pad, theme().px(10))
        box.addWidget(self.card)
        self.card.setVisible(context.profile != "wall")
        if context.profile != "wall":
            for keys, act in (("A", self.acknowledge), ("I", self.make_incident)):
                QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WindowShortcut)
        self._blink = QTimer(self, interval=BLINK_MS)
        self._blink.timeout.connect(self._beat)
        self.hide()

    def show_state(self, snapshot: Snapshot, now_utc: int) -> None:
        """The alarms at an instant. An alarm being answered stays until the next one is graver or it is settled."""
        unseen = [alarm for alarm in by_urgency(snapshot, now_utc) if is_unseen(alarm, now_utc)]
        self._snapshot, self._now = snapshot, now_utc
        self.alarm = unseen[0] if unseen else None
        self._others = max(0, len(unseen) - 1)
        self.setVisible(self.alarm is not None)
        if self.alarm is None:
            self._blink.stop()
            return
        self.card.show_alarm(self.alarm, now_utc)
        red = self.alarm.level == Level.RED and self.alarm.state == "unacknowledged"
        if red != self._blink.isActive():
            self._blink.start() if red else self._blink.stop()
            self._on = True
        self.update()

    def _beat(self) -> None:
        self._on = not self._on
        self.update()

    def acknowledge(self) -> None:
        """I have seen it."""
        if self.alarm is not None:
            self.acts.acknowledge(self.alarm)

    def make_incident(self) -> None:
        """Make an incident of it."""
        if self.alarm is not None:
            self.acts.make_incident(self.alarm)

    def shelve(self) -> None:
        """Out of sight for a while."""
        if self.alarm is not None:
            self.acts.shelve(self.alarm, self.window())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.alarm is not None and self.context.profile != "wall":
            self.context.selection.select("alarm", self.alarm.alarm)
            if self.alarm.lon is not None and self.alarm.lat is not None:
                self.context.selection.centre_requested.emit(self.alarm.lon, self.alarm.lat)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.alarm is None:
            return
        look, painter, pad = theme(), QPainter(self), theme().space("padding")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look.colour("raised"))
        box = QRectF(pad, look.px(8), self.width() - 2 * pad, look.px(66))
        paint_alarm(painter, box, self.alarm, self._snapshot, self._now, self.context, bold=True)
        if self._others:
            more = QRectF(box.right() - box.width() * 0.45, box.top() + look.px(44), box.width() * 0.45, look.px(22))
            draw_text(painter, more, self.tr("and {n} more").format(n=self._others), "caption", "mid",
                      align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if self._blink.isActive() and self._on:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.level(1), max(2, look.px(2))))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), look.colour("line"))
        painter.end()
