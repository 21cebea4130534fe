"""Every raster worker has the whole city whenever it is told that a version is complete."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import shapely
import synthetic_city as city
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from command_center.state.snapshot import EMPTY, Changes
from widgets.map.base_feed import BaseFeed
from widgets.map.raster_messages import Build, Put, read_question

ROADS = 2000
SNAPSHOT = replace(EMPTY, features={"roads": {
    f"r{n}": city.feature(f"r{n}", shapely.LineString([(115.0, 30.0 + n / 1e4), (115.1, 30.0 + n / 1e4)]), **{"class": "primary"})
    for n in range(ROADS)}})


class Hearers(QObject):
    """Workers that note what they hear. builds: worker and how many rows it had when a version was complete."""

    started = Signal(int)
    answered = Signal(int, object)
    lost = Signal(int, list)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, set[str]] = {}
        self.builds: list[tuple[int, int]] = []

    def begin(self, number: int) -> None:
        self.rows[number] = set()
        self.started.emit(number)

    def die(self, number: int) -> None:
        del self.rows[number]
        self.lost.emit(number, [])

    def numbers(self) -> list[int]:
        return list(self.rows)

    def send(self, number: int, body: bytes) -> None:
        question: Any = read_question(io.BytesIO(body))
        assert isinstance(question, Put)
        if number in self.rows:
            self.rows[number] |= {row.key for row in question.rows}

    def ask(self, number: int, question: Any) -> None:
        assert isinstance(question, Build)
        if number in self.rows:
            self.builds.append((number, len(self.rows[number])))


def steps(feed: BaseFeed, count: int) -> None:
    feed._slices.stop()
    for _ in range(count):
        if feed._jobs and next(feed._jobs[0], feed) is feed:
            feed._jobs.popleft()


def begun(qtbot: QtBot) -> tuple[Hearers, BaseFeed]:
    pool = Hearers()
    feed = BaseFeed(pool)  # type: ignore[arg-type]
    pool.begin(0)
    feed.take(SNAPSHOT, Changes(reset=True))
    feed._begin()
    return pool, feed


def test_a_worker_that_begins_while_features_are_under_way_has_all_of_them(qtbot: QtBot) -> None:
    pool, feed = begun(qtbot)
    steps(feed, 3)
    pool.begin(1)
    steps(feed, 100)
    assert pool.builds == [(0, ROADS), (1, ROADS)] and not feed._jobs


def test_a_worker_that_dies_while_it_is_told_has_all_of_them_in_the_end(qtbot: QtBot) -> None:
    pool, feed = begun(qtbot)
    steps(feed, 3)
    pool.begin(1)
    steps(feed, 9)
    pool.die(1)
    pool.begin(1)
    steps(feed, 100)
    assert pool.builds == [(0, ROADS), (1, ROADS)]
