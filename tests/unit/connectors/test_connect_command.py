"""`command-center connect` as scripts use it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from command_center.cli.connect import parse_settings
from command_center.cli.main import UsageError
from tests.servers.mosquitto import free_port


def connect(*words):
    done = subprocess.run([sys.executable, "-m", "command_center", "connect", *words], capture_output=True, text=True,
                          timeout=60, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_list():
    rows = json.loads(connect("list", "--json").stdout)
    assert {"vector", "http_json", "cap", "sensorthings", "gtfs_rt", "csv", "mqtt"} <= {row["kind"] for row in rows}
    assert all(set(row) == {"kind", "title", "tier", "inputs"} for row in rows)
    assert "sensorthings" in connect("list").stdout


def test_try_prints_events_and_a_summary(samples):
    done = connect("try", "gtfs_rt", f"path={samples}/gtfs/raba-vehicle-positions.pb", "--json")
    assert done.returncode == 0
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["type"] for row in rows[:-1]} == {"PositionReported"}
    assert rows[-1] == {"summary": {"events": 22, "good": 22, "bad": 0, "skipped": 0}}
    assert rows[0]["at_utc"].endswith("+00:00")


def test_rubbish_is_bad_and_no_failure(tmp_path):
    path = tmp_path / "x.cap"
    path.write_bytes(b"\x00rubbish")
    done = connect("try", "cap", f"path={path}", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["summary"]["bad"] == 1
    assert "bad_xml" in done.stderr


@pytest.mark.parametrize("words", [("try", "nothing"), ("try", "cap"), ("try", "cap", "path"), ("try", "cap", "colour=1"),
                                   ("try", "cap", "path=/no/such/file"), ("try", "csv", "path=x", "crs=mars")])
def test_bad_input_is_one_sentence(words):
    done = connect(*words)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("command-center: ")


def test_an_unreachable_server_still_gets_a_summary():
    done = connect("try", "cap", f"url=http://127.0.0.1:{free_port()}/feed", "--for", "1", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"summary": {"events": 0, "good": 0, "bad": 0, "skipped": 0}}
    assert "refused" in done.stderr


def test_settings():
    assert parse_settings(["a=1", "b.c=x=y", 'd=["e"]', "f=[?x=='y']"]) == {
        "a": "1", "b": {"c": "x=y"}, "d": ["e"], "f": "[?x=='y']"}
    with pytest.raises(UsageError):
        parse_settings(["a=1", "a.b=2"])
