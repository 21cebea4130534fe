"""OGC SensorThings API 1.1 (read-only) over the sensors: paging, $filter on time, $orderby, $top, $skip, $count,
$select, $expand. Observations are computed, never stored. Any thread."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import quote

import numpy as np

from command_center.citysim.clock import ScriptClock
from command_center.citysim.frame import point
from command_center.citysim.sensors import QUANTITIES, Datastream, Thing
from command_center.domain.time import HOUR, SECOND, now_utc, parse_iso, to_iso

HISTORY_US = 6 * HOUR
COARSE_US = 60 * SECOND  # between observations before the script began
PAGE = 100  # what the server gives unless asked for less
LARGEST = 1000
Json = dict[str, Any]
_CONFORMANCE = "http://www.opengis.net/spec/iot_sensing/1.1/req"
_TIME = re.compile(r"(?i)(phenomenonTime|resultTime)\s+(gt|ge|lt|le|eq)\s+'?([0-9T:.+Z-]+)'?")
_ID = re.compile(r"(?i)(?:@iot\.id|id)\s+(gt|ge|lt|le|eq)\s+'?(\d+)'?")
_SETS = ("Things", "Locations", "Datastreams", "Sensors", "ObservedProperties", "Observations", "FeaturesOfInterest")


class BadQuery(Exception):
    """What the client asked for cannot be read; the text goes into the error's message."""


class NotFound(Exception):
    """There is no such entity."""


class Options(NamedTuple):
    """System query options of one level. top: None unless given."""

    top: int | None = None
    skip: int = 0
    counted: bool = False
    filter: str = ""
    orderby: str = ""
    select: tuple[str, ...] = ()
    expand: tuple[tuple[str, Options], ...] = ()


def split_outside(text: str, mark: str) -> list[str]:
    """Split at a mark that is in no parentheses and no quotes."""
    parts, depth, quoted, start = [], 0, False, 0
    for index, letter in enumerate(text):
        if letter == "'":
            quoted = not quoted
        elif not quoted and letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == mark and not depth and not quoted:
            parts.append(text[start:index])
            start = index + 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def parse_options(given: dict[str, str]) -> Options:
    """Options of a query string that was decoded. Raises BadQuery."""
    try:
        top = int(given["$top"]) if "$top" in given else None
        skip = int(given.get("$skip", "0"))
    except ValueError as error:
        raise BadQuery("$top and $skip want a whole number") from error
    if skip < 0 or (top is not None and top < 0):
        raise BadQuery("$top and $skip must not be negative")
    unknown = [key for key in given if key.startswith("$") and key not in (
        "$top", "$skip", "$count", "$filter", "$orderby", "$select", "$expand", "$resultFormat")]
    if unknown:
        raise BadQuery(f"unknown option {unknown[0]}")
    return Options(top, skip, given.get("$count", "false").lower() == "true", given.get("$filter", "").strip(),
                   given.get("$orderby", "").strip(), tuple(part.strip() for part in given.get("$select", "").split(",")
                                                            if part.strip()), _expansions(given.get("$expand", "")))


def _expansions(text: str) -> tuple[tuple[str, Options], ...]:
    found = []
    for part in split_outside(text, ","):
        name, bracket, inner = part.strip().partition("(")
        nested = {}
        if bracket:
            for option in split_outside(inner.rstrip()[:-1], ";"):
                key, _, value = option.strip().partition("=")
                nested[key] = value
        head, slash, rest = name.partition("/")
        options = parse_options(nested)
        if slash:
            options = options._replace(expand=(*options.expand, *_expansions(rest)))
        found.append((head, options))
    return tuple(found)


class SensorThings:
    """The service over a list of things. base: its URL with version."""

    def __init__(self, things: list[Thing], clock: ScriptClock, base: str) -> None:
        self._things = {thing.id: thing for thing in things}
        self._streams = {stream.id: stream for thing in things for stream in thing.streams}
        self._clock, self._base = clock, base.rstrip("/")
        self._properties = {key: number for number, key in enumerate(QUANTITIES, 1)}

    def get(self, path: str, query: dict[str, str]) -> Json:
        """The body of GET base/path?query. Raises BadQuery, NotFound."""
        parts = [part for part in path.strip("/").split("/") if part]
        if not parts:
            return self._root()
        return self._walk(parts, parse_options(query), query)

    def _root(self) -> Json:
        return {"value": [{"name": name, "url": f"{self._base}/{name}"} for name in _SETS],
                "serverSettings": {"conformance": [f"{_CONFORMANCE}/datamodel", f"{_CONFORMANCE}/resource-path",
                                                   f"{_CONFORMANCE}/request-data"]}}

    def _walk(self, parts: list[str], options: Options, query: dict[str, str]) -> Json:
        owner: tuple[str, int] | None = None
        for index, part in enumerate(parts):
            name, _, key = part.partition("(")
            last = index == len(parts) - 1
            if key:
                identity = self._identity(key)
                owner = (name, identity)
                self._entity(name, identity, Options())  # 404 for what does not exist
                if last:
                    return self._entity(name, identity, options)
            elif name in _SETS and last:
                return self._page(name, owner, options, "/".join(parts), query)
            elif owner is not None and (single := self._single(owner, name)) is not None:
                owner = single
                if last:
                    return self._entity(*single, options)
            else:
                raise NotFound(part)
        raise NotFound("/".join(parts))

    def _identity(self, key: str) -> int:
        try:
            return int(key.rstrip(")").strip("'"))
        except ValueError as error:
            raise NotFound(key) from error

    def _single(self, owner: tuple[str, int], name: str) -> tuple[str, int] | None:
        kind, identity = owner
        if name == "Thing" and kind in ("Datastreams", "Locations"):
            return "Things", identity // 10 if kind == "Datastreams" else identity
        if kind == "Datastreams" and name == "Sensor":
            return "Sensors", identity
        if kind == "Datastreams" and name == "ObservedProperty":
            return "ObservedProperties", self._properties[self._streams[identity].quantity]
        if kind == "Observations" and name == "Datastream":
            return "Datastreams", identity // 10**10
        if kind == "Observations" and name == "FeatureOfInterest":
            return "FeaturesOfInterest", identity // 10**11
        return None

    # --- pages

    def _page(self, name: str, owner: tuple[str, int] | None, options: Options, path: str,
              query: dict[str, str] | None) -> Json:
        limit = min(options.top if options.top is not None else PAGE, LARGEST)
        if name == "Observations":
            total, rows = self._observations(owner, options, limit)
        else:
            keys = self._filtered(self._keys(name, owner), options)
            total = len(keys)
            rows = [self._entity(name, key, options) for key in keys[options.skip:options.skip + limit]]
        body: Json = {"@iot.count": total} if options.counted else {}
        left = total - options.skip - len(rows)
        if left > 0 and rows and query is not None:
            following = {**query, "$skip": str(options.skip + len(rows)), "$top": str(limit)}
            words = "&".join(f"{quote(key, safe='$')}={quote(value, safe='')}" for key, value in following.items())
            body["@iot.nextLink"] = f"{self._base}/{path}?{words}"
        body["value"] = rows
        return body

    def _filtered(self, keys: list[int], options: Options) -> list[int]:
        if options.filter:
            conditions = _ID.findall(options.filter)
            if not conditions or _ID.sub("", options.filter).replace("and", "").strip():
                raise BadQuery(f"$filter cannot be read: {options.filter}")
            for operator, value in conditions:
                keys = [key for key in keys if _holds(key, operator.lower(), int(value))]
        return keys[::-1] if options.orderby.lower().endswith(" desc") else keys

    def _keys(self, name: str, owner: tuple[str, int] | None) -> list[int]:
        if name == "Datastreams" and owner is not None and owner[0] == "Things":
            return [stream.id for stream in self._things[owner[1]].streams]
        if name == "Datastreams" and owner is not None and owner[0] == "ObservedProperties":
            return [key for key, stream in self._streams.items() if self._properties[stream.quantity] == owner[1]]
        if name == "Datastreams" and owner is not None and owner[0] == "Sensors":
            return [owner[1]]
        if name == "Locations" and owner is not None and owner[0] == "Things":
            return [owner[1]]
        if owner is not None:
            raise NotFound(f"{owner[0]}/{name}")
        return {"Things": list(self._things), "Locations": list(self._things), "Datastreams": list(self._streams),
                "Sensors": list(self._streams), "ObservedProperties": list(self._properties.values()),
                "FeaturesOfInterest": list(self._things)}[name]

    # --- entities

    def _entity(self, name: str, identity: int, options: Options) -> Json:
        make = {"Things": self._thing, "Locations": self._location, "Datastreams": self._datastream,
                "Sensors": self._sensor, "ObservedProperties": self._property, "Observations": self._observation,
                "FeaturesOfInterest": self._feature}.get(name)
        if make is None:
            raise NotFound(name)
        try:
            body = make(identity)
        except KeyError as error:
            raise NotFound(f"{name}({identity})") from error
        return self._finish(name, identity, body, options)

    def _finish(self, name: str, identity: int, body: Json, options: Options) -> Json:
        link = f"{self._base}/{name}({identity})"
        if options.select:
            body = {key: value for key, value in body.items() if key in options.select}
        links = {"Things": ("Locations", "Datastreams"), "Locations": ("Things",), "Sensors": ("Datastreams",),
                 "Datastreams": ("Thing", "Sensor", "ObservedProperty", "Observations"),
                 "ObservedProperties": ("Datastreams",), "Observations": ("Datastream", "FeatureOfInterest")}
        for target in links.get(name, ()):
            body[f"{target}@iot.navigationLink"] = f"{link}/{target}"
        for target, nested in options.expand:
            self._expand(name, identity, target, nested, body)
        return {"@iot.id": identity, "@iot.selfLink": link, **body}

    def _expand(self, name: str, identity: int, target: str, nested: Options, body: Json) -> None:
        single = self._single((name, identity), target)
        if single is not None:
            body[target] = self._entity(*single, nested)
            return
        if target not in _SETS:
            raise BadQuery(f"{name} cannot expand {target}")
        path = f"{name}({identity})/{target}"
        nested = nested._replace(top=min(nested.top if nested.top is not None else PAGE, PAGE))
        given = {key: str(value) for key, value in (("$orderby", nested.orderby), ("$filter", nested.filter),
                                                    ("$top", nested.top)) if value}
        page = self._page(target, (name, identity), nested, path, given)
        body[target] = page["value"]
        for key in ("@iot.count", "@iot.nextLink"):
            if key in page:
                body[f"{target}{key}"] = page[key]

    def _thing(self, identity: int) -> Json:
        thing = self._things[identity]
        return {"name": thing.name, "description": thing.name_en,
                "properties": {"kind": thing.kind, "name_en": thing.name_en, "district": thing.district}}

    def _location(self, identity: int) -> Json:
        thing = self._things[identity]
        return {"name": thing.name, "description": thing.name_en, "encodingType": "application/geo+json",
                "location": {"type": "Point", "coordinates": list(point(thing.x, thing.y))}}

    def _datastream(self, identity: int) -> Json:
        stream = self._streams[identity]
        _, _, unit, symbol, definition, *_ = QUANTITIES[stream.quantity]
        now = now_utc()
        return {"name": stream.name, "description": stream.name_en,
                "observationType": "http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement",
                "unitOfMeasurement": {"name": unit, "symbol": symbol, "definition": definition},
                "phenomenonTime": f"{_iso(self._first(now))}/{_iso(now)}",
                "properties": {"quantity": stream.quantity, "name_en": stream.name_en}}

    def _sensor(self, identity: int) -> Json:
        stream = self._streams[identity]
        return {"name": f"{stream.name}传感器", "description": f"Sensor of {stream.name_en}",
                "encodingType": "text/html", "metadata": f"{self._base}/Sensors({identity})"}

    def _property(self, identity: int) -> Json:
        for key, number in self._properties.items():
            if number == identity:
                return {"name": key, "description": f"{QUANTITIES[key][1]} ({QUANTITIES[key][0]})",
                        "definition": f"urn:command-center:quantity:{key}"}
        raise KeyError(identity)

    def _feature(self, identity: int) -> Json:
        thing = self._things[identity]
        return {"name": thing.name, "description": thing.name_en, "encodingType": "application/geo+json",
                "feature": {"type": "Point", "coordinates": list(point(thing.x, thing.y))}}

    # --- observations: number n of a datastream is the instant n seconds of its grid

    def _first(self, now: int) -> int:
        return min(self._clock.start_utc, now) - HISTORY_US

    def _observation(self, identity: int) -> Json:
        stream, second = self._streams[identity // 10**10], identity % 10**10
        at = np.array([second * SECOND])
        if at[0] > now_utc():
            raise KeyError(identity)
        return self._row(stream, second, float(stream.values(at, self._clock)[0]))

    def _row(self, stream: Datastream, second: int, value: float) -> Json:
        moment = _iso(second * SECOND)
        return {"phenomenonTime": moment, "resultTime": moment, "result": value}

    def _observations(self, owner: tuple[str, int] | None, options: Options, limit: int) -> tuple[int, list[Json]]:
        if owner is not None and owner[0] != "Datastreams":
            raise NotFound(f"{owner[0]}/Observations")
        streams = [self._streams[owner[1]]] if owner is not None else list(self._streams.values())
        low, high = _window(options.filter, self._first(now_utc()), now_utc())
        pairs = [(np.full(len(seconds), stream.id), seconds) for stream in streams
                 for seconds in [self._grid(stream, low, high)]]
        ids = np.concatenate([pair[0] for pair in pairs])
        seconds = np.concatenate([pair[1] for pair in pairs])
        # Newest first unless asked otherwise for a time; by id (that is by stream and time) if not asked at all.
        if options.orderby:
            if not re.match(r"(?i)(phenomenonTime|resultTime|@iot\.id|id)(\s+(asc|desc))?$", options.orderby):
                raise BadQuery(f"$orderby cannot be read: {options.orderby}")
            order = np.lexsort((ids, seconds))
            order = order[::-1] if options.orderby.lower().endswith("desc") else order
        else:
            order = np.lexsort((seconds, ids))
        chosen = order[options.skip:options.skip + limit]
        return len(ids), self._rows(ids[chosen], seconds[chosen], options)

    def _rows(self, ids: np.ndarray, seconds: np.ndarray, options: Options) -> list[Json]:
        values = np.zeros(len(ids))
        for identity in np.unique(ids):
            mine = ids == identity
            values[mine] = self._streams[int(identity)].values(seconds[mine] * SECOND, self._clock)
        return [self._finish("Observations", int(identity) * 10**10 + int(second),
                             self._row(self._streams[int(identity)], int(second), float(value)), options)
                for identity, second, value in zip(ids, seconds, values, strict=True)]

    def _grid(self, stream: Datastream, low: int, high: int) -> np.ndarray:
        """Seconds since 1970 at which the stream has observations within [low, high] microseconds."""
        start = self._clock.start_utc
        step = max(1, round(stream.step_s / self._clock.speed)) * SECOND
        coarse = np.arange(-(-low // COARSE_US), min(high, start) // COARSE_US + 1) * COARSE_US
        fine = np.arange(-(-max(low, start + 1) // step), high // step + 1) * step
        return np.concatenate((coarse, fine)) // SECOND


def _window(text: str, low: int, high: int) -> tuple[int, int]:
    """The instants that a $filter leaves of [low, high], in microseconds. Raises BadQuery."""
    rest = re.sub(r"(?i)\band\b|[()]", " ", _TIME.sub("", text)).strip()
    if rest:
        raise BadQuery(f"$filter cannot be read: {text}")
    for _, operator, moment in _TIME.findall(text):
        try:
            at = parse_iso(moment)
        except ValueError as error:
            raise BadQuery(f"no time: {moment}") from error
        operator = operator.lower()
        if operator in ("gt", "ge", "eq"):
            low = max(low, at + (operator == "gt"))
        if operator in ("lt", "le", "eq"):
            high = min(high, at - (operator == "lt"))
    return low, high


def _holds(key: int, operator: str, value: int) -> bool:
    return {"eq": key == value, "gt": key > value, "ge": key >= value, "lt": key < value, "le": key <= value}[operator]


def _iso(at_utc: int) -> str:
    return to_iso(at_utc).replace("+00:00", "Z")
