"""EngineService: what makes a process the engine of a journal: lock, writer, socket for others, connectors, recorder.

Made and stopped by the main thread of `serve`.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Mapping
from pathlib import Path

from command_center.config import Configuration
from command_center.domain.events import SourceHealthChanged
from command_center.domain.packs import Pack
from command_center.domain.time import SECOND, now_utc
from command_center.engine.core import Engine
from command_center.engine.lock import EngineLock
from command_center.engine.places import blocks_path, demo_configuration
from command_center.engine.recall import beside
from command_center.engine.supervise import ChildReport, Supervisor, python_command
from command_center.journal.blocks import SeriesBlocks
from command_center.journal.server import JournalServer
from command_center.journal.sqlite import SqliteJournal
from command_center.notices import Notice, subscribe
from command_center.state.snapshot import Snapshot

log = logging.getLogger("command_center.engine")
PATIENCE_S = 2.0  # a full disk is waited for before an operator is told, who waits for 5 s
BEAT_EVERY_S = 1.0
TROUBLES = ("notice.journal_disk_full", "notice.journal_unusable")


class EngineService:
    """Runs from construction to stop(). Raises LockedError, JournalError or OSError, and then leaves nothing
    behind."""

    def __init__(self, configuration: Configuration, path: Path, packs: Mapping[str, Pack], *, record: bool) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = EngineLock(path)
        self._beat_due_s = 0.0
        try:
            self._journal = SqliteJournal(path, retry_s=PATIENCE_S)
            try:
                self._server = JournalServer(self._journal, path)
                self._lock.tell(socket=str(self._server.address))
                self._recall = beside(path, self._journal)
                self._blocks = SeriesBlocks(blocks_path(path), self._journal)
                self._engine = Engine(configuration, self._journal, self._recall.fold(), packs, self._keep,
                                      self._blocks.update, self._beat)
                self._engine.start()
            except BaseException:
                self._journal.close()
                raise
        except BaseException:
            self._lock.release()
            raise
        self._leave_notices = subscribe(self._on_notice)
        self._supervisor = Supervisor(self._on_child)
        if record:
            config = configuration.path or demo_configuration()
            self._supervisor.start("recorder", python_command("-m", "video.recorder", "--config", str(config),
                                                              "--journal", str(path)))

    def _beat(self) -> None:
        """On the core thread: a desk that sees no beat for a while says that the engine is silent."""
        if time.monotonic() >= self._beat_due_s:
            self._beat_due_s = time.monotonic() + BEAT_EVERY_S
            with contextlib.suppress(OSError):  # then the desks say that it is silent, which is what they see
                self._lock.beat()

    def _keep(self, snapshot: Snapshot) -> None:
        """Keyframes on both axes; folding by occurrence up to now leaves its own on the way."""
        self._recall.keep(snapshot)
        self._recall.fold(axis="at")

    def stop(self) -> None:
        """End in good order: the recorder first, so that its last words are still recorded."""
        self._supervisor.close()
        self._engine.stop()
        self._leave_notices()
        self._server.close()
        self._blocks.close()
        self._recall.close()
        self._journal.close()
        self._lock.release()

    def _on_notice(self, notice: Notice) -> None:
        """What cannot be written cannot be told through the journal: the desks read it in the lock file."""
        with contextlib.suppress(OSError):
            if notice.key in TROUBLES:
                self._lock.tell(trouble=notice.key)
            elif notice.key == "notice.journal_recovered":
                self._lock.tell(trouble="")

    def _on_child(self, report: ChildReport) -> None:
        """The recorder tells its own health; that it is gone, only its parent can say. On the supervising thread."""
        if report.state == "waiting":
            log.warning("the %s ended with code %s; it starts again in %.1f s", report.name, report.code,
                        report.retry_s)
        elif report.state == "ended":
            log.error("the %s ended with code %s and is not started again", report.name, report.code)
        else:
            return
        at_utc = now_utc()
        self._journal.append([SourceHealthChanged(
            at_utc=at_utc, source=report.name, kind=report.name, reason="stopped",
            state="lost" if report.state == "waiting" else "failed",
            retry_utc=at_utc + round(report.retry_s * SECOND) if report.state == "waiting" else 0)])
