"""`command-center journal`: shapes that scripts rely on, and what it says of what is no journal."""

from __future__ import annotations

import hashlib
import json
import struct

import pytest

from command_center.cli.main import main
from command_center.domain.events import (
    AlarmRaised,
    CameraSeen,
    FeatureSeen,
    IncidentOpened,
    ObservationMade,
    PositionReported,
    ReportReceived,
    SourceHealthChanged,
    UnitStatusChanged,
    WarningArea,
    WarningIssued,
)
from command_center.domain.time import SECOND, parse_iso
from command_center.journal.sqlite import SqliteJournal

START = parse_iso("2026-07-01T08:00:00+08:00")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "city.sqlite"
    journal = SqliteJournal(path, import_received=True)

    def record(second, *events):
        now = START + second * SECOND
        journal.append([type(e)(**{f: getattr(e, f) for f in e.__struct_fields__} | {"received_utc": now})
                        for e in events]).result(10)

    at = START
    record(0, ObservationMade(at_utc=at, series="sta/1", value=0.2, unit="m"),
           ObservationMade(at_utc=at, series="sta/2", value=None, text="broken", quality="bad"),
           PositionReported(at_utc=at, subject="bus/1", lon=115.0, lat=30.0),
           PositionReported(at_utc=at, subject="bus/2", lon=115.1, lat=30.1, heading_deg=90.0),
           FeatureSeen(at_utc=at, collection="hydrants", feature="h1", properties={"name": "消火栓"},
                       geometry=b"\x01" + struct.pack("<Idd", 1, 115.5, 30.5)))
    record(10, ObservationMade(at_utc=at + 8 * SECOND, series="sta/1", value=0.9, unit="m"),
           IncidentOpened(at_utc=at + 9 * SECOND, incident="i1", number="SJ-0001", title="积水", grade=2, lon=115.0,
                          lat=30.0, stream="incident:i1", ver=1))
    record(20, WarningIssued(at_utc=at + 15 * SECOND, identifier="w1", headline="暴雨", level=2,
                             expires_utc=at + 30 * SECOND, areas=(WarningArea(text="x", circles=((1.0, 2.0, 3.0),)),)),
           UnitStatusChanged(at_utc=at, unit="e1", status="free"), CameraSeen(at_utc=at, camera="c1", name="Bridge"),
           AlarmRaised(at_utc=at, alarm="a1", rule="r", subject="sta/1", level=1),
           ReportReceived(at_utc=at, report="r1", title="call"), SourceHealthChanged(at_utc=at, source="sta", state="live"))
    record(60, ObservationMade(at_utc=at + 50 * SECOND, series="sta/1", value=1.5, unit="m"))
    journal.close()
    return path


def told(capsys, *words):
    assert main(["journal", *map(str, words)]) == 0
    return capsys.readouterr().out


def test_info_counts_single_events(path, capsys):
    info = json.loads(told(capsys, "info", path, "--json"))
    assert set(info) == {"events", "first_utc", "last_utc", "kinds", "schema"}
    assert info["events"] == 14
    assert info["kinds"]["ObservationMade"] == 4 and info["kinds"]["PositionReported"] == 2
    assert "ObservationBatch" not in info["kinds"]
    assert (info["first_utc"], info["last_utc"]) == ("2026-07-01T00:00:00+00:00", "2026-07-01T00:01:00+00:00")
    until = json.loads(told(capsys, "info", path, "--json", "--at", "2026-07-01T08:00:10+08:00"))
    assert until["events"] == 7 and until["kinds"]["ObservationMade"] == 3
    assert "ObservationMade" in told(capsys, "info", path)


def test_events_are_single_lines_with_names_times_and_places(path, capsys):
    lines = [json.loads(line) for line in told(capsys, "events", path, "--json").splitlines()]
    assert len(lines) == 14 and all({"type", "at_utc", "received_utc", "eid"} <= set(line) for line in lines)
    first, broken = lines[:2]
    assert (first["type"], first["series"], first["value"], first["unit"]) == ("ObservationMade", "sta/1", 0.2, "m")
    assert (broken["value"], broken["text"], broken["quality"]) == (None, "broken", "bad")
    feature = next(line for line in lines if line["type"] == "FeatureSeen")
    assert feature["geometry"] == {"type": "Point", "coordinates": [115.5, 30.5]}
    assert feature["properties"] == {"name": "消火栓"}
    warning = next(line for line in lines if line["type"] == "WarningIssued")
    assert warning["expires_utc"] == "2026-07-01T00:00:30+00:00" and warning["onset_utc"] is None


def test_events_by_kind_and_instant(path, capsys):
    at = ("--at", "2026-07-01T00:00:10")  # without an offset: UTC
    observed = told(capsys, "events", path, "--json", "--kind", "ObservationMade", *at).splitlines()
    assert [json.loads(line)["value"] for line in observed] == [0.2, None, 0.9]
    happened = told(capsys, "events", path, "--json", "--axis", "at", "--at", "2026-07-01T00:00:00Z").splitlines()
    assert {json.loads(line)["type"] for line in happened} >= {"UnitStatusChanged", "CameraSeen", "ObservationMade"}
    assert "SJ-0001" in told(capsys, "events", path, "--kind", "IncidentOpened")


def test_state_shows_what_was_known_and_what_was_so(path, capsys):
    state = json.loads(told(capsys, "state", path, "--json", "--at", "2026-07-01T08:00:12+08:00"))
    assert {"at_utc", "axis", "incidents", "units", "alarms", "warnings", "cameras", "series", "features", "sources",
            "reports"} <= set(state)
    assert (state["at_utc"], state["axis"]) == ("2026-07-01T00:00:12+00:00", "received")
    assert state["series"]["sta/1"] == {"value": 0.9, "unit": "m", "at_utc": "2026-07-01T00:00:08+00:00",
                                        "quality": "good"}
    assert state["features"] == {"hydrants": 1}
    assert state["units"] == [] and len(state["incidents"]) == 1
    so = json.loads(told(capsys, "state", path, "--json", "--axis", "at", "--at", "2026-07-01T00:00:05Z"))
    assert so["series"]["sta/1"]["value"] == 0.2 and so["incidents"] == []
    assert [each["unit"] for each in so["units"]] == ["e1"]
    last = json.loads(told(capsys, "state", path, "--json"))
    assert last["series"]["sta/1"]["value"] == 1.5
    assert [(each["identifier"], each["in_force"]) for each in last["warnings"]] == [("w1", False)]
    assert last["series"]["sta/2"]["value"] is None
    assert "SJ-0001" in told(capsys, "state", path)
    before = json.loads(told(capsys, "state", path, "--json", "--at", "2020-01-01"))
    assert before["series"] == {} and before["at_utc"].startswith("2020-01-01")


def test_it_leaves_no_trace(path, capsys):
    def contents():
        return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in path.parent.iterdir()}

    before = contents()
    for what in ("info", "events", "state"):
        told(capsys, what, path)
    assert contents() == before


@pytest.mark.parametrize(("words", "said"), [
    (["info", "{folder}/none.sqlite"], "there is no journal"), (["state", "{folder}"], "not a journal"),
    (["info", "{folder}/text"], "not a journal"), (["info", "{folder}/city.sqlite", "--kind", "Nonsense"], "Nonsense"),
    (["state", "{folder}/city.sqlite", "--at", "soon"], "ISO 8601")])
def test_bad_input_is_one_sentence_and_code_2(path, capsys, words, said):
    (path.parent / "text").write_text("no journal\n" * 40)
    before = sorted(each.name for each in path.parent.iterdir())
    assert main(["journal", *(word.format(folder=path.parent) for word in words)]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and said in captured.err and captured.err.count("\n") == 1
    assert sorted(each.name for each in path.parent.iterdir()) == before
