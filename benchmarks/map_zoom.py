"""Zooming from the whole city down to its houses and back with 100,000 points that go on moving: milliseconds a frame at
1920x1080 and 3840x2160, 80 frames each way, every one at a scale of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks._city import WHOLE_M
from benchmarks._city_stage import FULL_HD, UHD, Stage
from benchmarks.measurement import Measurement, percentile

NAME = "map_zoom"
FRAMES, STEP = 80, 0.1  # levels a frame; a level is a half power of two


def run() -> list[Measurement]:
    """At two sizes; about 40 s."""
    stage = Stage()
    rows: list[Measurement] = []
    for size, name, goal in ((FULL_HD, "1080p", "value <= 10"), (UHD, "2160p", "value <= 20")):
        stage.open(WHOLE_M, size)
        times, held = stage.frames(_path(stage.panel), live=True)
        own = percentile(stage.own, 0.95)
        stage.close()
        rows += [Measurement(f"zoom at {name} with 100,000 live points, p95 a frame", percentile(times, 0.95), "ms", "",
                             None, goal),
                 Measurement(f"zoom at {name}, p95 of the thread's own time", own, "ms"),
                 Measurement(f"zoom at {name}, median a frame", percentile(times, 0.5), "ms"),
                 Measurement(f"zoom at {name}, longest hold of the screen's thread", held, "ms")]
    return rows


def _path(panel: Any) -> Iterator[Any]:
    """Into a place off the middle, and out of it."""
    for number in range(2 * FRAMES):
        view = panel.map.viewpoint
        yield view.zoomed(view.level + (STEP if number < FRAMES else -STEP), view.width * 0.6, view.height * 0.4)
