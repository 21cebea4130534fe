"""The timeline panel: keeps the track's range, marks and cursor in step with the session. GUI thread."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from command_center.domain.time import DAY, HOUR, MINUTE, SECOND
from command_center.engine.session import Session, Tick
from command_center.state.snapshot import Changes, Snapshot
from widgets.context import Context
from widgets.map.past.window import window_of
from widgets.panels.base import Panel
from widgets.shortcuts import pressed_by_space
from widgets.theme import theme
from widgets.timeline.footage import Footage, known_until
from widgets.timeline.marks import neighbour, warning_spans
from widgets.timeline.shuttle import shuttle_of
from widgets.timeline.track import Track
from widgets.timeline.transport import Transport

REFRESH_MS = 2000
FRAME_MS = 100
# Live, the axis reaches back to the beginning of the journal, within these bounds.
SHORTEST_PAST, DEFAULT_PAST, DEFAULT_FUTURE = 30 * MINUTE, 6 * HOUR, 30 * MINUTE
LONG_RECORDING = 2 * DAY  # beyond it a recording opens on the hours about the instant, not as a whole
RAIN = "rain_intensity"


class TimelinePanel(Panel):
    """Lanes for warnings, events and sources, and the controls of replay."""

    key = "timeline"
    area = "bottom"
    depends_on = ("warnings", "incidents", "alarms", "sources", "segments", "footage_locks")
    _came = Signal(str, object, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._snapshot: Snapshot | None = None
        self._asked = 0
        self._stale = True
        self._follow = True
        self._zoomed = False
        self._footage = Footage()
        self._shuttle = shuttle_of(context)
        self._shuttle.changed.connect(self._cameras_changed)
        context.selection.changed.connect(self._cameras_changed)
        self.transport: Transport | None = None
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if context.director is not None and theme().profile == "desk":
            self.transport = Transport(context.director, self)
            self.transport.stepped.connect(self._step)
            box.addWidget(self.transport)
        else:
            box.addWidget(self._live_mark())
        self.track = Track(context.configuration.city.zone, self)  # after the buttons, as Tab goes
        box.addWidget(self.track, 1)
        if self.transport is not None:
            self._connect_keys()
        self.setMinimumHeight(theme().px(66))
        self._window = window_of(context)
        self._window.changed.connect(self._show_window)
        self.track.chosen.connect(self._window.show_fixed)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._refresh = QTimer(self, interval=REFRESH_MS)
        self._refresh.timeout.connect(self._ask)
        self._refresh.start()
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._move_cursor)
        if context.director is not None:
            context.director.session_changed.connect(self._switched)
            if context.director.has_session:
                self._switched(context.director.session)

    def _show_window(self) -> None:
        self.track.stretch = self._window.at(self.track.cursor_utc) if self.track.cursor_utc else None
        self.track.update()

    def _live_mark(self) -> QLabel:
        look = theme()
        self._mark = QLabel(self.tr("Live"))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._mark.setFont(look.font("body", bold=True))
        self._mark.setStyleSheet("background: {}; color: {}; border-radius: {}px; margin: {}px {}px;".format(
            look.colour("hi").name(), look.colour("ink").name(), look.px(3), look.px(17), look.px(16)))
        self._mark.setMinimumWidth(look.px(108))
        return self._mark

    def _on_space(self) -> None:
        if not pressed_by_space():
            self._toggle()

    def _connect_keys(self) -> None:
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self)
        space.setContext(Qt.ShortcutContext.WindowShortcut)
        space.setAutoRepeat(False)
        space.activated.connect(self._on_space)
        self._shuttle.keys(self)
        self.track.sought.connect(self._seek)
        self.track.moved.connect(lambda seconds: self._seek(self.track.cursor_utc + seconds * SECOND))
        self.track.stepped.connect(self._step)
        self.track.ranged.connect(self._ranged)

    def title(self) -> str:
        """Timeline."""
        return self.tr("Timeline")

    # ---- the operator
    def _toggle(self) -> None:
        if self.context.director is not None:
            self.context.director.toggle()
            self._later()

    def _seek(self, at_utc: int) -> None:
        director = self.context.director
        if director is None or not director.has_session:
            return
        if not director.in_replay and at_utc >= director.session.clock.now_utc():
            return
        first, _ = director.session.history.bounds()
        director.seek(max(first, at_utc) if first else at_utc)
        self.track.cursor_utc = max(first, at_utc) if first else at_utc
        self.track.update()

    def _step(self, forward: bool) -> None:
        at = neighbour(self.track.ticks, self.track.cursor_utc, forward)
        if at is not None:
            self._seek(at)

    def _ranged(self) -> None:
        self._zoomed = True
        self._follow = self.track.since_utc <= self.track.cursor_utc <= self.track.until_utc
        self._ask()

    def _later(self) -> None:
        if self.transport is not None:
            QTimer.singleShot(80, self.transport, self.transport.refresh)

    # ---- the session
    def _switched(self, session: Session) -> None:
        self.track.replay = session.mode == "replay"
        self.track.ticks = [] if session.mode != "live" else self.track.ticks
        if session.mode == "replay":
            self._frame.start()
        else:
            self._frame.stop()
            self._follow, self._zoomed = True, False
        self._range(session)
        self._stale = True
        self._ask()
        if self.transport is not None:
            self.transport.refresh()
        elif session.mode == "replay":
            self._mark.setText(self.tr("Replay"))
        else:
            self._mark.setText(self.tr("Live"))

    def _range(self, session: Session) -> None:
        """A fresh range: the last hours when live; the whole recording, or hours about the cursor, in a replay."""
        now, (first, last) = session.clock.now_utc(), session.history.bounds()
        if session.mode == "live" or self.context.director is None or self.context.director.live is not None:
            if not self.track.since_utc <= now <= self.track.until_utc or session.mode == "live":
                past = min(DEFAULT_PAST, max(SHORTEST_PAST, now - first)) if first else SHORTEST_PAST
                self.track.since_utc = now - past
                self.track.until_utc = now + min(DEFAULT_FUTURE, past // 8)
        elif not self.track.since_utc:
            if last - first > LONG_RECORDING:
                first, last = max(first, now - DEFAULT_PAST), min(last, now + 2 * DEFAULT_PAST)
            margin = max(MINUTE, (last - first) // 40)
            self.track.since_utc, self.track.until_utc = first - margin, last + margin

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        """Warnings come from the snapshot; marks are asked for."""
        self._snapshot = snapshot
        self._stale = True
        if changes.reset:
            self._ask()
        self._paint_state()

    def on_clock(self, now_utc: int) -> None:
        """Live: the range moves on with the clock."""
        if not self._zoomed or not self.track.since_utc:
            self._range(self.context.session())
        elif not self.track.replay and self._follow and self.track.cursor_utc:
            shift = now_utc - self.track.cursor_utc
            if 0 < shift < 5 * MINUTE:
                self.track.since_utc += shift
                self.track.until_utc += shift
        self.track.cursor_utc = now_utc
        self._show_window()
        self._paint_state()
        if self.transport is not None:
            self.transport.refresh()

    def _move_cursor(self) -> None:
        now = self.context.session().clock.now_utc()
        if now != self.track.cursor_utc:
            self.track.cursor_utc = now
            if not self.track.since_utc <= now <= self.track.until_utc:
                half = (self.track.until_utc - self.track.since_utc) // 2
                self.track.since_utc, self.track.until_utc = now - half, now + half
                self._ask()
            self.track.update()

    @Slot()
    def _cameras_changed(self) -> None:
        self._know_footage()
        self._later()
        self.track.update()

    def _know_footage(self) -> None:
        """Where the shown cameras have a recording and where not, as far as the session knows."""
        if self._snapshot is None:
            return
        now, session = self.track.known_until_utc, self.context.session()
        until = min(self.track.until_utc, now if session.mode == "live" else max(now, session.clock.now_utc()))
        known = [camera for camera in self._shuttle.cameras if camera in self._snapshot.segments]
        stretches = self._footage.stretches(self._newest().segments, known, self.track.since_utc, until)
        self.track.footage = known_until(until, stretches)
        self.track.locked = [(lock.from_utc, lock.until_utc) for lock in self._newest().footage_locks.values()
                             if lock.camera in self._shuttle.cameras]

    def _newest(self) -> Snapshot:
        """Of the live session where there is one, so that one sees what a jump ahead would find."""
        live = self.context.director.live if self.context.director else None
        newest = live.box.newest() if live is not None and hasattr(live.box, "newest") else None
        assert self._snapshot is not None
        return newest or self._snapshot

    def _paint_state(self) -> None:
        session = self.context.session()
        now = session.clock.now_utc()
        live = self.context.director.live if self.context.director else None
        end = live.clock.now_utc() if live is not None else max(session.history.bounds()[1], now)
        self.track.known_until_utc = end
        if self._snapshot is not None:
            self.track.spans = warning_spans(self._snapshot.warnings.values(), self.track.since_utc,
                                             min(now, self.track.until_utc))
            self._know_footage()
        self.track.update()

    # ---- history
    def _ask(self) -> None:
        """Marks of the shown range; from the live session where there is one, so that one can jump ahead too."""
        if not (self._stale or self.track.replay) or not self.track.since_utc:
            return
        self._stale = False
        self._asked += 1
        live = self.context.director.live if self.context.director else None
        session = live or self.context.session()
        history, number = session.history, self._asked
        self._hear("ticks", history.ticks(self.track.since_utc, self.track.until_utc), number)
        series = self._rain_series()
        if series:
            until = min(self.track.until_utc, session.clock.now_utc())
            self._hear("rain", history.samples([series], self.track.since_utc, until), number)

    def _hear(self, what: str, future: Future[Any], number: int) -> None:
        def done(answered: Future[Any]) -> None:
            if answered.cancelled():
                return
            error = answered.exception()
            if error is not None:
                sys.excepthook(type(error), error, error.__traceback__)
            else:
                self._came.emit(what, answered.result(), number)

        future.add_done_callback(done)

    def _rain_series(self) -> str:
        table = self._snapshot.series if self._snapshot is not None else None
        if table is None:
            return ""
        return next((key.series for key in table.keys[:table.count] if key.quantity == RAIN), "")

    def _take(self, what: str, answer: Any, number: int) -> None:
        if number != self._asked:
            return
        if what == "ticks":
            ticks: list[Tick] = answer
            self.track.ticks = ticks
        else:
            samples = next(iter(answer.values()), None)
            pairs = [] if samples is None else zip(samples.at_utc.tolist(), samples.value.tolist(), strict=True)
            self.track.rain = [(at, value) for at, value in pairs if value == value]
        self.track.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
        painter.end()
