"""Unacknowledged red alarms of the live session: heard until acknowledged, and breaking through a replay. GUI thread.

Looks at the live session even while the past is on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from command_center.domain.alarms import Alarm
from command_center.domain.commands import RecordAct
from command_center.state.snapshot import Snapshot
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.director import Director
from widgets.horn import Horn

LOOK_MS = 500


class _Reds:
    """Red alarms that nobody has acknowledged, looked for again only when alarms changed: there may be a hundred thousand
    others."""

    def __init__(self) -> None:
        self._alarms: Mapping[str, Alarm] | None = None
        self._red: dict[str, Alarm] = {}

    def heard(self, snapshot: Snapshot, now_utc: int) -> dict[str, Alarm]:
        """Those that nobody has shelved."""
        if snapshot.alarms is not self._alarms:
            self._alarms = snapshot.alarms
            self._red = {identity: alarm for identity, alarm in snapshot.alarms.items()
                         if alarm.level == 1 and alarm.state in ("unacknowledged", "returned")}
        return {identity: alarm for identity, alarm in self._red.items() if alarm.shelved_until_utc <= now_utc}


class AlarmWatch(QObject):
    """broke_through(alarm): a red alarm came while a replay is shown; calmed(): there is none left to hear."""

    broke_through = Signal(object)
    calmed = Signal()
    muted_changed = Signal(bool)

    def __init__(self, context: Context, director: Director, bridge: Bridge, horn: Horn | None,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._director, self._bridge, self._horn = context, director, bridge, horn
        self._reds = _Reds()
        self._known: set[str] = set()
        self._muted: set[str] = set()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def is_muted(self) -> bool:
        """Whether what could be heard is muted."""
        return bool(self._muted)

    def snapshot(self) -> Snapshot | None:
        """The newest live snapshot, None without a live session."""
        live = self._director.live
        if live is None:
            return None
        if not self._director.in_replay:
            return self._bridge.snapshot
        newest = getattr(live.box, "newest", None)
        return newest() if newest is not None else None

    def look(self) -> None:
        """Hear and show what is new."""
        snapshot, live = self.snapshot(), self._director.live
        if snapshot is None or live is None:
            return
        red = self._reds.heard(snapshot, live.clock.now_utc())
        fresh = set(red) - self._known
        self._known = set(red)
        if self._muted and (not set(red) or set(red) - self._muted):
            self._muted.clear()  # a mute covers what was heard, never what comes after it
            self.muted_changed.emit(False)
        self._sound(bool(set(red) - self._muted))
        if not red:
            self.calmed.emit()
        elif fresh and self._director.in_replay:
            self.broke_through.emit(red[max(fresh, key=lambda identity: red[identity].raised_utc)])

    def can_mute(self) -> bool:
        """Whether anything sounds."""
        return bool(self._known - self._muted)

    def mute(self, reason: str) -> None:
        """Silence the alarms that sound now; who and why goes on the record."""
        snapshot, live = self.snapshot(), self._director.live
        if snapshot is None or live is None:
            return
        self._muted = set(self._reds.heard(snapshot, live.clock.now_utc()))
        if self._muted:
            live.bus.submit(RecordAct(act="sound.muted", reason=reason, actor=self._context.actor,
                                      desk=self._context.desk))
            self._sound(False)
            self.muted_changed.emit(True)

    def close(self) -> None:
        """Be quiet."""
        self._timer.stop()
        if self._horn is not None:
            self._horn.close()

    def _sound(self, wanted: bool) -> None:
        if self._horn is not None and wanted != self._horn.is_sounding:
            self._horn.start() if wanted else self._horn.stop()
