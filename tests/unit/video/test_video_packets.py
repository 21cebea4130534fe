"""Pacing: a flood is held back, a camera whose second is a little short is not."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from video.packets import LIVE_ALLOWANCE, Pacer
from video.recorder.segment import _ENTRY
from video.segments import INDEX


def _ahead(monkeypatch: pytest.MonkeyPatch, allowance: float, steps: list[tuple[float, float]]) -> list[float]:
    """Seconds ahead after each (step of the stream's time, step of the clock)."""
    now, position, found = 100.0, 0.0, []
    pacer = Pacer(allowance)
    for media_s, clock_s in steps:
        position, now = position + media_s, now + clock_s
        monkeypatch.setattr("video.packets.time", SimpleNamespace(monotonic=lambda now=now: now))
        found.append(pacer.ahead_s(SimpleNamespace(dts=round(position * 90000), pts=None, time_base=Fraction(1, 90000))))
    return found


def test_a_flood_runs_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _ahead(monkeypatch, LIVE_ALLOWANCE, [(0.04, 0.0)] * 51)[-1] == pytest.approx(2.0)


def test_a_fast_clock_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(_ahead(monkeypatch, LIVE_ALLOWANCE, [(0.042, 0.04)] * 5000)) < 0.1


def test_a_stall_is_caught_up_and_a_jump_is_a_new_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(_ahead(monkeypatch, 1.0, [(0.04, 0.04)] * 5 + [(0.04, 3.0)] + [(0.04, 0.0)] * 24)) < 0.05
    assert _ahead(monkeypatch, 1.0, [(0.04, 0.04), (500.0, 0.04), (-500.0, 0.04)])[1:] == [0.0, 0.0]


def test_a_slow_camera_is_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert max(_ahead(monkeypatch, 1.0, [(5.0, 5.0)] * 20)) < 0.001


def test_the_index_is_written_as_it_is_read() -> None:
    assert _ENTRY.size == INDEX.itemsize
