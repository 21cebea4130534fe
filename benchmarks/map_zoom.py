"""Zooming from the whole city down to its houses and back with 100,000 points that go on moving: milliseconds a frame at
1920x1080 and 3840x2160, 80 frames each way, every one at a scale of its own. Beside it a plain widget that does the least.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks._city import MIDDLE, WHOLE_M, city
from benchmarks._city_stage import FULL_HD, UHD, Stage
from benchmarks._plain_map import PEER, PlainMap, frames
from benchmarks.measurement import Measurement, percentile, times_better

NAME = "map_zoom"
FRAMES, STEP = 80, 0.1  # levels a frame; a level is a half power of two


def run() -> list[Measurement]:
    """At two sizes; about 40 s."""
    stage = Stage()
    rows: list[Measurement] = []
    for size, name, goal, share in ((FULL_HD, "1080p", "value <= 10", "ratio >= 0.9"),
                                    (UHD, "2160p", "value <= 20", "ratio >= 1.2")):
        stage.open(WHOLE_M, size)
        times, held = stage.frames(_path(stage.panel), live=True)
        own = percentile(stage.own, 0.95)
        stage.close()
        plain = percentile(_zoom_plain(stage.app, size), 0.95)
        rows += [Measurement(f"zoom at {name} with 100,000 live points, p95 a frame", percentile(times, 0.95), "ms", "",
                             None, goal),
                 Measurement(f"zoom at {name} with 100,000 live points, beside the least a map does",
                             percentile(times, 0.95), "ms", PEER, times_better(percentile(times, 0.95), plain), share),
                 Measurement(f"zoom at {name}, p95 of the thread's own time", own, "ms"),
                 Measurement(f"zoom at {name}, median a frame", percentile(times, 0.5), "ms"),
                 Measurement(f"zoom at {name}, longest hold of the screen's thread", held, "ms")]
    return rows


def _zoom_plain(app: Any, size: tuple[int, int]) -> list[float]:
    plain = PlainMap(city().points * (1, -1), size)
    at = (MIDDLE[0] + size[0] * 0.1 * WHOLE_M, -MIDDLE[1] - size[1] * 0.1 * WHOLE_M)  # what does not move

    def move(number: int) -> None:
        plain.scale = WHOLE_M * 2 ** (-STEP / 2 * (number if number < FRAMES else 2 * FRAMES - number))
        plain.west, plain.north = at[0] - size[0] * 0.6 * plain.scale, at[1] - size[1] * 0.4 * plain.scale

    return frames(app, plain, 2 * FRAMES, move)


def _path(panel: Any) -> Iterator[Any]:
    """Into a place off the middle, and out of it."""
    for number in range(2 * FRAMES):
        view = panel.map.viewpoint
        yield view.zoomed(view.level + (STEP if number < FRAMES else -STEP), view.width * 0.6, view.height * 0.4)
