"""`command-center journal info | events | state PATH`: looks into a journal and leaves no trace of it.

Times are ISO 8601; one without an offset is read as UTC.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from command_center.cli.journal_instants import BATCHES, newest_utc, samples_until
from command_center.cli.journal_state import state_json, state_lines
from command_center.cli.journal_trouble import usage_error
from command_center.cli.main import UsageError
from command_center.domain.events import KINDS, Event
from command_center.domain.time import parse_iso, to_iso
from command_center.engine.recall import beside
from command_center.journal.base import JournalError
from command_center.journal.file import SCHEMA
from command_center.journal.pack import SINGLE_NAMES, explode
from command_center.journal.render import event_json, instant_json
from command_center.journal.sqlite import SqliteJournal

HELP = "look into a journal"
_NUMBERS: dict[str, list[int]] = {}
for _number, _kind in KINDS.items():
    _NUMBERS.setdefault(SINGLE_NAMES.get(_kind.__name__, _kind.__name__), []).append(_number)
_TEXT_LIMIT = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, where, when."""
    parser.add_argument("what", choices=("info", "events", "state"),
                        help="info: how much of what; events: one after the other; state: the snapshot at an instant")
    parser.add_argument("path", type=Path, metavar="PATH", help="file of the journal")
    parser.add_argument("--at", metavar="TIME", help="up to this instant (ISO 8601; without an offset in UTC)")
    parser.add_argument("--axis", choices=("received", "at"), default="received",
                        help="received: what was known then (default); at: what was so")
    parser.add_argument("--kind", action="append", metavar="NAME", default=[],
                        help="only events of this name, such as IncidentOpened; may be repeated")
    parser.add_argument("--json", action="store_true", help="print JSON (events: one object a line)")


def run(args: argparse.Namespace) -> int:
    """Print what was asked for."""
    at_utc, numbers = _instant(args.at), _numbers(args.kind)
    try:
        journal = SqliteJournal(args.path, read_only=True, frozen=True)
        try:
            {"info": _info, "events": _events, "state": _state}[args.what](journal, args, at_utc, numbers)
        finally:
            journal.close()
    except JournalError as error:
        raise usage_error(error) from error
    return 0


def _instant(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        return parse_iso(text)
    except ValueError as error:
        raise UsageError(f"--at {text!r} is no ISO 8601 time, such as 2026-07-01T08:30:00+08:00") from error


def _numbers(names: list[str]) -> list[int] | None:
    unknown = [name for name in names if name not in _NUMBERS]
    if unknown:
        raise UsageError(f"--kind {unknown[0]!r} is no event; known are {', '.join(sorted(_NUMBERS))}")
    return [number for name in names for number in _NUMBERS[name]] if names else None


def _info(journal: SqliteJournal, args: argparse.Namespace, at_utc: int | None, numbers: list[int] | None) -> None:
    counts: Counter[str] = Counter()
    inside = args.axis == "at" and at_utc is not None  # then a row may reach beyond the instant
    for number, (_, events) in journal.tally(at_utc, args.axis).items():
        if (numbers is None or number in numbers) and not (inside and number in BATCHES):
            name = KINDS[number].__name__ if number in KINDS else f"kind {number}"
            counts[SINGLE_NAMES.get(name, name)] += events
    if args.axis == "at" and at_utc is not None:
        counts += samples_until(journal, at_utc, BATCHES if numbers is None else numbers)
    first, last = journal.bounds(args.axis)
    last = newest_utc(journal) if args.axis == "at" else last
    if at_utc is not None:
        last = min(last, at_utc)
    info = {"events": counts.total(), "first_utc": instant_json(first), "last_utc": instant_json(last),
            "kinds": dict(sorted(counts.items())), "schema": SCHEMA}
    if args.json:
        print(json.dumps(info, ensure_ascii=False))
        return
    print(f"{args.path}: {info['events']} events, schema {SCHEMA}")
    if first:
        print(f"{'received' if args.axis == 'received' else 'happened'} from {info['first_utc']} to {info['last_utc']}")
    for name, count in counts.most_common():
        print(f"{count:>12}  {name}")


def _singles(journal: SqliteJournal, axis: Any, at_utc: int | None, numbers: list[int] | None) -> Iterator[Event]:
    for page in journal.read(axis=axis, until_utc=at_utc, kinds=numbers):
        for _, event in page:
            for single in explode(event):
                if axis == "received" or at_utc is None or single.at_utc <= at_utc:
                    yield single


def _events(journal: SqliteJournal, args: argparse.Namespace, at_utc: int | None, numbers: list[int] | None) -> None:
    for event in _singles(journal, args.axis, at_utc, numbers):
        fields = event_json(event)
        if args.json:
            print(json.dumps(fields, ensure_ascii=False, separators=(", ", ": ")))
            continue
        shown = {key: value for key, value in fields.items()
                 if key not in ("type", "eid", "at_utc", "received_utc", "geometry") and value not in ("", None, [], {})}
        text = " ".join(f"{key}={value}" for key, value in shown.items())
        print(f"{to_iso(event.at_utc)}  {fields['type']:<20}  {text[:_TEXT_LIMIT]}")


def _state(journal: SqliteJournal, args: argparse.Namespace, at_utc: int | None, numbers: list[int] | None) -> None:
    recall = beside(args.path, journal, read_only=True)
    if at_utc is None and args.axis == "at":
        at_utc = newest_utc(journal) or None
    snapshot = recall.snapshot(at_utc, args.axis)
    recall.close()
    if args.json:
        print(json.dumps(state_json(snapshot), ensure_ascii=False))
    else:
        print("\n".join(state_lines(snapshot)))
