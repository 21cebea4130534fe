"""The wall at work: 16 cameras of 640x360 at 25 frames a second; how late a 10 ms timer of the screen is meanwhile.

Beside it: the same cameras decoded by threads in the screen's own process.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks._load import CAMERAS
from benchmarks.measurement import Measurement, percentile, times_better

if TYPE_CHECKING:
    from video.pictures import Picture

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
WIDTH, HEIGHT, SECONDS, WARM_S = 480, 270, 6.0, 3.0
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
    with decode_threads(clip, WIDTH, HEIGHT) as latest:
        _watch(application, WARM_S, lambda: None, latest)
        late = _watch(application, SECONDS, lambda: None, latest)
    return percentile(late, 0.99)


@contextmanager
def decode_threads(clip: Path, width: int, height: int) -> Iterator[list[Callable[[], Picture | None]]]:
    """The cameras decoded by threads of this process; gives what tells each one's newest picture."""
    from video.pictures import Picture
    from video.source import create_source

    over = threading.Event()
    newest: dict[int, Picture] = {}

    def play(number: int) -> None:
        source = create_source(str(clip))
        source.picture_size = (width, height)
        source.open()
        while not over.is_set():
            frame = source.read(1.0)
            if frame is not None:
                newest[number] = Picture(frame.sequence, frame.captured_utc, 0, frame.pixels.copy())
        source.close()

    threads = [threading.Thread(target=play, args=(number,), daemon=True) for number in range(CAMERAS)]
    for thread in threads:
        thread.start()
    yield [lambda number=number: newest.get(number) for number in range(CAMERAS)]  # type: ignore[misc]
    over.set()
    for thread in threads:
        thread.join(3)


def tile_painter(latest: Sequence[Callable[[], Picture | None]], width: int, height: int) -> Callable[[], int]:
    """A call that paints what is new onto a canvas of 4 columns and gives how many pictures that were."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter

    from widgets.video.tile import Tile, draw_picture

    canvas = QImage(4 * width, 4 * height, QImage.Format.Format_RGB32)
    tiles = [Tile(box=QRect(number % 4 * width, number // 4 * height, width, height + 26)) for number in range(CAMERAS)]

    def paint() -> int:
        painter, count = QPainter(canvas), 0
        for tile, newest in zip(tiles, latest, strict=True):
            picture = newest()
            if picture is not None and picture.sequence != tile.sequence:
                tile.sequence = picture.sequence
                draw_picture(painter, tile, picture)
                count += 1
        painter.end()
        return count

    return paint


def _watch(application, seconds: float, poll, latest) -> list[float]:  # type: ignore[no-untyped-def]
    """Paint what is new every 20 ms; milliseconds by which a 10 ms timer was late."""
    from PySide6.QtCore import QEventLoop, Qt, QTimer

    from benchmarks._lateness import Lateness

    paint = tile_painter(latest, WIDTH, HEIGHT)
    loop = QEventLoop()
    pictures = QTimer(interval=20, timerType=Qt.TimerType.PreciseTimer)
    pictures.timeout.connect(poll)
    pictures.timeout.connect(paint)
    pictures.start()
    timer = Lateness()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()
    timer.stop()
    pictures.stop()
    return timer.late_ms


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
