"""Passwords in the system's keyring, through the keyring package itself and over several processes; and that none of them is
in a file of ours, an argument, an output or a log."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_center import secrets
from command_center.cli.main import main

keyring = pytest.importorskip("keyring", reason="the keyring package is not installed")

from tests.servers.file_keyring import FileKeyring, PlainKeyring  # noqa: E402
from tests.servers.video_clips import make_clip  # noqa: E402
from tests.servers.video_web import VideoWeb  # noqa: E402
from tests.unit.video.conftest import wait_for  # noqa: E402
from video.pool import DecodePool  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "open/sesame-4711"
FORMS = ("sesame", "open%2F")


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A keyring of this test, for every process that it starts; the file that it lies in."""
    path = tmp_path / "ring" / "keys.json"
    path.parent.mkdir()
    monkeypatch.delenv(secrets.FILE_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("FILE_KEYRING", str(path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.servers.file_keyring.FileKeyring")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    before = keyring.get_keyring()
    keyring.set_keyring(FileKeyring())
    yield path
    keyring.set_keyring(before)


def _has_no_password(folder: Path) -> bool:
    files = [path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file()]
    return bool(files) and not any(form in text for text in files for form in FORMS)


def test_a_password_lies_in_the_keyring_alone(ring: Path, tmp_path: Path) -> None:
    assert secrets.keep_secret("admin@10.1.4.7", "admin", PASSWORD, ["10.1.*"])
    (known,) = secrets.known_secrets()
    assert (known.kept_in, known.user, known.hosts) == ("keyring", "admin", ("10.1.*",))
    assert _has_no_password(tmp_path / "config") and keyring.get_password(secrets.SERVICE, "admin@10.1.4.7") == PASSWORD
    assert secrets.secret_of_user("admin", "10.1.4.7", 554) == ("admin", PASSWORD)
    assert secrets.secret_for("admin@10.1.4.7", "10.2.0.1") is None, "hosts are asked before the keyring"
    assert secrets.forget_secret("admin@10.1.4.7") and keyring.get_password(secrets.SERVICE, "admin@10.1.4.7") is None
    assert secrets.secret_for("admin@10.1.4.7") is None


def test_what_a_source_delivers_does_not_ask_a_desktop_to_unlock(ring: Path) -> None:
    secrets.keep_secret("cam@h", "cam", "delivered-1", origin="vms")
    assert secrets.known_secrets()[0].kept_in == "file" and not ring.exists()


def test_a_keyring_that_protects_nothing_is_not_used(ring: Path) -> None:
    keyring.set_keyring(PlainKeyring())
    secrets.keep_secret("admin", "admin", PASSWORD)
    assert secrets.known_secrets()[0].kept_in == "file" and not ring.exists()
    assert secrets.secret_for("admin") == ("admin", PASSWORD)


def test_a_locked_keyring_is_no_crash_and_tells_nothing(ring: Path, caplog: pytest.LogCaptureFixture,
                                                        capsys: pytest.CaptureFixture[str]) -> None:
    secrets.keep_secret("gate", "admin", PASSWORD)
    ring.with_suffix(".locked").touch()
    with caplog.at_level(logging.DEBUG):
        assert secrets.secret_for("gate") is None
        assert secrets.keep_secret("yard", "admin", "another-0815"), "it goes into the file"
        assert secrets.forget_secret("gate")
        assert main(["secret", "list"]) == 0
    said = caplog.text + "".join(capsys.readouterr())
    assert "KeyringLocked" in said and not any(form in said for form in (*FORMS, "another"))
    assert {known.name: known.kept_in for known in secrets.known_secrets()} == {"yard": "file"}


def test_the_terminal_sets_what_decode_processes_use(ring: Path, tmp_path: Path) -> None:
    """Every process asks the keyring itself: a password set in one opens a camera in another."""
    camera = VideoWeb(user=f"viewer:{PASSWORD}")
    camera.routes["/main.ts"] = make_clip(4).data
    host = camera.url.removeprefix("http://")
    pool = DecodePool()
    try:
        done = subprocess.run([sys.executable, "-m", "command_center", "secret", "set", f"viewer@{host}"], input=PASSWORD + "\n",
                              cwd=ROOT, capture_output=True, text=True, check=True)
        listed = subprocess.run([sys.executable, "-m", "command_center", "secret", "list", "--json"], cwd=ROOT, capture_output=True,
                                text=True, check=True)
        assert json.loads(listed.stdout)[0]["kept_in"] == "keyring"
        assert not any(form in text for text in (done.stdout, done.stderr, listed.stdout, listed.stderr) for form in FORMS)
        view = pool.open_live(f"http://viewer@{host}/main.ts", 64, 36)
        wait_for(lambda: view.latest(), pool.poll)
        assert not any(form.encode() in Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pool.pids() for form in FORMS)
        assert _has_no_password(tmp_path / "config") and not any(form in view.url + view.detail for form in FORMS)
    finally:
        pool.close()
        camera.close()


_SERVICE = """
printf unlock | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 &
for _ in $(seq 50); do "$0" -c 'import keyring, sys; sys.exit(keyring.get_keyring().priority < 1)' 2>/dev/null && break; sleep 0.1; done
printf 'open/sesame-4711\\n' | "$0" -m command_center secret set admin@10.1.4.7
"$0" -m command_center secret list --json
"$0" -c 'from command_center.secrets import secret_for as s; print(s("admin@10.1.4.7") == ("admin", "open/" + "sesame-4711"))'
"$0" -m command_center secret remove admin@10.1.4.7 && "$0" -m command_center secret list --json
kill %1
"""


@pytest.mark.skipif(not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
                    reason="no secret service to be started here")
def test_with_a_real_secret_service(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items()
                   if name not in (secrets.FILE_VARIABLE, "PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS")}
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "HOME"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        environment[name] = str(folder)
    done = subprocess.run(["dbus-run-session", "--", "bash", "-c", _SERVICE, sys.executable], env=environment | {"PYTHONPATH": str(ROOT)},
                          cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    lines = done.stdout.splitlines()
    assert len(lines) == 3, done.stderr
    assert json.loads(lines[0])[0]["kept_in"] == "keyring" and lines[1] == "True" and json.loads(lines[2]) == []
    assert not any(form in done.stdout + done.stderr for form in FORMS) and _has_no_password(tmp_path)
