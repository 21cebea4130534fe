"""Cameras for the video tests."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.servers.video_clips import Clip, make_clip
from tests.servers.video_http import CameraServer
from video.pool import DecodePool

PATIENCE_S = 30.0


@pytest.fixture(scope="session")
def clip() -> Clip:
    return make_clip(30)


@pytest.fixture
def server() -> Iterator[CameraServer]:
    cameras = CameraServer()
    yield cameras
    cameras.close()


@pytest.fixture
def pool() -> Iterator[DecodePool]:
    decoding = DecodePool()
    yield decoding
    decoding.close()


def wait_for(condition: Callable[[], object], tick: Callable[[], object] = lambda: None,
             patience_s: float = PATIENCE_S) -> object:
    """Wait until something is so; fails after a time that no healthy run needs."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        tick()
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("it did not happen")


@pytest.fixture
def rtsp(tmp_path: Path) -> Iterator[Callable[..., tuple[str, subprocess.Popen[str]]]]:
    """Starts an RTSP server for a file, with options of the script; skips where the system has no gst-rtsp-server."""
    script = Path(__file__).parents[2] / "servers" / "rtsp_server.py"
    started: list[subprocess.Popen[str]] = []

    def start(file: Path, payloader: str, *options: str) -> tuple[str, subprocess.Popen[str]]:
        process = subprocess.Popen(["/usr/bin/python3", str(script), str(file), payloader, *options], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        started.append(process)
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port:
            pytest.skip("gst-rtsp-server is not installed (gir1.2-gst-rtsp-server-1.0, python3-gi)")
        return f"{'rtsps' if '--tls' in options else 'rtsp'}://127.0.0.1:{port}/camera", process

    yield start
    for process in started:
        process.kill()
        process.wait()
