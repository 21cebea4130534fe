"""The store of secrets, and that none leaks out of it."""

from __future__ import annotations

import io
import json
import logging
import stat
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

from command_center import secrets
from command_center.cli.main import main
from command_center.connectors.health import Health
from command_center.connectors.sink import HostSink
from command_center.domain.addresses import (
    Split,
    address_with,
    host_of,
    parse_address,
    split_password,
    with_password,
)
from command_center.domain.events import CameraSeen
from command_center.redaction import guard_logs, redact

PASSWORD = "k@tze/7:ü#%"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config" / "secrets.json"
    monkeypatch.setenv(secrets.FILE_VARIABLE, str(path))
    return path


def test_the_most_precise_name_wins_and_only_its_hosts_are_told(store: Path) -> None:
    secrets.keep_secret("admin", "admin", "general")
    secrets.keep_secret("admin@10.1.4.7", "admin", "gate")
    secrets.keep_secret("admin@10.1.4.7:8554", "admin", "port")
    secrets.keep_secret("viewer", "viewer", "seen", hosts=["10.2.*"])
    assert secrets.secret_of_user("admin", "10.9.9.9", 554) == ("admin", "general")
    assert secrets.secret_of_user("admin", "10.1.4.7", 554) == ("admin", "gate")
    assert secrets.secret_of_user("admin", "10.1.4.7", 8554) == ("admin", "port")
    assert secrets.secret_for("viewer", "10.2.3.4") == ("viewer", "seen")
    assert secrets.secret_for("viewer", "evil.example") is None
    assert secrets.secret_for("nobody") is None
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert secrets.forget_secret("admin") and not secrets.forget_secret("admin")


def test_a_store_open_to_others_is_closed_and_a_broken_one_is_no_crash(store: Path,
                                                                       caplog: pytest.LogCaptureFixture) -> None:
    secrets.keep_secret("admin", "admin", "hush-hush")
    store.chmod(0o644)
    assert secrets.secret_for("admin") == ("admin", "hush-hush")
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    store.write_text('{"admin": {"password": "hush-hush"')
    assert secrets.secret_for("admin") is None
    assert "hush" not in caplog.text and str(store) in caplog.text
    with pytest.raises(secrets.SecretsError):
        secrets.keep_secret("other", "x", "y")
    assert "hush-hush" in store.read_text(), "what cannot be read is not overwritten"


def test_two_processes_write_at_once(store: Path) -> None:
    threads = [threading.Thread(target=secrets.keep_secret, args=(f"n{number}", "u", f"password{number}"))
               for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(secrets.known_secrets()) == 12


def test_the_command_line(store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert main(["secret", "set", "gate", "--user", "viewer", "--host", "10.*"]) == 0
    assert secrets.secret_for("gate", "10.0.0.1") == ("viewer", PASSWORD)
    assert main(["secret", "list", "--json"]) == 0
    told = capsys.readouterr().out
    assert json.loads(told) == [{"name": "gate", "user": "viewer", "hosts": ["10.*"], "origin": "", "kept_in": "file"}]
    assert PASSWORD not in told
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert main(["secret", "set", "gate"]) == 2
    assert main(["secret", "remove", "gate"]) == 0
    assert main(["secret", "remove", "gate"]) == 1
    done = subprocess.run([sys.executable, "-m", "command_center", "secret", "set", "admin", "--password", "x"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2, "there is no argument for a password"


@pytest.mark.parametrize(("url", "expected"), [
    ("rtsp://admin:pw@h:1/a?b=1", Split("rtsp://admin@h:1/a?b=1", "admin", "pw", "admin@h:1")),
    ("rtsp://admin:p%40w@h/a", Split("rtsp://admin@h/a", "admin", "p@w", "admin@h")),
    ("rtsp://admin:p@w@h/a", Split("rtsp://admin@h/a", "admin", "p@w", "admin@h")),
    ("rtsp://admin:p/w@h/a", Split("rtsp://admin@h/a", "admin", "p/w", "admin@h")),
    ("rtsp://admin@h/a", Split("rtsp://admin@h/a", "admin", "", "")),
    ("rtsp://h:554/user@place", Split("rtsp://h:554/user@place", "", "", "")),
    ("/a/file@home.ts", Split("/a/file@home.ts", "", "", "")),
])
def test_passwords_are_taken_out_of_addresses(url: str, expected: Split) -> None:
    assert split_password(url) == expected


def test_options_ride_in_the_fragment() -> None:
    text = address_with("rtsp://h/a#transport=tcp", {"transport": "udp", "secret": "gate", "ptz": "1"})
    assert parse_address(text) == ("rtsp://h/a", {"transport": "tcp", "secret": "gate"})
    assert parse_address("http://h/a#part") == ("http://h/a#part", {})
    assert address_with("", {"transport": "udp"}) == ""
    assert with_password("rtsp://x@h:1/a@b", "me", PASSWORD) == "rtsp://me:k%40tze%2F7%3A%C3%BC%23%25@h:1/a@b"
    assert host_of("rtsp://me@[::1]:8554/a") == ("::1", 8554) and host_of("rtsp://h/a") == ("h", 554)


def test_a_source_that_delivers_passwords_does_not_bring_them_into_the_journal() -> None:
    written: list[CameraSeen] = []

    def submit(events) -> Future[int]:
        written.extend(events)
        future: Future[int] = Future()
        future.set_result(1)
        return future

    sink = HostSink(Health("vms"), submit, threading.Event())
    event = CameraSeen(at_utc=1, camera="vms/1", name="Gate", main_url="rtsp://admin:open%2Fsesame@10.0.0.9/main",
                       sub_url="rtsp://admin:open%2Fsesame@10.0.0.9/sub")
    sink.publish([event])
    assert (written[0].main_url, written[0].sub_url) == ("rtsp://admin@10.0.0.9/main", "rtsp://admin@10.0.0.9/sub")
    assert "sesame" not in repr(written)
    assert secrets.secret_of_user("admin", "10.0.0.9", 554) == ("admin", "open/sesame")
    secrets.keep_secret("admin@10.0.0.9", "admin", "by a person")
    sink.publish([event])
    assert secrets.secret_of_user("admin", "10.0.0.9", 554) == ("admin", "by a person")
    sink.bad("odd", b'{"url": "rtsp://admin:sesame2@h/x"')
    report = sink.health.report(now=True)
    assert report is not None and "sesame2" not in report.last_bad and "admin" in report.last_bad


def test_logs_hold_no_password(caplog: pytest.LogCaptureFixture) -> None:
    former = logging.getLogRecordFactory()
    try:
        guard_logs()
        guard_logs()
        secrets.keep_secret("admin", "admin", PASSWORD)
        log = logging.getLogger("test")
        log.warning("cannot open %s", with_password("rtsp://h/a", "admin", PASSWORD))
        log.warning("GET /?api_key=abcdef&x=1 http://h/?token=ghijkl&y=2")
        log.warning("headers {'Authorization': 'Basic YWRtaW4='}")
        log.warning(f"it is {PASSWORD}")
        try:
            raise ValueError(f"rtsp://admin:{PASSWORD}@h/a")
        except ValueError:
            log.exception("so")
    finally:
        logging.setLogRecordFactory(former)
    for secret in (PASSWORD, "k%40tze", "abcdef", "ghijkl", "YWRtaW4="):
        assert secret not in caplog.text
    assert "admin:***@h/a" in caplog.text and "y=2" in caplog.text
    assert redact("rtsp://h:554/a and rtsp://me@h/b") == "rtsp://h:554/a and rtsp://me@h/b"
