"""Starts the demo city beside a desk that was opened without a configuration. Called once, on the loading thread."""

from __future__ import annotations

import os
import socket

from command_center.engine.supervise import Child, Supervisor, python_command

CITY_URL = "CITY_URL"  # the environment variable that the demo's configuration asks for
NICENESS = 0  # the simulator lowers its own priority


def start_city(supervisor: Supervisor, seed: int | None = None, speed: float | None = None) -> Child:
    """Start the simulator on a free port and name it in the environment, which every later child inherits."""
    port = free_port()
    os.environ[CITY_URL] = f"http://127.0.0.1:{port}"
    options = [*(("--seed", str(seed)) if seed is not None else ()),
               *(("--speed", f"{speed:g}") if speed is not None else ())]
    command = python_command("-m", "command_center", "citysim", "--port", str(port), *options)
    return supervisor.start("citysim", command, niceness=NICENESS)


def free_port() -> int:
    """A port of the loopback that nobody has now. Its child must come back on the same one, so it is chosen here."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
