"""GTFS-Realtime: vehicle positions become positions, service alerts become reports, trip updates become delays.
On the connector's thread."""

from __future__ import annotations

import math
from typing import Any

from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as gtfs
from pydantic import Field

from command_center.connectors.base import EventSink
from command_center.connectors.geometry import place
from command_center.connectors.seen import Seen
from command_center.connectors.source import Document, DocumentConfig, DocumentConnector
from command_center.domain.events import (
    Event,
    ObservationMade,
    PositionLost,
    PositionReported,
    ReportReceived,
)
from command_center.domain.time import DAY, SECOND, now_utc

_HEADER, _ENTITY = 0x0A, 0x12  # protobuf: fields 1 and 2, both of a length


class GtfsRealtimeConfig(DocumentConfig):
    """url or path of a FeedMessage."""

    poll_s: float = Field(15.0, gt=0, le=86400, description="seconds between two requests")
    max_bytes: int = Field(32 << 20, gt=0, description="largest message or file that is read")
    class_key: str = Field("bus", description="class of the vehicles on the map")


class GtfsRealtimeConnector(DocumentConnector):
    """GTFS-Realtime: vehicle positions, trip updates, service alerts."""

    kind = "gtfs_rt"
    tier = "silver"
    Config = GtfsRealtimeConfig
    suffixes = (".pb", ".pbf", ".bin", ".protobuf")
    accept = "application/x-protobuf, application/octet-stream;q=0.9, */*;q=0.5"

    def __init__(self, config: GtfsRealtimeConfig) -> None:
        super().__init__(config)
        self._seen = Seen()
        self._vehicles: set[str] = set()

    def read(self, document: Document, sink: EventSink) -> None:
        """One feed message; one that cannot be parsed leaves the last good state standing."""
        feed, whole = gtfs.FeedMessage(), True
        try:
            feed.ParseFromString(document.body)
        except (DecodeError, ValueError, RecursionError) as error:
            sink.bad(f"bad_protobuf: {error}"[:120], document.body)
            if document.url:
                self.client.forget(document.url)
            feed, whole = _complete_entities(document.body), False
            if not feed.entity:
                return
        if not feed.header.gtfs_realtime_version and not feed.entity:
            sink.bad("bad_protobuf: no header" if document.body else "empty", document.body)
            return
        stamp = feed.header.timestamp * SECOND if feed.header.timestamp else 0
        at = stamp or document.read_utc
        present: set[str] = set()
        events: list[Event] = []
        good = 0
        for entity in feed.entity:
            try:
                made = self._entity(entity, at, present)
            except ValueError as error:
                sink.bad(str(error), entity.SerializePartialToString())
                continue
            fresh = [event for event in made or () if self._seen.is_news(event)]
            events += fresh
            if fresh:
                good += 1
            else:
                sink.skip(_unused(entity) if made is None else "unchanged")
        if whole and feed.header.incrementality == gtfs.FeedHeader.FULL_DATASET:
            events += self._gone(present, at)
        if events:
            sink.publish(events, good)
        else:
            sink.alive()

    def _gone(self, present: set[str], at: int) -> list[Event]:
        """Vehicles that a full feed does not list any more."""
        gone = sorted(self._vehicles - present)
        self._vehicles = present
        for subject in gone:
            self._seen.forget(("PositionReported", "", subject))
        return [PositionLost(at_utc=at, source=self.config.id, subject=subject, reason="gone") for subject in gone]

    def _entity(self, entity: Any, at: int, present: set[str]) -> list[Event] | None:
        """Events of one entity; None for what we have no use for. Raises ValueError for an unusable one."""
        if entity.HasField("vehicle"):
            if entity.is_deleted:
                return self._deleted(entity, at)
            delays = self._delay(entity.trip_update, at) if entity.HasField("trip_update") else None
            if not entity.vehicle.HasField("position"):
                return delays  # optional in the format: undergrounds name the stop instead
            return [self._position(entity, at, present), *(delays or ())]
        if entity.is_deleted:
            return None
        if entity.HasField("trip_update"):
            return self._delay(entity.trip_update, at)
        if entity.HasField("alert"):
            return [self._report(entity, at)]
        return None

    def _subject(self, entity: Any) -> str:
        name = entity.vehicle.vehicle.id or entity.id
        if not name:
            raise ValueError("missing_id")
        return self._prefixed(name)

    def _prefixed(self, name: str) -> str:
        return f"{self.config.id}/{name}" if self.config.id else str(name)

    def _deleted(self, entity: Any, at: int) -> list[Event]:
        subject = self._subject(entity)
        self._vehicles.discard(subject)
        return [PositionLost(at_utc=at, source=self.config.id, subject=subject, reason="deleted")]

    def _position(self, entity: Any, at: int, present: set[str]) -> PositionReported:
        vehicle, subject = entity.vehicle, self._subject(entity)
        position = vehicle.position
        if position.latitude == 0.0 and position.longitude == 0.0:
            raise ValueError("missing_position: 0, 0")
        lon, lat = place(position.longitude, position.latitude, self.config.crs)
        present.add(subject)
        label = vehicle.vehicle.label or vehicle.vehicle.license_plate
        if vehicle.trip.route_id:
            label = f"{vehicle.trip.route_id} {label}".strip()
        return PositionReported(
            at_utc=_instant(vehicle.timestamp) or at, source=self.config.id, subject=subject, lon=lon, lat=lat,
            heading_deg=_angle(position), speed_mps=_speed(position), class_key=self.config.class_key, label=label)

    def _delay(self, update: Any, at: int) -> list[Event] | None:
        """The delay of a trip now: its own, else that of its next stop; None where only times are given."""
        trip = update.trip.trip_id or update.vehicle.id
        if trip and update.trip.schedule_relationship == gtfs.TripDescriptor.CANCELED:
            return [self._cancelled(update, at)]
        delay = update.delay if update.HasField("delay") else _stop_delay(update, at)
        if delay is None or not trip:
            return None
        return [ObservationMade(at_utc=_instant(update.timestamp) or at, source=self.config.id,
                                series=self._prefixed(f"delay/{trip}"), value=float(delay), unit="s",
                                quantity="trip_delay", name=f"{update.trip.route_id} {trip}".strip())]

    def _cancelled(self, update: Any, at: int) -> ReportReceived:
        """A trip that does not run. One a day has the same trip_id, so its date is part of the id."""
        trip = update.trip
        return ReportReceived(
            at_utc=_instant(update.timestamp) or at, source=self.config.id, channel="gtfs_rt",
            report=self._prefixed("/".join(filter(None, ("cancelled", trip.start_date, trip.trip_id)))),
            title=f"{trip.route_id} {trip.trip_id}".strip(), class_scheme="gtfs_trip", class_code="CANCELED",
            properties={"route": trip.route_id} if trip.route_id else {})

    def _report(self, entity: Any, at: int) -> ReportReceived:
        alert = entity.alert
        cause = gtfs.Alert.Cause.Name(alert.cause) if alert.HasField("cause") else ""
        effect = gtfs.Alert.Effect.Name(alert.effect) if alert.HasField("effect") else ""
        starts = [period.start for period in alert.active_period if period.start]
        properties = {"cause": cause, "effect": effect,
                      "routes": ", ".join(part.route_id for part in alert.informed_entity if part.route_id)}
        return ReportReceived(
            at_utc=_instant(min(starts)) if starts else at, source=self.config.id, report=self._prefixed(entity.id),
            title=_words(alert.header_text), text=_words(alert.description_text), channel="gtfs_rt",
            class_scheme="gtfs_effect", class_code=effect,
            properties={key: value for key, value in properties.items() if value})


def _complete_entities(body: bytes) -> Any:
    """What stands in a feed before its cut end or the first byte that makes no sense."""
    feed, at = gtfs.FeedMessage(), 0
    while at < len(body) and body[at] in (_HEADER, _ENTITY):
        size = shift = 0
        end = at + 1
        while end < len(body) and shift < 35:
            size |= (body[end] & 0x7F) << shift
            shift, end = shift + 7, end + 1
            if body[end - 1] < 0x80:
                break
        if end + size > len(body):
            break
        try:
            if body[at] == _HEADER:
                feed.header.ParseFromString(body[end:end + size])
            else:
                feed.entity.append(gtfs.FeedEntity.FromString(body[end:end + size]))
        except (DecodeError, ValueError, RecursionError):
            break
        at = end + size
    if not feed.header.gtfs_realtime_version:
        del feed.entity[:]
    return feed


def _stop_delay(update: Any, at: int) -> int | None:
    """Delay at the next stop, seconds: the first that is not yet left; where no times say so, the first with a delay."""
    first: int | None = None
    for stop in update.stop_time_update:
        for event in (stop.departure, stop.arrival):
            if event.HasField("delay"):
                if not event.time or _instant(event.time) >= at:
                    return int(event.delay)
                first = event.delay if first is None else first
    return first


def _unused(entity: Any) -> str:
    """Why an entity gives no event."""
    if entity.HasField("trip_update"):
        return "no_delay"  # arrival times alone: only with the timetable would they tell a delay
    return "no_position" if entity.HasField("vehicle") else "unmapped"


def _words(translated: Any) -> str:
    """Chinese where there is Chinese, else English, else what comes first."""
    texts = {item.language.lower()[:2]: item.text for item in reversed(translated.translation)}
    return str(texts.get("zh") or texts.get("en") or next(iter(texts.values()), ""))


def _instant(seconds: int) -> int:
    """Microseconds of a POSIX time; 0 for none, and for one that some feeds give in milliseconds or nonsense."""
    if seconds > 100_000_000_000:
        seconds //= 1000
    at = seconds * SECOND
    return at if 0 < at < now_utc() + 3650 * DAY else 0


def _angle(position: Any) -> float | None:
    if not position.HasField("bearing") or not math.isfinite(position.bearing):
        return None
    return round(position.bearing % 360.0, 2)


def _speed(position: Any) -> float | None:
    if not position.HasField("speed") or not math.isfinite(position.speed) or position.speed < 0:
        return None
    return round(position.speed, 3)
