"""`command-center ingest KIND FILE ... --journal PATH`: feeds files through a connector's reader into a journal.
What the journal holds already is skipped, so that a file may be fed again."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import msgspec

from command_center.cli.connect import make_connector
from command_center.cli.ingest_known import Known
from command_center.cli.journal_trouble import usage_error
from command_center.cli.main import UsageError
from command_center.cli.word_order import any_order
from command_center.connectors.base import Connector, ConnectorError
from command_center.connectors.health import Health
from command_center.connectors.sink import HostSink
from command_center.domain.events import Event
from command_center.engine.lock import EngineLock, LockedError
from command_center.engine.recall import beside
from command_center.journal.base import Journal, JournalError
from command_center.journal.sqlite import SqliteJournal
from command_center.registry import plugins

HELP = "feed files through a connector's reader into a journal"
BATCH = 2_000
_TAKES_VALUE = ("--journal", "--received-as")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options; files and settings may stand before and after them."""
    parser.add_argument("kind", metavar="KIND", help="kind of connector, see `connect list`")
    parser.add_argument("words", nargs="+", metavar="FILE|key=value",
                        help="files or folders to read, and the connector's settings")
    parser.add_argument("--journal", type=Path, required=True, metavar="PATH", help="journal to write; made if missing")
    parser.add_argument("--received-as", choices=["at"],
                        help="at: declare that everything was received when it happened (a historic import)")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    any_order(parser, _TAKES_VALUE)


def run(args: argparse.Namespace) -> int:
    """The exit code is 0 when the files could be read, however many of their records were bad; 2 for bad input."""
    files, settings = _sorted_words(args.words)
    connectors = [make_connector(args.kind, [*settings, f"{_input_key(args.kind)}={file}"]) for file in files]
    path: Path = args.journal.absolute()
    try:
        lock = EngineLock(path)
    except LockedError as error:
        raise UsageError(f"an engine (process {error.pid}) is writing {args.journal}: stop it first, "
                         "or give it the files as a connector") from error
    except OSError as error:
        raise UsageError(f"{args.journal}: {error.strerror or error}; choose a place that can be written") from error
    try:
        return _ingest(args, path, connectors)
    except JournalError as error:
        raise usage_error(error) from error
    finally:
        lock.release()


def _sorted_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Files, and key=value settings; a word with an equals sign that exists as a file is a file."""
    files = [word for word in words if "=" not in word or Path(word).exists()]
    missing = [word for word in files if not Path(word).exists()]
    if missing:
        raise UsageError(f"there is no file {', '.join(missing)}")
    if not files:
        raise UsageError("name at least one file to ingest")
    return files, [word for word in words if word not in files]


def _input_key(kind: str) -> str:
    """The setting by which a connector reads a file."""
    known = plugins("connectors")
    if kind not in known:
        raise UsageError(f"there is no connector {kind!r}; known are {', '.join(known)}")
    inputs = known[kind].load().inputs
    for key in ("path", "frames"):
        if key in inputs:
            return key
    raise UsageError(f"{kind} reads no files: it takes {', '.join(inputs)}")


def _ingest(args: argparse.Namespace, path: Path, connectors: Sequence[Connector]) -> int:
    journal = SqliteJournal(path, import_received=args.received_as == "at")
    try:
        feed = _Later(journal) if args.received_as == "at" else _AtOnce(journal)
        known = Known(journal)
        sinks = [_read(connector, feed, known) for connector in connectors]
        feed.finish()
        # Keyframes now, so that the first look at any instant is as quick as the next.
        recall = beside(path, journal)
        for axis in ("received", "at"):
            recall.fold(axis=axis)
        recall.close()
    finally:
        journal.close()
    return _report(args, sinks)


class _AtOnce:
    """Appends batches as they come."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._futures: list[Future[int]] = []

    def __call__(self, batch: Sequence[Event]) -> Future[int]:
        future = self._journal.append(batch)
        self._futures.append(future)
        return future

    def finish(self) -> None:
        """Wait until everything is durable. Raises JournalError."""
        for future in self._futures:
            future.result()


class _Later(_AtOnce):
    """Keeps everything, then appends it in the order of its occurrence with the receipt that was declared."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        self._events: list[Event] = []

    def __call__(self, batch: Sequence[Event]) -> Future[int]:
        self._events.extend(batch)
        kept: Future[int] = Future()
        kept.set_result(0)
        return kept

    def finish(self) -> None:
        """Append all. Raises JournalError."""
        self._events.sort(key=lambda event: event.at_utc)
        self._warn()
        for start in range(0, len(self._events), BATCH):
            part = [msgspec.structs.replace(event, received_utc=event.at_utc)
                    for event in self._events[start:start + BATCH]]
            super().__call__(part)
        super().finish()

    def _warn(self) -> None:
        last = self._journal.bounds()[1]
        early = sum(event.at_utc < last for event in self._events)
        if early:
            print(f"command-center: {early} events are older than what the journal holds already; their receipt is "
                  "recorded as the journal's last one, because receipt never runs backwards", file=sys.stderr)


class _Sink(HostSink):
    """Remembers why records were bad."""

    def __init__(self, name: str, kind: str, feed: _AtOnce, known: Known) -> None:
        super().__init__(Health(name, kind), feed, threading.Event(), limit=1 << 62)
        self.reasons: Counter[str] = Counter()
        self.given: list[Event] = []
        self._known = known

    def publish(self, events: Sequence[Event], records: int | None = None) -> None:
        """Hand over what the journal does not hold yet; the rest counts as skipped."""
        events = [self.cleaned(event) for event in events]
        fresh = [event for event in events if not self._known.holds(event)]
        count = len(events) if records is None else records
        good = -(-count * len(fresh) // len(events)) if events else count
        self.skip("already in the journal", count - good)
        self.given += fresh
        super().publish(fresh, good)

    def bad(self, reason: str, raw: bytes = b"") -> None:
        super().bad(reason, raw)
        self.reasons[reason] += 1


def _read(connector: Connector, feed: _AtOnce, known: Known) -> _Sink:
    sink = _Sink(connector.config.id, connector.kind, feed, known)
    try:
        connector.run(sink, threading.Event())
    except ConnectorError as error:
        sink.bad(str(error))
    except JournalError:
        raise
    except Exception as error:  # a reader's bug costs the rest of its file, not the other files
        sink.bad(f"crashed: {type(error).__name__}: {error}")
    known.add(sink.given)
    sink.given.clear()
    return sink


def _report(args: argparse.Namespace, sinks: Sequence[_Sink]) -> int:
    total: Counter[str] = Counter({"events": 0, "good": 0, "bad": 0, "skipped": 0})
    for sink in sinks:
        total.update(sink.health.counters())
        for reason, count in sorted(sink.reasons.items()):
            print(f"command-center: {count} bad: {reason}", file=sys.stderr)
    summary = {key: total[key] for key in ("events", "good", "bad", "skipped")}
    print(json.dumps({"summary": summary}) if args.json else
          "  ".join(f"{name} {count}" for name, count in summary.items()))
    return 0
