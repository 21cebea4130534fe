"""Starts the demo city beside a desk that was opened without a configuration. Belongs to the thread that watches the
engine."""

from __future__ import annotations

import os
import socket
import time

from command_center.engine.supervise import Supervisor, python_command

CITY_URL = "CITY_URL"  # the environment variable that the demo's configuration asks for
PATIENCE_S = 20.0  # then the engine is started without the city, and shows its sources as lost


class CityProcess:
    """The simulator on a free port, started by the first `ready` unless somebody has named a city already."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._port = 0
        self._started_s = 0.0

    def ready(self) -> bool:
        """Whether an engine would find its sources; asked again and again."""
        if not self._port:
            if CITY_URL in os.environ:
                return True
            self._start()
        return _answers(self._port) or time.monotonic() - self._started_s > PATIENCE_S

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
