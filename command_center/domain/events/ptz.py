"""Moving cameras by hand: who has one, who lost it, and every movement. Asked for by operators, carried out by the
engine; in a replay they are only shown."""

from __future__ import annotations

from command_center.domain.events.envelope import Event


class PtzTaken(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A camera is moved by `actor` at `desk` alone, up to until_utc or HOLD_US after the last movement, whichever is
    later. Stream "ptz:CAMERA". priority: a higher one takes it away; lost_by, lost_desk: from whom it was taken."""

    camera: str
    priority: int = 0
    until_utc: int = 0
    lost_by: str = ""
    lost_desk: str = ""


class PtzReleased(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Anybody may move it again. reason: "" when the operator let go, else why the engine took the lock back (the
    key of what the camera's source answered), with the technical words in detail."""

    camera: str
    reason: str = ""
    detail: str = ""


class PtzMoved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A movement was asked for; without an actor, the engine stopped the camera by itself (reason: dead_man, lost,
    released, engine_restarted). The meaning of the fields by kind: domain/ptz.py, PtzRequest."""

    camera: str
    kind: str
    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0
    speed: float = 0.0
    preset: str = ""
    name: str = ""
    box: tuple[float, float, float, float] | None = None
    reason: str = ""
