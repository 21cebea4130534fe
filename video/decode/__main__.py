"""The decode process: takes commands over a socket, keeps one thread a tile. Started by `video.pool`.

It is niced below the desk, and dies with it: by signal where the system can, else because the socket ends. Commands
are JSON packets, with the file descriptor of the picture buffer where one is handed over.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

from command_center.domain.cameras import Segment
from command_center.redaction import guard_logs
from video.decode.live import LiveTile
from video.decode.recorded import PlayClock, RecordedTile
from video.decode.rush import rush
from video.decode.sound import SoundThread
from video.pictures import SharedPictures
from video.wire import MESSAGE_BYTES

_BEAT_S = 0.5
_NICE = 19  # never SCHED_IDLE: it starves


class DecodeProcess:
    """The main thread's part: commands in, reports and a heartbeat out."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._tiles: dict[int, LiveTile | RecordedTile] = {}
        self._sending = threading.Lock()
        self._sound: SoundThread | None = None

    def run(self) -> None:
        """Serve until the other end is gone."""
        self._connection.settimeout(_BEAT_S)
        beaten = 0.0
        while True:
            if time.monotonic() - beaten >= _BEAT_S:
                beaten = time.monotonic()
                self.report({"beat": 1})
                for tile in self._tiles.values():
                    tile.look_after()
            try:
                data, fds, _, _ = socket.recv_fds(self._connection, MESSAGE_BYTES, 1)
            except TimeoutError:
                continue
            except ConnectionError:
                return
            if not data:
                return
            self._obey(json.loads(data), fds[0] if fds else None)

    def report(self, message: dict[str, Any]) -> None:
        """Tell the pool; a pool that does not listen is not waited for."""
        with self._sending:
            try:
                self._connection.send(json.dumps(message).encode(), socket.MSG_DONTWAIT)
            except BlockingIOError:
                return
            except OSError:
                os._exit(0)

    def _obey(self, command: dict[str, Any], fd: int | None) -> None:
        pictures = None
        if command["do"] == "join" and fd is not None:
            rush.join(fd, command["place"])
            os.close(fd)
            return
        if fd is not None:
            pictures = SharedPictures(command["width"], command["height"], fd)
            pictures.close_fd()
        view, tile = command["view"], self._tiles.get(command["view"])
        match command["do"]:
            case "live" | "recorded" if pictures is not None:
                self._start(command, pictures)
            case "size" if tile is not None and pictures is not None:
                tile.show_in(pictures)
            case "hide" if tile is not None:
                tile.hide(command["hidden"])
            case "play" if isinstance(tile, RecordedTile):
                tile.play(tuple(Segment(*row) for row in command["segments"]), PlayClock(*command["clock"]))
            case "step" if isinstance(tile, LiveTile):
                tile.choose(command["stream"], command["keys"], command["paused"])
            case "again" if isinstance(tile, LiveTile):
                tile.again(command["seconds"])
            case "now" if isinstance(tile, LiveTile):
                tile.stop_again()
            case "hold" if isinstance(tile, LiveTile):
                tile.hold_us = command["hold_ms"] * 1000
            case "listen":
                self._listen(view, command["urls"], command["volume"])
            case "close" if tile is not None:
                self._tiles.pop(view).stop()
                if self._sound is not None and self._sound.view == view:
                    self._listen(view, [], 0.0)

    def _listen(self, view: int, urls: list[str], volume: float) -> None:
        """One camera is heard at a time; no address: none."""
        if self._sound is not None and urls and self._sound.view == view and self._sound.is_alive():
            self._sound.volume = volume
            return
        if self._sound is not None:
            self._sound.stop()
        self._sound = SoundThread(view, urls, volume, self.report) if urls else None
        if self._sound is not None:
            self._sound.start()

    def _start(self, command: dict[str, Any], pictures: SharedPictures) -> None:
        view = command["view"]
        tile: LiveTile | RecordedTile
        if command["do"] == "live":
            tile = LiveTile(view, pictures, self.report, command["addresses"], command["stream"])
            tile.keys, tile.paused = command["keys"], command["paused"]
            tile.offset_us, tile.hold_us = round(command["offset_ms"] * 1000), command["hold_ms"] * 1000
        else:
            tile = RecordedTile(view, pictures, self.report, Path(command["folder"]))
        tile.hide(command["hidden"])
        self._tiles[view] = tile
        tile.start()


def _die_with_parent(parent: int) -> None:
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    except (OSError, AttributeError):
        pass  # not Linux: the end of the socket says so
    if os.getppid() != parent:
        os._exit(0)


def main() -> None:
    """Entry point: FD of the socket and the parent's process id."""
    _die_with_parent(int(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is the desk's to handle
    guard_logs()
    os.nice(_NICE)
    sys.setswitchinterval(0.001)
    DecodeProcess(socket.socket(fileno=int(sys.argv[1]))).run()
    os._exit(0)  # threads inside the library cannot be joined


if __name__ == "__main__":
    main()
