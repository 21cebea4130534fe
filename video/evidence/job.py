"""An export that runs in a process of its own, as whoever asked for it sees it. `poll` never blocks."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec

import video
from video.evidence.request import Export


class ExportJob:
    """done: 0..1; camera: whose turn it is; result: the last line once it is over (see __main__.py)."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self.done, self.camera = 0.0, ""
        self.result: dict[str, Any] | None = None
        self._cancelled = False
        root = str(Path(video.__file__).resolve().parents[1])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(
            part for part in (root, os.environ.get("PYTHONPATH", "")) if part)}
        self._process = subprocess.Popen([sys.executable, "-P", "-m", "video.evidence"], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, env=environment, process_group=0)
        self._thread = threading.Thread(target=self._run, name="evidence", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether there is a result, good or bad."""
        return self.result is not None

    def cancel(self) -> None:
        """End it; what it had written goes with it."""
        self._cancelled = True
        self._process.terminate()

    def wait(self, timeout_s: float) -> bool:
        """Whether it was over in time (for tests and the end of the application)."""
        self._thread.join(timeout_s)
        return self.is_over

    def _run(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        last: dict[str, Any] = {}
        try:
            with self._process.stdin as pipe:
                pipe.write(msgspec.json.encode(self.export))
            for line in self._process.stdout:
                last = msgspec.json.decode(line)
                self.done, self.camera = last.get("done", self.done), last.get("camera", self.camera)
        except (OSError, msgspec.MsgspecError) as error:
            last = {"failure": "evidence.unreadable", "detail": str(error)}
        self._process.wait()
        if "folder" not in last and "failure" not in last:
            last = {"failure": "evidence.cancelled" if self._cancelled else "evidence.unreadable",
                    "detail": "" if self._cancelled else f"exit code {self._process.returncode}"}
        self.result = last
