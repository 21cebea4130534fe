"""Everything of a snapshot that has a name, as rows to be searched. Pure; any thread."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from command_center.domain.columns import first_points
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
from layers.base import Title
from layers.drawings import KINDS, place_of_drawn
from layers.names import (
    alarm_place,
    alarm_title,
    camera_name,
    either,
    incident_address,
    incident_title,
    said,
    unit_name,
)
from layers.symbol_set import emblems
from layers.units import place_of

Place = tuple[float, float]
_NAMES = ("name", "name_zh", "name_en", "name:en", "short_name", "alt_name", "old_name", "ref")
NO_TITLE = Title("", "")
_ADDRESSES = ("address", "addr:full", "addr", "地址", "住址")


class Named(NamedTuple):
    """kind and identity as Selection has them; places: longitude, latitude of each part (a road is many segments),
    () where it has none; keys: what it may be found by, besides the pinyin of it; detail: a second line; district: as
    its source says it, "" where the map must tell."""

    kind: str
    identity: str
    title: str
    detail: str = ""
    places: tuple[Place, ...] = ()
    keys: tuple[str, ...] = ()
    district: str = ""
    identities: tuple[str, ...] = ()  # of the parts, where there are several


def acts(snapshot: Snapshot, chinese: bool) -> Iterable[Named]:
    """What happens: open incidents, active alarms, new reports, warnings in force."""
    for incident in snapshot.incidents.values():
        if incident.is_open:
            address = incident_address(incident, snapshot, chinese)
            yield Named("incident", incident.incident, incident_title(incident, snapshot, chinese), address or incident.number,
                        _at(incident.lon, incident.lat), (incident.number, incident.title, incident.address))
    for alarm in snapshot.alarms.values():
        if alarm.is_active:
            yield Named("alarm", alarm.alarm, alarm_title(alarm, chinese), alarm_place(alarm, snapshot, chinese),
                        _at(alarm.lon, alarm.lat), (alarm.title_zh, alarm.title_en, alarm.place, alarm.subject))
    for report in snapshot.reports.values():
        if report.state == "new":
            title = said(report, "title", chinese) or said(report, "text", chinese)[:40]
            yield Named("report", report.report, title, said(report, "address", chinese), _at(report.lon, report.lat),
                        (report.title, report.address))
    for warning in snapshot.warnings.values():
        if not warning.cancelled_utc and not warning.replaced_by:
            yield Named("warning", warning.identifier, warning.headline or warning.event, warning.sender)


def drawings(snapshot: Snapshot, chinese: bool) -> Iterable[Named]:
    """What was drawn and has a title, or a symbol that means something."""
    for drawn in snapshot.drawings.values():
        emblem, kind = emblems().get(drawn.symbol), KINDS.get(drawn.kind, NO_TITLE)
        meant = emblem.title if emblem is not None else kind
        title = drawn.title or (either(*meant, chinese) if emblem is not None else "")
        place = place_of_drawn(drawn)
        if drawn.is_shown and title and place is not None:
            yield Named("drawing", drawn.drawing, title, either(*meant, chinese), (place,), (*meant, drawn.text))


def things(snapshot: Snapshot, chinese: bool) -> Iterable[Named]:
    """What the city has: units, cameras, moving things, sources."""
    for unit in snapshot.units.values():
        place = place_of(unit, snapshot)
        yield Named("unit", unit.unit, unit_name(unit, chinese), either(unit.station, unit.station_en, chinese),
                    (place,) if place else (), (unit.name, unit.name_en))
    for camera in snapshot.cameras.values():
        district = either(camera.district, str(camera.properties.get("district_en", "")), chinese)
        yield Named("camera", camera.camera, camera_name(camera, chinese), "", _at(camera.lon, camera.lat),
                    (camera.name,), district)
    for source in snapshot.sources.values():
        yield Named("source", source.source, source.title or source.source, source.kind)


def vehicles(snapshot: Snapshot) -> Iterable[Named]:
    """What moves and is no unit, by its label."""
    table = snapshot.positions
    for row in range(table.count):
        key = table.keys[row]
        if key.label and key.subject not in snapshot.units and not table.lost[row]:
            lon, lat = table.lonlat[row].tolist()
            yield Named("vehicle", key.subject, key.label, key.class_key, _at(lon, lat))


def features(collection: str, members: Mapping[str, Feature], chinese: bool) -> list[Named]:
    """Features with a name or an address; the parts of a road, a river, a route are one row."""
    told = [(feature, _said(feature.properties, chinese)) for feature in members.values()]
    told = [(feature, words) for feature, words in told if words[0]]
    places = first_points([feature.geometry for feature, _ in told]).tolist()
    joined: dict[tuple[str, str], list[int]] = {}
    for row, (feature, (title, *_)) in enumerate(told):
        # Two schools of one name are two; two segments of one road are one.
        own = "" if collection in _JOINED else feature.feature
        joined.setdefault((title, own), []).append(row)
    rows = []
    for (title, _), members_of in joined.items():
        feature, (_, detail, keys) = told[members_of[0]]
        spots = [(row, tuple(places[row])) for row in members_of if places[row][0] == places[row][0]]
        rows.append(Named("feature", f"{collection}/{feature.feature}", title, detail, tuple(at for _, at in spots), keys,
                          str(feature.properties.get("district") or ""),
                          tuple(f"{collection}/{told[row][0].feature}" for row, _ in spots) if len(spots) > 1 else ()))
    return rows


_JOINED = frozenset({"roads", "water", "traffic_segments", "pipes"})


def _said(properties: Mapping[str, Any], chinese: bool) -> tuple[str, str, tuple[str, ...]]:
    """Title, detail and keys of a feature; the title is "" for one that nobody can ask for."""
    names = [str(properties[key]) for key in _NAMES if properties.get(key)]
    address = next((str(properties[key]) for key in _ADDRESSES if properties.get(key)), "")
    street, number = properties.get("addr:street"), properties.get("addr:housenumber")
    if not address and street and number:
        address = f"{street}{number}" if str(street).isascii() is False else f"{number} {street}"
    title = either(str(properties.get("name") or properties.get("name_zh") or ""),
                   str(properties.get("name_en") or properties.get("name:en") or ""), chinese) or next(iter(names), "") or address
    other = next((name for name in names if name != title), "")
    return title, address or other, (*names, address)


def _at(lon: float | None, lat: float | None) -> tuple[Place, ...]:
    return ((lon, lat),) if lon is not None and lat is not None and math.isfinite(lon) and math.isfinite(lat) else ()
