"""`command-center doctor`: checks this machine and says what to do about what is missing."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

HELP = "check this machine"
LEAST_FREE_GB, GOOD_FREE_GB = 1.0, 20.0
LEAST_PYTHON = (3, 11)
QT_VERSION = "6.11.2"
SQLITE_SAFE = (3, 51, 3)
PROBE_S = 30
State = Literal["good", "warning", "fatal"]

# Runs in a process of its own: a Qt that cannot start aborts its process instead of raising.
_PROBE = """
import json, os, sys
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication
from widgets.fonts import load_fonts
app = QApplication([])
screens = [[screen.name(), screen.size().width(), screen.size().height()] for screen in app.screens()]
print(json.dumps({"qt": qVersion(), "platform": app.platformName(), "screens": screens, "fonts": load_fonts()}))
sys.stdout.flush()
os._exit(0)
"""


class Finding(NamedTuple):
    """state: good, warning (works with less), fatal (the desktop cannot run). advice: what to do."""

    check: str
    state: State
    found: str
    advice: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `doctor`."""
    parser.add_argument("--json", action="store_true", help="print a JSON list of findings")


def run(args: argparse.Namespace) -> int:
    """0, or 1 when something is fatally missing."""
    findings = list(examine())
    if args.json:
        print(json.dumps([finding._asdict() for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            print(f"{finding.state:8}{finding.check:14}{finding.found}")
            if finding.advice:
                print(f"{'':22}{finding.advice}")
    return 1 if any(finding.state == "fatal" for finding in findings) else 0


def examine() -> Iterator[Finding]:
    """Every check; one that fails itself is a finding, too."""
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        _python, _sqlite, _screen, _codecs, _disk, _clock, _input_method, _sound)
    for check in checks:
        try:
            yield from check()
        except Exception as error:
            yield Finding(check.__name__.strip("_"), "warning", f"could not be checked: {error}")


def _python() -> Iterator[Finding]:
    good = sys.version_info >= LEAST_PYTHON
    yield Finding("python", "good" if good else "fatal", platform.python_version(),
                  "" if good else "install Python 3.11 or later")


def _sqlite() -> Iterator[Finding]:
    try:
        import apsw
    except ImportError:
        yield Finding("sqlite", "fatal", "apsw is not installed", "run `make setup`")
        return
    version = apsw.sqlite_lib_version()
    good = tuple(int(part) for part in version.split(".")) >= SQLITE_SAFE
    yield Finding("sqlite", "good" if good else "fatal", f"{version} in apsw {apsw.apsw_version()}",
                  "" if good else "older versions can lose committed events; `pip install -U apsw`")


def _screen() -> Iterator[Finding]:
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or ""
    told = _probe(display)
    if told is None:
        yield Finding("qt", "fatal", "Qt cannot start", "run `make setup`; on Debian it installs Qt's libraries")
        return
    yield Finding("qt", "good" if told["qt"] == QT_VERSION else "warning", f"PySide6 {told['qt']} ({told['platform']})",
                  "" if told["qt"] == QT_VERSION else f"tested with {QT_VERSION}")
    if display:
        names = ", ".join(f"{name} {width}x{height}" for name, width, height in told["screens"])
        yield Finding("display", "good", names)
    else:
        virtual = shutil.which("Xvfb")
        yield Finding("display", "warning", "none" + (f"; a virtual one by {virtual}" if virtual else ""),
                      "" if virtual else "install a virtual screen: apt-get install xvfb")
    good = "Noto Sans SC" in told["fonts"]
    yield Finding("fonts", "good" if good else "fatal", ", ".join(told["fonts"]) or "none",
                  "" if good else "resources/fonts is incomplete: fetch the repository again")


def _probe(display: str) -> dict[str, Any] | None:
    environment = os.environ | ({} if display else {"QT_QPA_PLATFORM": "offscreen"})
    answer = subprocess.run([sys.executable, "-c", _PROBE], env=environment, capture_output=True, text=True,
                            timeout=PROBE_S, cwd=Path(__file__).resolve().parents[2], check=False)
    if answer.returncode:
        return None if not display else _probe("")
    return dict(json.loads(answer.stdout.strip().splitlines()[-1]))


def _codecs() -> Iterator[Finding]:
    try:
        import av
    except ImportError as error:
        yield Finding("codecs", "fatal", f"PyAV: {error}", "run `make setup`")
        return
    missing = [name for name in ("h264", "hevc", "mpeg2video", "mpeg4", "mjpeg") if name not in av.codecs_available]
    yield Finding("codecs", "good" if not missing else "warning", f"PyAV {av.__version__}"
                  + (f", without {', '.join(missing)}" if missing else ""),
                  "cameras with these codecs stay dark" if missing else "")


def _disk() -> Iterator[Finding]:
    import platformdirs

    folder = Path(platformdirs.user_data_dir("command-center"))
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free_gb = shutil.disk_usage(there).free / 1e9
    state: State = "good" if free_gb >= GOOD_FREE_GB else "warning" if free_gb >= LEAST_FREE_GB else "fatal"
    writable = os.access(there, os.W_OK)
    yield Finding("disk", state if writable else "fatal", f"{free_gb:.0f} GB free for {folder}",
                  "" if state == "good" and writable else "free some space; the journal and video need it" if writable
                  else "the folder cannot be written; check its owner")


def _clock() -> Iterator[Finding]:
    if time.time() < 1_700_000_000:
        yield Finding("clock", "fatal", time.ctime(), "the clock is years behind; set it")
        return
    told = ""
    if shutil.which("timedatectl"):
        told = subprocess.run(["timedatectl", "show", "-p", "NTPSynchronized", "--value"], capture_output=True,
                              text=True, timeout=5, check=False).stdout.strip()
    yield Finding("clock", "warning" if told == "no" else "good",
                  {"yes": "synchronised", "no": "not synchronised"}.get(told, "runs; synchronisation unknown"),
                  "switch on NTP (chrony or systemd-timesyncd), or times of events are wrong" if told == "no" else "")


def _input_method() -> Iterator[Finding]:
    module = os.environ.get("QT_IM_MODULE") or os.environ.get("XMODIFIERS", "").removeprefix("@im=")
    if module.startswith("fcitx") and module != "ibus":
        yield Finding("input", "warning", module, "PySide6 has no fcitx plug-in: use fcitx5's ibus front end, "
                                                  "QT_IM_MODULE=ibus")
    else:
        yield Finding("input", "good", module or "none set; for Chinese typing set QT_IM_MODULE=ibus")


def _sound() -> Iterator[Finding]:
    player = next((name for name in ("pw-play", "paplay", "aplay") if shutil.which(name)), "")
    yield Finding("sound", "good" if player else "warning", player or "no player",
                  "" if player else "red alarms only beep; install alsa-utils or pulseaudio-utils")
