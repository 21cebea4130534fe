"""What Ctrl+K finds, and how: one list of names over a snapshot, matched word by word. Any thread.

Built off the GUI thread when it is asked for and something changed; a search over a hundred thousand names takes some
milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from command_center.domain.columns import first_points
from command_center.domain.features import Feature
from command_center.state.snapshot import Snapshot
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

MOST = 12
# The order in which kinds are shown among equally good hits.
KINDS = ("command", "incident", "alarm", "report", "unit", "camera", "warning", "source", "layer", "feature")
# Collections too many or too dull to look for by name.
SILENT = frozenset({"buildings", "hydrants", "traffic_segments"})


class Hit(NamedTuple):
    """kind and identity as Selection has them; place None where it has none; text is what was searched."""

    kind: str
    identity: str
    title: str
    detail: str
    place: tuple[float, float] | None
    text: str


class Index:
    """Hits of one snapshot, collections of features kept from the index before where they are the same."""

    def __init__(self) -> None:
        self._features: dict[str, tuple[Mapping[str, Feature], list[Hit], bool]] = {}
        self._static: list[Hit] = []
        self._hits: list[Hit] = []

    def add_static(self, hits: Iterable[Hit]) -> None:
        """Hits that no snapshot changes: commands and layers."""
        self._static = list(hits)

    def build(self, snapshot: Snapshot, chinese: bool) -> None:
        """Take in a snapshot."""
        hits = [*self._static, *_acts(snapshot, chinese), *_things(snapshot, chinese)]
        for collection, features in snapshot.features.items():
            if collection in SILENT:
                continue
            known = self._features.get(collection)
            if known is None or known[0] is not features or known[2] is not chinese:
                self._features[collection] = known = (features, _features(collection, features, chinese), chinese)
            hits.extend(known[1])
        self._hits = hits

    def find(self, query: str) -> list[Hit]:
        """The best hits: every word occurs; a beginning is better than a middle, a short name than a long one."""
        words = query.lower().split()
        if not words:
            return []
        found = [hit for hit in self._hits if all(word in hit.text for word in words)]
        found.sort(key=lambda hit: (not hit.text.startswith(words[0]), KINDS.index(hit.kind), len(hit.title)))
        return found[:MOST]


def _hit(kind: str, identity: str, title: str, detail: str, place: tuple[float, float] | None, *more: str) -> Hit:
    return Hit(kind, identity, title or identity, detail, place, " ".join((title, detail, identity, *more)).lower())


def _place(lon: float | None, lat: float | None) -> tuple[float, float] | None:
    return None if lon is None or lat is None else (lon, lat)


def _acts(snapshot: Snapshot, chinese: bool) -> Iterable[Hit]:
    for incident in snapshot.incidents.values():
        if incident.is_open:
            yield _hit("incident", incident.incident, incident_title(incident, snapshot, chinese),
                       incident_address(incident, snapshot, chinese) or incident.number, (incident.lon, incident.lat),
                       incident.number, incident.title, incident.address)
    for alarm in snapshot.alarms.values():
        if alarm.is_active:
            yield _hit("alarm", alarm.alarm, alarm_title(alarm, chinese), alarm_place(alarm, snapshot, chinese),
                       _place(alarm.lon, alarm.lat), alarm.title_zh, alarm.title_en, alarm.place, alarm.subject)
    for report in snapshot.reports.values():
        if report.state == "new":
            yield _hit("report", report.report, said(report, "title", chinese) or said(report, "text", chinese)[:40],
                       said(report, "address", chinese), _place(report.lon, report.lat), report.title, report.address)
    for warning in snapshot.warnings.values():
        if not warning.cancelled_utc and not warning.replaced_by:
            yield _hit("warning", warning.identifier, warning.headline or warning.event, warning.sender, None)


def _things(snapshot: Snapshot, chinese: bool) -> Iterable[Hit]:
    for unit in snapshot.units.values():
        row = snapshot.positions.row(unit.unit)
        place = _place(unit.lon, unit.lat)
        if row is not None:
            lon, lat = snapshot.positions.lonlat[row]
            place = (float(lon), float(lat))
        yield _hit("unit", unit.unit, unit_name(unit, chinese), either(unit.station, unit.station_en, chinese), place,
                   unit.name, unit.name_en)
    for camera in snapshot.cameras.values():
        yield _hit("camera", camera.camera, camera_name(camera, chinese),
                   either(camera.district, camera.properties.get("district_en", ""), chinese),
                   _place(camera.lon, camera.lat), camera.name)
    for source in snapshot.sources.values():
        yield _hit("source", source.source, source.title or source.source, source.kind, None)


def _features(collection: str, features: Mapping[str, Feature], chinese: bool) -> list[Hit]:
    named = [feature for feature in features.values() if feature.properties.get("name")]
    places = first_points([feature.geometry for feature in named])
    hits, seen = [], set[str]()
    for feature, (lon, lat) in zip(named, places.tolist(), strict=True):
        name, english = str(feature.properties["name"]), str(feature.properties.get("name_en") or "")
        if collection == "roads" and name in seen:
            continue  # a road is one of many segments; one hit is enough
        seen.add(name)
        hits.append(_hit("feature", f"{collection}/{feature.feature}",
                         either(name, english, chinese), english if chinese else name,
                         None if lon != lon else (lon, lat)))
    return hits
