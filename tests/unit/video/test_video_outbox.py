"""What the recorder says reaches the journal once, however often the journal is away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from command_center.domain.events import CameraHealthChanged, Event, SegmentRecorded
from command_center.journal.base import JournalError
from command_center.journal.sqlite import SqliteJournal
from tests.unit.video.conftest import wait_for
from video.recorder.outbox import Outbox


class _Engine:
    """A journal that answers too late (it has recorded by then), or not at all, as often as asked for."""

    def __init__(self, path: Path) -> None:
        self.journal = SqliteJournal(path)
        self.late = self.away = 0

    def append(self, batch: Sequence[Event]) -> None:
        if self.away:
            self.away -= 1
            raise JournalError("journal.engine_gone")
        self.journal.append(batch).result(10)
        if self.late:
            self.late -= 1
            raise JournalError("journal.no_answer")

    def cameras(self) -> list[str]:
        return [entry.event.camera for page in self.journal.read() for entry in page]  # type: ignore[attr-defined]


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Engine]:
    monkeypatch.setattr("video.recorder.outbox._RETRY_S", 0.3)
    made = _Engine(tmp_path / "journal.sqlite")
    yield made
    made.journal.close()


def _found(camera: str) -> CameraHealthChanged:
    return CameraHealthChanged(at_utc=1, source="recorder", camera=camera, state="ok")


def test_what_was_recorded_without_an_answer_does_not_hold_up_the_rest(engine: _Engine) -> None:
    engine.late = 2
    outbox = Outbox(engine.append)
    outbox.put(_found("a"))
    wait_for(lambda: engine.late < 2)
    for camera in "bcd":
        outbox.put(_found(camera))
    wait_for(lambda: len(engine.cameras()) == 4)
    outbox.put(_found("e"))
    wait_for(lambda: engine.cameras() == list("abcde"))
    outbox.close()
    assert engine.cameras() == list("abcde") and not outbox.dropped


def test_an_engine_that_is_away_loses_nothing_and_only_the_newest_word_of_a_segment_waits(engine: _Engine) -> None:
    engine.away = 3
    outbox = Outbox(engine.append)
    outbox.put(_found("a"))
    wait_for(lambda: engine.away < 3)
    for until in range(5):
        outbox.put(SegmentRecorded(at_utc=1, source="recorder", camera="b", path="b/1.mp4", until_utc=until, byte_count=1))
    outbox.put(_found("c"))
    wait_for(lambda: engine.cameras() == ["a", "b", "c"])
    outbox.close()


def test_what_the_journal_never_takes_is_left_out_alone(engine: _Engine) -> None:
    recorded = _found("a")
    engine.append([recorded])
    outbox = Outbox(engine.append)
    for event in (_found("b"), recorded, CameraHealthChanged(at_utc=2**70, source="recorder", camera="x", state="ok"),
                  _found("c")):
        outbox.put(event)
    wait_for(lambda: engine.cameras() == ["a", "b", "c"])
    outbox.close()
    assert outbox.dropped == 1
