"""SensorThings entities as events: Things and Datastreams as features, Observations as they are. Pure; any thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from command_center.connectors import values
from command_center.connectors.geometry import geojson_wkb
from command_center.domain.events import Event, FeatureSeen, ObservationMade
from command_center.domain.time import now_utc

Json = dict[str, Any]
_LINK_ID = re.compile(r"\((?:'([^']*)'|([^)]*))\)/?$")
_OF_STREAM = re.compile(r"(Datastreams\([^)]*\))/Observations")
_KEY = re.compile(r"[^a-z0-9]+")


def identity(entity: Json) -> str:
    """@iot.id (number or text), else the id in the self link, else the name (entities that are yet to be created)."""
    given = entity.get("@iot.id", entity.get("id"))
    if given not in (None, ""):
        return values.text(given) or ""
    return link_id(str(entity.get("@iot.selfLink", ""))) or str(entity.get("name") or "")


def page_stream(page: Json) -> str:
    """The Datastream that a page of Observations was asked of, by its next link; "" where it does not say."""
    match = _OF_STREAM.search(str(page.get("@iot.nextLink") or ""))
    return link_id(match[1]) if match else ""


def link_id(link: str) -> str:
    """The id in "…/Datastreams(66)" or "…/Datastreams('a')", "" if there is none."""
    match = _LINK_ID.search(link)
    return (match[1] or match[2] or "") if match else ""


def kind_of(entity: Json) -> str:
    """Thing, Datastream, Observation, Location, or "" for what is none of our business."""
    link = str(entity.get("@iot.selfLink", ""))
    for name, kind in (("/Things(", "Thing"), ("Datastreams(", "Datastream"), ("/Observations(", "Observation"),
                       ("/Locations(", "Location")):
        if name in link.rpartition("/")[1] + link.rpartition("/")[2]:
            return kind
    if "taskingParameters" in entity:
        return ""
    if "result" in entity:
        return "Observation"
    if "unitOfMeasurement" in entity or "unitOfMeasurements" in entity or "observationType" in entity:
        return "Datastream"
    if "location" in entity and "encodingType" in entity:
        return "Location"
    names = {key.partition("@")[0] for key in entity}
    return "Thing" if names & {"Datastreams", "Locations", "HistoricalLocations", "MultiDatastreams"} else ""


class Reader:
    """Turns entities into events and remembers what each Datastream measures."""

    def __init__(self, source: str, crs: str, quantities: dict[str, str]) -> None:
        self._source, self._crs, self._quantities = source, crs, quantities
        self._streams: dict[str, Json] = {}  # id -> unit, quantity, feature, name, last_utc
        self._places: dict[str, bytes] = {}

    def feature_id(self, entity_id: str) -> str:
        """Things of two servers may have one number: the source's name keeps them apart (no slash: that would name
        a collection)."""
        return f"{self._source}:{entity_id}" if self._source else entity_id

    def series_id(self, stream_id: str) -> str:
        """Unique in the city."""
        return f"{self._source}/{stream_id}" if self._source else stream_id

    def knows(self, stream_id: str) -> bool:
        """Whether the Datastream was seen."""
        return stream_id in self._streams

    def thing(self, entity: Json) -> FeatureSeen:
        """A Thing with its place and the series on it. Raises ValueError without an id or with a bad location."""
        thing_id = _required(identity(entity), "missing_id")
        properties = _properties(entity)
        streams = [self.series_id(identity(item)) for item in inlined(entity, "Datastreams") if identity(item)]
        streams += [self.series_id(identity(item)) for item in inlined(entity, "MultiDatastreams") if identity(item)]
        if streams:
            properties["datastreams"] = streams
        locations = inlined(entity, "Locations")
        wkb = b""
        for location in locations:
            wkb = self.location(location) or wkb
        self._places[thing_id] = wkb
        return FeatureSeen(at_utc=now_utc(), source=self._source, collection="things",
                           feature=self.feature_id(thing_id), geometry=wkb, properties=properties)

    def location(self, entity: Json) -> bytes:
        """WKB of a Location; b"" where its encoding is not GeoJSON. Raises ValueError."""
        shape = entity.get("location")
        if isinstance(shape, dict) and shape.get("type") == "Feature":
            shape = shape.get("geometry")
        if not isinstance(shape, dict) or "geo" not in str(entity.get("encodingType", "geo")).lower():
            return b""
        return geojson_wkb(shape, self._crs)

    def datastream(self, entity: Json, thing: Json | None) -> FeatureSeen:
        """A Datastream as a feature at its Thing's place. Raises ValueError without an id."""
        stream_id = _required(identity(entity), "missing_id")
        thing_id = identity(thing) if thing else _owner(entity, "Thing")
        observed = entity.get("ObservedProperty")
        observed = observed if isinstance(observed, dict) else {}
        unit = _unit(entity)
        known = {"unit": unit, "quantity": self._quantity(entity, observed, stream_id),
                 "feature": self.feature_id(thing_id) if thing_id else "", "name": str(entity.get("name") or ""),
                 "last_utc": interval_end(entity.get("phenomenonTime"))}
        self._streams[stream_id] = known
        properties = _properties(entity) | {"series": self.series_id(stream_id), "unit": unit,
                                            "quantity": known["quantity"], "thing": known["feature"]}
        if observed.get("name"):
            properties["observed_property"] = str(observed["name"])
        if observed.get("definition"):
            properties["definition"] = str(observed["definition"])
        return FeatureSeen(at_utc=now_utc(), source=self._source, collection="datastreams",
                           feature=self.feature_id(stream_id), geometry=self._places.get(thing_id, b""),
                           properties=properties)

    def _quantity(self, entity: Json, observed: Json, stream_id: str) -> str:
        own = entity.get("properties")
        own = own.get("quantity") if isinstance(own, dict) else None
        names = [stream_id, *(str(part) for part in (own, observed.get("definition"), observed.get("name"),
                                                      entity.get("name")) if part)]
        for name in names:
            if name in self._quantities:
                return self._quantities[name]
        if own:
            return str(own)
        return _KEY.sub("_", str(observed.get("name") or "").lower()).strip("_")

    def observation(self, entity: Json, stream: Json | None = None, default: str = "") -> list[ObservationMade]:
        """The samples of an Observation (several of a MultiDatastream). default: Datastream of those that name none.
        Raises ValueError."""
        owner = stream or entity.get("Datastream") or entity.get("MultiDatastream")
        stream_id = identity(owner) if isinstance(owner, dict) else _owner(entity, "Datastream")
        stream_id = _required(stream_id or _owner(entity, "MultiDatastream") or default, "unknown_datastream")
        known = self._streams.get(stream_id, {})
        quality = "good"
        at = interval_end(entity.get("phenomenonTime")) or interval_end(entity.get("resultTime"))
        if not at:
            at, quality = int(known.get("last_utc") or 0), "uncertain"
        if not at:
            raise ValueError("missing_time")
        if "result" not in entity:
            raise ValueError("missing_result")
        result = entity["result"]
        parts = result if isinstance(result, list) else [result]
        shared = {"at_utc": at, "source": self._source, "unit": known.get("unit", ""),
                  "quantity": known.get("quantity", ""), "feature": known.get("feature", ""),
                  "name": known.get("name", "")}
        quality = _quality(entity.get("resultQuality"), quality)
        return [ObservationMade(**shared, series=self.series_id(stream_id) + (f"/{n}" if len(parts) > 1 else ""),
                                quality=quality, **_result(part)) for n, part in enumerate(parts)]


def _result(part: Any) -> dict[str, Any]:
    if isinstance(part, bool):
        return {"value": float(part)}
    if isinstance(part, int | float):
        number = values.number(part)
        return {"value": number}
    if isinstance(part, str):
        try:
            return {"value": values.number(part), "text": "" if part.strip() else part}
        except ValueError:
            return {"value": None, "text": part[:1000]}
    return {"value": None, "text": "" if part is None else str(part)[:1000]}


def _quality(given: Any, default: str) -> str:
    word = str(given).lower() if isinstance(given, str) else ""
    return word if word in ("good", "uncertain", "bad") else default


def _unit(entity: Json) -> str:
    unit = entity.get("unitOfMeasurement")
    if not isinstance(unit, dict):
        return ""
    return str(unit.get("symbol") or unit.get("name") or "")


def _properties(entity: Json) -> Json:
    own = entity.get("properties")
    found = dict(own) if isinstance(own, dict) else {}
    for key in ("name", "description"):
        if entity.get(key):
            found[key] = str(entity[key])
    return found


def _owner(entity: Json, name: str) -> str:
    owner = entity.get(name)
    if isinstance(owner, dict):
        return identity(owner)
    link = str(entity.get(f"{name}@iot.navigationLink", ""))
    # ".../Observations(7)/Datastream" names the observation, not its datastream.
    return link_id(link) if f"/{name}s(" in link and not link.endswith(f"/{name}") else ""


def _required(found: str, reason: str) -> str:
    if not found:
        raise ValueError(reason)
    return found


def inlined(entity: Json, name: str) -> list[Json]:
    """Entities that are written inside another one; what is no object is left out."""
    found = entity.get(name)
    if isinstance(found, dict):
        return [found]
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def interval_end(value: Any) -> int:
    """Microseconds of an instant, or of the end of an interval "a/b" (a mean is known at its end); 0 if none.
    Raises ValueError for what is no time."""
    if not value:
        return 0
    return values.instant(str(value).rpartition("/")[2], "iso") or 0


def rows_of_data_array(block: Json) -> Iterator[Json]:
    """Observations of one block of $resultFormat=dataArray."""
    names = block.get("components")
    rows = block.get("dataArray")
    if isinstance(names, list) and isinstance(rows, list):
        shared = {key: value for key, value in block.items() if key.startswith(("Datastream", "MultiDatastream"))}
        for row in rows:
            if isinstance(row, list):
                renamed = ("@iot.id" if name == "id" else str(name) for name in names)
                yield shared | dict(zip(renamed, row, strict=False))


__all__ = ["Event", "Reader", "identity", "inlined", "interval_end", "kind_of", "page_stream", "rows_of_data_array"]
