"""The desk that startup.py starts: opens the window, prints when it was painted and when it had live data, ends."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

EAGER = ("numpy", "msgspec", "scipy.sparse.csgraph", "shapely", "pyproj", "pyqtgraph", "av", "cv2", "requests",
         "command_center.connectors.vector", "command_center.engine.desk", "widgets.bridge", "widgets.map.panel")


def started_at() -> float:
    """Seconds since boot at which this process began, from the kernel's own record."""
    ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    return ticks / os.sysconf("SC_CLK_TCK")


def since_start() -> float:
    """Milliseconds since this process began (the kernel counts in hundredths of a second)."""
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - started_at()) * 1000


def main() -> None:
    """Open, watch, print, end."""
    config, mode = Path(sys.argv[1]), sys.argv[2]
    if mode == "eager":
        for name in EAGER:
            __import__(name)
    from PySide6.QtCore import QCoreApplication, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from command_center.app import Desktop, Options
    from widgets.fonts import load_fonts
    from widgets.i18n import install_language

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    load_fonts()
    install_language("zh_CN")
    desktop = Desktop(app, Options(config=config, size=(1920, 1080)))
    desktop.ended.connect(lambda: app.exit(0))
    times: dict[str, float] = {}
    desktop.window.painted.connect(lambda: times.setdefault("painted", since_start()))

    def look() -> None:
        if desktop._context is not None and desktop._has_data():
            times.setdefault("live", since_start())
            desktop.close()

    timer = QTimer(interval=5)
    timer.timeout.connect(look)
    timer.start()
    desktop.show()
    app.exec()
    print(json.dumps(times), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
