"""RTSP servers for the benchmarks, run by the system's python3 (gst-rtsp-server from Debian)."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
MISSING = "no gst-rtsp-server"


@contextmanager
def rtsp_server(*words: object) -> Iterator[str | None]:
    """The address of a server: of `benchmarks/_rtsp_live.py`, or with words of `tests/servers/rtsp_server.py`. None where
    the system has no gst-rtsp-server."""
    script = _ROOT / ("tests/servers/rtsp_server.py" if words else "benchmarks/_rtsp_live.py")
    try:
        process = subprocess.Popen(["/usr/bin/python3", str(script), *map(str, words)], text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        yield None
        return
    try:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        yield f"rtsp://127.0.0.1:{port}/camera" if port else None
    finally:
        process.kill()
        process.wait()
