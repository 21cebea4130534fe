"""Desk: everything behind one window: the processes it started, the live session, and replays of the same journal.

Made on the loading thread; a desk without an engine (a recording that is only looked at) has no live session.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from command_center.config import Configuration
from command_center.engine.city_process import CityProcess
from command_center.engine.engine_watch import EngineState, EngineWatch
from command_center.engine.live import LiveSession
from command_center.engine.lock import LockedError, holder
from command_center.engine.places import begin_anew, blocks_path, demo_configuration, is_demo, journal_path
from command_center.engine.recall import Recall, beside
from command_center.engine.replay import ReplaySession
from command_center.engine.supervise import ChildReport, Supervisor, python_command
from command_center.journal.base import Journal, JournalError
from command_center.journal.blocks import SeriesBlocks
from command_center.journal.file import recognise
from command_center.journal.remote import RemoteJournal
from command_center.journal.sqlite import SqliteJournal
from command_center.state.fold import Fold
from command_center.state.snapshot import Axis

ANSWER_S = 5.0  # so long the link to the engine tries to hand a batch over
_FIRST_S = 3.0  # so long a replay may take to its first state; a longer one is shown as it grows
SWITCH_S = 0.001
SOMEBODY = "operator"


class Desk:
    """live: the live session, None for a recording. Closing it closes everything that it opened or started."""

    def __init__(self, configuration: Configuration, journal: Path, actor: str = "", desk_name: str = "", *,
                 start_engine: bool = True) -> None:
        # Whoever folds a long stretch lets the screen's thread in five times as often as Python would by itself.
        sys.setswitchinterval(SWITCH_S)
        self.journal_path = journal
        self._supervisor = Supervisor(self._on_child)
        command = engine_command(configuration.path or demo_configuration(), journal) if start_engine else None
        self._recall: Recall | None = None
        self.live = LiveSession(lambda: RemoteJournal(journal, timeout_s=ANSWER_S), self._newest, actor or SOMEBODY,
                                desk_name, blocks=lambda opened: SeriesBlocks(blocks_path(journal), opened))
        self._city = CityProcess(self._supervisor, journal) if is_demo(configuration) else None
        prepare = self._city.ready if self._city is not None else _nothing_to_prepare
        self.engine = EngineWatch(journal, command, self._supervisor, self.live.on_engine_state, prepare)
        self.engine.start()
        self.live.start()

    @property
    def engine_state(self) -> EngineState:
        """Whether an engine runs."""
        return self.engine.state

    def first_session(self) -> LiveSession:
        """What the screen shows first."""
        return self.live

    def replay(self, at_utc: int, axis: Axis = "received") -> ReplaySession:
        """A replay that stands at an instant, with what there was then; the live session goes on behind it. Raises
        JournalError before there is a journal. The caller closes it."""
        journal = self.live.require_journal()
        assert self._recall is not None  # the live session has recalled with it
        return _begun(ReplaySession(journal, self._recall.fold, at_utc, axis, limit=self.live.newest_utc,
                                    blocks=self.live.blocks))

    def close(self) -> None:
        """End the session, then the engine and the city if they are this desk's."""
        self.live.close()
        self.engine.close()
        self._supervisor.close()
        if self._city is not None:
            self._city.close()
        if self._recall is not None:
            self._recall.close()

    def _newest(self, journal: Journal) -> Fold:
        self._recall = beside(self.journal_path, journal)
        return self._recall.fold()

    def _on_child(self, report: ChildReport) -> None:
        engine = getattr(self, "engine", None)
        if engine is not None:
            engine.on_child(report)


class Recording:
    """A journal opened to look at, without an engine: it may lie on a disk that cannot be written."""

    live = None
    engine_state: EngineState = "none"

    def __init__(self, path: Path, at_utc: int | None = None, axis: Axis = "received",
                 until_utc: int | None = None) -> None:
        """Raises JournalError for a file that is no journal."""
        self.journal_path = path
        self._journal = SqliteJournal(path, read_only=True, frozen=True)
        writable = os.access(path.parent, os.W_OK)
        self._recall = beside(path, self._journal, read_only=not writable)
        self._blocks = SeriesBlocks(blocks_path(path) if writable else None, self._journal)
        self._first: dict[Axis, int] = {}
        self._last: dict[Axis, int] = {}
        for each in ("received", "at"):
            first, last = self._journal.bounds(each)
            self._first[each], self._last[each] = first, last if until_utc is None else min(last, until_utc)
        self._start_utc, self._axis = at_utc if at_utc is not None else self._first[axis], axis

    def first_session(self) -> ReplaySession:
        """A replay that stands at the instant asked for, by default the beginning."""
        return self.replay(self._start_utc, self._axis)

    def replay(self, at_utc: int, axis: Axis = "received") -> ReplaySession:
        """A replay that stands at an instant. The caller closes it."""
        last = self._last[axis]
        return _begun(ReplaySession(self._journal, self._recall.fold, max(at_utc, self._first[axis]), axis,
                                    limit=lambda: last, ends=True, blocks=self._blocks))

    def close(self) -> None:
        """Let go of the file."""
        self._blocks.close()
        self._recall.close()
        self._journal.close()


def _begun(session: ReplaySession) -> ReplaySession:
    """Not before there is something to show: an empty city between the live one and the past would wipe the map."""
    session.begun.wait(_FIRST_S)
    return session


def _nothing_to_prepare() -> bool:
    return True


def engine_command(configuration: Path, journal: Path) -> list[str]:
    """How an engine is started."""
    return python_command("-m", "command_center", "serve", "--config", str(configuration), "--journal", str(journal))


def open_live(configuration: Configuration, *, fresh: bool = False, actor: str = "", desk: str = "",
              journal: Path | None = None) -> Desk:
    """The desk of a city, with its engine (and the demo city where it is the demo). fresh: begin a new journal.

    Raises LockedError where an engine uses the one to be replaced, JournalError for a file that is no journal or is
    damaged, OSError where the folder cannot be written.
    """
    path = journal or journal_path(configuration)
    path.parent.mkdir(parents=True, exist_ok=True)
    if fresh:
        told = holder(path)
        if told is not None:
            raise LockedError(path, int(told.get("pid", 0)))
        _refuse_foreign(path)
        begin_anew(path, keep=not configuration.city.demo)
    if path.exists():
        recognise(path)
    return Desk(configuration, path, actor, desk)


def _refuse_foreign(path: Path) -> None:
    """What was never a journal is nobody's to move or delete; a damaged, cut short or newer journal may be replaced."""
    try:
        if path.exists():
            recognise(path)
    except JournalError as error:
        if error.key == "journal.foreign":
            raise


def open_recording(path: Path, at_utc: int | None = None, axis: Axis = "received",
                   until_utc: int | None = None) -> Recording:
    """A journal to look at. Raises JournalError."""
    return Recording(path, at_utc, axis, until_utc)

