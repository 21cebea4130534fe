"""Two desks of the demo that are opened at the very same instant."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from command_center.engine.city_process import CITY_URL, CityProcess


class Starts:
    """Stands for the supervisor: notes what it is asked to start."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def start(self, name: str, command: object) -> None:
        self.names.append(name)


def desk(journal: str, instant: Any, told: Any) -> None:
    os.environ.pop(CITY_URL, None)
    starts = Starts()
    city = CityProcess(starts, Path(journal))  # type: ignore[arg-type]
    instant.wait()
    for _ in range(3):
        city.ready()
    told.put((os.getpid(), starts.names))
    signal.pause()


def test_one_of_two_desks_starts_the_city_and_the_other_takes_over_when_it_dies(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CITY_URL, "restored afterwards")
    monkeypatch.delenv(CITY_URL)
    spawn = multiprocessing.get_context("spawn")
    instant, told = spawn.Barrier(2), spawn.Queue()
    journal = tmp_path / "j.sqlite"
    desks = [spawn.Process(target=desk, args=(str(journal), instant, told), daemon=True) for _ in range(2)]
    for one in desks:
        one.start()
    found = dict(told.get(timeout=30) for _ in desks)
    assert sorted(found.values()) == [[], ["citysim"]]
    third = CityProcess(Starts(), journal)  # type: ignore[arg-type]
    assert not third.ready()
    for one in desks:
        one.kill()
        one.join()
    starts = Starts()
    heir = CityProcess(starts, journal)  # type: ignore[arg-type]
    end = time.monotonic() + 10
    while not starts.names and time.monotonic() < end:
        heir.ready()
    assert starts.names == ["citysim"]
    heir.close()


def test_a_city_that_somebody_named_is_started_by_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CITY_URL, "http://127.0.0.1:1")
    starts = Starts()
    assert CityProcess(starts, tmp_path / "j.sqlite").ready() and not starts.names  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())
