from __future__ import annotations

import time
from pathlib import Path

import pytest

from command_center.config import City, Configuration, check_configuration
from command_center.domain.commands import AcknowledgeAlarm
from command_center.domain.events import WarningIssued
from command_center.domain.time import SECOND
from command_center.engine.desk import open_live, open_recording
from command_center.engine.lock import EngineLock, LockedError
from command_center.engine.places import begin_anew, is_demo, journal_path
from command_center.journal.base import JournalError
from command_center.journal.sqlite import SqliteJournal
from command_center.notices import Notice, subscribe


def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    path.write_bytes(b"not a journal" * 100)
    for opening in (lambda: open_live(Configuration(), journal=path), lambda: open_recording(path)):
        with pytest.raises(JournalError) as caught:
            opening()
        assert caught.value.key == "journal.foreign"
    assert path.read_bytes() == b"not a journal" * 100
    assert [each.name for each in tmp_path.iterdir()] == ["j.sqlite"]


def test_beginning_anew_keeps_a_real_city_and_drops_a_demo(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    for keep in (True, False):
        for ending in ("", "-wal", ".keyframes", ".blocks"):
            (tmp_path / f"j.sqlite{ending}").write_text("x")
        (tmp_path / "j.sqlite-video").mkdir()
        (tmp_path / "j.sqlite-video" / "a.mp4").write_text("x")
        begin_anew(path, keep)
        assert not list(tmp_path.glob("j.sqlite*"))
    assert len(list(tmp_path.glob("j-*"))) == 5


def test_a_journal_in_use_is_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    SqliteJournal(path).close()
    lock = EngineLock(path)
    with pytest.raises(LockedError):
        open_live(Configuration(), fresh=True, journal=path)
    lock.release()
    assert path.exists()


def test_the_journal_lies_where_the_configuration_says(tmp_path: Path) -> None:
    config = tmp_path / "city.toml"
    relative = check_configuration({"journal": {"path": "data/j.sqlite"}}, config)
    assert journal_path(relative) == (tmp_path / "data" / "j.sqlite").resolve()
    assert journal_path(check_configuration({}, config)).parent.name == "city"
    assert journal_path(Configuration()).parent.name == "demo"
    assert is_demo(Configuration()) and not is_demo(relative)


def test_a_recording_ends_where_it_is_told_to(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    journal = SqliteJournal(path, import_received=True)
    start = 1_700_000_000 * SECOND
    journal.append([WarningIssued(at_utc=start + number * SECOND, received_utc=start + number * SECOND,
                                  identifier=str(number)) for number in range(10)]).result(5)
    journal.close()
    recording = open_recording(path, until_utc=start + 5 * SECOND)
    session = recording.first_session()
    assert session.box.newest() is not None  # no empty city before the past
    assert session.clock.now_utc() == start
    session.seek(start + 9 * SECOND)
    assert session.clock.now_utc() == start + 5 * SECOND
    assert recording.live is None and recording.engine_state == "none"
    session.close()
    recording.close()


def test_an_engine_that_refuses_to_start_is_said_once(tmp_path: Path) -> None:
    config = tmp_path / "city.toml"
    config.write_text("[city]\nsite = 'x'\n")
    heard: list[Notice] = []
    leave = subscribe(heard.append)
    desk = open_live(check_configuration({}, config), journal=tmp_path / "j.sqlite")
    try:
        config.write_text("nonsense")
        end = time.monotonic() + 40
        while time.monotonic() < end and desk.engine_state != "failed":
            time.sleep(0.05)
        assert desk.engine_state == "failed"
        result = desk.live.bus.submit(AcknowledgeAlarm(alarm="a")).result(20)
        assert result.state == "failed"
    finally:
        desk.close()
        leave()
    assert [notice.key for notice in heard] == ["notice.engine_failed"]


@pytest.mark.parametrize("demo", [True, False])
def test_what_never_was_a_journal_is_not_begun_anew(tmp_path: Path, demo: bool) -> None:
    letters, photographs = tmp_path / "letters.db", tmp_path / "photographs"
    letters.write_bytes(b"Dear Sir or Madam" * 100)
    photographs.mkdir()
    (photographs / "a.jpg").write_bytes(b"x")
    for path in (letters, photographs):
        with pytest.raises(JournalError) as refused:
            open_live(Configuration(city=City(demo=demo)), fresh=True, journal=path)
        assert refused.value.key == "journal.foreign"
    assert letters.read_bytes() == b"Dear Sir or Madam" * 100 and (photographs / "a.jpg").exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["letters.db", "photographs"]


def test_a_damaged_journal_of_ours_may_be_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    SqliteJournal(path).close()
    path.write_bytes(path.read_bytes()[:9_000])
    desk = open_live(Configuration(), fresh=True, journal=path)
    desk.close()
    assert len(list(tmp_path.glob("j-*.sqlite"))) == 1
