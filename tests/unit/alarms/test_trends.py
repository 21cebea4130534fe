"""A gauge's past: many series become one line, with gaps where nothing was known."""

from __future__ import annotations

import numpy as np
import pytest

from command_center.alarms.trends import trend
from command_center.domain.packs import Gauge, Value
from command_center.domain.time import SECOND


def gauge(reduce="max", **value):
    return Gauge("k", "", "", "", Value("q", reduce, **value), 0, 10, stale_after_s=15)


def column(*pairs):
    return (np.array([int(t * SECOND) for t, _ in pairs], np.int64), np.array([v for _, v in pairs], np.float64))


SERIES = {"a": column((0, 1.0), (10, 5.0), (20, 2.0)), "b": column((20, 4.0), (10, 3.0)), "c": column()}


@pytest.mark.parametrize("reduce, expected", [
    ("max", [1, 5, 4]), ("min", [1, 3, 2]), ("mean", [1, 4, 3]), ("sum", [1, 8, 6])])
def test_reduces_at_every_instant_and_sorts(reduce, expected):
    at, values = trend(gauge(reduce), SERIES, 0, 20 * SECOND, 3)
    assert at.tolist() == [0, 10 * SECOND, 20 * SECOND] and values.tolist() == expected


def test_counts_above():
    assert trend(gauge("count_above", above=3.0), SERIES, 0, 20 * SECOND, 3)[1].tolist() == [0, 2, 1]


def test_gaps_stay_gaps():
    _, values = trend(gauge(), {"a": column((0, 1.0), (100, 2.0))}, -10 * SECOND, 110 * SECOND, 13)
    assert np.isnan(values[0]) and values[1] == 1.0 and np.isnan(values[4]) and values[-1] == 2.0
    assert np.isnan(trend(gauge(), {}, 0, 10, 4)[1]).all()
