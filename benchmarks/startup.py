"""How long a desk takes from the start of its process to the first paint and to live data, its engine running.

The engine, its simulator and the recorder run apart, as they do at a centre with one gateway. The alternative is the
same desk with everything that is slow to import loaded before the window, as programs are usually written.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measurement import Measurement, times_better
from resources import FOLDER

NAME = "startup"
ROUNDS = 5


def run() -> list[Measurement]:
    """Medians over some starts, ours and the eager one in turn."""
    with tempfile.TemporaryDirectory() as folder, running_city(Path(folder)) as (config, environment):
        measure(config, environment, "lazy")  # warms the file cache
        rounds = [(measure(config, environment, "lazy"), measure(config, environment, "eager")) for _ in range(ROUNDS)]
    figures = []
    for name, goal in (("painted", "value <= 300"), ("live", "value <= 1500")):
        ours, eager = (statistics.median(pair[side][name] for pair in rounds) for side in (0, 1))
        figures.append(Measurement(f"startup.{name}", ours, "ms", "everything imported first",
                                   times_better(ours, eager), goal))
    return figures


@contextmanager
def running_city(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A simulator and an engine on a journal of their own; gives the configuration and the environment of a desk."""
    simulator = subprocess.Popen([sys.executable, "-m", "command_center", "citysim", "--port", "0", "--json"],
                                 stdout=subprocess.PIPE, text=True)
    engine = None
    try:
        assert simulator.stdout is not None
        environment = os.environ | {"CITY_URL": json.loads(simulator.stdout.readline())["url"],
                                    "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
        # A warm start reads compiled modules; a shell that forbids writing them would compile hundreds every time.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        config = folder / "city.toml"
        text = (FOLDER / "demo" / "city.toml").read_text(encoding="utf-8")
        config.write_text(f'{text}\n[journal]\npath = "{folder / "journal.sqlite"}"\n', encoding="utf-8")
        engine = subprocess.Popen([sys.executable, "-m", "command_center", "serve", "--config", str(config)],
                                  env=environment, stdout=subprocess.PIPE, text=True)
        assert engine.stdout is not None
        engine.stdout.readline()
        time.sleep(20)  # the base map and six hours of history are in the journal
        yield config, environment
    finally:
        for process in (engine, simulator):
            if process is not None:
                process.terminate()
                process.wait(20)


def measure(config: Path, environment: dict[str, str], mode: str) -> dict[str, float]:
    """Milliseconds from the start of a desk's process to its first paint and to live data on its panels."""
    done = subprocess.run([sys.executable, "-m", "benchmarks._startup_desk", str(config), mode], env=environment,
                          stdout=subprocess.PIPE, text=True, check=True, timeout=60,
                          cwd=Path(__file__).resolve().parents[1])
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))
