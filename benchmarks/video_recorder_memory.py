"""Whether the recorder's memory is flat: its process with a handful of cameras that connect, break off and are recorded into
short segments of a small budget, so that minutes stand for hours. VIDEO_SOAK_S says how long (default 90)."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measurement import Measurement

CAMERAS, SETTLED_SHARE = 6, 0.4
SECONDS = float(os.environ.get("VIDEO_SOAK_S", "90"))

_RECORDER = """
import sys, time
from pathlib import Path
from command_center.config import VideoSection
from command_center.domain.events import CameraSeen
from command_center.domain.time import now_utc
from command_center.journal.sqlite import SqliteJournal
from video.recorder.service import Recorder
folder, urls = Path(sys.argv[1]), sys.argv[2:]
journal = SqliteJournal(folder / "journal.sqlite")
journal.append([CameraSeen(at_utc=now_utc(), camera=f"c{n}", name="c", sub_url=url) for n, url in enumerate(urls)]).result()
recorder = Recorder(journal, folder / "video", VideoSection(segment_s=2, budget_gb=0.002))
recorder.start()
while True:
    recorder.look_after()
    time.sleep(1)
"""


def run() -> list[Measurement]:
    """Megabytes that the process grew by after it had settled, and what one camera takes."""
    from tests.servers.video_clips import make_clip
    from tests.servers.video_http import CameraServer

    server, clip = CameraServer(), make_clip(30)
    urls = []
    for number in range(CAMERAS):
        server.add(f"c{number}", clip)
        urls.append(server.url(f"c{number}"))
    with tempfile.TemporaryDirectory() as name:
        process = subprocess.Popen([sys.executable, "-c", _RECORDER, name, *urls])
        try:
            sizes = _watch(process.pid, server, Path(name))
        finally:
            process.kill()
            process.wait()
            server.close()
    settled = sizes[int(len(sizes) * SETTLED_SHARE)]
    return [Measurement("video_recorder_grown", max(0.0, sizes[-1] - settled), "MB", goal="value <= 6"),
            Measurement("video_recorder_resident", sizes[-1], "MB")]


def _watch(pid: int, server: object, folder: Path) -> list[float]:
    sizes, began, number = [], time.monotonic(), 0
    while time.monotonic() - began < SECONDS:
        time.sleep(1.0)
        number += 1
        if number % 20 == 0:  # one camera hangs up for a moment
            camera = server.cameras[f"c{number // 20 % CAMERAS}"]  # type: ignore[attr-defined]
            camera.mode = "hang_up"
        elif number % 20 == 3:
            for camera in server.cameras.values():  # type: ignore[attr-defined]
                camera.mode = "play"
        sizes.append(_resident_mb(pid))
    if not list(folder.rglob("*.mp4")):
        raise RuntimeError("nothing was recorded")
    return sizes


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
