"""From the receipt of a position to its pixel on the map, at 5,000 positions a second, and the screen's timer beside.

A real engine process takes them through a connector's sink into its journal; this process is the desk: it tails and
folds, takes snapshots 30 times a second and paints the map. Beside it the same desk with QGraphicsScene for a map.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks._lateness import Lateness
from benchmarks._load import RATE, engine, roads
from benchmarks._map_stage import GraphicsMap, application, map_panel, settle
from benchmarks._shown import ShownAges
from benchmarks.measurement import Measurement, percentile, times_better
from command_center.state.snapshot import Changes, Snapshot

NAME = "map_latency"
PEER = "QGraphicsScene, items"
SECONDS = 8.0
WARM_S = 2.0
SCALE_M = 8.0


def run() -> list[Measurement]:
    """Both in turn; about 40 s."""
    app = application()
    static = {"roads": roads(60)}
    with tempfile.TemporaryDirectory() as folder:
        panel: Any = map_panel(SCALE_M)
        panel.on_snapshot(Snapshot(features=static), Changes(reset=True))
        settle(app, lambda: panel.map.base.tiles.version > 0 and panel.is_settled())
        ours, timer = _watch(app, Path(folder) / "a.sqlite", panel.on_snapshot, panel.map.repaint, ShownAges(panel.map))
        panel.map.base.close()
        panel.hide()
        peer = GraphicsMap(Snapshot(features=static), SCALE_M)
        theirs, peer_timer = _watch(app, Path(folder) / "b.sqlite", peer.take, peer.view.viewport().repaint,
                                      ShownAges())
    p99, peer_p99 = percentile(ours, 0.99), percentile(theirs, 0.99)
    late, peer_late = percentile(timer, 0.99), percentile(peer_timer, 0.99)
    return [
        Measurement("position received to map pixel at 5,000/s, p50", percentile(ours, 0.5), "ms", PEER,
                    times_better(percentile(ours, 0.5), percentile(theirs, 0.5)), ""),
        Measurement("position received to map pixel at 5,000/s, p99", p99, "ms", PEER, times_better(p99, peer_p99),
                    "value < 250"),
        Measurement("10 ms timer of a desk that paints the map, late at p99", late, "ms", PEER,
                    times_better(late, peer_late), ""),
    ]


def _watch(app: Any, path: Path, take: Callable[[Snapshot, Changes], None],
           repaint: Callable[[], None], shown: ShownAges) -> tuple[list[float], list[float]]:
    """Ages in ms of all positions at the paint that first showed them, and lateness of a 10 ms timer."""
    from PySide6.QtCore import Qt, QTimer

    from command_center.engine.live import LiveSession
    from command_center.engine.recall import Recall
    from command_center.journal.remote import RemoteJournal
    from command_center.journal.sqlite import SqliteJournal

    SqliteJournal(path).close()
    session = LiveSession(lambda: RemoteJournal(path), lambda journal: Recall(journal).fold(), "bench", "bench")
    session.start()
    loaded = engine(path, RATE, int(RATE * SECONDS))
    began = time.monotonic()

    def frame() -> None:
        taken = session.box.take()
        if taken is None:
            return
        snapshot, changes = taken
        take(snapshot, Changes(ids=changes.ids))
        names = changes.ids.get("positions", ())
        if names and time.monotonic() - began > WARM_S:
            shown.took(snapshot, frozenset(names))
        repaint()
        shown.painted()

    frames = QTimer(interval=33, timerType=Qt.TimerType.PreciseTimer)
    frames.timeout.connect(frame)
    frames.start()
    timer = Lateness(lambda: None if loaded.poll() is None else app.quit())
    app.exec()
    frames.stop()
    timer.stop()
    session.close()
    return shown.ages_ms, timer.late_ms[200:] or timer.late_ms
