from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_center.cli.main import main
from command_center.domain.time import MINUTE, SECOND
from command_center.engine.desk import open_recording
from command_center.engine.lock import EngineLock
from command_center.engine.session import Tick
from command_center.engine.ticks import MOST_MARKS, thinned
from command_center.journal.sqlite import SqliteJournal
from command_center.state.snapshot import Snapshot

COLUMNS = 'columns=["lat","lon","type","time","township","address"]'


def summary(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])["summary"]


@pytest.fixture
def calls(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    journal = tmp_path / "calls.sqlite"
    source = samples / "incidents" / "montgomery_911.csv"
    assert main(["ingest", "csv", str(source), "--journal", str(journal), "--received-as", "at", "--json", COLUMNS]) == 0
    assert summary(capsys) == {"events": 3051, "good": 3051, "bad": 0, "skipped": 0}
    return journal


def test_a_historic_import_is_received_when_it_happened(calls: Path) -> None:
    journal = SqliteJournal(calls, read_only=True)
    last = 0
    for page in journal.read():
        for _, event in page:
            assert event.received_utc == event.at_utc >= last
            last = event.received_utc
    assert journal.head() == 3051
    journal.close()


def test_its_busiest_day_plays_at_six_hundred_times(calls: Path) -> None:
    recording = open_recording(calls)
    session = recording.first_session()
    try:
        journal = SqliteJournal(calls, read_only=True)
        instants = [event.at_utc for page in journal.read() for _, event in page]
        journal.close()
        day = 24 * 60 * MINUTE
        busiest = max({at // day for at in instants}, key=lambda number: sum(at // day == number for at in instants))
        begin = busiest * day
        session.seek(begin)
        _shows(session, sum(at <= begin for at in instants))
        session.play(600.0)
        time.sleep(0.5)
        session.pause()
        now = session.clock.now_utc()
        assert now - begin >= 100 * SECOND
        session.seek(begin + day)
        _shows(session, sum(at <= begin + day for at in instants))
    finally:
        session.close()
        recording.close()


def test_the_timeline_marks_calls_but_not_every_one(calls: Path) -> None:
    recording = open_recording(calls)
    session = recording.first_session()
    try:
        first, last = session.history.bounds()
        session.seek(last)
        ticks = session.history.ticks(first, last).result(20)
        assert 20 < len(ticks) <= 301 and {tick.lane for tick in ticks} == {"report"}
        assert len(session.history.ticks(first, first + 60 * MINUTE).result(20)) > 3
    finally:
        session.close()
        recording.close()


def _shows(session, count: int) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 10
    while time.monotonic() < end and len((session.box.newest() or Snapshot()).reports) != count:
        time.sleep(0.01)
    assert len(session.box.newest().reports) == count


def test_bad_input_is_one_sentence_and_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = str(tmp_path / "j.sqlite")
    good = tmp_path / "good.csv"
    good.write_text("lat,lon,type\n30,115,Fire\n")
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_text("hello")
    for arguments, word in (
            (["csv", str(tmp_path / "none.csv"), "--journal", journal], "none.csv"),
            (["nokind", str(good), "--journal", journal], "nokind"),
            (["csv", str(good), "nokey=1", "--journal", journal], "nokey"),
            (["csv", "--journal", journal, "delimiter=,"], "at least one file"),
            (["csv", str(good), "--journal", str(foreign)], "not a journal")):
        assert main(["ingest", *arguments]) == 2
        told = capsys.readouterr().err
        assert word in told and told.count("\n") == 1 and "Traceback" not in told
    assert not Path(journal).exists()
    assert foreign.read_text() == "hello"


def test_bad_records_are_counted_beside_the_good_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, empty = tmp_path / "good.csv", tmp_path / "empty.csv"
    good.write_text("lat,lon,type\n30,115,Fire\nno,where,Fire\n")
    empty.write_text("")
    journal = str(tmp_path / "j.sqlite")
    assert main(["ingest", "csv", str(good), str(empty), "--journal", journal, "--json"]) == 0
    counted = summary(capsys)
    assert counted["good"] + counted["bad"] + counted["skipped"] == 3
    assert counted["good"] >= 1 and counted["bad"] >= 1


def test_it_refuses_the_journal_of_a_running_engine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = tmp_path / "good.csv"
    good.write_text("lat,lon,type\n30,115,Fire\n")
    lock = EngineLock(tmp_path / "j.sqlite")
    try:
        assert main(["ingest", "csv", str(good), "--journal", str(tmp_path / "j.sqlite")]) == 2
        assert "an engine" in capsys.readouterr().err
    finally:
        lock.release()


def test_serve_says_when_it_is_ready_and_ends_cleanly(tmp_path: Path) -> None:
    config = tmp_path / "city.toml"
    config.write_text('[city]\nsite = "x"\n[video]\nrecord = false\n')
    journal = tmp_path / "j.sqlite"
    command = [sys.executable, "-m", "command_center", "serve", "--config", str(config), "--journal", str(journal)]
    engine = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert engine.stdout is not None
        assert engine.stdout.readline().startswith("engine running")
        second = subprocess.run(command, capture_output=True, text=True, timeout=30)
        assert second.returncode == 2 and "already runs" in second.stderr and "Traceback" not in second.stderr
    finally:
        engine.terminate()
        assert engine.wait(20) == 0
    reader = SqliteJournal(journal, read_only=True)
    kinds = [type(event).__name__ for page in reader.read() for _, event in page]
    reader.close()
    assert kinds[0] == "EngineStarted" and kinds[-1] == "EngineStopped"


@pytest.mark.parametrize(("text", "expected"), [
    ("[city]\ntimezone = 'Nowhere'\nfoo = 1\npacks = 3\n", ["city.timezone", "city.foo"]),
    ("packs = ['nopack']\n[[connector]]\nkind = 'nokind'\nid = 'a'\n", ["nopack", "nokind"]),
])
def test_every_error_of_a_configuration_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str,
                                                  expected: list[str]) -> None:
    config = tmp_path / "city.toml"
    config.write_text(text)
    assert main(["serve", "--config", str(config), "--journal", str(tmp_path / "j.sqlite")]) == 2
    told = capsys.readouterr().err
    assert all(word in told for word in expected) and "Traceback" not in told
    assert not (tmp_path / "j.sqlite").exists()


def test_a_flood_of_alarms_is_as_many_marks_as_can_be_told_apart_the_gravest_among_them() -> None:
    flood = [Tick(number, "alarm", 4 if number != 77_777 else 1, f"a{number}", "") for number in range(100_000)]
    flood += [Tick(50, "source", 0, "s", "live")]
    few = thinned(flood, 0, 100_000)
    assert len(few) < MOST_MARKS and flood[77_777] in few and flood[-1] in few
    assert few == sorted(few, key=lambda tick: tick.at_utc) and few[-1].at_utc > 99_000
    assert thinned(flood[:MOST_MARKS], 0, 100_000) == flood[:MOST_MARKS]
