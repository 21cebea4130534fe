"""From a connector to the desk's snapshot: 5,000 events a second sustained, how late, and how many at most.

Ours: a connector's sink in an engine process, the journal (synchronous FULL), a desk process that tails and folds,
while a 10 ms Qt timer runs there. Beside it, in the same shape and with the same durability, what one writes first:
one JSON row an event in sqlite3, read back by the desk into a dict of dataclasses.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks._load import RATE, child, engine, paced, positions
from benchmarks.measurement import Measurement, percentile, times_better
from command_center.domain.time import now_utc
from command_center.engine.box import SnapshotBox
from command_center.engine.live import LiveSession
from command_center.state.snapshot import Changes, Snapshot

NAME = "throughput"
PEER = "sqlite3, a JSON row an event"
SECONDS = 8.0
BURST = 200_000
WARM_S = 1.0  # of the latencies are left out


@dataclass
class Seen:
    """What a desk measured: latencies in ms, events seen, seconds from the first to the last."""

    late_ms: list[float]
    events: int
    span_s: float
    timer_ms: list[float]


def run() -> list[Measurement]:
    """Measure both; about 40 s."""
    with tempfile.TemporaryDirectory() as folder:
        ours = _ours(Path(folder) / "a.sqlite", RATE, int(RATE * SECONDS))
        theirs = _theirs(Path(folder) / "b.db", RATE, int(RATE * SECONDS))
        our_burst = _ours(Path(folder) / "c.sqlite", 0, BURST)
        their_burst = _theirs(Path(folder) / "d.db", 0, BURST)
    rate, most, peer_most = _rate(ours), _rate(our_burst), _rate(their_burst)
    p99, peer_p99 = percentile(ours.late_ms, 0.99), percentile(theirs.late_ms, 0.99)
    return [
        Measurement("connector to snapshot, offered 5,000/s", rate, "events/s", PEER,
                    times_better(rate, _rate(theirs), more_is_better=True), f"value >= {RATE * 0.98:.0f}"),
        Measurement("connector to snapshot, p99 at 5,000/s", p99, "ms", PEER, times_better(p99, peer_p99),
                    "value <= 100"),
        Measurement("10 ms timer of the desk late at 5,000/s, p99", percentile(ours.timer_ms, 0.99), "ms", PEER,
                    times_better(percentile(ours.timer_ms, 0.99), percentile(theirs.timer_ms, 0.99)), "value <= 16"),
        Measurement("connector to snapshot, at most", most, "events/s", PEER,
                    times_better(most, peer_most, more_is_better=True), "ratio >= 1"),
    ]


def _rate(seen: Seen) -> float:
    return seen.events / seen.span_s if seen.span_s else 0.0


class _MeasuringBox(SnapshotBox):
    """Notes how old each new position is when its snapshot is there."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self.first_s = self.last_s = 0.0

    def put(self, snapshot: Snapshot, changes: Changes) -> None:
        super().put(snapshot, changes)
        ids = changes.ids.get("positions")
        if not ids:
            return
        self.first_s, self.last_s = self.first_s or time.monotonic(), time.monotonic()
        if self.last_s - self.first_s > WARM_S:
            rows = [snapshot.positions.index[name] for name in ids]
            self.late_ms.extend(((now_utc() - snapshot.positions.at_utc[rows]) / 1000).tolist())


def _ours(path: Path, rate: int, count: int) -> Seen:
    from command_center.engine.recall import Recall
    from command_center.journal.base import Journal
    from command_center.journal.remote import RemoteJournal
    from command_center.journal.sqlite import SqliteJournal
    from command_center.state.fold import Fold

    SqliteJournal(path).close()
    sys.setswitchinterval(0.001)

    def recall(journal: Journal) -> Fold:
        return Recall(journal).fold()

    session, box = LiveSession(lambda: RemoteJournal(path), recall, "bench", "bench"), _MeasuringBox()
    session.box = box
    session.start()
    loaded = engine(path, rate, count)
    timer_ms = _timer_while(lambda: loaded.poll() is None)
    head = int((loaded.stdout.read() if loaded.stdout else b"0").split()[-1])
    session.wait_for(head, 30)
    session.close()
    return Seen(box.late_ms, count, box.last_s - box.first_s, timer_ms)


def _theirs(path: Path, rate: int, count: int) -> Seen:
    writer = sqlite3.connect(path)
    writer.executescript("PRAGMA journal_mode=WAL; CREATE TABLE event(seq INTEGER PRIMARY KEY, body TEXT)")
    writer.close()
    late_ms: list[float] = []
    moment = [0.0, 0.0]
    over = threading.Event()

    def follow() -> None:
        reader, last, state = sqlite3.connect(path), 0, {}
        while last < count and not over.is_set():
            rows = reader.execute("SELECT seq, body FROM event WHERE seq > ? ORDER BY seq LIMIT 2000", (last,)).fetchall()
            for seq, body in rows:
                position = _Position(**json.loads(body))
                state[position.subject] = position
                last = seq
                if time.monotonic() - moment[0] > WARM_S:
                    late_ms.append((now_utc() - position.at_utc) / 1000)
            if rows:
                moment[:] = [moment[0] or time.monotonic(), time.monotonic()]
            else:
                time.sleep(0.008)
        reader.close()

    thread = threading.Thread(target=follow)
    thread.start()
    writer_process = child("benchmarks.throughput", path, rate, count)
    timer_ms = _timer_while(lambda: writer_process.poll() is None)
    thread.join(60)
    over.set()
    return Seen(late_ms, count, moment[1] - moment[0], timer_ms)


@dataclass
class _Position:
    subject: str
    at_utc: int
    lon: float
    lat: float


def _timer_while(running: Callable[[], bool]) -> list[float]:
    """Lateness in ms of a precise 10 ms Qt timer on this thread."""
    from PySide6.QtCore import QCoreApplication

    from benchmarks._lateness import Lateness

    app = QCoreApplication.instance() or QCoreApplication([])
    timer = Lateness(lambda: None if running() else app.quit())
    app.exec()
    timer.stop()
    return timer.late_ms[100:] or timer.late_ms


def _peer_child(path: Path, rate: int, count: int) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA synchronous=FULL")
    for numbers in paced(rate, count):
        writer.execute("BEGIN")
        for event in positions(numbers):
            body = {"subject": event.subject, "at_utc": event.at_utc, "lon": event.lon, "lat": event.lat}
            writer.execute("INSERT INTO event(body) VALUES (?)", (json.dumps(body),))
        writer.execute("COMMIT")
    writer.close()


if __name__ == "__main__":
    _peer_child(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
