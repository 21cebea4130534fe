"""Blocks give what the journal holds, sooner; they may be lost or damaged at any time."""

from __future__ import annotations

import random

import numpy as np
import pytest

from command_center.domain.events import ObservationMade, UnitStatusChanged
from command_center.journal import blocks
from command_center.journal.blocks import SeriesBlocks
from command_center.journal.memory import MemoryJournal
from command_center.journal.pack import explode


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 16)
    monkeypatch.setattr(blocks, "FLUSH_ROWS", 5)


def record(journal: MemoryJournal, dice: random.Random, rounds: int, since: int) -> None:
    for number in range(rounds):
        now = since + number * 10
        journal.append([UnitStatusChanged(at_utc=now, unit="u", status="free", received_utc=now)])
        journal.append([
            ObservationMade(at_utc=now - dice.randrange(50), series=f"s{dice.randrange(5)}", received_utc=now,
                            value=dice.choice([None, dice.random()])) for _ in range(dice.randrange(1, 9))])


def expected(journal, series, since, until, known):
    found = {}
    for page in journal.read():
        for _, event in page:
            for single in explode(event):
                if (isinstance(single, ObservationMade) and single.series == series
                        and since <= single.at_utc <= until and single.received_utc <= known):
                    found[single.at_utc] = (single.value, single.received_utc)
    return dict(sorted(found.items()))


def agree(made: SeriesBlocks, journal, dice: random.Random, latest: int) -> int:
    """Assert that everything and random questions get the journal's answer; gives how many samples were compared."""
    compared = 0
    asked = [(0, latest + 400, latest + 400)]
    for _ in range(12):
        since = dice.randrange(latest)
        asked.append((since, since + dice.randrange(400), dice.randrange(latest + 20)))
    for since, until, known in asked:
        for name, samples in made.samples(["s0", "s3", "never"], since, until, known).items():
            wanted = expected(journal, name, since, until, known)
            assert samples.at_utc.tolist() == list(wanted)
            assert [None if np.isnan(v) else v for v in samples.value] == [value for value, _ in wanted.values()]
            assert samples.received_utc.tolist() == [received for _, received in wanted.values()]
            compared += len(wanted)
    return compared


@pytest.mark.parametrize("seed", range(4))
def test_they_agree_with_the_journal_while_it_grows_and_after_opening_again(tmp_path, seed):
    dice, journal, path = random.Random(seed), MemoryJournal(import_received=True), tmp_path / "j.blocks"
    made = SeriesBlocks(path, journal)
    for step in range(4):
        record(journal, dice, 30, 1000 + 300 * step)
        assert agree(made, journal, dice, 2300)
        if step % 2:
            made.close()
            made = SeriesBlocks(path, journal)
    other = SeriesBlocks(path, journal)  # another process that builds the same file
    record(journal, dice, 40, 2200)
    assert agree(other, journal, dice, 2700)
    record(journal, dice, 40, 2600)
    assert agree(made, journal, dice, 3100)
    assert agree(other, journal, dice, 3100)
    made.close()
    other.close()


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path, rubbish):
    dice, journal, path = random.Random(7), MemoryJournal(import_received=True), tmp_path / "j.blocks"
    record(journal, dice, 50, 1000)
    path.write_bytes(rubbish)
    made = SeriesBlocks(path, journal)
    assert agree(made, journal, dice, 1600)
    made.close()


def test_a_place_that_cannot_be_written_is_done_without(tmp_path):
    dice, journal = random.Random(7), MemoryJournal(import_received=True)
    record(journal, dice, 50, 1000)
    made = SeriesBlocks(tmp_path / "no" / "such" / "folder" / "j.blocks", journal)
    assert agree(made, journal, dice, 1600)
    made.close()


def test_blocks_of_another_journal_are_not_used(tmp_path):
    path = tmp_path / "j.blocks"
    for value in (1.0, 2.0):
        journal = MemoryJournal(import_received=True)
        journal.append([ObservationMade(at_utc=5, series="s0", value=value)])
        made = SeriesBlocks(path, journal)
        assert made.samples(["s0"], 0, 10)["s0"].value.tolist() == [value]
        made.close()
