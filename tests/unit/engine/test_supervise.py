from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_center.engine.lock import EngineLock, LockedError, holder
from command_center.engine.supervise import ChildReport, Supervisor, python_command

SLEEP = python_command("-c", "import time; time.sleep(60)")


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def until(true, limit_s: float = 15.0) -> bool:
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return bool(true())


def test_a_killed_child_is_started_again_and_a_stopped_one_is_not() -> None:
    reports: queue.Queue[ChildReport] = queue.Queue()
    supervisor = Supervisor(reports.put)
    child = supervisor.start("sleeper", SLEEP)
    first = child.pid
    assert first and reports.get(timeout=5) == ChildReport("sleeper", "running")
    os.kill(first, signal.SIGKILL)
    assert reports.get(timeout=5)[:3] == ("sleeper", "waiting", -signal.SIGKILL)
    assert reports.get(timeout=10).state == "running"
    second = child.pid
    assert second not in (0, first)
    supervisor.stop(child)
    assert not alive(second)
    assert reports.get(timeout=5).state == "stopped"
    supervisor.close()
    assert child.starts == 2


def test_bad_input_is_not_tried_again() -> None:
    reports: queue.Queue[ChildReport] = queue.Queue()
    supervisor = Supervisor(reports.put)
    supervisor.start("refuser", python_command("-c", "raise SystemExit(2)"))
    assert reports.get(timeout=5).state == "running"
    assert reports.get(timeout=5) == ChildReport("refuser", "ended", 2)
    supervisor.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
def test_children_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    program = (
        "import time, sys\n"
        "from pathlib import Path\n"
        "from command_center.engine.supervise import Supervisor\n"
        f"child = Supervisor().start('sleeper', {SLEEP!r})\n"
        f"Path({str(told)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program])
    try:
        assert until(lambda: told.exists() and told.read_text())
        child = int(told.read_text())
        assert alive(child)
        time.sleep(0.3)  # the child must have got past its launcher to be a fair test
    finally:
        parent.kill()
        parent.wait()
    assert until(lambda: not alive(child))


def test_the_lock_elects_one_engine_and_survives_no_process(tmp_path: Path) -> None:
    journal = tmp_path / "journal.sqlite"
    assert holder(journal) is None
    lock = EngineLock(journal)
    lock.tell(socket="somewhere.sock")
    program = (
        "import sys\nfrom pathlib import Path\nfrom command_center.engine.lock import *\n"
        f"journal = Path({str(journal)!r})\n"
        "print(holder(journal))\n"
        "try:\n    EngineLock(journal, 0.1)\nexcept LockedError as error:\n    print(error.pid)\n"
    )
    out = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    told, pid = out.splitlines()
    assert "somewhere.sock" in told and int(pid) == os.getpid()
    lock.release()
    assert holder(journal) is None
    EngineLock(journal).release()


def test_a_lock_says_who_has_it(tmp_path: Path) -> None:
    error = LockedError(tmp_path / "j", 7)
    assert error.pid == 7 and "7" in str(error)


def test_a_child_that_cannot_be_started_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports: queue.Queue[ChildReport] = queue.Queue()
    supervisor = Supervisor(reports.put)
    real = sys.executable
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    once = supervisor.start("once", SLEEP, revive=False)
    assert reports.get(timeout=5).state == "ended" and not once.pid
    child = supervisor.start("sleeper", SLEEP)
    assert reports.get(timeout=5).state == "waiting" and not child.pid
    monkeypatch.setattr(sys, "executable", real)
    while reports.get(timeout=10).state != "running":
        pass
    assert child.pid
    supervisor.close()
