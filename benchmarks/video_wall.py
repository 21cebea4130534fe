"""The wall at work: 16 cameras of 640x360 at 25 frames a second; how late a 10 ms timer of the screen is meanwhile.

Beside it: the same cameras decoded by threads in the screen's own process.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.measurement import Measurement, percentile, times_better

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
CAMERAS, WIDTH, HEIGHT, SECONDS, WARM_S, TIMER_MS = 16, 480, 270, 6.0, 3.0, 10
PEER = "decode threads in the screen's process"


def run() -> list[Measurement]:
    """Pictures a second and camera, processor share, and the timer's lateness at p99."""
    from PySide6.QtWidgets import QApplication

    from benchmarks._video_clip import write_clip

    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        clip = write_clip(Path(folder) / "clip.ts")
        ours, rate, cores = _with_pool(application, clip)
        theirs = _with_threads(application, clip)
    return [
        Measurement("video_wall_timer_lateness_p99", ours, "ms", PEER, times_better(ours, theirs), "value <= 16"),
        Measurement("video_wall_pictures_a_second", rate, "1/s", goal="value >= 24"),
        Measurement("video_wall_decode_cores", cores, "cores"),
    ]


def _with_pool(application: object, clip: Path) -> tuple[float, float, float]:
    from video.pool import DecodePool

    pool = DecodePool()
    views = [pool.open_live(str(clip), WIDTH, HEIGHT) for _ in range(CAMERAS)]
    _watch(application, WARM_S, pool.poll, [view.latest for view in views])
    before, used = [view.pictures.sequence for view in views], sum(map(_cpu_s, pool.pids()))
    started = time.monotonic()
    late = _watch(application, SECONDS, pool.poll, [view.latest for view in views])
    span = time.monotonic() - started
    shown = sum(view.pictures.sequence - old for view, old in zip(views, before, strict=True))
    cores = (sum(map(_cpu_s, pool.pids())) - used) / span
    pool.close()
    return percentile(late, 0.99), shown / span / CAMERAS, cores


def _with_threads(application: object, clip: Path) -> float:
    from video.pictures import Picture
    from video.source import create_source

    over = threading.Event()
    newest: dict[int, Picture] = {}

    def play(number: int) -> None:
        source = create_source(str(clip))
        source.picture_size = (WIDTH, HEIGHT)
        source.open()
        while not over.is_set():
            frame = source.read(1.0)
            if frame is not None:
                newest[number] = Picture(frame.sequence, frame.captured_utc, 0, frame.pixels.copy())
        source.close()

    threads = [threading.Thread(target=play, args=(number,), daemon=True) for number in range(CAMERAS)]
    for thread in threads:
        thread.start()
    latest = [lambda number=number: newest.get(number) for number in range(CAMERAS)]
    _watch(application, WARM_S, lambda: None, latest)
    late = _watch(application, SECONDS, lambda: None, latest)
    over.set()
    for thread in threads:
        thread.join(3)
    return percentile(late, 0.99)


def _watch(application, seconds: float, poll, latest) -> list[float]:  # type: ignore[no-untyped-def]
    """Paint what is new every 20 ms; milliseconds by which a 10 ms timer was late."""
    from PySide6.QtCore import QEventLoop, QRect, Qt, QTimer
    from PySide6.QtGui import QImage, QPainter

    from widgets.video.tile import Tile, draw_picture

    canvas = QImage(4 * WIDTH, 4 * HEIGHT, QImage.Format.Format_RGB32)
    tiles = [Tile(box=QRect(number % 4 * WIDTH, number // 4 * HEIGHT, WIDTH, HEIGHT + 26)) for number in range(CAMERAS)]
    late: list[float] = []
    due = [time.perf_counter() + TIMER_MS / 1000]

    def tick() -> None:
        now = time.perf_counter()
        late.append(max(0.0, (now - due[0]) * 1000))
        due[0] = now + TIMER_MS / 1000

    def paint() -> None:
        poll()
        painter = QPainter(canvas)
        for tile, newest in zip(tiles, latest, strict=True):
            picture = newest()
            if picture is not None and picture.sequence != tile.sequence:
                tile.sequence = picture.sequence
                draw_picture(painter, tile, picture)
        painter.end()

    loop = QEventLoop()
    timers = []
    for interval, call in ((TIMER_MS, tick), (20, paint)):
        timer = QTimer(interval=interval, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(call)
        timer.start()
        timers.append(timer)
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
    return late


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
