"""An engine whose process is there but does nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from command_center.engine.engine_watch import SILENT_AFTER_S, EngineWatch, Pulse
from command_center.engine.lock import EngineLock, holder
from command_center.notices import Notice, subscribe

ENGINE = """
import sys, time
from pathlib import Path
from command_center.config import Configuration
from command_center.engine.service import EngineService
service = EngineService(Configuration(), Path(sys.argv[1]), {}, record=False)
print("up", flush=True)
time.sleep(60)
"""


def until(true, limit_s: float) -> bool:
    end = time.monotonic() + limit_s
    while time.monotonic() < end and not true():
        time.sleep(0.05)
    return bool(true())


def test_a_stopped_engine_is_noticed_said_once_and_its_return_too(tmp_path: Path) -> None:
    journal = tmp_path / "j.sqlite"
    heard: list[Notice] = []
    leave = subscribe(heard.append)
    engine = subprocess.Popen([sys.executable, "-c", ENGINE, str(journal)], stdout=subprocess.PIPE, text=True)
    watch = EngineWatch(journal, None, None)
    try:
        assert engine.stdout is not None and engine.stdout.readline() == "up\n"
        watch.start()
        assert until(lambda: watch.state == "running" and (holder(journal) or {}).get("beat"), 10)
        os.kill(engine.pid, signal.SIGSTOP)
        assert until(lambda: watch.state == "silent", SILENT_AFTER_S + 6)
        os.kill(engine.pid, signal.SIGCONT)
        assert until(lambda: watch.state == "running", 6)
    finally:
        watch.close()
        leave()
        engine.send_signal(signal.SIGCONT)
        engine.kill()
        engine.wait()
    assert [notice.key for notice in heard if notice.key.startswith("notice.engine")] == [
        "notice.engine_silent", "notice.engine_recovered"]
    assert next(notice for notice in heard if notice.key == "notice.engine_silent").parameters == {"pid": engine.pid}


def test_a_pulse_judges_nobody_who_never_beat_nor_while_the_desk_itself_stood_still() -> None:
    starting, desk = Pulse(), Pulse()
    assert not any(starting.is_silent(0, now * 0.2) for now in range(200))
    assert not desk.is_silent(7, 100.0)
    assert not desk.is_silent(7, 500.0)  # the machine slept
    looks = [desk.is_silent(7, 500.0 + step * 0.2) for step in range(40)]
    assert looks.index(True) in (21, 22) and all(looks[22:])
    assert not desk.is_silent(8, 508.2)


def test_the_beat_has_its_room_beside_what_the_lock_says(tmp_path: Path) -> None:
    journal = tmp_path / "j.sqlite"
    lock = EngineLock(journal)
    lock.tell(socket="s", trouble="notice.journal_disk_full")
    size = (tmp_path / "j.sqlite.lock").stat().st_size
    for _ in range(3):
        lock.beat()
    told = holder(journal)
    assert told == {"pid": os.getpid(), "socket": "s", "trouble": "notice.journal_disk_full", "beat": 3}
    assert (tmp_path / "j.sqlite.lock").stat().st_size == size  # a full disk has no room for more
    lock.release()
    assert holder(journal) is None
