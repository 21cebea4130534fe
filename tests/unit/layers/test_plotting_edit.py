"""What a hand can do to a drawing's places."""

from __future__ import annotations

import numpy as np
import pytest
from drawn_city import drawings

from command_center.domain.drawings import DRAWING_KINDS
from command_center.domain.geo import distance_m
from command_center.state.decide.drawings import is_shape_of
from layers.plotting import circle, circle_of, geometry_of, places_of, rectangle
from layers.plotting_edit import between, deleted, grips, inserted, moved, shifted


@pytest.mark.parametrize("kind", DRAWING_KINDS)
def test_any_edit_leaves_a_shape_of_its_kind(kind: str) -> None:
    places = places_of(kind, drawings()[f"d/{kind}"].geometry)
    held = grips(kind, places)
    to = (float(held[0, 0]) + 0.0007, float(held[0, 1]) - 0.0004)
    results = [moved(kind, places, grip, to) for grip in range(len(held))]
    results.append(shifted(kind, places, (115.0, 30.0), (115.01, 30.02)))
    results += [inserted(places, row, (float(lon), float(lat) + 0.0001))
                for row, (lon, lat) in enumerate(between(kind, places).tolist())]
    for result in results:
        assert is_shape_of(kind, geometry_of(kind, result))


def test_a_rectangle_stays_one_whichever_corner_is_dragged() -> None:
    places = rectangle((1.0, 1.0), (3.0, 2.0))
    for grip in range(4):
        across = places[(grip + 2) % 4]
        result = moved("rectangle", places, grip, (5.0, 7.0))
        assert result[grip].tolist() == [5.0, 7.0] and (result[(grip + 2) % 4] == across).all()
        assert sorted(set(result[:, 0])) == sorted({5.0, across[0]}) and len(np.unique(result, axis=0)) == 4


def test_a_circle_keeps_its_centre_when_resized_and_its_radius_when_moved() -> None:
    places = circle((115.0, 30.0), 300.0)
    assert len(grips("circle", places)) == 4
    (lon, lat), radius = circle_of(moved("circle", places, 1, (115.01, 30.0)))
    assert distance_m(lon, lat, 115.0, 30.0) < 1 and abs(radius - float(distance_m(115.0, 30.0, 115.01, 30.0))) < 1
    (lon, lat), radius = circle_of(shifted("circle", places, (115.0, 30.0), (115.0, 45.0)))
    assert distance_m(lon, lat, 115.0, 45.0) < 1 and abs(radius - 300) < 1


def test_lines_keep_two_places_and_polygons_three() -> None:
    line = np.array([(1.0, 1.0), (2.0, 2.0), (3.0, 1.0)])
    shorter = deleted("line", line, 1)
    assert shorter is not None and shorter.tolist() == [[1, 1], [3, 1]]
    assert deleted("line", shorter, 0) is None and deleted("polygon", line, 0) is None and deleted("circle", line, 0) is None
    assert len(between("line", line)) == 2 and len(between("polygon", line)) == 3 and len(between("circle", line)) == 0
    assert inserted(line, 0, (9.0, 9.0)).tolist()[1] == [9, 9]
