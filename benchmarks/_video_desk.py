"""The wall that the video benchmarks watch: the application's own panel with as many tiles as asked for, in a process of
its own. `python -m benchmarks._video_desk JSON` prints as JSON what it saw and ends.

Counted are the pictures that were painted, tile by tile, the processor time of the screen's process and of the decode
processes, and how late a 10 ms timer of the screen was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Stage:
    """What is shown. urls: one a tile; seconds: how long is measured after `warm_s`; stamped: the pictures tell when they
    were made (`_rtsp_live`); govern: whether tiles step down under overload (what they cost in full is not seen then)."""

    urls: tuple[str, ...]
    width: int = 1920
    height: int = 1080
    warm_s: float = 4.0
    seconds: float = 8.0
    stamped: bool = False
    govern: bool = True


@dataclass(frozen=True)
class Seen:
    """rates: pictures painted a second, a tile; cores: processor time a second; late_ms: of the 10 ms timer;
    memory_mb: resident, of all processes, at the beginning and at the end; ages_ms: of stamped pictures when they were painted."""

    rates: tuple[float, ...]
    screen_cores: float
    decode_cores: float
    late_ms: tuple[float, ...]
    memory_mb: tuple[float, float]
    ages_ms: tuple[float, ...] = ()

    @property
    def cores(self) -> float:
        """Everything: decode, scale, transfer, paint."""
        return self.screen_cores + self.decode_cores

    def at_rate(self, rate: float) -> float:
        """What the processor time would be if every tile had shown so many pictures a second: a wall that drops some must
        not look cheap."""
        mean = sum(self.rates) / max(1, len(self.rates))
        return self.cores * rate / mean if mean else float("inf")


def watch(stage: Stage) -> Seen:
    """Show it in a process of its own."""
    root = Path(__file__).resolve().parents[1]
    environment = os.environ | {"PYTHONPATH": str(root)}
    if not os.environ.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run([sys.executable, "-m", "benchmarks._video_desk", json.dumps(asdict(stage))], text=True,
                          env=environment, stdout=subprocess.PIPE, check=True, cwd=root,
                          timeout=stage.warm_s + stage.seconds + 120)
    return Seen(**json.loads(done.stdout.strip().splitlines()[-1]))


def processor_s(pid: int) -> float:
    """Processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """What it holds that no other process shares, as far as the kernel tells."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def panel(stage: Stage) -> Any:
    """The panel in a shown window, its cameras known."""
    from PySide6.QtWidgets import QWidget

    from command_center.config import Configuration, VideoSection
    from command_center.domain.cameras import Camera
    from command_center.domain.time import now_utc
    from command_center.state.snapshot import Changes, Snapshot
    from tests.qt.sessions import HandSession
    from widgets.context import Context
    from widgets.video.wall import VideoWall

    class Session(HandSession):
        """Its clock goes."""

    video = VideoSection.model_construct(**(VideoSection().model_dump() | {"tiles": len(stage.urls), "govern": stage.govern}))
    session = Session(at_utc=now_utc())
    session.clock.now_utc = now_utc  # type: ignore[method-assign]
    context = Context(Configuration.model_construct(**(dict(Configuration()) | {"video": video})), {}, "en", "desk", 1.0,
                      "officer", "01", lambda: session)
    window = QWidget()
    window.resize(stage.width, stage.height)
    wall = VideoWall(context, window)
    wall.setGeometry(window.rect())
    window.show()
    cameras = {f"c{number:02d}": Camera(camera=f"c{number:02d}", name=f"Camera {number}", sub_url=url, main_url=url)
               for number, url in enumerate(stage.urls)}
    wall.on_snapshot(Snapshot(cameras=cameras), Changes(reset=True))
    wall.on_clock(now_utc())
    wall.kept_window = window  # type: ignore[attr-defined]
    return wall


class Count:
    """The pictures that tiles went through; looked at with every tick of the late timer."""

    def __init__(self, wall: Any) -> None:
        self._tiles = wall.tiles
        self._last = [0] * len(self._tiles)
        self.shown = [0] * len(self._tiles)

    def look(self) -> None:
        """Which tiles have painted another picture since."""
        for number, tile in enumerate(self._tiles):
            if tile.sequence != self._last[number]:
                self._last[number] = tile.sequence
                self.shown[number] += 1


def stamp_age_ms(pixels: Any) -> float | None:
    """How old a picture of `_rtsp_live` is, milliseconds; None where it cannot be read. Any size, BGR(A)."""
    height, width = pixels.shape[:2]
    values = []
    for band in (12, 36):
        row = pixels[band * height // 360, :, 1]
        values.append(int("".join("1" if row[(2 * bit + 1) * width // 64] > 120 else "0" for bit in range(32)), 2))
    if values[0] ^ values[1] != 0xFFFFFFFF:
        return None
    return float((int(time.monotonic() * 1000) - values[0]) & 0xFFFFFFFF)


class Ages:
    """Reads the stamps of the pictures that were just painted."""

    def __init__(self, wall: Any) -> None:
        self.ms: list[float] = []
        self._last: dict[int, int] = {}
        kind = type(wall.canvas)
        paint = kind.paintEvent

        def painted(canvas: Any, event: Any) -> None:
            paint(canvas, event)
            for number, tile in enumerate(wall.tiles):
                if tile.sequence != self._last.get(number):
                    self._last[number] = tile.sequence
                    picture = canvas._picture_of(tile.camera)
                    age = stamp_age_ms(picture.pixels) if picture is not None else None
                    if age is not None:
                        self.ms.append(age)

        kind.paintEvent = painted


def main() -> None:
    """Show, wait, measure, print, end."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks._lateness import Lateness
    from command_center.domain.time import now_utc
    from widgets.fonts import load_fonts
    from widgets.i18n import install_language

    wanted = json.loads(sys.argv[1])
    stage = Stage(**(wanted | {"urls": tuple(wanted["urls"])}))
    app = QApplication(sys.argv[:1])
    load_fonts()
    install_language("en")
    wall = panel(stage)
    ages = Ages(wall) if stage.stamped else None  # before the first painting: later the class is not asked again
    second = QTimer(interval=1000)
    second.timeout.connect(lambda: wall.on_clock(now_utc()))
    second.start()
    _spin(app, stage.warm_s)
    count = Count(wall)
    count.look()
    count.shown = [0] * len(stage.urls)
    pids = wall.feeds.pool.pids()
    used = [processor_s(os.getpid()), sum(map(processor_s, pids))]
    memory = sum(map(resident_mb, [os.getpid(), *pids]))
    if ages is not None:
        ages.ms.clear()
    began, late = time.monotonic(), Lateness(count.look)
    _spin(app, stage.seconds)
    late.stop()
    span = time.monotonic() - began
    seen = Seen(tuple(number / span for number in count.shown), (processor_s(os.getpid()) - used[0]) / span,
                (sum(map(processor_s, pids)) - used[1]) / span, tuple(late.late_ms),
                (memory, sum(map(resident_mb, [os.getpid(), *pids]))), tuple(ages.ms if ages else ()))
    wall.feeds.pool.close()
    print(json.dumps(asdict(seen)), flush=True)
    os._exit(0)


def _spin(app: Any, seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    main()
