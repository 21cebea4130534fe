"""A virtual screen (Xvfb) where there is no display: started here, told on stdout, ended with the command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from command_center.cli.main import UsageError

ENOUGH = "Xvfb"
_X_DISPLAY = re.compile(r"(?:[a-z]+/)?(?P<host>[^/]*):(?P<number>\d{1,5})(?:\.\d+)?")


def has_display() -> bool:
    """Whether Qt would find a screen by itself."""
    return bool(sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
                or os.environ.get("QT_QPA_PLATFORM"))


def check_display() -> None:
    """Raise UsageError where DISPLAY names an X server that does not answer: Qt would abort the process."""
    name = os.environ.get("DISPLAY", "")
    found = _X_DISPLAY.fullmatch(name)
    if os.environ.get("QT_QPA_PLATFORM") or os.environ.get("WAYLAND_DISPLAY") or not name or sys.platform != "linux":
        return
    if found is None or not _answers(found["host"], int(found["number"])):
        raise UsageError(f"the display {name} that DISPLAY names does not answer; correct it, or unset it to run on a "
                         "virtual screen")


def _answers(host: str, number: int) -> bool:
    import socket

    path = f"/tmp/.X11-unix/X{number}"
    if host in ("", "unix"):
        for address in (path, "\0" + path):
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(address) == 0:
                    return True
    try:
        socket.create_connection((host if host not in ("", "unix") else "127.0.0.1", 6000 + number), timeout=5).close()
    except (OSError, OverflowError):
        return False
    return True


@contextmanager
def virtual_screen(width: int, height: int) -> Iterator[str]:
    """A screen of that size for the block; gives its name (":99"). Raises UsageError where Xvfb is missing."""
    program = shutil.which(ENOUGH)
    if program is None:
        raise UsageError("there is no display, and no virtual one either; install it with `apt-get install xvfb`, "
                         "or set QT_QPA_PLATFORM=offscreen")
    reading, writing = os.pipe()
    process = subprocess.Popen([program, "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24",
                                "-nolisten", "tcp", "-terminate"],
                               pass_fds=(writing,), start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    # Of a session of its own, so that Ctrl+C in the terminal ends the desktop first; -terminate ends it with its last
    # window should the desktop be killed.
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise UsageError("the virtual screen (Xvfb) ended at once; run `Xvfb -displayfd 1` to see why")
        os.environ["DISPLAY"] = f":{number}"
        os.environ["COMMAND_CENTER_VIRTUAL_SCREEN"] = "1"
        yield f":{number}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
        os.environ.pop("DISPLAY", None)
        os.environ.pop("COMMAND_CENTER_VIRTUAL_SCREEN", None)


def picture_folder() -> Path:
    """Where pictures of a virtual screen go; made here."""
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("command-center")) / "screenshots"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder for pictures {folder} cannot be made: {error.strerror}") from error
    return folder
