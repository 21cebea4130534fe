"""Panning the map at 1920x1080: milliseconds a frame with 60,000 road pieces and 100,000 live points beneath.

Beside it QGraphicsScene with the same roads and 20,000 of the points, which is as many as it bears.
"""

from __future__ import annotations

import dataclasses
import time
from typing import Any

from benchmarks._load import roads
from benchmarks._map_stage import GraphicsMap, application, map_panel, settle, vehicles
from benchmarks.measurement import Measurement, percentile, times_better
from command_center.state.snapshot import Changes, Snapshot

NAME = "map_pan"
PEER = "QGraphicsScene, items"
FRAMES, STEP_PX = 90, 12
POINTS, PEER_POINTS = 100_000, 20_000
SCALE_M = 4.0


def run() -> list[Measurement]:
    """Ours with and without the points, theirs with fewer; about 40 s."""
    app = application()
    static = {"roads": roads()}
    panel: Any = map_panel(SCALE_M)
    panel.on_snapshot(Snapshot(features=static), Changes(reset=True))
    settle(app, lambda: panel.map.base.tiles.version > 0 and panel.is_settled())
    base = _pan(app, panel)
    live = Snapshot(features=static, positions=vehicles(POINTS))
    panel.on_snapshot(live, Changes(ids={"positions": frozenset(("bus/0",))}))
    settle(app, panel.is_settled)
    crowded = _pan(app, panel)
    panel.map.base.close()
    panel.hide()
    peer = GraphicsMap(dataclasses.replace(live, positions=vehicles(PEER_POINTS)), SCALE_M)
    theirs = _pan_peer(app, peer)
    p95, peer_p95 = percentile(crowded, 0.95), percentile(theirs, 0.95)
    return [
        Measurement("pan at 1080p, 60,000 roads, p95 a frame", percentile(base, 0.95), "ms", PEER,
                    times_better(percentile(base, 0.95), peer_p95), "value <= 16"),
        Measurement("pan at 1080p, and 100,000 live points, p95 a frame", p95, "ms", PEER, times_better(p95, peer_p95),
                    "value <= 16"),
    ]


def _pan(app: Any, panel: Any) -> list[float]:
    times: list[float] = []
    for number in range(FRAMES):
        began = time.perf_counter()
        panel.map.go(panel.map.viewpoint.moved(STEP_PX if number < FRAMES / 2 else -STEP_PX, 0))
        panel.map.repaint()
        times.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    return times[5:]


def _pan_peer(app: Any, peer: GraphicsMap) -> list[float]:
    app.processEvents()
    times: list[float] = []
    bar = peer.view.horizontalScrollBar()
    for _ in range(FRAMES // 3):
        began = time.perf_counter()
        bar.setValue(bar.value() + STEP_PX)
        # A scroll moves what is painted already; whatever lives must be painted again all over.
        peer.view.viewport().repaint()
        times.append((time.perf_counter() - began) * 1000)
        app.processEvents()
    return times[5:]
