"""Recording: a lone event, groups and telemetry, each durable, beside Python's sqlite3 with a commit an event."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections import deque
from pathlib import Path

from benchmarks.measurement import Measurement, percentile, times_better
from command_center.domain.events import IncidentNoted, ObservationMade
from command_center.journal import codec
from command_center.journal.sqlite import SqliteJournal

LONE, GROUPED, SAMPLES, ALTERNATIVE = 300, 60_000, 300_000, 300
WAITING = 400  # batches on their way at once
PEER = "sqlite3, a commit an event"


def run() -> list[Measurement]:
    """Latency of a lone event and events a second."""
    with tempfile.TemporaryDirectory(prefix="command-center-bench-") as folder:
        alone_ms = _alternative(Path(folder) / "peer.sqlite")
        journal = SqliteJournal(Path(folder) / "journal.sqlite")
        lone_ms = _lone(journal)
        grouped = _rate(journal, GROUPED, 10, lambda n: IncidentNoted(at_utc=n, incident="i", text="a note"))
        samples = _rate(journal, SAMPLES, 500, lambda n: ObservationMade(at_utc=n, series=f"s{n % 500}", value=1.5,
                                                                         unit="m", quantity="level"))
        journal.close()
    peer_rate = 1000 / alone_ms
    return [
        Measurement("append one event, durable, median", lone_ms, "ms", PEER, times_better(lone_ms, alone_ms),
                    "value <= 20"),
        Measurement("append events in batches of 10, durable", grouped, "events/s", PEER,
                    times_better(grouped, peer_rate, more_is_better=True), "value >= 5000"),
        Measurement("append observations in batches of 500, durable", samples, "events/s", PEER,
                    times_better(samples, peer_rate, more_is_better=True), "value >= 5000"),
    ]


def _lone(journal: SqliteJournal) -> float:
    took = []
    for number in range(LONE):
        began = time.perf_counter()
        journal.append([IncidentNoted(at_utc=number, incident="i", text="a note")]).result()
        took.append((time.perf_counter() - began) * 1000)
    return percentile(took, 0.5)


def _rate(journal: SqliteJournal, total: int, size: int, make: object) -> float:
    waiting: deque = deque()
    began = time.perf_counter()
    for start in range(0, total, size):
        waiting.append(journal.append([make(start + n) for n in range(size)]))  # type: ignore[operator]
        if len(waiting) > WAITING:
            waiting.popleft().result()
    for future in waiting:
        future.result()
    return total / (time.perf_counter() - began)


def _alternative(path: Path) -> float:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE event(seq INTEGER PRIMARY KEY, at INTEGER, kind INTEGER, body BLOB)")
    took = []
    for number in range(ALTERNATIVE):
        began = time.perf_counter()
        kind, body = codec.encode(IncidentNoted(at_utc=number, incident="i", text="a note"))
        database.execute("INSERT INTO event(at, kind, body) VALUES (?, ?, ?)", (number, kind, body))
        took.append((time.perf_counter() - began) * 1000)
    database.close()
    return percentile(took, 0.5)
