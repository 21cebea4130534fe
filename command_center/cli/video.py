"""`command-center video`: exports recorded footage as evidence, checks such an export, shows the signing key, keeps footage
(video_locks.py), asks devices for theirs (video_device.py)."""

from __future__ import annotations

import argparse
import getpass
import json
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from command_center.cli import video_device, video_locks
from command_center.cli.main import UsageError
from command_center.cli.screen_options import existing, instant
from command_center.config import Configuration, load_configuration

if TYPE_CHECKING:
    from video.evidence.export import Progress
    from video.evidence.request import Export
    from video.evidence.verify import Verdict

HELP = "recorded footage: signed exports, locks, what devices hold themselves"
_WHY = {"evidence.target_exists": "that folder exists already", "evidence.no_footage": "nothing was recorded of these cameras then",
        "evidence.disk_full": "the disk is full", "evidence.unwritable": "the folder cannot be written",
        "evidence.unreadable": "footage cannot be read", "evidence.no_key": "the signing key cannot be read",
        "evidence.cancelled": "cancelled"}
_FOUND = {"unreadable": "cannot be read", "not_signed": "is not signed with this key", "other_key": "is not the key that the list names",
          "missing": "is missing", "changed": "was changed", "added": "is not in the list", "outside": "lies outside the folder"}
_EXAMPLES = """Examples:
  command-center video export journal.sqlite --camera gate-1 --camera gate-2 \\
      --from 2026-11-21T08:00+08:00 --until 2026-11-21T08:15+08:00 --to case-17 --reason "traffic accident 17"
  command-center video verify case-17 --key authority.pem
  command-center video key > authority.pem"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `video`."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, _EXAMPLES
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write a range of some cameras with a signed list")
    export.add_argument("journal", type=Path, metavar="PATH", help="the journal file")
    export.add_argument("--camera", action="append", required=True, metavar="ID", help="camera; may be given again")
    export.add_argument("--from", dest="since", type=instant, required=True, metavar="T", help="first instant (ISO 8601)")
    export.add_argument("--until", type=instant, required=True, metavar="T", help="instant after the last")
    export.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="folder that is made")
    export.add_argument("--config", type=Path, default=None, metavar="FILE", help="the city's configuration (time zone, "
                                                                                   "masks, folder of recordings)")
    export.add_argument("--actor", default=getpass.getuser(), metavar="NAME", help="who exports (default: the user)")
    export.add_argument("--reason", default="", metavar="TEXT", help="what for; stands in the list")
    export.add_argument("--key", type=Path, default=None, metavar="FILE", help="signing key (default: this installation's)")
    export.add_argument("--no-watermark", action="store_true", help="originals and clips only")
    verify = actions.add_parser("verify", help="check an export: signature, hashes, nothing added")
    verify.add_argument("folder", type=Path, metavar="FOLDER")
    verify.add_argument("--key", type=Path, default=None, metavar="FILE",
                        help="public key from the exporting authority (default: the one in the folder, which proves less)")
    key = actions.add_parser("key", help="print this installation's public key")
    video_locks.add_arguments(actions.add_parser("locks", help="footage that is kept as evidence: list, lock, unlock"))
    video_device.add_arguments(actions)
    for one in (export, verify, key):
        one.add_argument("--json", action="store_true", help="JSON instead of words")


def run(args: argparse.Namespace) -> int:
    """0; 1 where an export failed or is not sound; 2 for what is wrongly asked."""
    return {"export": _export, "verify": _verify, "key": _key, "locks": video_locks.run,
            "recordings": video_device.run, "download": video_device.run}[args.action](args)


def _export(args: argparse.Namespace) -> int:
    from video.evidence.export import make_export
    from video.evidence.request import Failure

    request = _request(args)
    try:
        result = make_export(request, lambda progress: _tell(args, progress))
    except Failure as failure:
        _clear(args)
        print(f"command-center: {_WHY[failure.key]}{f': {failure.detail}' if failure.detail else ''}", file=sys.stderr)
        return 1
    _clear(args)
    told = {**result._asdict(), "folder": str(result.folder)}
    print(json.dumps(told, ensure_ascii=False) if args.json else
          f"{result.folder}: {result.files} files, {result.bytes / 1e6:.1f} MB, sha256 of the list {result.sha256}")
    for camera in result.empty:
        print(f"command-center: nothing was recorded of {camera} then", file=sys.stderr)
    return 0


def _request(args: argparse.Namespace) -> Export:
    from command_center.engine.recall import beside
    from command_center.journal.sqlite import SqliteJournal
    from video.evidence.gather import parts_of
    from video.evidence.request import Export
    from video.segments import recordings_folder

    existing(args.journal, "journal")
    if args.since >= args.until:
        raise UsageError("--from must lie before --until")
    configuration = load_configuration(args.config, connectors=False) if args.config else Configuration()
    journal = SqliteJournal(args.journal, read_only=True)
    try:
        recall = beside(args.journal, journal, read_only=True)
        snapshot = recall.snapshot(None, "received")
        recall.close()
    finally:
        journal.close()
    for camera in args.camera:
        if camera not in snapshot.cameras and camera not in snapshot.segments:
            raise UsageError(f"there is no camera {camera!r}; known are {', '.join(sorted(snapshot.cameras)) or 'none'}")
    cameras = parts_of(snapshot, dict.fromkeys(args.camera), args.since, args.until, configuration.video.mask)
    return Export(cameras=cameras, from_utc=args.since, until_utc=args.until, target=str(args.to.absolute()),
                  recordings=str(recordings_folder(configuration.video, args.journal, args.config)), actor=args.actor,
                  desk=socket.gethostname(), reason=args.reason, zone=configuration.city.timezone,
                  key=str(args.key or ""), watermark=not args.no_watermark)


def _tell(args: argparse.Namespace, progress: Progress) -> None:
    if not args.json and sys.stderr.isatty():
        print(f"\r{progress.done:4.0%}  {progress.camera[:40]:<40}", end="", file=sys.stderr, flush=True)


def _clear(args: argparse.Namespace) -> None:
    if not args.json and sys.stderr.isatty():
        print("\r" + " " * 50 + "\r", end="", file=sys.stderr)


def _verify(args: argparse.Namespace) -> int:
    from video.evidence.verify import verify

    if not args.folder.is_dir():
        raise UsageError(f"{args.folder}: no folder")
    if args.key is not None:
        existing(args.key, "key")
    verdict = verify(args.folder, args.key)
    print(json.dumps(_verdict_json(verdict), ensure_ascii=False) if args.json else "\n".join(_verdict_lines(verdict)))
    return 0 if verdict.is_sound else 1


def _verdict_json(verdict: Verdict) -> dict[str, object]:
    return {"sound": verdict.is_sound, "key": verdict.key, "key_from_elsewhere": verdict.trusted,
            "findings": [finding._asdict() for finding in verdict.findings]}


def _verdict_lines(verdict: Verdict) -> list[str]:
    lines = [f"{finding.path} {_FOUND[finding.kind]}" + (f" ({finding.detail})" if finding.detail else "") for finding in verdict.findings]
    if verdict.manifest is not None:
        one = verdict.manifest
        lines.append(f"{one.since} to {one.until}, {len(one.cameras)} cameras, exported {one.made} by {one.operator or 'nobody named'}")
    if verdict.is_sound:
        lines.append(f"Sound: signed with {verdict.key}" + ("" if verdict.trusted else
                     "\nThe key came with the export: compare its fingerprint with the one that the authority gives you."))
    return lines


def _key(args: argparse.Namespace) -> int:
    from video.evidence.request import Failure
    from video.evidence.signing import fingerprint, load_key, own_key_path, public_pem

    try:
        pem = public_pem(load_key())
    except Failure as failure:
        print(f"command-center: {_WHY[failure.key]}: {failure.detail}", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps({"path": str(own_key_path()), "fingerprint": fingerprint(pem), "public_key": pem.decode()}))
    else:
        print(pem.decode(), end="")
        print(f"fingerprint {fingerprint(pem)}", file=sys.stderr)
    return 0
