"""Starts the demo city beside a desk that was opened without a configuration. Belongs to the thread that watches the
engine.

Of desks that are opened at the same instant one starts the city and then the engine: the one that holds PATH.city.lock
beside the journal. The others wait for its engine; should it die, the kernel frees the lock and one of them goes on.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import time
from pathlib import Path

from command_center.engine.supervise import Supervisor, python_command

CITY_URL = "CITY_URL"  # the environment variable that the demo's configuration asks for
log = logging.getLogger("command_center.engine")
PATIENCE_S = 20.0  # then the engine is started without the city, and shows its sources as lost


class CityProcess:
    """The simulator on a free port, started by the first `ready` unless somebody has named a city already."""

    def __init__(self, supervisor: Supervisor, journal: Path) -> None:
        self._supervisor = supervisor
        self._path = journal.with_name(journal.name + ".city.lock")
        self._fd = -1
        self._port = 0
        self._started_s = 0.0

    def ready(self) -> bool:
        """Whether an engine would find its sources; asked again and again."""
        if not self._port:
            if CITY_URL in os.environ:
                return True
            if not self._is_ours():
                return False
            self._start()
        return _answers(self._port) or time.monotonic() - self._started_s > PATIENCE_S

    def close(self) -> None:
        """Once the city is ended: let another desk start one."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _is_ours(self) -> bool:
        try:
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:  # the engine will say the same of its own lock, with what to do
            log.warning("%s cannot be written: %s", self._path, error)
            return True
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            return False
        self._fd = fd
        return True

    def _start(self) -> None:
        """On a port that it keeps when it has to be started again; named in the environment for every later child."""
        self._port, self._started_s = free_port(), time.monotonic()
        os.environ[CITY_URL] = f"http://127.0.0.1:{self._port}"
        command = python_command("-m", "command_center", "citysim", "--port", str(self._port))
        self._supervisor.start("citysim", command)


def free_port() -> int:
    """A port of the loopback that nobody has now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
    except OSError:
        return False
    return True
