"""Child processes: started, kept alive with backoff, and ended with their parent whatever kills it.

One supervising thread starts every child of a process: the kernel's parent-death signal is tied to the thread that
started the child, so it must live as long as the process does.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Literal, NamedTuple

log = logging.getLogger("command_center.engine")

ChildState = Literal["starting", "running", "waiting", "stopped", "ended"]
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 20.0
STDERR_FD = 2
NOT_STARTED = -1  # stands for the exit code of a child that the system refused to make
STEADY_S = 30.0  # a child that ran this long starts over with the shortest wait

# Runs in the child's own interpreter before the program: asks for SIGTERM when the parent dies (Linux), then checks
# that it has not died already.
_LAUNCH = (
    "import os, sys\n"
    "if sys.platform == 'linux':\n"
    "    import ctypes\n"
    "    ctypes.CDLL(None).prctl(1, 15, 0, 0, 0)\n"
    "if os.getppid() != int(sys.argv[1]): sys.exit(0)\n"
    "if int(sys.argv[2]): os.nice(int(sys.argv[2]))\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)


class ChildReport(NamedTuple):
    """What became of a child. code: exit code (negative: signal) where it ended, retry_s: pause before the next."""

    name: str
    state: ChildState
    code: int | None = None
    retry_s: float = 0.0


def python_command(*arguments: str) -> list[str]:
    """A command line of this interpreter."""
    return [sys.executable, *arguments]


class Child:
    """One process that should run. Made by Supervisor.start; its fields belong to the supervising thread."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], niceness: int, revive: bool,
                 done: Callable[[int], bool]) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self.niceness = niceness
        self.revive = revive
        self.is_final = done
        self.process: subprocess.Popen[bytes] | None = None
        self.wanted = True
        self.starts = 0
        self.started_s = 0.0
        self.due_s = 0.0
        self.wait_s = FIRST_WAIT_S

    @property
    def pid(self) -> int:
        """Of the running process, 0 if none runs."""
        process = self.process
        return process.pid if process is not None and process.poll() is None else 0


class Supervisor:
    """Starts and keeps children. `on_report` hears of every change, on the supervising thread."""

    def __init__(self, on_report: Callable[[ChildReport], None] = lambda report: None) -> None:
        self._on_report = on_report
        self._calls: queue.SimpleQueue[tuple[Callable[[], object], Future[None]] | None] = queue.SimpleQueue()
        self._children: list[Child] = []
        self._thread = threading.Thread(target=self._run, name="supervise", daemon=True)
        self._thread.start()

    def start(self, name: str, command: Sequence[str], *, environment: Mapping[str, str] | None = None,
              niceness: int = 0, revive: bool = True,
              final: Callable[[int], bool] = lambda code: code in (0, 2)) -> Child:
        """Start a child and, with `revive`, again whenever it ends with a code that is not `final` (0 done, 2 bad
        input: starting it again would not help)."""
        child = Child(name, command, {**os.environ, **(environment or {})}, niceness, revive, final)
        self._do(lambda: self._adopt(child))
        return child

    def stop(self, child: Child, patience_s: float = 5.0) -> None:
        """End a child in good order, by force after `patience_s`."""
        self._do(lambda: setattr(child, "wanted", False))
        process = child.process
        if process is not None:
            end_process(process, patience_s)
        with contextlib.suppress(ValueError):
            self._children.remove(child)
        self._on_report(ChildReport(child.name, "stopped", None if process is None else process.returncode))

    def close(self, patience_s: float = 5.0) -> None:
        """End every child, newest first, and the supervising thread."""
        for child in reversed(list(self._children)):
            self.stop(child, patience_s)
        self._calls.put(None)
        self._thread.join(timeout=patience_s)

    def _do(self, call: Callable[[], object]) -> None:
        if not self._thread.is_alive():
            return
        done: Future[None] = Future()
        self._calls.put((call, done))
        done.result(timeout=30)

    def _run(self) -> None:
        while True:
            try:
                item = self._calls.get(timeout=0.1)
            except queue.Empty:
                self._look_after()
                continue
            if item is None:
                return
            call, done = item
            try:
                call()
            except BaseException as error:
                done.set_exception(error)
            else:
                done.set_result(None)

    def _adopt(self, child: Child) -> None:
        self._children.append(child)
        self._launch(child)

    def _launch(self, child: Child) -> None:
        launch = [sys.executable, "-I", "-S", "-c", _LAUNCH, str(os.getpid()), str(child.niceness)]
        # What children print belongs to the log: the parent's own output may be data.
        child.started_s = time.monotonic()
        try:
            # A group of its own: Ctrl+C in the terminal is for the parent, which ends its children in their order.
            child.process = subprocess.Popen(launch + child.command, env=child.environment, stdin=subprocess.DEVNULL,
                                             stdout=STDERR_FD, process_group=0)
        except OSError as error:  # no memory or no process to be had: the next try may find some
            log.error("the %s could not be started: %s", child.name, error)
            child.process = None
            self._ended(child, NOT_STARTED, child.started_s)
            return
        child.starts += 1
        child.due_s = 0.0
        self._on_report(ChildReport(child.name, "running"))

    def _look_after(self) -> None:
        now = time.monotonic()
        for child in list(self._children):
            if not child.wanted:
                continue
            if child.due_s:
                if now >= child.due_s:
                    self._launch(child)
            elif child.process is not None and (code := child.process.poll()) is not None:
                self._ended(child, code, now)

    def _ended(self, child: Child, code: int, now: float) -> None:
        if not child.revive or child.is_final(code):
            child.wanted = False
            self._children.remove(child)
            self._on_report(ChildReport(child.name, "ended", code))
            return
        if now - child.started_s > STEADY_S:
            child.wait_s = FIRST_WAIT_S
        child.due_s = now + child.wait_s * random.uniform(0.8, 1.2)
        self._on_report(ChildReport(child.name, "waiting", code, child.wait_s))
        child.wait_s = min(child.wait_s * 2, LONGEST_WAIT_S)


def end_process(process: subprocess.Popen[bytes], patience_s: float) -> int:
    """SIGTERM, wait, SIGKILL; returns the exit code."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):  # killed all the same, on a machine that is overwhelmed
                process.wait(timeout=5)
    return -signal.SIGKILL if process.returncode is None else int(process.returncode)
