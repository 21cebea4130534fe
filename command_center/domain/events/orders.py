"""Units and the orders they are given. Orders belong to the incident's stream, so two dispatchers cannot both win."""

from __future__ import annotations

from command_center.domain.events.envelope import Event


class UnitStatusChanged(Event, frozen=True, kw_only=True, omit_defaults=True):
    """What a unit says of itself through its source: a new unit, or a new state of a known one.

    status: free, ordered, en_route, on_scene, returning, out_of_service. lon, lat: its station. order: the order it
    is carrying out, "" if none. name_en, station_en: in English, where the source says so. capabilities: words that incident types ask for ("pump", "ladder").
    """

    unit: str
    status: str
    name: str = ""
    class_key: str = ""
    station: str = ""
    lon: float | None = None
    lat: float | None = None
    order: str = ""
    capabilities: tuple[str, ...] = ()
    name_en: str = ""
    station_en: str = ""


class UnitOrdered(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An operator sent a unit to an incident. Until confirmed it is a wish: the order is pending."""

    incident: str
    order: str
    unit: str
    lon: float
    lat: float
    eta_s: float | None = None


class OrderConfirmed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The unit's service accepted the order (cause_id: the UnitOrdered)."""

    incident: str
    order: str
    unit: str


class OrderFailed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The order was refused or could not be delivered. reason: a key; detail: the service's words."""

    incident: str
    order: str
    unit: str
    reason: str
    detail: str = ""


class OrderUnresolved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Whether the order arrived is unknown (no answer in time, or the engine died meanwhile). Never re-sent by
    itself."""

    incident: str
    order: str
    unit: str
    reason: str = ""


class UnitReleased(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The unit's part in the incident is over, by its own word or by an operator's."""

    incident: str
    order: str
    unit: str
    reason: str = ""


class OrderCancelled(Event, frozen=True, kw_only=True, omit_defaults=True):
    """An operator called the unit back; the engine tells its source."""

    incident: str
    order: str
    unit: str
    reason: str = ""


class UnitClaimed(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Stream "unit:ID". Appended in one batch with UnitOrdered, so that of two dispatchers who order one unit to
    two incidents exactly one wins."""

    unit: str
    order: str
    incident: str
