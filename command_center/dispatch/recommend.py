"""Which units to send: those the incident type asks for, by road travel time. Pure but for the router; not on a GUI
thread.

An operator must be able to trust it, so every proposal says why, what is missing is said, and a unit that no road
leads from is never proposed as if it could come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from command_center.dispatch.routing import Router
from command_center.domain.incidents import Incident
from command_center.domain.packs import IncidentType, Pack
from command_center.domain.units import Unit
from command_center.state.snapshot import Snapshot

# Without a road network: straight line, a usual detour of a city, and a usual speed. Marked as an estimate.
DETOUR, ESTIMATE_MPS = 1.35, 30.0 / 3.6
_DEGREE_M = np.radians(1.0) * 6_371_008.8
NO_TYPE = IncidentType("", "", "")


class Proposal(NamedTuple):
    """A unit that could go. eta_s None: no road leads there; estimated: by straight line, because no road network is
    loaded. reason: quickest, capability (has what the type asks for), available (free, but not asked for), no_road."""

    unit: str
    name: str
    class_key: str
    eta_s: float | None
    distance_m: float
    estimated: bool
    reason: str
    capabilities: tuple[str, ...] = ()


class Advice(NamedTuple):
    """proposed: to be sent now, quickest first; others: free units beside them; missing: class -> how many the type
    asks for that nobody free can give; lacking: capabilities nobody chosen or bound has."""

    incident: str
    proposed: tuple[Proposal, ...] = ()
    others: tuple[Proposal, ...] = ()
    missing: Mapping[str, int] = {}
    lacking: tuple[str, ...] = ()


def incident_type(packs: Mapping[str, Pack], key: str) -> IncidentType:
    """The type of a key, or one that asks for nothing."""
    return next((kind for pack in packs.values() for kind in pack.incident_types if kind.key == key), NO_TYPE)


def place_of(snapshot: Snapshot, unit: Unit) -> tuple[float, float] | None:
    """Where a unit is: its live position unless it left its feed, else its station."""
    row = snapshot.positions.row(unit.unit)
    if row is not None and not snapshot.positions.lost[row]:
        lon, lat = snapshot.positions.lonlat[row]
        return float(lon), float(lat)
    return (unit.lon, unit.lat) if unit.lon is not None and unit.lat is not None else None


def advise(router: Router, snapshot: Snapshot, incident: Incident, kind: IncidentType) -> Advice:
    """Rank every free unit for an incident."""
    free = [(unit, place) for unit in snapshot.units.values() if unit.status == "free"
            and not unit.order and (place := place_of(snapshot, unit)) is not None]
    starts = np.array([place for _, place in free], np.float64).reshape(-1, 2)
    goal = (incident.lon, incident.lat)
    away = distances_m(starts, goal)
    roads = snapshot.features.get("roads") or {}
    estimated = not roads
    seconds = away * DETOUR / ESTIMATE_MPS if estimated else router.times_to(roads, goal, starts)
    ranked = [Proposal(unit.unit, unit.name or unit.unit, unit.class_key, float(s) if np.isfinite(s) else None,
                       float(d), estimated, "available" if np.isfinite(s) else "no_road", unit.capabilities)
              for (unit, _), s, d in zip(free, seconds, away, strict=True)]
    ranked.sort(key=lambda one: (one.eta_s is None, one.eta_s or one.distance_m, one.unit))
    return choose(snapshot, incident, kind, ranked)


def choose(snapshot: Snapshot, incident: Incident, kind: IncidentType, ranked: list[Proposal]) -> Advice:
    """Take from units in the order of their travel time what the type asks for and is not there yet."""
    bound = [snapshot.units[one.unit] for one in incident.assignments if one.is_open and one.unit in snapshot.units]
    need = Counter(kind.units) - Counter(unit.class_key for unit in bound)
    lacking = [word for word in kind.capabilities if not any(word in unit.capabilities for unit in bound)]
    able = [one for one in ranked if one.eta_s is not None]
    chosen: dict[str, Proposal] = {}
    for word in list(lacking):
        best = next((one for one in able if word in one.capabilities and need[one.class_key] > 0), None)
        if best is not None:
            chosen[best.unit] = best._replace(reason="capability")
            need[best.class_key] -= 1
            lacking = [other for other in lacking if other not in best.capabilities]
    for one in able:
        if one.unit not in chosen and need[one.class_key] > 0:
            chosen[one.unit] = one._replace(reason="quickest")
            need[one.class_key] -= 1
    proposed = tuple(sorted(chosen.values(), key=lambda one: one.eta_s or 0.0))
    others = tuple(one for one in ranked if one.unit not in chosen)
    return Advice(incident.incident, proposed, others, dict(+need), tuple(lacking))


def distances_m(places: np.ndarray, goal: tuple[float, float]) -> np.ndarray:
    """Straight distances in metres from n places (n, 2 degrees) to one; true to 0.1 % within a city."""
    if not len(places):
        return np.zeros(0)
    offset = (places - np.array(goal)) * _DEGREE_M
    return np.hypot(offset[:, 0] * np.cos(np.radians(goal[1])), offset[:, 1])
