"""Reports, collections nobody else knows, and the frame around the data."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from command_center.domain.features import Feature
from command_center.domain.incidents import Report
from command_center.domain.time import DAY, HOUR
from command_center.state.snapshot import Snapshot
from layers.base import View
from layers.extent import extent
from layers.others import OtherFeatureLayer
from layers.reports import ReportLayer

NOW = 100 * DAY


def feature(identity: str, shape: shapely.Geometry, **properties: object) -> Feature:
    return Feature(identity, shapely.to_wkb(shape, byte_order=1), properties)


def test_only_new_reports_of_the_last_day_are_drawn_the_newest_on_top() -> None:
    reports = {
        "old": Report(report="old", at_utc=NOW - 2 * DAY, lon=115.0, lat=30.0),
        "morning": Report(report="morning", at_utc=NOW - 5 * HOUR, lon=115.0, lat=30.0),
        "fresh": Report(report="fresh", at_utc=NOW - 60, lon=115.0, lat=30.0),
        "done": Report(report="done", at_utc=NOW - 60, lon=115.0, lat=30.0, state="dismissed"),
        "nowhere": Report(report="nowhere", at_utc=NOW - 60),
    }
    drawn = ReportLayer().draw(Snapshot(reports=reports), View(now_utc=NOW))
    assert list(drawn.points.ids) == ["morning", "fresh"]
    assert drawn.points.symbol.tolist() == [1, 0]


def test_a_collection_nobody_knows_is_drawn_as_what_it_is() -> None:
    ring = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], holes=[[(1, 1), (2, 1), (2, 2)]])
    features = {
        "wells": {"1": feature("1", shapely.Point(115, 30)), "2": feature("2", shapely.MultiPoint([(1, 2), (3, 4)]))},
        "osm": {"3": feature("3", shapely.LineString([(0, 0), (1, 1), (2, 0)]), osm_id="9"),
                "4": feature("4", ring, osm_id="10")},
        "hydrants": {"5": feature("5", shapely.Point(115, 30))},
    }
    drawn = OtherFeatureLayer().draw(Snapshot(features=features), View())
    assert sorted(drawn.points.ids) == ["wells/1", "wells/2", "wells/2"]
    assert list(drawn.lines.ids) == ["osm/3"] and np.diff(drawn.lines.offset).tolist() == [3]
    assert list(drawn.areas.ids) == ["osm/4"] and drawn.areas.owner.tolist() == [0, 0]
    assert len(drawn.areas.xy) == drawn.areas.offset[-1] == 9


def test_an_unchanged_collection_is_not_decoded_again() -> None:
    layer, wells = OtherFeatureLayer(), {"1": feature("1", shapely.Point(115, 30))}
    first = layer.draw(Snapshot(features={"wells": wells}), View())
    again = layer.draw(Snapshot(seq=2, features={"wells": wells}), View())
    assert again is first


def test_the_frame_ignores_the_one_call_with_a_wrong_place() -> None:
    reports = {str(n): Report(report=str(n), at_utc=0, lon=-75.0 - n / 1000, lat=40.0 + n / 1000) for n in range(100)}
    reports["wrong"] = Report(report="wrong", at_utc=0, lon=115.0, lat=-30.0)
    found = extent(Snapshot(reports=reports))
    assert found is not None and found.places == 101
    assert (found.west, found.north) == (pytest.approx(-75.1, abs=0.01), pytest.approx(40.1, abs=0.01))
    assert found.east < -74.9


def test_nothing_has_no_frame() -> None:
    assert extent(Snapshot()) is None


def test_collections_of_the_base_map_are_passed_over_but_points_among_boundaries_are_drawn() -> None:
    line, point = shapely.LineString([(0, 0), (1, 1)]), shapely.Point(115, 30)
    features = {"roads": {"1": feature("1", line, **{"class": "primary"})}, "buildings": {"2": feature("2", point)},
                "districts": {"3": feature("3", line), "4": feature("4", point)}}
    drawn = OtherFeatureLayer().draw(Snapshot(features=features), View())
    assert list(drawn.points.ids) == ["districts/4"]
    assert not len(drawn.lines.ids) and not len(drawn.areas.ids)
