"""The whole demo on this machine: simulator, engine, recorder, desk, raster and decode processes, in the storm.

Fluid means that a 10 ms timer of the window is hardly late; the alternative is the two cores that the demo is promised
to run on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measurement import Measurement, percentile, times_better

NAME = "demo"
CORES = 2.0


def run() -> list[Measurement]:
    """Cores used by each kind of process and by all, and the lateness of the window's timer."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | dict.fromkeys(("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"), folder)
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        environment.pop("CITY_URL", None)
        done = subprocess.run([sys.executable, "-m", "benchmarks._demo_desk"], env=environment, text=True, check=True,
                              stdout=subprocess.PIPE, timeout=150, cwd=Path(__file__).resolve().parents[1])
    figures = json.loads(next(line for line in done.stdout.splitlines() if line.startswith('{"late_ms"')))
    total = sum(figures["cores"].values())
    parts = [Measurement(f"demo.{name}", cores, "cores") for name, cores in sorted(figures["cores"].items())]
    return [Measurement("demo.all_processes", total, "cores", "two cores", times_better(total, CORES), "value <= 2"),
            *parts, Measurement("demo.timer_late_p99", percentile(figures["late_ms"], 0.99), "ms", goal="value <= 16")]
