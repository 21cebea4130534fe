"""Makes an export, camera by camera: originals, clip, watermarked copy, then the signed list. One thread; slow.

It is made in a folder beside the target, which takes the target's name when it is whole: what has the name is complete.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from command_center.domain.time import now_utc
from video.evidence.clip import write_clip
from video.evidence.footage import Piece, gaps, pieces_of
from video.evidence.manifest import (
    HOW_TO_CHECK,
    NAME,
    PUBLIC_KEY,
    README,
    SIGNATURE,
    CameraEntry,
    encode,
    gap_of,
    listed,
    manifest_of,
    sha256,
)
from video.evidence.request import CameraPart, Export, Failure, Made, file_names
from video.evidence.signing import fingerprint, load_key, public_pem, sign
from video.evidence.watermark import Label, write_watermarked

_SHARES = {"original": 0.05, "clip": 0.15, "watermarked": 0.75, "hash": 0.05}  # of the time of a camera, roughly


class Progress(NamedTuple):
    """How far it is: done 0..1, of which camera."""

    done: float
    camera: str


class Result(NamedTuple):
    """What was made. sha256: of the list; cameras without any footage are named in `empty`."""

    folder: Path
    sha256: str
    files: int
    bytes: int
    empty: tuple[str, ...]


Tell = Callable[[Progress], None]


def make_export(export: Export, tell: Tell = lambda _: None, is_over: Callable[[], bool] = lambda: False) -> Result:
    """Make it. Nothing is left behind where it fails or is cancelled. Raises Failure."""
    target = Path(export.target)
    if target.exists():
        raise Failure("evidence.target_exists", str(target))
    key = load_key(Path(export.key) if export.key else None)
    building = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        building.mkdir(parents=True)
        job = _Job(export, building, tell, is_over)
        entries = job.cameras()
        pem = public_pem(key)
        body = encode(manifest_of(export, ZoneInfo(export.zone), now_utc(), fingerprint(pem), entries))
        for name, content in ((NAME, body), (SIGNATURE, sign(key, body)), (PUBLIC_KEY, pem), (README, HOW_TO_CHECK.encode())):
            _write(building / name, content)
        os.rename(building, target)
    except OSError as error:
        raise Failure("evidence.disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "evidence.unwritable", str(error)) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    files = [file for entry in entries for file in entry.files]
    return Result(target, sha256(target / NAME), len(files), sum(file.bytes for file in files),
                  tuple(entry.camera for entry in entries if not entry.files))


class _Job:
    def __init__(self, export: Export, folder: Path, tell: Tell, is_over: Callable[[], bool]) -> None:
        self._export, self._folder, self._tell, self._is_over = export, folder, tell, is_over
        self._zone = ZoneInfo(export.zone)
        self._begun = 0.0  # share of the whole that is behind us
        self._camera = ""

    def cameras(self) -> list[CameraEntry]:
        """All of them. Raises Failure where none has any footage."""
        names = file_names(self._export.cameras)
        entries = [self._one(part, name, number) for number, (part, name) in enumerate(zip(self._export.cameras, names, strict=True))]
        if not any(entry.files for entry in entries):
            raise Failure("evidence.no_footage")
        return entries

    def _one(self, part: CameraPart, name: str, number: int) -> CameraEntry:
        self._camera, self._begun = part.camera, number / len(self._export.cameras)
        export = self._export
        pieces = [piece for piece in pieces_of(Path(export.recordings), part.segments)
                  if int(piece.entries["at_utc"][0]) < export.until_utc and int(piece.entries["at_utc"][-1]) >= export.from_utc]
        missing = tuple(gap_of(gap, self._zone) for gap in gaps(pieces, export.from_utc, export.until_utc))
        if not pieces:
            return CameraEntry(part.camera, part.name, (), missing)
        made = self._originals(pieces, name)
        clips = write_clip(pieces, export.from_utc, export.until_utc, self._folder / f"{name}.mp4", self._step("clip"))
        made += [Made(clip.name, "clip") for clip in clips]
        pictures = 0
        if export.watermark:
            shown = self._folder / f"{name}_watermarked.mp4"
            pictures = write_watermarked(pieces, export.from_utc, export.until_utc, shown, self._label(part), self._step("watermarked"))
            made += [Made(shown.name, "watermarked")] if pictures else []
        return CameraEntry(part.camera, part.name, listed(self._folder, made, self._check), missing, pictures)

    def _originals(self, pieces: list[Piece], name: str) -> list[Made]:
        made = []
        place = self._folder / "original" / name
        place.mkdir(parents=True)
        for piece in pieces:
            for path, role in ((piece.path, "original"), (piece.path.with_suffix(".idx"), "index")):
                shutil.copyfile(path, place / path.name)
                made.append(Made(f"original/{name}/{path.name}", role))
                self._check()
        self._say(_SHARES["original"])
        return made

    def _label(self, part: CameraPart) -> Label:
        export = self._export
        return Label(part.name or part.camera, " · ".join(word for word in (export.actor, export.desk, export.export) if word),
                     self._zone, part.covered)

    def _step(self, stage: str) -> Callable[[int], None]:
        before = sum(share for name, share in _SHARES.items() if list(_SHARES).index(name) < list(_SHARES).index(stage))
        length = max(1, self._export.until_utc - self._export.from_utc)

        def step(at_utc: int) -> None:
            self._check()
            self._say(before + _SHARES[stage] * min(1.0, max(0.0, (at_utc - self._export.from_utc) / length)))

        return step

    def _say(self, share: float) -> None:
        self._tell(Progress(self._begun + share / len(self._export.cameras), self._camera))

    def _check(self) -> None:
        if self._is_over():
            raise Failure("evidence.cancelled")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
