"""An operator's hand on one camera that can be moved: asks for movements, renews them while they are to go on, and stops
as soon as anything is amiss. GUI thread.

Movements go through the journal, which says who has the camera; a refusal (somebody else has it) ends the renewals.
"""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from command_center.domain.commands import MovePtz, ReleasePtz, TakePtz
from command_center.domain.ptz import RENEW_S, Ptz
from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.panels.asking import Asker, explain

_OFTEN_S = 0.12  # a joystick that is dragged asks at most so often
_HOLD_S = 300.0
_TOPIC = "ptz"


class PtzHand(QObject):
    """Of one operator on one camera. changed: who has it, or what is to be said, is another."""

    changed = Signal()

    def __init__(self, context: Context, camera: str, parent: QObject) -> None:
        super().__init__(parent)
        self.camera = camera
        self._context = context
        self._ptz = Ptz(camera=camera)
        self._motion: dict[str, Any] | None = None  # what goes on now
        self._sent_at = 0.0
        self._asker = Asker(context, self)
        self._asker.changed.connect(self._answered)
        self._renewal = QTimer(self, interval=round(RENEW_S * 1000))
        self._renewal.timeout.connect(self._renew)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._renew)

    # ---- movements
    @property
    def is_moving(self) -> bool:
        """Whether a motion goes on by our will."""
        return self._motion is not None

    def drive(self, pan: float = 0.0, tilt: float = 0.0, zoom: float = 0.0) -> None:
        """Move with these speeds (-1..1) until `halt`."""
        self._go({"kind": "move", "pan": pan, "tilt": tilt, "zoom": zoom})

    def turn(self, kind: str, speed: float) -> None:
        """Turn the ring of `focus` or `iris` until `halt`."""
        self._go({"kind": kind, "speed": speed})

    def halt(self) -> None:
        """Stop; nothing is sent where nothing moves."""
        if self._motion is None:
            return
        self._motion = None
        self._renewal.stop()
        self._soon.stop()
        self._ask({"kind": "stop"})

    def ask(self, kind: str, **fields: Any) -> None:
        """One movement that ends by itself: preset, preset_set, preset_remove, centre, box, home, patrol."""
        self._motion = None
        self._renewal.stop()
        self._soon.stop()
        self._ask({"kind": kind, **fields})

    def _go(self, motion: dict[str, Any]) -> None:
        if motion == self._motion:
            return
        self._motion = motion
        since = time.monotonic() - self._sent_at
        if since >= _OFTEN_S or not self._renewal.isActive():
            self._renew()
        elif not self._soon.isActive():
            self._soon.start(round((_OFTEN_S - since) * 1000))
        if not self._renewal.isActive():
            self._renewal.start()

    def _renew(self) -> None:
        if self._motion is not None:
            self._ask(self._motion)

    def _ask(self, fields: dict[str, Any]) -> None:
        self._sent_at = time.monotonic()
        self._asker.ask(_TOPIC, MovePtz(camera=self.camera, priority=self.priority, actor=self._context.actor,
                                        desk=self._context.desk, **fields))

    def _answered(self, _topic: str) -> None:
        if self._asker.refusal(_TOPIC) is not None and self._motion is not None:
            self._motion = None
            self._renewal.stop()
            self._soon.stop()
        self.changed.emit()

    # ---- who has it
    @property
    def priority(self) -> int:
        """This operator's, or else this desk's."""
        named = self._context.configuration.video.ptz_priority
        return named.get(self._context.actor, named.get(self._context.desk, 0))

    def take(self, hold_s: float = _HOLD_S) -> None:
        """Have the camera for a while, whether it is moved or not; takes it from a lower priority."""
        self._asker.ask(_TOPIC, TakePtz(camera=self.camera, priority=self.priority, hold_s=hold_s,
                                        actor=self._context.actor, desk=self._context.desk))

    def let_go(self) -> None:
        """Others may have it."""
        self.halt()
        self._asker.ask(_TOPIC, ReleasePtz(camera=self.camera, actor=self._context.actor, desk=self._context.desk))

    def on_snapshot(self, snapshot: Snapshot) -> None:
        """Who has it now; if it was taken from us, nothing goes on."""
        fresh = snapshot.ptz.get(self.camera) or Ptz(camera=self.camera)
        if fresh is self._ptz:
            return
        self._ptz = fresh
        if self._motion is not None and (self.is_anothers or (fresh.reason and not fresh.actor)):  # lost, or refused
            self._motion = None
            self._renewal.stop()
        self.changed.emit()

    @property
    def is_mine(self) -> bool:
        """Whether this operator has it."""
        return self._ptz.is_held_by(self._context.actor, self._context.desk, self._now())

    @property
    def is_anothers(self) -> bool:
        """Whether somebody else has it."""
        return self._ptz.is_held(self._now()) and not self.is_mine

    @property
    def may_take(self) -> bool:
        """Whether nobody has it, or somebody of a lower priority."""
        return not self.is_anothers or self.priority > self._ptz.priority

    def holder_words(self) -> str:
        """Who has it."""
        ptz = self._ptz
        if self.is_mine:
            return self.tr("In your hands, priority {priority}").format(priority=ptz.priority)
        if self.is_anothers:
            lost = (ptz.lost_by, ptz.lost_desk) == (self._context.actor, self._context.desk)
            text = (self.tr("Taken over by {name}, desk {desk}, priority {priority}") if lost
                    else self.tr("Held by {name}, desk {desk}, priority {priority}"))
            return text.format(name=ptz.actor or "–", desk=ptz.desk or "–", priority=ptz.priority)
        return self.tr("Free")

    @property
    def is_refused(self) -> bool:
        """Whether the last thing asked for was refused."""
        return self._asker.refusal(_TOPIC) is not None

    def trouble_words(self) -> str:
        """Why the last thing asked for was not done, "" if it was."""
        refusal = self._asker.refusal(_TOPIC)
        if refusal is not None:
            return explain(refusal)
        if self._ptz.reason and not self.is_anothers:
            return self.tr("The camera does not obey ({reason}).").format(reason=self._ptz.detail or self._ptz.reason)
        return ""

    def _now(self) -> int:
        return self._context.session().clock.now_utc()
