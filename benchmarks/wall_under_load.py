"""The main window at work: 16 cameras of 640x360 at 25 frames a second beside 5,000 positions a second.

Everything runs at once: an engine that takes the positions through a connector's sink into its journal, the window that
tails and folds it and paints map, panels and tiles, the decode pool. Measured are the age of a position when its pixel
is painted, how late a 10 ms timer of the window is, pictures a tile, and positions that arrived. Beside it, under the
same load, what one writes first: decode threads in the screen's process and QGraphicsScene for a map.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks._load import LAT, LON, RATE, engine
from benchmarks.measurement import Measurement, percentile, times_better

NAME = "wall_under_load"
PEER = "QGraphicsScene and decode threads"
LIMIT_S = 90  # of offering; a desk ends sooner
CONFIGURATION = """packs = ["drainage", "weather", "traffic", "platform"]
[city]
name = "Load"
centre = [{lon}, {lat}]
metres_per_pixel = 8.0
[journal]
path = "{journal}"
[scenes.desk]
scale = 1.0
[video]
tiles = 16
record = false
"""


def run() -> list[Measurement]:
    """Both in turn; about 60 s."""
    from benchmarks._video_clip import write_clip

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = write_clip(folder / "clip.ts")
        config = folder / "city.toml"
        config.write_text(CONFIGURATION.format(lon=LON, lat=LAT, journal=folder / "a.sqlite"), encoding="utf-8")
        ours = _under_load(folder / "a.sqlite", clip, "ours", config)
        theirs = _under_load(folder / "b.sqlite", clip, "peer", folder / "b.sqlite", clip)
    return [
        _beside("position to pixel, p50", ours["ages_ms"], theirs["ages_ms"], 0.5, ""),
        _beside("position to pixel, p99", ours["ages_ms"], theirs["ages_ms"], 0.99, "value < 250"),
        _beside("10 ms timer late, p99", ours["late_ms"], theirs["late_ms"], 0.99, "value < 16"),
        *(Measurement(f"wall under load: {words}", ours[key], unit, PEER,
                      times_better(ours[key], theirs[key], more_is_better=True), goal) for words, key, unit, goal in (
            ("pictures a tile", "pictures_a_second", "1/s", "value >= 24"),
            ("positions arrived", "events_a_second", "events/s", f"value >= {RATE * 0.98:.0f}"))),
    ]


def _beside(words: str, ours: list[float], theirs: list[float], share: float, goal: str) -> Measurement:
    value, other = percentile(ours, share), percentile(theirs, share)
    return Measurement(f"wall under load: {words}", value, "ms", PEER, times_better(value, other), goal)


def _under_load(journal: Path, clip: Path, *words: object) -> dict[str, Any]:
    """A desk's figures while an engine of its own takes positions."""
    from command_center.journal.sqlite import SqliteJournal

    SqliteJournal(journal).close()
    environment = os.environ | dict.fromkeys(("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"), str(journal.parent))
    loaded = engine(journal, RATE, RATE * LIMIT_S, clip)
    try:
        assert loaded.stdout is not None
        loaded.stdout.readline()
        done = subprocess.run([sys.executable, "-m", "benchmarks._wall_desk", *map(str, words)], env=environment, text=True,
                              stdout=subprocess.PIPE, check=True, timeout=LIMIT_S, cwd=Path(__file__).resolve().parents[1])
    finally:
        loaded.terminate()
        loaded.wait(20)
    return dict(json.loads(next(line for line in done.stdout.splitlines() if line.startswith('{"ages_ms"'))))
