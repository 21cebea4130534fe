"""The SQLite file: refused when it is not ours, untouched when refused, patient with a full disk."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import apsw
import pytest

from command_center.domain.events import IncidentNoted, ObservationMade
from command_center.journal import file
from command_center.journal.base import JournalError
from command_center.journal.remote import RemoteJournal
from command_center.journal.server import JournalServer
from command_center.journal.sqlite import SqliteJournal


def note(number: int, **fields) -> IncidentNoted:
    return IncidentNoted(at_utc=number, incident="a", text=f"note {number} " + "x" * 200, **fields)


def filled(path: Path, count: int = 2000) -> None:
    journal = SqliteJournal(path)
    journal.append([note(n) for n in range(1, count + 1)]).result(10)
    journal.close()


def contents(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir() if each.is_file()}


def foreign_sqlite(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE event(seq INTEGER)")
    database.commit()
    database.close()


def damaged_in_the_middle(path: Path) -> None:
    filled(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 - 20_000 : len(data) // 2 + 20_000] = os.urandom(40_000)
    path.write_bytes(data)


def cut_short(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[: 3 * path.stat().st_size // 5])


def newer(path: Path) -> None:
    filled(path, 1)
    data = bytearray(path.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(data)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(("spoil", "key"), [
    (lambda path: path.write_text("hello, I am a text\n" * 30), "journal.foreign"),
    (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 300), "journal.foreign"),
    (lambda path: path.write_bytes(b"SQLite format 3\0"), "journal.foreign"),
    (lambda path: path.write_bytes(b""), "journal.empty"),
    (foreign_sqlite, "journal.foreign"), (damaged_in_the_middle, "journal.damaged"), (cut_short, "journal.damaged"),
    (newer, "journal.newer")])
def test_what_is_not_a_whole_journal_of_ours_is_refused_and_left_as_it_is(tmp_path, spoil, key, read_only):
    path = tmp_path / "journal.sqlite"
    spoil(path)
    before = contents(tmp_path)
    with pytest.raises(JournalError) as caught:
        SqliteJournal(path, read_only=read_only)
    assert caught.value.key == key
    assert contents(tmp_path) == before


def test_a_missing_journal_is_not_made_by_a_reader(tmp_path):
    with pytest.raises(JournalError) as caught:
        SqliteJournal(tmp_path / "none.sqlite", read_only=True)
    assert caught.value.key == "journal.missing"
    with pytest.raises(JournalError) as caught:
        SqliteJournal(tmp_path, read_only=True)
    assert caught.value.key == "journal.foreign"
    assert list(tmp_path.iterdir()) == []


def test_a_frozen_look_leaves_no_trace(tmp_path):
    path = tmp_path / "journal.sqlite"
    filled(path)
    before = contents(tmp_path)
    journal = SqliteJournal(path, read_only=True, frozen=True)
    assert journal.head() == 2000
    assert sum(len(page) for page in journal.read()) == 2000
    journal.close()
    assert contents(tmp_path) == before


def test_an_old_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(file.apsw, "sqlite_lib_version", lambda: "3.40.1")
    with pytest.raises(JournalError) as caught:
        SqliteJournal(tmp_path / "journal.sqlite")
    assert caught.value.key == "journal.sqlite_old"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_makes_batches_wait_and_loses_none(tmp_path):
    journal = SqliteJournal(tmp_path / "journal.sqlite", retry_s=10)
    journal.append([note(1)]).result(10)
    connection = journal._writer.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    waiting = [journal.append([note(1000 * k + n) for n in range(300)]) for k in range(1, 4)]
    time.sleep(0.4)
    assert not any(future.done() for future in waiting)
    for _ in range(50):  # the writer's own connection is busy only for moments
        try:
            connection.execute("PRAGMA max_page_count = 1000000").fetchall()
            break
        except apsw.ThreadingViolationError:
            time.sleep(0.01)
    assert [future.result(10) for future in waiting] == [301, 601, 901]
    journal.close()


def test_a_disk_that_stays_full_is_said(tmp_path):
    journal = SqliteJournal(tmp_path / "journal.sqlite", retry_s=0.0)
    connection = journal._writer.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(JournalError) as caught:
        journal.append([note(n) for n in range(500)]).result(10)
    assert caught.value.key == "journal.disk_full"
    connection.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert journal.append([note(1)]).result(10) == 1
    journal.close()


def test_an_import_keeps_the_receipt_it_is_given_but_never_lets_it_fall(tmp_path):
    journal = SqliteJournal(tmp_path / "journal.sqlite", import_received=True)
    given = [100, 300, 200, 400]
    journal.append([note(n, received_utc=at) for n, at in enumerate(given, 1)]).result(10)
    journal.append([ObservationMade(at_utc=at, series="s", value=1.0, received_utc=at) for at in (500, 500, 600)])
    journal.append([note(9)]).result(10)
    entries = [entry for page in journal.read() for entry in page]
    assert [entry.event.received_utc for entry in entries][:6] == [100, 300, 300, 400, 500, 600]
    assert journal.seek(350) == 3
    assert journal.tally()[1] == (1, 1)
    assert journal.tally()[4] == (1, 2)
    assert journal.tally(550)[4] == (1, 2)
    journal.close()


def test_a_damaged_row_is_passed_over_and_named(tmp_path):
    path = tmp_path / "journal.sqlite"
    filled(path, 5)
    database = apsw.Connection(str(path))
    database.execute("UPDATE event SET body = x'01ff00' WHERE seq = 3")
    database.close()
    journal = SqliteJournal(path, read_only=True, frozen=True)
    assert [entry.seq for page in journal.read() for entry in page] == [1, 2, 4, 5]
    assert journal.unreadable == {3}
    journal.close()


def test_an_append_goes_through_the_engine_that_comes_back(tmp_path):
    path = tmp_path / "journal.sqlite"
    behind = SqliteJournal(path)
    server = JournalServer(behind, path)
    remote = RemoteJournal(path)
    first = note(1)
    assert remote.append([first]).result(10) == 1
    server.close()
    future = remote.append([note(2)])
    assert remote.append([]) is not None
    server = JournalServer(behind, path)
    assert future.result(10) == 2
    assert remote.append([first]).result(10) == 1  # as after a lost answer
    remote.close()
    server.close()
    behind.close()


def test_an_append_without_an_engine_says_that_nothing_was_recorded(tmp_path):
    path = tmp_path / "journal.sqlite"
    filled(path, 1)
    remote = RemoteJournal(path, timeout_s=0.1)
    with pytest.raises(JournalError) as caught:
        remote.append([note(2)]).result(10)
    assert caught.value.key == "journal.engine_gone"
    remote.close()


def test_a_journal_deep_in_folders_is_served_all_the_same(tmp_path):
    path = tmp_path / ("d" * 100) / ("e" * 100) / "journal.sqlite"
    behind = SqliteJournal(path)
    server = JournalServer(behind, path)
    assert len(str(server.address)) < 104
    remote = RemoteJournal(path)
    assert remote.append([note(1)]).result(10) == 1
    remote.close()
    server.close()
    behind.close()


WRITER = """
import sys
from command_center.domain.events import IncidentNoted
from command_center.journal.sqlite import SqliteJournal
journal, number = SqliteJournal(sys.argv[1]), 0
while True:
    futures = []
    for _ in range(20):
        number += 1
        futures.append((number, journal.append([IncidentNoted(at_utc=number, incident="a", text=str(number))] * 1)))
    for which, future in futures:
        future.result()
        print(which, flush=True)
"""


@pytest.mark.parametrize("after", [20, 333])
def test_nothing_acknowledged_is_missing_after_a_kill(tmp_path, after):
    path = tmp_path / "journal.sqlite"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    acknowledged = [int(writer.stdout.readline()) for _ in range(after)]
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout.read().split("\n")[:-1] if line]
    writer.wait()
    journal = SqliteJournal(path)
    found = [int(entry.event.text) for page in journal.read() for entry in page]
    assert set(acknowledged) <= set(found)
    assert found == sorted(found)
    assert sum(rows for rows, _ in journal.tally().values()) == len(found) == journal.head()
    journal.append([note(1)]).result(10)
    journal.close()


def test_a_file_whose_end_is_still_in_the_log_is_whole(tmp_path):
    path = tmp_path / "journal.sqlite"
    journal = SqliteJournal(path)
    journal.append([note(n) for n in range(1, 3000)]).result(10)
    journal._writer.connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    journal.append([note(n) for n in range(3000, 6000)]).result(10)
    # As after a crash while pages move from the log to the file: the first page has arrived, the last have not.
    crashed = tmp_path / "crashed.sqlite"
    size = path.stat().st_size
    Path(f"{crashed}-wal").write_bytes(Path(f"{path}-wal").read_bytes())
    journal.close()
    crashed.write_bytes(path.read_bytes()[:size])
    again = SqliteJournal(crashed)
    assert again.head() == 5999
    assert sum(len(page) for page in again.read()) == 5999
    again.close()


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(JournalError) as refused:
        SqliteJournal(tmp_path / "pipe", read_only=True)
    assert refused.value.key == "journal.foreign"
