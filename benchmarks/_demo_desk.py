"""The desk that demo.py starts: the whole demo behind a real window; prints how late its timer was and what all of its
processes used."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

WARM_UP_S, MEASURED_S = 30.0, 40.0


def processes() -> dict[int, tuple[str, float]]:
    """This process and its descendants: pid -> what it is and the CPU seconds it has used so far."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            parents[int(entry.name)] = int(fields[1])
            used[int(entry.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    ours, grown = {os.getpid()}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in ours} - ours
        ours, grown = ours | more, bool(more)
    return {pid: (_name(pid), used[pid]) for pid in ours if pid in used}


def _name(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return "ended"
    known = {b"citysim": "simulator", b"serve": "engine", b"video.recorder": "recorder", b"video.decode": "decode",
             b"widgets.map.raster_worker": "raster"}
    return next((known[word] for word in words if word in known), "desk")


def main() -> None:
    """Open the demo, wait until the storm, measure, print, end."""
    from PySide6.QtCore import QCoreApplication, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks._lateness import Lateness
    from command_center.app import Desktop, Options
    from widgets.fonts import load_fonts
    from widgets.i18n import install_language

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    load_fonts()
    install_language("zh_CN")
    desktop = Desktop(app, Options(fresh=True, size=(1920, 1080)))
    desktop.ended.connect(lambda: app.exit(0))
    timers: list[Lateness] = []
    began: list[float] = []
    before: dict[int, tuple[str, float]] = {}

    def begin() -> None:
        before.update(processes())
        began.append(time.perf_counter())
        timers.append(Lateness())

    def end() -> None:
        after, span = processes(), time.perf_counter() - began[0]
        cores: dict[str, float] = {}
        for pid, (name, used) in after.items():
            cores[name] = cores.get(name, 0.0) + (used - before.get(pid, ("", 0.0))[1]) / span
        print(json.dumps({"late_ms": sorted(timers[0].late_ms), "cores": cores}), flush=True)
        desktop.close()

    QTimer.singleShot(int(WARM_UP_S * 1000), begin)
    QTimer.singleShot(int((WARM_UP_S + MEASURED_S) * 1000), end)
    desktop.show()
    app.exec()
    os._exit(0)


if __name__ == "__main__":
    main()
