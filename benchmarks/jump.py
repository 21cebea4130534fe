"""Jump to any instant of a one-million-event journal, on both axes, beside folding from the journal's start."""

from __future__ import annotations

import gc
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measurement import Measurement, percentile, times_better
from command_center.domain.events import (
    AlarmRaised,
    Event,
    FeatureSeen,
    IncidentNoted,
    IncidentOpened,
    ObservationMade,
    PositionReported,
    ReportReceived,
    SourceHealthChanged,
    UnitStatusChanged,
)
from command_center.domain.time import SECOND
from command_center.engine.recall import Recall, beside
from command_center.journal.base import Axis, Journal
from command_center.journal.sqlite import SqliteJournal
from command_center.state.fold import Fold

EVENTS = 1_000_000
JUMPS, FROM_START = 60, 3
START_UTC = 1_780_000_000 * SECOND
BUSES, SENSORS, UNITS, FEATURES = 300, 200, 60, 3000


def run(events: int = EVENTS) -> list[Measurement]:
    """p50 and worst of jumps to random instants, in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="command-center-bench-") as folder:
        path = Path(folder) / "journal.sqlite"
        journal = SqliteJournal(path, import_received=True)
        waiting = [journal.append(batch) for batch in city_day(events)]
        waiting[-1].result()
        recall = beside(path, journal)
        measurements = []
        gc.disable()  # as a desk does: its cycle collector runs on the GUI thread only, never in a jump
        for axis in ("received", "at"):
            measurements += _jumps(journal, recall, axis)
            gc.collect()
        recall.close()
        journal.close()
        return measurements


def _jumps(journal: Journal, recall: Recall, axis: Axis) -> list[Measurement]:
    recall.snapshot(None, axis)  # as the engine leaves keyframes along its way
    first, last = journal.bounds(axis)
    dice = random.Random(1)
    ours = [_timed(lambda: recall.snapshot(dice.randrange(first, last), axis)) for _ in range(JUMPS)]
    theirs = [_timed(lambda: _from_start(journal, dice.randrange(first, last), axis)) for _ in range(FROM_START)]
    middle, beside_middle = percentile(ours, 0.5), percentile(theirs, 0.5)
    ratio = times_better(middle, beside_middle)
    return [Measurement(f"jump by {axis}, median", middle, "ms", "fold from the start", ratio, "value <= 100"),
            Measurement(f"jump by {axis}, worst of {JUMPS}", max(ours), "ms", "fold from the start",
                        times_better(max(ours), beside_middle), "value <= 100")]


def _timed(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return (time.perf_counter() - began) * 1000


def _from_start(journal: Journal, at_utc: int, axis: Axis) -> None:
    fold = Fold(axis)
    for page in journal.read(axis=axis, until_utc=at_utc):
        fold.apply(page)
    fold.advance(at_utc)
    fold.take()


def city_day(events: int) -> Iterator[list[Event]]:
    """Batches of a city's life: the static things, then second after second buses, sensors, units, calls."""
    dice = random.Random(2)
    now, made = START_UTC, 0
    yield [FeatureSeen(at_utc=now, received_utc=now, collection="things", feature=f"t{n}", geometry=b"\1" * 21,
                       properties={"name": f"gauge {n}"}) for n in range(FEATURES)]
    yield [UnitStatusChanged(at_utc=now, received_utc=now, unit=f"u{n}", status="free", name=f"engine {n}",
                             class_key="fire", lon=115.0, lat=30.0) for n in range(UNITS)]
    made += FEATURES + UNITS
    second = 0
    while made < events:
        second, now = second + 1, now + SECOND
        batch = _second(dice, second, now)
        made += len(batch)
        yield batch


def _second(dice: random.Random, second: int, now: int) -> list[Event]:
    at = {"received_utc": now, "source": "city"}
    batch: list[Event] = [
        PositionReported(at_utc=now - dice.randrange(SECOND), subject=f"bus/{n}", lon=115 + dice.random() / 5,
                         lat=30 + dice.random() / 5, heading_deg=dice.random() * 360, class_key="bus", **at)
        for n in range(BUSES) if (second + n) % 3 == 0]
    if second % 5 == 0:
        batch += [ObservationMade(at_utc=now - n * 1000, series=f"sensor/{n}", value=dice.random(), unit="m",
                                  quantity="river_level", feature=f"things/t{n}", name=f"level {n}", **at)
                  for n in range(SENSORS)]
    for _ in range(3):
        batch.append(UnitStatusChanged(at_utc=now, unit=f"u{dice.randrange(UNITS)}",
                                       status=dice.choice(("free", "returning", "en_route")), **at))
    batch.append(SourceHealthChanged(at_utc=now, state="live", good=second, **at))
    if second % 20 == 0:
        name = f"i{second // 20}"
        batch += [ReportReceived(at_utc=now - 30 * SECOND, report=f"r{second}", title="water on the road", **at),
                  IncidentOpened(at_utc=now, incident=name, number=name, title="water", grade=3, lon=115.0, lat=30.0,
                                 stream=f"incident:{name}", ver=1, **at),
                  AlarmRaised(at_utc=now, alarm=f"a{second}", rule="level", subject="sensor/1", level=2, **at)]
    if second % 7 == 0 and second > 20:
        batch.append(IncidentNoted(at_utc=now, incident=f"i{dice.randrange(1, second // 20 + 1)}", text="note", **at))
    return batch
