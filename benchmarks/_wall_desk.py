"""The desk that wall_under_load.py starts, ours or the one beside it; prints as JSON what it saw and ends.

Ours is the application's own window. Beside it what one writes first, on the same journal and the same session: decode
threads in the screen's process and QGraphicsScene for a map.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks._lateness import Lateness
from benchmarks._load import CAMERAS
from benchmarks._shown import ShownAges
from command_center.state.snapshot import Changes, Snapshot

TILE = (640, 360)
SIZE = (3300, 2800)  # the map beside such tiles has more pixels than a full HD screen
WARM_S, SECONDS = 8.0, 12.0
MAP_SCALE_M = 8.0


class Watch:
    """Collects from `begin` on."""

    def __init__(self, pictures: Callable[[], int]) -> None:
        self._pictures = pictures
        self.shown = ShownAges()
        self._events = self._before = 0
        self._began = 0.0
        self._timer: Lateness | None = None

    def took(self, snapshot: Snapshot, changes: Changes) -> None:
        """A snapshot came to the window."""
        names = changes.ids.get("positions")
        if names and self._began:
            self.shown.took(snapshot, frozenset(names))
            self._events += len(names)

    def begin(self) -> None:
        """Count from now on."""
        self._began, self._before, self._timer = time.monotonic(), self._pictures(), Lateness()

    def figures(self) -> dict[str, Any]:
        """What it comes to."""
        assert self._timer is not None
        span = time.monotonic() - self._began
        return {"ages_ms": self.shown.ages_ms, "late_ms": self._timer.late_ms, "events_a_second": self._events / span,
                "pictures_a_second": (self._pictures() - self._before) / span / CAMERAS}


def ours(app: QApplication, config: Path) -> None:
    """The whole window, its borders dragged so that each tile shows its camera's pictures one to one."""
    from command_center.app import Desktop, Options

    desktop = Desktop(app, Options(config=config, size=SIZE))
    desktop.ended.connect(lambda: app.exit(0))
    sums = dict.fromkeys(range(CAMERAS), 0)

    def pictures() -> int:
        """Shown so far: the numbers that the tiles painted went through."""
        for number, tile in enumerate(desktop.window.panels["video"].tiles):  # type: ignore[attr-defined]
            sums[number] = tile.sequence
        return sum(sums.values())

    watch = Watch(pictures)

    def begin() -> None:
        for tile in desktop.window.panels["video"].tiles:  # type: ignore[attr-defined]
            width, height = tile.picture_box.width(), tile.picture_box.height()
            if abs(width - TILE[0]) + abs(height - TILE[1]) > 2:
                raise SystemExit(f"a tile of {width}x{height} is not what is to be measured")
        watch.begin()

    def arrange() -> None:
        if desktop.extras is None:
            QTimer.singleShot(50, arrange)
            return
        _drag_borders(desktop.window.body)
        view = desktop.window.panels["map"].map  # type: ignore[attr-defined]
        watch.shown = ShownAges(view)
        paint = view.scene.paint

        def noted(*words: Any) -> None:
            paint(*words)
            watch.shown.painted()

        view.scene.paint = noted
        desktop.bridge.snapshot_changed.connect(watch.took)
        QTimer.singleShot(int(WARM_S * 1000), begin)
        for call in (lambda: _tell(watch), desktop.close):
            QTimer.singleShot(int((WARM_S + SECONDS) * 1000), call)

    arrange()
    desktop.show()
    app.exec()
    if desktop.error is not None:
        raise desktop.error


def _drag_borders(body: Any) -> None:
    from widgets.theme import theme
    from widgets.video.tile import caption_height

    gap = theme().space("gap")
    wide = 4 * TILE[0] + 3 * gap
    tall = 4 * (TILE[1] + caption_height()) + 3 * gap
    body._dragged()
    body._across.setSizes([300, wide, body.width() - wide - 300 - 2 * gap])
    body._columns["centre"].setSizes([body._columns["centre"].height() - tall - gap, tall])


def peer(app: QApplication, journal: Path, clip: Path) -> None:
    """Beside it."""
    from benchmarks._map_stage import GraphicsMap
    from benchmarks.video_wall import decode_threads, tile_painter
    from command_center.engine.live import LiveSession
    from command_center.engine.recall import Recall
    from command_center.journal.remote import RemoteJournal

    session = LiveSession(lambda: RemoteJournal(journal), lambda opened: Recall(opened).fold(), "bench", "bench")
    session.start()
    session.wait_ready(30)
    taken = session.box.take()
    assert taken is not None
    scene, shown = GraphicsMap(taken[0], MAP_SCALE_M), [0]
    watch = Watch(lambda: shown[0])

    def frame() -> None:
        new = session.box.take()
        if new is not None:
            scene.take(new[0], Changes(ids=new[1].ids))
            watch.took(*new)
            scene.view.viewport().repaint()
            watch.shown.painted()

    with decode_threads(clip, *TILE) as latest:
        paint = tile_painter(latest, *TILE)

        def tick() -> None:
            shown[0] += paint()

        timers = [QTimer(interval=interval, timerType=Qt.TimerType.PreciseTimer) for interval in (33, 20)]
        for timer, call in zip(timers, (frame, tick), strict=True):
            timer.timeout.connect(call)
            timer.start()
        QTimer.singleShot(int(WARM_S * 1000), watch.begin)
        for call in (lambda: _tell(watch), app.quit):
            QTimer.singleShot(int((WARM_S + SECONDS) * 1000), call)
        app.exec()
    session.close()


def _tell(watch: Watch) -> None:
    print(json.dumps(watch.figures()), flush=True)


def main() -> None:
    """Open, watch, print, end."""
    from widgets.fonts import load_fonts
    from widgets.i18n import install_language

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    load_fonts()
    install_language("zh_CN")
    if sys.argv[1] == "ours":
        ours(app, Path(sys.argv[2]))
    else:
        peer(app, Path(sys.argv[2]), Path(sys.argv[3]))
    os._exit(0)


if __name__ == "__main__":
    main()
