"""A source that delivers passwords with its cameras, one of which says no: engine, recorder and decode processes run, and
the passwords are in no log, in no journal, in no argument and in no output of state."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_center import secrets
from command_center.journal.sqlite import SqliteJournal
from tests.servers.video_clips import make_clip
from tests.servers.video_web import VideoWeb
from video.pool import DecodePool

pytestmark = pytest.mark.e2e
RIGHT, WRONG = "open%2Fsesame-4711", "swordfish-0815"
FORMS = (b"sesame", b"swordfish")
PATIENCE_S = 60.0

CONFIGURATION = """
[city]
site = "test"
[video]
record = true
stream = "main"
[[connector]]
kind = "http_json"
id = "vms"
url = "{list}/cameras"
poll_s = 0.5
event = "CameraSeen"
[connector.mapping]
camera = "id"
name = "name"
main_url = "url"
"""


def _wait(condition) -> object:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def _of_group(pid: int) -> list[int]:
    """The process and what it started."""
    rows = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            rows.append((int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])))
        except OSError:
            continue  # it ended meanwhile
    found = [pid]
    for each in found:
        found += [child for child, parent in rows if parent == each]
    return found


def test_passwords_stay_where_they_belong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "secrets.json"
    monkeypatch.setenv(secrets.FILE_VARIABLE, str(store))
    camera, listing = VideoWeb(user="viewer:open/sesame-4711"), VideoWeb()
    camera.routes["/main.ts"] = make_clip(4).data
    host = camera.url.removeprefix("http://")
    listing.routes["/cameras"] = json.dumps([
        {"id": "good", "name": "Gate", "url": f"http://viewer:{RIGHT}@{host}/main.ts"},
        {"id": "bad", "name": "Yard", "url": f"http://intruder:{WRONG}@{host}/main.ts"},
        {"id": "odd", "url": {"rtsp": f"rtsp://x:{WRONG}@h/"}}]).encode()
    journal, config, log = tmp_path / "journal.sqlite", tmp_path / "city.toml", tmp_path / "engine.log"
    config.write_text(CONFIGURATION.format(list=listing.url))
    engine = None
    try:
        with log.open("wb") as out:
            engine = subprocess.Popen([sys.executable, "-m", "command_center", "serve", "--config", str(config),
                                       "--journal", str(journal)], stdout=out, stderr=subprocess.STDOUT)
        states: dict[str, str] = {}

        def known() -> bool:
            done = subprocess.run([sys.executable, "-m", "command_center", "journal", "state", str(journal), "--json"],
                                  capture_output=True, check=False)
            assert not any(form in done.stdout + done.stderr for form in FORMS)
            cameras = json.loads(done.stdout or b"{}").get("cameras", {}) if done.returncode == 0 else {}
            rows = cameras.values() if isinstance(cameras, dict) else cameras
            states.update({row["camera"]: row["state"] for row in rows})
            return states.get("vms/bad") == "refused" and states.get("vms/good") not in (None, "unknown", "refused")

        _wait(known)
        arguments = b"".join(Path(f"/proc/{pid}/cmdline").read_bytes() for pid in _of_group(engine.pid)
                             if os.path.exists(f"/proc/{pid}/cmdline"))
        assert b"video.recorder" in arguments and not any(form in arguments for form in FORMS)
        pool = DecodePool()
        try:
            view = pool.open_live(f"http://viewer@{host}/main.ts", 64, 36)
            _wait(lambda: (pool.poll(), view.latest())[1])
            assert not any(form in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pool.pids() for form in FORMS)
        finally:
            pool.close()
    finally:
        if engine is not None:
            engine.terminate()
            engine.wait(20)
        camera.close()
        listing.close()
    opened = SqliteJournal(journal)
    try:
        events = [entry.event for page in opened.read(0, opened.head()) for entry in page]
    finally:
        opened.close()
    assert any("viewer@" in repr(event) for event in events) and not any("sesame" in repr(event) for event in events)
    for path in tmp_path.rglob("*"):
        if path.is_file() and path not in (store, config):
            assert not any(form in path.read_bytes() for form in FORMS), path.name
    assert secrets.secret_for(f"viewer@{host}") == ("viewer", "open/sesame-4711")
