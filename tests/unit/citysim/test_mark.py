"""The mark that lets a killed city go on where it stood."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from command_center.citysim.clock import ScriptClock
from command_center.citysim.resume import Mark


def test_a_killed_city_goes_on_and_a_damaged_mark_is_said_and_costs_only_the_place(
        tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    mark = Mark(8470, 7, 1.0, tmp_path)
    assert mark.clock() is None and not caplog.records  # nothing was cut off: nothing to say
    mark.write(ScriptClock(123, 1.0))
    mark.touch()
    assert mark.clock() == ScriptClock(123, 1.0)
    assert Mark(8470, 8, 1.0, tmp_path).clock() is None
    (tmp_path / "run-8470.json").write_text("{")
    with caplog.at_level(logging.WARNING):
        assert mark.clock() is None
    assert "run-8470.json" in caplog.text
    mark.remove()
    mark.remove()
    assert not list(tmp_path.iterdir())


def test_a_mark_that_cannot_be_left_is_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    mark = Mark(1, 7, 1.0, tmp_path / "file" / "folder")
    mark.write(ScriptClock(0, 1.0))
    mark.touch()
    mark.remove()
    assert len(caplog.records) == 1
