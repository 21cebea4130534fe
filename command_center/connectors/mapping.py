"""Mappings written by the user: which part of an item becomes which field of which event. Pure; any thread.

One rule names an event and, for each of its fields, a path into the item (JMESPath for JSON, a column for CSV) or a
table with a path and small transformations. A rule without a mapping takes the parts whose names are the fields'
own, or the usual other names for them (`ALIASES`).
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Mapping
from typing import Any, Literal
from zoneinfo import ZoneInfo

import jmespath
import msgspec
from jmespath.exceptions import JMESPathError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from command_center.connectors import values
from command_center.connectors.geometry import geojson_wkb, place, point_wkb
from command_center.connectors.items import usual
from command_center.domain import events as domain_events
from command_center.domain.events import Event
from command_center.domain.time import now_utc

EventName = Literal["ObservationMade", "PositionReported", "PositionLost", "FeatureSeen", "FeatureGone", "WarningIssued",
                    "WarningCancelled", "ReportReceived", "DeviceAlarmRaised", "DeviceAlarmCleared", "CameraSeen",
                    "UnitStatusChanged"]
IDS = {"ObservationMade": "series", "PositionReported": "subject", "PositionLost": "subject", "CameraSeen": "camera",
       "UnitStatusChanged": "unit", "ReportReceived": "report", "DeviceAlarmRaised": "device",
       "DeviceAlarmCleared": "device", "FeatureSeen": "feature", "FeatureGone": "feature",
       "WarningIssued": "identifier", "WarningCancelled": "identifier"}
# A warning keeps its issuer's identifier, and a feature is unique in its collection: neither gets the source's name.
PREFIXED = frozenset({"series", "subject", "camera", "unit", "report", "device"})
ENVELOPE = frozenset({"eid", "received_utc", "stream", "ver", "actor", "desk", "source", "cause_id", "site"})
EXTRA = ("lonlat", "latlon", "geometry", "lon", "lat")  # may be mapped where an event has a place
# Compared without case and punctuation: "Date/Time" is "datetime", "Incident_Type" is "incidenttype".
ALIASES: dict[str, tuple[str, ...]] = {
    "at_utc": ("atutc", "at", "time", "timestamp", "datetime", "observedat", "updated", "updatedat", "reportedat",
               "receivedat", "calltime", "calldatetime", "callreceived", "receiveddttm", "createdat", "createddate",
               "requesteddatetime", "lastreported", "lastupdated", "pubdate",
               "incidentdate", "incidentdatetime", "dispatchtime", "eventtime", "alarmtime", "reported", "date", "month",
               "datum", "fecha", "时间", "日期",
               "发生时间", "接警时间", "报警时间", "上报时间", "更新时间"),
    "lon": ("lon", "lng", "long", "longitude", "x", "经度"), "lat": ("lat", "latitude", "y", "纬度"),
    "title": ("title", "summary", "event", "servicename", "type", "category", "calltype", "incidenttype", "eventtype", "nature",
              "primarytype", "crimetype", "complainttype", "problem", "calldescription", "name", "description", "标题", "类型", "事件类型", "案件类型", "名称"),
    "text": ("text", "desc", "description", "descriptor", "details", "narrative", "内容", "描述", "详情"),
    "address": ("address", "addr", "location", "place", "incidentaddress", "streetaddress", "block", "street", "地址",
                "地点", "位置"),
    "name": ("name", "title", "description", "名称", "姓名"), "value": ("value", "result", "reading", "数值", "值"),
    "unit": ("unit", "uom", "单位"), "heading_deg": ("headingdeg", "heading", "bearing", "course", "方向"),
    "grade": ("grade", "priority"), "level": ("level", "级别"), "class_key": ("classkey", "class"),
    "main_url": ("mainurl", "url", "stream", "streamurl"), "status": ("status", "state", "状态")}
ID_ALIASES = ("id", "key", "code", "number", "incidentnumber", "incidentid", "callnumber", "callid", "casenumber",
              "eventnumber", "eventid", "servicerequestid", "cadeventnumber", "objectid", "uid", "uuid", "guid", "编号", "stnid", "stationid")

Getter = Callable[[Any], Any]
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*")


class FieldRule(BaseModel):
    """One field: where it is and what is done to it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str = Field("", description="JMESPath, or name or number (from 1) of a column")
    const: Any = Field(None, description="a constant instead of a path")
    default: Any = Field(None, description="used where the path gives nothing")
    time: str = Field("", description="iso, unix_s, unix_ms, unix_us, rfc822 or a strptime pattern; empty: detected")
    zone: str = Field("", description="IANA time zone of times that state none; empty: that of the source")
    scale: float = Field(1.0, description="numbers are multiplied by this")
    offset: float = Field(0.0, description="then this is added")
    values: dict[str, Any] = Field({}, description="words of the source and what they become")
    prefix: str = Field("", description="put before the text")


class EventRule(BaseModel):
    """One event an item may give."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    event: EventName = Field(description="what an item becomes")
    when: str = Field("", description="JMESPath that must be true (JSON sources)")
    mapping: dict[str, Any] = Field({}, description="field of the event -> path or table; empty: fields of that name")

    @model_validator(mode="after")
    def _known_fields(self) -> EventRule:
        kind = getattr(domain_events, self.event)
        allowed = [name for name in kind.__struct_fields__ if name not in ENVELOPE]
        for key, value in self.mapping.items():
            if key not in allowed and key not in EXTRA and key.partition(".")[0] != "properties":
                raise ValueError(f"mapping.{key}: a field of {self.event} ({', '.join(allowed)})")
            _rules(key, value)
        if self.when:
            _path(self.when)
        return self


def _path(text: str) -> Getter:
    if _PLAIN.fullmatch(text):  # most paths are names, which need no interpreter
        return _member(text) if "." not in text else _nested(tuple(text.split(".")))
    try:
        return jmespath.compile(text).search  # type: ignore[no-any-return]
    except JMESPathError as error:
        raise ValueError(f"a JMESPath, not {text!r}") from error


def _rules(key: str, value: Any) -> dict[str, FieldRule]:
    """The rules under one key; a table of properties gives many."""
    if isinstance(value, dict):
        if key == "properties" and not set(value) & {"path", "const"}:
            return {f"properties.{name}": _rules("", inner)[""] for name, inner in value.items()}
        try:
            return {key: FieldRule(**value)}
        except ValidationError as error:
            raise ValueError(f"mapping.{key}: {error.errors()[0]['msg']}") from error
    if isinstance(value, str):
        return {key: FieldRule(path=value)}
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return {key: FieldRule(path=str(value))}
    return {key: FieldRule(const=value)}


class Mapper:
    """Makes one kind of event of items."""

    def __init__(self, rule: EventRule, *, source: str = "", crs: str = "wgs84", zone: str = "UTC",
                 compile_path: Callable[[str], Getter] = _path, names: tuple[str, ...] | None = None,
                 day_first: bool = False) -> None:
        """source: prefix of ids; zone: of times that state none; compile_path: how a path of this source is read;
        names: the item's parts, if known in advance, for a rule without a mapping; day_first: in dates with slashes.
        Raises ValueError."""
        self.event = rule.event
        self.kind: type[Event] = getattr(domain_events, rule.event)
        self._source, self._crs = source, crs
        self._when = compile_path(rule.when) if rule.when else None
        self._zone, self._day_first = ZoneInfo(zone), day_first
        self._compile = compile_path
        self._fields = {field.name: field for field in msgspec.structs.fields(self.kind)}
        self._required = [name for name, field in self._fields.items() if field.required and name != "at_utc"]
        self._types = typing.get_type_hints(self.kind)
        self._rules: dict[str, tuple[FieldRule, Getter | None]] | None = None
        if rule.mapping:
            self._set({name: inner for key, value in rule.mapping.items() for name, inner in _rules(key, value).items()})
        elif names is not None:
            self._set(automatic(self.event, names))

    def _set(self, rules: Mapping[str, FieldRule]) -> None:
        self._rules = {key: (rule, self._compile(rule.path) if rule.path else None) for key, rule in rules.items()}

    def applies(self, item: Any) -> bool:
        """Whether the rule's condition holds."""
        return self._when is None or bool(self._when(item))

    def make(self, item: Any, default_id: str = "") -> Event:
        """The event of an item. Raises ValueError with the reason why there is none."""
        rules = self._rules
        if rules is None:
            if not isinstance(item, dict):
                raise ValueError("no_mapping: the item is no object")
            item = usual(item)
            rules = {key: (rule, _member(rule.path)) for key, rule in automatic(self.event, tuple(item)).items()}
        found: dict[str, Any] = {}
        properties: dict[str, Any] = {}
        for key, (rule, getter) in rules.items():
            raw = rule.const if getter is None else getter(item)
            if raw is None or raw == "":
                raw = rule.default
            if raw is None:
                continue
            if key.startswith("properties."):
                properties[key[11:]] = _scaled(raw, rule)
            else:
                try:
                    found[key] = self._value(key, raw, rule)
                except ValueError as error:
                    raise ValueError(f"bad_field: {key}: {error}") from error
        if properties:
            found["properties"] = {**found.get("properties", {}), **properties}
        return self._event(found, default_id)

    def _value(self, key: str, raw: Any, rule: FieldRule) -> Any:
        if rule.values:
            raw = rule.values.get(values.text(raw) or "", raw)
        if key in ("lonlat", "latlon"):
            return values.pair(raw)
        if key in ("lon", "lat"):
            return _scaled(values.number(raw), rule)
        if key == "geometry":
            return geojson_wkb(raw, self._crs)
        if key.endswith("_utc"):
            return values.instant(raw, rule.time, ZoneInfo(rule.zone) if rule.zone else self._zone,
                                  self._day_first)
        return _typed(raw, self._types[key], rule)

    def _event(self, found: dict[str, Any], default_id: str) -> Event:
        self._place(found)
        identity = IDS[self.event]
        if not found.get(identity) and default_id:
            found[identity] = default_id
        if identity in PREFIXED and self._source and found.get(identity):
            found[identity] = f"{self._source}/{found[identity]}"
        fields = {key: value for key, value in found.items() if value is not None and key in self._fields}
        if self.event == "CameraSeen":
            fields.setdefault("name", fields.get("camera", ""))
            fields["properties"] = {key: values.text(value) or "" for key, value in
                                    fields.get("properties", {}).items()}
        missing = [name for name in self._required if fields.get(name) in (None, "")]
        if missing:
            raise ValueError(f"missing_field: {', '.join(missing)}")
        fields.setdefault("at_utc", now_utc())
        fields["source"] = self._source
        return self.kind(**fields)

    def _place(self, found: dict[str, Any]) -> None:
        pair = found.pop("lonlat", None)
        turned = found.pop("latlon", None)
        if turned is not None:
            pair = turned[1], turned[0]
        if pair is None and found.get("lon") is not None and found.get("lat") is not None:
            pair = found["lon"], found["lat"]
        if pair is None:
            found.pop("lon", None), found.pop("lat", None)
            return
        lon, lat = place(pair[0], pair[1], self._crs)
        if "lon" in self._fields:
            found["lon"], found["lat"] = lon, lat
        elif "geometry" in self._fields and not found.get("geometry"):
            found["geometry"] = point_wkb(lon, lat)


def _member(name: str) -> Getter:
    return lambda item: item.get(name) if isinstance(item, dict) else None


def _nested(names: tuple[str, ...]) -> Getter:
    def get(item: Any) -> Any:
        for name in names:
            if not isinstance(item, dict):
                return None
            item = item.get(name)
        return item

    return get


def _scaled(raw: Any, rule: FieldRule) -> Any:
    if rule.values:
        raw = rule.values.get(values.text(raw) or "", raw)
    if raw is not None and (rule.scale != 1.0 or rule.offset):
        measured = values.number(raw)
        return None if measured is None else measured * rule.scale + rule.offset
    return raw


def _typed(raw: Any, kind: Any, rule: FieldRule) -> Any:
    """A raw value as the field's type wants it."""
    if kind in (float, float | None):
        return _scaled(values.number(raw), rule)
    if kind is int:
        measured = _scaled(values.number(raw), rule)
        return None if measured is None else int(measured)
    if kind is bool:
        return raw if isinstance(raw, bool) else str(raw).lower() in ("1", "true", "yes")
    if kind is str:
        said = values.text(raw)
        return rule.prefix + said if said is not None else None
    if typing.get_origin(kind) is tuple:
        items = raw if isinstance(raw, list) else str(raw).split(",")
        return tuple(filter(None, (values.text(item) for item in items)))
    if typing.get_origin(kind) is dict and isinstance(raw, dict):
        texts = typing.get_args(kind)[1] is str
        return {str(key): (values.text(value) or "") if texts else value for key, value in raw.items()}
    raise ValueError("cannot be mapped")


def automatic(event: str, names: tuple[str, ...]) -> dict[str, FieldRule]:
    """Rules for an item whose parts have these names: a field's own name first, then the usual other ones."""
    kind = getattr(domain_events, event)
    lower = {plain_name(name): name for name in reversed(names)}
    wanted = [name for name in kind.__struct_fields__ if name not in ENVELOPE and name != "exercise"]
    if "geometry" in wanted:
        wanted += ["lon", "lat"]
    if "lon" in wanted:
        wanted += ["lonlat", "latlon"]
    rules: dict[str, FieldRule] = {}
    used: set[str] = set()
    for own in (True, False):
        for field in wanted:
            options = (field,) if own else ALIASES.get(field, ()) + (ID_ALIASES if field == IDS[event] else ())
            match = next((lower[option] for option in map(plain_name, options)
                          if option in lower and lower[option] not in used), None)
            if field not in rules and match is not None:
                rules[field] = FieldRule(path=match)
                used.add(match)
    if "properties" in wanted and "properties" not in rules:
        rules |= {f"properties.{name}": FieldRule(path=name) for name in names if name not in used}
    return rules


def plain_name(name: str) -> str:
    """A name without case, blanks and punctuation."""
    return "".join(letter for letter in name.lower() if letter.isalnum())
