from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.measurement import Measurement, percentile, times_better
from command_center.cli import bench
from command_center.cli.main import main

FILE = '''
from benchmarks.measurement import Measurement
NAME = "{name}"
def run(peer=None):
    return [Measurement("a", 2.0, "ms", peer or "theirs", 3.0, "value <= 16"), Measurement("b", 1.0, "1")]
'''


def test_a_goal_is_met_by_value_or_ratio() -> None:
    assert Measurement("n", 15.0, "ms", goal="value <= 16").met is True
    assert Measurement("n", 17.0, "ms", goal="value <= 16").met is False
    assert Measurement("n", 17.0, "ms", "x", 2.5, "ratio >= 2").met is True
    assert Measurement("n", 17.0, "ms", "x", None, "ratio >= 2").met is False
    assert Measurement("n", 17.0, "ms").met is None
    with pytest.raises(ValueError, match="goal"):
        Measurement("n", 1.0, "ms", goal="fast")


def test_ratios_say_how_many_times_better() -> None:
    assert times_better(2.0, 6.0) == 3.0
    assert times_better(6.0, 2.0, more_is_better=True) == 3.0
    assert percentile([3.0, 1.0, 2.0], 0.99) == 3.0 and percentile([], 0.5) == 0.0


def test_the_runner_prints_the_stable_shape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                            capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "family_of_tests"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "some_file.py").write_text(FILE.format(name="some"))
    monkeypatch.setattr(bench, "_root", lambda: tmp_path)
    monkeypatch.setattr(bench, "FAMILY", "family_of_tests")
    assert main(["bench", "some", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0] == {"name": "a", "value": 2.0, "unit": "ms", "against": "theirs", "ratio": 3.0,
                       "goal": "value <= 16", "met": True}
    assert rows[1]["met"] is None and rows[1]["ratio"] is None
    assert main(["bench", "some", "--json", "--peer", "other"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["against"] == "other"
    assert main(["bench", "none"]) == 2
    assert "some" in capsys.readouterr().err
