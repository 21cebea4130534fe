"""What is proposed: the classes asked for, by travel time, with capabilities, honestly about what cannot come."""

from __future__ import annotations

import numpy as np
import shapely

from command_center.dispatch.recommend import advise, incident_type
from command_center.dispatch.routing import Router
from command_center.domain.features import Feature
from command_center.domain.incidents import Assignment, Incident
from command_center.domain.packs import IncidentType
from command_center.domain.units import Unit
from command_center.packs import load_packs
from command_center.state.snapshot import Snapshot
from command_center.state.tables import PositionTable, empty_positions

METRE = 1.0 / (np.radians(1.0) * 6_371_008.8)
KIND = IncidentType("flooded_underpass", "", "", units={"drainage": 1, "police": 1}, capabilities=("pump",))
ROADS = {"a": Feature("a", shapely.to_wkb(shapely.LineString(np.array([(0, 0), (10_000, 0)]) * METRE)),
                      {"speed_kmh": 36}),
         "island": Feature("island", shapely.to_wkb(shapely.LineString(np.array([(0, 3000), (9000, 3000)]) * METRE)),
                           {"speed_kmh": 90})}


def unit(name, class_key, x, y=0, status="free", capabilities=()):
    return Unit(unit=name, name=name, status=status, since_utc=0, class_key=class_key, lon=x * METRE, lat=y * METRE,
                capabilities=capabilities)


def incident(**fields):
    return Incident(**{"incident": "i", "number": "1", "title": "", "grade": 2, "lon": 5000 * METRE, "lat": 0.0,
                       "status": "waiting", "opened_utc": 0, "ver": 1} | fields)


def world(*units, roads=ROADS, positions=None):
    return Snapshot(units={one.unit: one for one in units}, features={"roads": roads} if roads else {},
                    positions=positions or empty_positions())


def names(proposals):
    return [one.unit for one in proposals]


def test_asked_classes_by_travel_time_and_a_pump_before_a_nearer_crew():
    snapshot = world(unit("near", "drainage", 4900), unit("pump", "drainage", 1000, capabilities=("pump",)),
                     unit("busy", "police", 5000, status="en_route"), unit("car", "police", 6000),
                     unit("engine", "fire", 5000))
    advice = advise(Router(), snapshot, incident(), KIND)
    assert names(advice.proposed) == ["car", "pump"] and names(advice.others) == ["engine", "near"]
    assert [round(one.eta_s) for one in advice.proposed] == [100, 400]
    assert [one.reason for one in advice.proposed] == ["quickest", "capability"]
    assert not advice.missing and not advice.lacking


def test_who_is_already_bound_is_not_asked_for_again():
    assignment = Assignment(order="o", unit="pump", state="confirmed", ordered_utc=0)
    snapshot = world(unit("pump", "drainage", 0, status="en_route", capabilities=("pump",)),
                     unit("other", "drainage", 5000), unit("car", "police", 6000))
    assert names(advise(Router(), snapshot, incident(assignments=(assignment,)), KIND).proposed) == ["car"]


def test_who_cannot_come_is_not_proposed_and_what_is_missing_is_said():
    advice = advise(Router(), world(unit("cut_off", "police", 5000, 3000)), incident(), KIND)
    assert not advice.proposed and advice.others[0].reason == "no_road" and advice.others[0].eta_s is None
    assert advice.missing == {"police": 1, "drainage": 1} and advice.lacking == ("pump",)


def test_without_roads_the_estimate_is_marked():
    advice = advise(Router(), world(unit("car", "police", 6000), roads=None), incident(), KIND)
    assert advice.proposed[0].estimated and advice.proposed[0].eta_s > 0


def test_a_live_position_counts_and_a_lost_one_does_not():
    def table(lost):
        empty = empty_positions()
        return PositionTable(1, [], {"car": 0}, np.array([[9000 * METRE, 0.0]]), empty.heading_deg, empty.speed_mps,
                             np.zeros(1, "i8"), np.zeros(1, "i8"), np.array([lost]), empty.trail)
    for lost, seconds in ((False, 400), (True, 100)):
        advice = advise(Router(), world(unit("car", "police", 6000), positions=table(lost)), incident(), KIND)
        assert round(advice.proposed[0].eta_s) == seconds


def test_type_by_key_and_an_unknown_one_asks_for_nothing():
    packs = load_packs(["drainage", "platform"])
    assert incident_type(packs, "fire").units == {"fire": 2, "medical": 1, "police": 1}
    assert incident_type(packs, "nonsense").units == {}
