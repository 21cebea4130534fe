"""Search by name over what the map knows: incidents, units, cameras, vehicles, places, streets. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from command_center.domain.columns import first_points
from command_center.state.snapshot import Snapshot

# Collections worth finding by name, in the order in which equals are listed; others come after them.
_COLLECTIONS = ("places", "districts", "hospitals", "fire_stations", "police_stations", "depots", "shelters", "hazards",
                "things", "parks", "water", "bus_stops", "roads")
_NEVER = {"buildings", "traffic_segments", "hydrants"}
_MOST_LOOKED_AT = 60_000


class Result(NamedTuple):
    """kind, id as Selection has them; title and subtitle to show (subtitle is a key: "kind.incident", a collection's
    name); lon, lat: where it is, None if unknown; score: the smaller the better."""

    kind: str
    id: str
    title: str
    subtitle: str
    lon: float | None
    lat: float | None
    score: float


def search(snapshot: Snapshot, text: str, language: str = "zh_CN", limit: int = 20) -> list[Result]:
    """Things whose name holds the text (any case), best first: exact, then beginning with it, then holding it."""
    wanted = text.strip().casefold()
    if not wanted:
        return []
    found = sorted(_candidates(snapshot, wanted, language), key=lambda result: (result.score, result.title))
    return found[:limit]


def _score(name: str, wanted: str) -> float | None:
    folded = name.casefold()
    at = folded.find(wanted)
    if at < 0:
        return None
    return 0.0 if folded == wanted else 1.0 if at == 0 else 2.0


def _best(wanted: str, *names: str) -> float | None:
    scores = [score for name in names if name and (score := _score(name, wanted)) is not None]
    return min(scores, default=None)


def _candidates(snapshot: Snapshot, wanted: str, language: str) -> Iterator[Result]:
    for incident in snapshot.incidents.values():
        score = _best(wanted, incident.title, incident.number, incident.address)
        if score is not None and incident.is_open:
            yield Result("incident", incident.incident, incident.title, "kind.incident", incident.lon, incident.lat,
                         score - 0.5)
    for unit in snapshot.units.values():
        score = _best(wanted, unit.name, unit.unit)
        if score is not None:
            row = snapshot.positions.row(unit.unit)
            lon, lat = snapshot.positions.lonlat[row].tolist() if row is not None else (unit.lon, unit.lat)
            yield Result("unit", unit.unit, unit.name or unit.unit, "kind.unit", lon, lat, score - 0.3)
    for camera in snapshot.cameras.values():
        score = _best(wanted, camera.name, camera.camera)
        if score is not None:
            yield Result("camera", camera.camera, camera.name or camera.camera, "kind.camera", camera.lon, camera.lat,
                         score - 0.2)
    yield from _vehicles(snapshot, wanted)
    yield from _features(snapshot, wanted, language)


def _vehicles(snapshot: Snapshot, wanted: str) -> Iterator[Result]:
    table = snapshot.positions
    for row in range(table.count):
        key = table.keys[row]
        score = _best(wanted, key.label, key.subject)
        if score is not None and key.subject not in snapshot.units:
            lon, lat = table.lonlat[row].tolist()
            yield Result("vehicle", key.subject, key.label or key.subject, "kind.vehicle", lon, lat, score)


def _features(snapshot: Snapshot, wanted: str, language: str) -> Iterator[Result]:
    order = {name: at for at, name in enumerate(_COLLECTIONS)}
    looked_at = 0
    seen: set[tuple[str, str]] = set()
    for collection in sorted(snapshot.features, key=lambda name: order.get(name, 99)):
        if collection in _NEVER:
            continue
        for feature in snapshot.features[collection].values():
            looked_at += 1
            if looked_at > _MOST_LOOKED_AT:
                return
            name = str(feature.properties.get("name") or "")
            english = str(feature.properties.get("name_en") or "")
            score = _best(wanted, name, english)
            # The pieces of one street are one find.
            if score is None or (collection, name or english) in seen:
                continue
            seen.add((collection, name or english))
            lon, lat = first_points([feature.geometry])[0].tolist()
            title = (name if language.startswith("zh") else english) or name or english
            yield Result("feature", f"{collection}/{feature.feature}", title, collection,
                         lon if lon == lon else None, lat if lat == lat else None,
                         score + 0.01 * order.get(collection, 50))
