"""A real mosquitto broker on a free loopback port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def find_mosquitto() -> str | None:
    """Where the broker is, None if it is not installed."""
    return shutil.which("mosquitto") or shutil.which("mosquitto", path="/usr/sbin:/usr/local/sbin")


def dynamic_security() -> str | None:
    """The plug-in that can refuse subscriptions, None if it is not installed."""
    found = sorted(Path("/usr/lib").glob("**/mosquitto_dynamic_security.so"))
    return str(found[0]) if found else None


class Mosquitto:
    """lines: more of its configuration (an access list, users)."""

    def __init__(self, folder: Path, lines: str = "allow_anonymous true", port: int = 0) -> None:
        self.port = port or free_port()
        self._config = folder / "mosquitto.conf"
        if os.geteuid() == 0:
            lines += "\nuser root"  # else it may not read the files of a test
        self._config.write_text(f"listener {self.port} 127.0.0.1\n{lines}\n", encoding="utf-8")
        self.start()

    def start(self) -> None:
        """Start and wait until it listens."""
        broker = find_mosquitto()
        assert broker is not None
        self._process = subprocess.Popen([broker, "-c", str(self._config)], stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("mosquitto does not listen")

    @property
    def url(self) -> str:
        """mqtt://host:port."""
        return f"mqtt://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(10)
