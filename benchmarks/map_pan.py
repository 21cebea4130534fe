"""Panning over the city (60,000 road segments, 100,000 buildings) with 100,000 points that go on moving: milliseconds a
frame at 1920x1080 and 3840x2160, from the new viewpoint to the painted pixels.

Beside it QGraphicsScene with the same number of roads and 20,000 points that stand still, which is as many as it bears;
and a plain widget that does the least, which tells how fast the machine is.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from benchmarks._city import MIDDLE, city
from benchmarks._city_stage import FULL_HD, UHD, Stage
from benchmarks._load import roads
from benchmarks._map_stage import GraphicsMap, vehicles
from benchmarks._plain_map import PEER as PLAIN
from benchmarks._plain_map import PlainMap, frames
from benchmarks.measurement import Measurement, percentile, times_better
from command_center.state.snapshot import Snapshot

NAME = "map_pan"
PEER = "QGraphicsScene, items"
FRAMES, STEP_PX = 180, 12
PEER_POINTS = 20_000
SCALE_M = 4.0


def run() -> list[Measurement]:
    """Ours at two sizes, theirs with fewer; about 60 s."""
    stage = Stage()
    stage.open(SCALE_M, FULL_HD, live=False)
    base, _ = stage.frames(_path(stage.panel), live=False)
    stage.close()
    stage.open(SCALE_M, FULL_HD)
    crowded, held = stage.frames(_path(stage.panel), live=True)
    own = percentile(stage.own, 0.95)
    stage.close()
    stage.open(SCALE_M, UHD)
    large, large_held = stage.frames(_path(stage.panel), live=True)
    large_own = percentile(stage.own, 0.95)
    stage.close()
    theirs = percentile(_pan_peer(stage.app, GraphicsMap(
        Snapshot(features={"roads": roads()}, positions=vehicles(PEER_POINTS)), SCALE_M)), 0.95)
    plain, large_plain = (percentile(_pan_plain(stage.app, size), 0.95) for size in (FULL_HD, UHD))
    rows = [("pan at 1080p, the city, p95 a frame", percentile(base, 0.95), "value <= 3"),
            ("pan at 1080p, and 100,000 live points, p95 a frame", percentile(crowded, 0.95), "value <= 3")]
    return [
        *(Measurement(name, value, "ms", PEER, times_better(value, theirs), goal) for name, value, goal in rows),
        Measurement("pan at 1080p, and 100,000 live points, median a frame", percentile(crowded, 0.5), "ms"),
        Measurement("pan at 1080p, and 100,000 live points, p95 of the thread's own time", own, "ms"),
        Measurement("pan at 2160p, and 100,000 live points, p95 of the thread's own time", large_own, "ms"),
        Measurement("pan at 2160p, and 100,000 live points, p95 a frame", percentile(large, 0.95), "ms", "", None,
                    "value <= 12"),
        Measurement("pan at 1080p, and 100,000 live points, beside the least a map does", percentile(crowded, 0.95), "ms",
                    PLAIN, times_better(percentile(crowded, 0.95), plain), "ratio >= 0.77"),
        Measurement("pan at 2160p, and 100,000 live points, beside the least a map does", percentile(large, 0.95), "ms",
                    PLAIN, times_better(percentile(large, 0.95), large_plain), "ratio >= 0.88"),
        Measurement("pan at 1080p, longest hold of the screen's thread", held, "ms", "", None, "value <= 16"),
        Measurement("pan at 2160p, longest hold of the screen's thread", large_held, "ms", "", None, "value <= 16"),
    ]


def _path(panel: Any) -> Iterator[Any]:
    """East, south-east, and back."""
    for number in range(FRAMES):
        way = 1 if number < FRAMES / 2 else -1
        yield panel.map.viewpoint.moved(way * STEP_PX, way * (STEP_PX // 3 if number % 60 < 30 else 0))


def _pan_plain(app: Any, size: tuple[int, int]) -> list[float]:
    plain = PlainMap(city().points * (1, -1), size)
    plain.scale = SCALE_M

    def move(number: int) -> None:
        way = STEP_PX * SCALE_M * (number if number < FRAMES / 2 else FRAMES - number)
        plain.west = MIDDLE[0] - size[0] / 2 * SCALE_M + way
        plain.north = -MIDDLE[1] - size[1] / 2 * SCALE_M + way / 6

    return frames(app, plain, FRAMES, move)


def _pan_peer(app: Any, peer: GraphicsMap) -> list[float]:
    app.processEvents()
    times: list[float] = []
    bar = peer.view.horizontalScrollBar()
    for _ in range(30):
        began = time.perf_counter()
        bar.setValue(bar.value() + STEP_PX)
        # A scroll moves what is painted already; whatever lives must be painted again all over.
        peer.view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    return times[5:]
