"""`command-center video recordings` and `download`: what a GB/T 28181 device has recorded itself, listed and fetched. Through
the engine, which is the one that speaks with devices: it has to run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from command_center.cli.main import UsageError
from command_center.cli.recording import state_of
from command_center.cli.screen_options import instant
from command_center.domain.time import to_iso

_LOOK_S = 0.2


def add_arguments(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The two actions."""
    listed = actions.add_parser("recordings", help="list what a GB/T 28181 device has recorded itself")
    fetched = actions.add_parser("download", help="fetch a recording of a GB/T 28181 device into a file")
    for one in (listed, fetched):
        one.add_argument("journal", type=Path, metavar="PATH", help="the journal file of the running engine")
        one.add_argument("--camera", required=True, metavar="ID", help="camera")
        one.add_argument("--from", dest="since", type=instant, required=True, metavar="T", help="first instant (ISO 8601)")
        one.add_argument("--until", type=instant, required=True, metavar="T", help="instant after the last")
        one.add_argument("--json", action="store_true", help="JSON instead of words")
    fetched.add_argument("--to", type=Path, required=True, metavar="FILE", help="file that is made (an MPEG program stream)")
    fetched.add_argument("--speed", type=int, choices=(1, 2, 4, 8, 16), default=4, help="how many times as fast as it was recorded")


def run(args: argparse.Namespace) -> int:
    """0; 1 where the device does not give it; 2 for what is wrongly asked."""
    from video.source import SourceError

    url = _address(args)
    try:
        return _list(args, url) if args.action == "recordings" else _download(args, url)
    except SourceError as error:
        print(f"command-center: {_words(error.detail or error.reason)}", file=sys.stderr)
        return 1


def _address(args: argparse.Namespace) -> str:
    from video.device_recordings import LONGEST_S, is_on_device

    if args.since >= args.until:
        raise UsageError("--from must lie before --until")
    if (args.until - args.since) / 1e6 > LONGEST_S:
        raise UsageError("at most seven days at a time")
    camera = state_of(args.journal).cameras.get(args.camera)
    if camera is None:
        raise UsageError(f"there is no camera {args.camera!r}")
    if not is_on_device(camera.main_url):
        raise UsageError(f"{args.camera} is no camera of a GB/T 28181 device that registers here")
    return camera.main_url


def _words(detail: str) -> str:
    """What the relay or the device said."""
    key, _, rest = detail.partition(" ")
    return {"offline": "the device is offline", "refused": f"the device refuses: {rest}", "relay:": "no engine runs that could ask the device",
            "timeout": "the device does not answer"}.get(key, detail)


def _list(args: argparse.Namespace, url: str) -> int:
    from video.device_recordings import list_recordings

    listing = list_recordings(url, args.since, args.until)
    if args.json:
        print(json.dumps({"complete": listing.is_complete, "recordings": [
            {"from": to_iso(one.from_utc), "until": to_iso(one.until_utc), "kind": one.kind, "name": one.name, "bytes": one.bytes}
            for one in listing.recordings]}, ensure_ascii=False))
        return 0
    for one in listing.recordings:
        print(f"{to_iso(one.from_utc)} to {to_iso(one.until_utc)}  {one.kind or '-'}  "
              f"{f'{one.bytes / 1e6:.1f} MB' if one.bytes is not None else '-'}  {one.name}")
    if not listing.recordings:
        print("the device has nothing of this time")
    if not listing.is_complete:
        print("command-center: parts of the list were lost; ask again", file=sys.stderr)
    return 0


def _download(args: argparse.Namespace, url: str) -> int:
    from video.device_recordings import Download

    if args.to.exists():
        raise UsageError(f"{args.to} exists already")
    if not args.to.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {args.to.absolute().parent}")
    download = Download(url, args.since, args.until, args.to.absolute(), args.speed)
    download.start()
    try:
        while not download.result:
            time.sleep(_LOOK_S)
            if not args.json and sys.stderr.isatty():
                print(f"\r{download.done:4.0%}  {download.bytes / 1e6:.1f} MB ", end="", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        download.cancel()
        download.join(10)
        raise
    if args.json:
        print(json.dumps({"result": download.result, "detail": download.detail, "bytes": download.bytes,
                          "file": str(download.path) if download.path else None}, ensure_ascii=False))
    elif download.path is not None:
        print(f"{download.path}: {download.bytes / 1e6:.1f} MB")
    if download.result != "complete":
        print(f"command-center: {download.result}: {_words(download.detail)}", file=sys.stderr)
    return 0 if download.result == "complete" else 1
