"""The load that benchmarks share: a real engine in a process of its own, which takes positions through a connector's
sink into a journal at a rate; before them, if asked, the streets of a city and cameras that show one clip.

`python -m benchmarks._load JOURNAL RATE COUNT [CLIP]` prints "ready" when all but the positions is in the journal, and
the journal's head at the end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from command_center.domain.events import CameraSeen, Event, FeatureSeen, PositionReported
from command_center.domain.features import Feature
from command_center.domain.time import now_utc

LON, LAT = 115.03, 30.22
RATE, SUBJECTS = 5_000, 5_000
CAMERAS = 16
STEP_S = 0.02
_LINE = b"\x01\x02\x00\x00\x00"
_CLASSES = ("residential", "residential", "tertiary", "residential", "secondary", "residential", "residential", "primary")


def child(module: str, *words: object) -> subprocess.Popen[bytes]:
    """A module of this folder in a process of its own, its output to be read."""
    root = Path(__file__).resolve().parents[1]
    return subprocess.Popen([sys.executable, "-m", module, *map(str, words)], stdout=subprocess.PIPE, cwd=root,
                            env=os.environ | {"PYTHONPATH": str(root)})


def engine(path: Path, rate: int, count: int, clip: Path | None = None) -> subprocess.Popen[bytes]:
    """That engine; the journal is there already."""
    return child("benchmarks._load", path, rate, count, *([clip] if clip else []))


def roads(lines: int = 174) -> dict[str, Feature]:
    """A grid of streets 18 km wide, in pieces between crossings: 2 * lines * (lines - 1), 60,204 by default."""
    span = np.linspace(-0.09, 0.09, lines)
    found: dict[str, Feature] = {}
    for axis in (0, 1):
        for i, at in enumerate(span.tolist()):
            properties = {"class": _CLASSES[i % len(_CLASSES)], "name": f"{axis}-{i}"}
            for j in range(lines - 1):
                ends = np.array([(LON + at, LAT + span[j]), (LON + at, LAT + span[j + 1])])
                if axis:
                    ends = np.array([(LON + span[j], LAT + at), (LON + span[j + 1], LAT + at)])
                name = f"{axis}-{i}-{j}"
                found[name] = Feature(name, _LINE + b"\x02\x00\x00\x00" + ends.astype("<f8").tobytes(), properties)
    return found


def paced(rate: int, count: int) -> Iterator[range]:
    """Numbers of events in steps: at a rate, or in thousands as fast as they are taken."""
    step = max(1, int(rate * STEP_S)) if rate else 1000
    began = time.monotonic()
    for first in range(0, count, step):
        if rate:
            time.sleep(max(0.0, began + first / rate - time.monotonic()))
        yield range(first, min(count, first + step))


def positions(numbers: Sequence[int]) -> list[PositionReported]:
    """Reports of buses all over the middle of that city; each drives on a little from one to the next."""
    now = now_utc()
    return [PositionReported(at_utc=now + number % 1000, subject=f"bus/{number % SUBJECTS}",
                             lon=LON - 0.04 + number % SUBJECTS * 61 % 997 * 8e-5 + number // SUBJECTS % 50 * 1e-5,
                             lat=LAT - 0.02 + number % SUBJECTS * 37 % 983 * 4e-5, heading_deg=90.0, class_key="bus",
                             source="bus") for number in numbers]


def city(clip: Path) -> list[Event]:
    """7,080 road pieces and the cameras."""
    now = now_utc()
    streets = [FeatureSeen(at_utc=now, collection="roads", feature=name, geometry=road.geometry,
                           properties=dict(road.properties)) for name, road in roads(60).items()]
    cameras = [CameraSeen(at_utc=now, camera=f"bus/{number:02d}", name=f"Camera {number}", sub_url=str(clip), fov_deg=60.0,
                          lon=LON + (number % 4 - 1.5) * 0.01, lat=LAT + (number // 4 - 1.5) * 0.006, heading_deg=45.0)
               for number in range(CAMERAS)]
    return [*streets, *cameras]


def main(path: Path, rate: int, count: int, clip: Path | None) -> None:
    """Be that engine."""
    from command_center.config import Configuration
    from command_center.connectors.health import Health
    from command_center.connectors.sink import HostSink
    from command_center.engine.core import Engine
    from command_center.engine.lock import EngineLock
    from command_center.engine.recall import beside
    from command_center.journal.sqlite import SqliteJournal

    lock, journal = EngineLock(path), SqliteJournal(path)
    recall = beside(path, journal)
    core = Engine(Configuration(), journal, recall.fold(), {}, recall.keep)
    core.start()
    sink = HostSink(Health("bus", "bench"), core.publish, threading.Event())
    if clip is not None:
        sink.publish_durably(city(clip))
    print("ready", flush=True)
    for numbers in paced(rate, count):
        sink.publish(positions(numbers))
    sink.publish_durably(positions([0]))
    print(journal.head(), flush=True)
    core.stop()
    journal.close()
    lock.release()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]) if sys.argv[4:] else None)
