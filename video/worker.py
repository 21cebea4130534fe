"""One decode process as its owner sees it: start it, send to it, hear from it, end it. Owner's thread only.

Nothing here blocks: a process that does not take what it is sent counts as hung.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import video
from video.wire import HARDWARE_VARIABLE, MESSAGE_BYTES

_HUNG_S = 8.0  # no heartbeat for this long (one is due every 0.5 s, but the process is niced)
_START_S = 30.0  # the first heartbeat comes after the imports
AWAY_S = 2.0  # an owner who did not listen for this long stood still, as a suspended machine does: nobody is hung by that


class Worker:
    """A running decode process."""

    def __init__(self, setting: str = "off") -> None:
        """setting: of hardware decoding, "auto" or "off"."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * MESSAGE_BYTES)
        ours.setblocking(False)
        self._socket = ours
        self._listened = time.monotonic()
        self._heard = self._listened + _START_S - _HUNG_S
        self._choked = False
        root = str(Path(video.__file__).resolve().parents[1])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(
            part for part in (root, os.environ.get("PYTHONPATH", "")) if part), "OMP_NUM_THREADS": "1",
            HARDWARE_VARIABLE: setting}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "video.decode", str(theirs.fileno()), str(os.getpid())],
                pass_fds=(theirs.fileno(),), env=environment, stdin=subprocess.DEVNULL,
                process_group=0,  # Ctrl+C in the terminal is for the desk, which ends its processes itself
            )

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def send(self, command: dict[str, Any], fd: int | None = None) -> None:
        """Give a command, with a file descriptor where the process needs one."""
        data = json.dumps(command).encode()
        try:
            socket.send_fds(self._socket, [data], [] if fd is None else [fd])
        except BlockingIOError:
            self._choked = True
        except OSError:
            pass  # it is gone; `fault` says so at the next look

    def hear(self) -> list[dict[str, Any]]:
        """What it reported since the last call."""
        messages: list[dict[str, Any]] = []
        away_s = time.monotonic() - self._listened
        self._listened += away_s
        if away_s > AWAY_S:
            self._heard += away_s
        while True:
            try:
                data = self._socket.recv(MESSAGE_BYTES)
            except OSError:
                return messages
            if not data:
                return messages
            self._heard = time.monotonic()
            message = json.loads(data)
            if "view" in message:
                messages.append(message)

    def fault(self) -> str:
        """"" while well; "crashed" or "hung"."""
        if self._process.poll() is not None:
            return "crashed"
        return "hung" if self._choked or time.monotonic() - self._heard > _HUNG_S else ""

    def end(self) -> None:
        """End it now; nothing is lost by that."""
        self._socket.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
