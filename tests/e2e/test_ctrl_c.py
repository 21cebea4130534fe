"""Ctrl+C in the terminal of `run`: everything ends in good order, whenever it comes, and nothing rattles on stderr."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


@pytest.mark.parametrize("after_s", [0.4, 1.5, 6.0])
def test_ctrl_c_ends_everything_quietly(tmp_path: Path, after_s: float) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path / "data"),
                                "XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_STATE_HOME": str(tmp_path / "state")}
    run = subprocess.Popen([sys.executable, "-m", "command_center", "run"], env=environment, text=True,
                           stderr=subprocess.PIPE, start_new_session=True)
    time.sleep(after_s)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does it: the whole foreground group
    _, said = run.communicate(timeout=60)
    assert run.returncode in (0, 130, -signal.SIGINT), said
    if after_s > 1:  # before that Python itself may still be starting
        assert "Traceback" not in said and "QPaintDevice" not in said, said
    left = subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, text=True, check=False)
    assert not left.stdout.split()
