"""`command-center video locks list | lock | unlock`: footage that is kept as evidence. Every lock and its end are events
of the journal (FootageLocked, FootageUnlocked); the recorder obeys them at once.
"""

from __future__ import annotations

import argparse
import getpass
import json
import socket
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from command_center.cli.main import UsageError
from command_center.cli.recording import NotRecorded, Rejected, put_on_record, state_of
from command_center.cli.screen_options import instant
from command_center.config import load_configuration
from command_center.domain.cameras import FootageLock
from command_center.domain.commands import LockFootage, Rejection, UnlockFootage
from command_center.domain.time import to_iso
from command_center.state.snapshot import Snapshot

EXAMPLES = """Examples:
  command-center video locks list journal.sqlite --camera gate-1
  command-center video locks lock journal.sqlite --camera gate-1 --camera gate-2 \\
      --from 2026-11-21T08:00+08:00 --until 2026-11-21T08:15+08:00 --reason "traffic accident 17"
  command-center video locks unlock journal.sqlite 0198b2c4... --reason "case closed"
"""
_WHY = {"refusal.camera_unknown": "there is no camera {camera!r}", "refusal.footage_empty": "--from must lie before --until",
        "refusal.reason_empty": "--reason must say why", "refusal.footage_not_locked": "there is no such lock"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `video locks`."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, EXAMPLES
    actions = parser.add_subparsers(dest="locks", required=True, metavar="WHAT")
    listed = actions.add_parser("list", help="what is kept as evidence, by whom and why")
    lock = actions.add_parser("lock", help="keep what cameras recorded, or will record, of a range")
    unlock = actions.add_parser("unlock", help="let it go like any other footage")
    for one in (listed, lock, unlock):
        one.add_argument("journal", type=Path, metavar="PATH", help="the journal file")
    listed.add_argument("--camera", action="append", default=[], metavar="ID", help="of this camera; may be given again")
    listed.add_argument("--config", type=Path, default=None, metavar="FILE", help="the city's configuration (time zone)")
    lock.add_argument("--camera", action="append", required=True, metavar="ID", help="camera; may be given again")
    lock.add_argument("--from", dest="since", type=instant, required=True, metavar="T", help="first instant (ISO 8601)")
    lock.add_argument("--until", type=instant, required=True, metavar="T", help="instant after the last")
    unlock.add_argument("lock", nargs="+", metavar="LOCK", help="id of a lock, as `list` shows it; its beginning is enough")
    for one in (lock, unlock):
        one.add_argument("--reason", required=True, metavar="TEXT", help="why; stands in the journal")
        one.add_argument("--actor", default=getpass.getuser(), metavar="NAME", help="who does it (default: the user)")
    for one in (listed, lock, unlock):
        one.add_argument("--json", action="store_true", help="JSON instead of words")


def run(args: argparse.Namespace) -> int:
    """0; 1 where it could not be recorded; 2 for what is wrongly asked."""
    try:
        return {"list": _list, "lock": _lock, "unlock": _unlock}[args.locks](args)
    except Rejected as rejected:
        raise UsageError(_words(rejected.why)) from rejected
    except NotRecorded as trouble:
        print(f"command-center: {trouble}", file=sys.stderr)
        return 1


def _words(why: Rejection) -> str:
    return _WHY.get(why.key, why.key).format(**why.parameters)


def _list(args: argparse.Namespace) -> int:
    snapshot = state_of(args.journal)
    for camera in args.camera:
        if camera not in snapshot.cameras and camera not in snapshot.segments:
            raise UsageError(_words(Rejection("refusal.camera_unknown", {"camera": camera})))
    zone = load_configuration(args.config, connectors=False).city.zone if args.config else ZoneInfo("UTC")
    locks = sorted((lock for lock in snapshot.footage_locks.values() if not args.camera or lock.camera in args.camera),
                   key=lambda lock: (lock.locked_utc, lock.lock))
    if args.json:
        print(json.dumps([_json(lock, snapshot) for lock in locks], ensure_ascii=False))
        return 0
    for lock in locks:
        print(f"{lock.lock}  {lock.camera}  {to_iso(lock.from_utc, zone)} to {to_iso(lock.until_utc, zone)}  "
              f"{_megabytes(lock, snapshot):.1f} MB  by {lock.actor or 'nobody named'}: {lock.reason}")
    if not locks:
        print("nothing is locked")
    return 0


def _json(lock: FootageLock, snapshot: Snapshot) -> dict[str, Any]:
    held = _held(lock, snapshot)
    return {"lock": lock.lock, "camera": lock.camera, "from": to_iso(lock.from_utc), "until": to_iso(lock.until_utc),
            "reason": lock.reason, "actor": lock.actor, "locked": to_iso(lock.locked_utc), "segments": len(held),
            "bytes": sum(held)}


def _held(lock: FootageLock, snapshot: Snapshot) -> list[int]:
    """Sizes of the recorded files that it keeps."""
    return [segment.byte_count for segment in snapshot.segments.get(lock.camera, ())
            if lock.holds(lock.camera, segment.from_utc, segment.until_utc)]


def _megabytes(lock: FootageLock, snapshot: Snapshot) -> float:
    return sum(_held(lock, snapshot)) / 1e6


def _lock(args: argparse.Namespace) -> int:
    commands = [LockFootage(camera=camera, from_utc=args.since, until_utc=args.until, reason=args.reason, actor=args.actor,
                            desk=socket.gethostname()) for camera in dict.fromkeys(args.camera)]
    put_on_record(args.journal, list(commands))
    if args.json:
        print(json.dumps([{"lock": command.lock, "camera": command.camera} for command in commands], ensure_ascii=False))
    else:
        for command in commands:
            print(f"{command.lock}  {command.camera} is kept")
    return 0


def _unlock(args: argparse.Namespace) -> int:
    known = state_of(args.journal).footage_locks
    locks = list(dict.fromkeys(_whole(each, list(known)) for each in args.lock))
    put_on_record(args.journal, [UnlockFootage(lock=lock, reason=args.reason, actor=args.actor, desk=socket.gethostname())
                                 for lock in locks])
    if args.json:
        print(json.dumps([{"lock": lock, "camera": known[lock].camera} for lock in locks], ensure_ascii=False))
    else:
        for lock in locks:
            print(f"{lock}  {known[lock].camera} is no longer kept")
    return 0


def _whole(begun: str, known: list[str]) -> str:
    """The lock that an id, or its beginning, means."""
    found = [begun] if begun in known else [lock for lock in known if begun and lock.startswith(begun)]
    if len(found) == 1:
        return found[0]
    raise UsageError(f"{len(found)} locks begin with {begun!r}; write more of it" if found else
                     f"there is no lock {begun!r}; `command-center video locks list` shows those that are")
