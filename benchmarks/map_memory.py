"""Memory of the whole scene: this process and its raster workers with the city and 100,000 live points on a screen of
1920x1080, after panning and zooming about. Shared pages are counted once (PSS).
"""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks._city import WHOLE_M
from benchmarks._city_stage import FULL_HD, Stage
from benchmarks._map_stage import settle
from benchmarks.measurement import Measurement

NAME = "map_memory"


def run() -> list[Measurement]:
    """About 30 s."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    before = _pss(os.getpid())
    stage = Stage()
    panel = stage.open(WHOLE_M, FULL_HD)
    for steps in (2, 2, 2, -3):
        for _ in range(6):
            panel.map.go(panel.map.viewpoint.moved(300, 120))
            panel.map.repaint()
        panel.map.zoom(steps)
        settle(stage.app, panel.is_settled)
    screen, workers = _pss(os.getpid()), [_pss(pid) for pid in panel.map.base.pool.pids()]
    stage.close()
    whole = screen + sum(workers)
    return [
        Measurement("memory of the whole scene with its workers", whole, "MB", "", None, "value <= 600"),
        Measurement("memory of the screen's process", screen, "MB"),
        Measurement("memory of one raster worker, the larger", max(workers), "MB"),
        Measurement("memory of the screen's process before the city", before, "MB"),
    ]


def _pss(pid: int) -> float:
    """Megabytes: a page that n processes share counts as an nth."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0
