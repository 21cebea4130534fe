"""What an operator may ask for. Imperative, immutable; `state.decide` turns each into events or a Rejection."""

from __future__ import annotations

from typing import Any

import msgspec

from command_center.domain.events.drawings import DrawingStyle
from command_center.domain.ids import new_id
from command_center.domain.masks import Outline
from command_center.domain.screens import AS_IS, ScreenLink, ScreenView


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """command: its own id, by which panels follow it; actor, desk: who asks, from which seat."""

    command: str = msgspec.field(default_factory=new_id)
    actor: str = ""
    desk: str = ""


class OpenIncident(Command, frozen=True, kw_only=True):
    """Make an incident; of an alarm or a report where one is named. `incident` may be given so that the caller can
    follow it."""

    title: str
    grade: int
    lon: float
    lat: float
    incident: str = msgspec.field(default_factory=new_id)
    type_key: str = ""
    class_scheme: str = ""
    class_code: str = ""
    address: str = ""
    text: str = ""
    alarm: str = ""
    report: str = ""


class RegradeIncident(Command, frozen=True, kw_only=True):
    """Escalate or lower."""

    incident: str
    grade: int
    reason: str = ""


class NoteIncident(Command, frozen=True, kw_only=True):
    """Write into its log."""

    incident: str
    text: str


class CloseIncident(Command, frozen=True, kw_only=True):
    """Close with a reason (resolved, false_alarm, duplicate, handed_over, other); refused while units are bound."""

    incident: str
    reason: str
    text: str = ""


class OrderUnit(Command, frozen=True, kw_only=True):
    """Send a unit to an incident."""

    incident: str
    unit: str
    order: str = msgspec.field(default_factory=new_id)
    eta_s: float | None = None


class CancelOrder(Command, frozen=True, kw_only=True):
    """Call a unit back before it arrived."""

    incident: str
    order: str
    reason: str = ""


class ReleaseUnit(Command, frozen=True, kw_only=True):
    """End a unit's part in an incident (also the way to settle an order whose fate is unknown)."""

    incident: str
    order: str
    reason: str = ""


class AcknowledgeAlarm(Command, frozen=True, kw_only=True):
    """I have seen it."""

    alarm: str


class ShelveAlarm(Command, frozen=True, kw_only=True):
    """Out of sight until then, with a reason."""

    alarm: str
    until_utc: int
    reason: str


class UnshelveAlarm(Command, frozen=True, kw_only=True):
    """Back on the list."""

    alarm: str


class DismissReport(Command, frozen=True, kw_only=True):
    """No incident needed."""

    report: str
    reason: str = ""


class PlaceDrawing(Command, frozen=True, kw_only=True):
    """Draw on the shared map; see DrawingPlaced for the fields. ver: 0 for a new one, else the version of the removed
    drawing that comes back."""

    kind: str
    geometry: bytes
    drawing: str = msgspec.field(default_factory=new_id)
    ver: int = 0
    title: str = ""
    text: str = ""
    symbol: str = ""
    style: DrawingStyle = DrawingStyle()
    incident: str = ""


class ChangeDrawing(Command, frozen=True, kw_only=True):
    """Everything a drawing is to be from now on. ver: the version that the operator saw; refused if it is another."""

    drawing: str
    ver: int
    geometry: bytes
    title: str = ""
    text: str = ""
    symbol: str = ""
    style: DrawingStyle = DrawingStyle()
    incident: str = ""


class RemoveDrawing(Command, frozen=True, kw_only=True):
    """Take it off the map. ver: the version that the operator saw."""

    drawing: str
    ver: int
    reason: str = ""


class LockFootage(Command, frozen=True, kw_only=True):
    """Keep what a camera recorded of [from_utc, until_utc) as evidence."""

    camera: str
    from_utc: int
    until_utc: int
    reason: str
    lock: str = msgspec.field(default_factory=new_id)


class UnlockFootage(Command, frozen=True, kw_only=True):
    """Let footage go like any other."""

    lock: str
    reason: str


class TakePtz(Command, frozen=True, kw_only=True):
    """Have a camera for `hold_s` seconds, or until nothing was moved for a while. priority: higher takes it away from
    lower."""

    camera: str
    priority: int = 0
    hold_s: float = 30.0


class ReleasePtz(Command, frozen=True, kw_only=True):
    """Let a camera go; if it moves, it is stopped."""

    camera: str


class MovePtz(Command, frozen=True, kw_only=True):
    """Move a camera; see domain/ptz.py, PtzRequest for the kinds and their fields. A motion is renewed every RENEW_S
    while it is to go on."""

    camera: str
    kind: str
    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0
    speed: float = 0.0
    preset: str = ""
    name: str = ""
    box: tuple[float, float, float, float] | None = None
    priority: int = 0


class PlaceMask(Command, frozen=True, kw_only=True):
    """Cover a part of a camera's picture for everybody, for good. Without an outline: show the picture of a camera that was
    moved away from its masks, with a reason; for a while, or (lasting) for good at this preset."""

    camera: str
    outline: Outline = ()
    mask: str = msgspec.field(default_factory=new_id)
    reason: str = ""
    lasting: bool = False


class RemoveMask(Command, frozen=True, kw_only=True):
    """Take a drawn mask away."""

    mask: str
    reason: str = ""


class NoteCamera(Command, frozen=True, kw_only=True):
    """Mark an instant of a camera, with words or without."""

    camera: str
    about_utc: int
    text: str = ""
    incident: str = ""
    note: str = msgspec.field(default_factory=new_id)


class RemoveCameraNote(Command, frozen=True, kw_only=True):
    """Take a note back."""

    note: str


class RecordExport(Command, frozen=True, kw_only=True):
    """Put on the record that footage was given out; sha256: of its signed list."""

    export: str
    cameras: tuple[str, ...]
    from_utc: int
    until_utc: int
    sha256: str
    reason: str = ""


class DirectScreen(Command, frozen=True, kw_only=True):
    """Have a screen show something; see domain/screens.py, Direction for the fields."""

    screen: str
    view: str = AS_IS
    zh: str = ""
    en: str = ""
    state: dict[str, Any] = {}
    lon: float | None = None
    lat: float | None = None
    level: float | None = None
    link: ScreenLink = "free"


class SayScreen(Command, frozen=True, kw_only=True):
    """What a screen says of itself; see ScreenSeen."""

    screen: str
    views: tuple[ScreenView, ...] = ()
    zh: str = ""
    en: str = ""
    link: ScreenLink = "free"
    leader: str = ""
    direction: str = ""
    reason: str = ""


class CloseScreen(Command, frozen=True, kw_only=True):
    """A screen goes."""

    screen: str


class LookAt(Command, frozen=True, kw_only=True):
    """Say where this desk's map looks; see MapLooked."""

    lon: float
    lat: float
    level: float
    presents: bool = False
    origin: str = ""


class RecordAct(Command, frozen=True, kw_only=True):
    """Put on the record what an operator did that changes no entity (muted a sound, opened a replay), and why."""

    act: str
    reason: str = ""


class Rejection(msgspec.Struct, frozen=True):
    """Why a command is refused: a key that widgets translate, with its parameters ("refusal.unit_bound", ...)."""

    key: str
    parameters: dict[str, Any] = {}
