"""What is to be exported. Plain data that travels as JSON to the process that does it."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from command_center.domain.cameras import Segment
from command_center.domain.ids import new_id
from command_center.domain.masks import Outline


class CameraPart(msgspec.Struct, frozen=True):
    """One camera's share. segments: those that touch the range, oldest first; covered: its privacy masks, and from when on
    which, since a camera that is moved has others everywhere."""

    camera: str
    name: str
    segments: tuple[Segment, ...]
    covered: tuple[tuple[int, tuple[Outline, ...]], ...] = ()


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """[from_utc, until_utc) of some cameras. recordings: the recorder's folder; target: a folder that is made;
    zone: IANA name in which times are written on pictures; key: file of the signing key, "" for this desk's own."""

    cameras: tuple[CameraPart, ...]
    from_utc: int
    until_utc: int
    recordings: str
    target: str
    actor: str = ""
    desk: str = ""
    reason: str = ""
    zone: str = "UTC"
    key: str = ""
    watermark: bool = True
    export: str = msgspec.field(default_factory=new_id)


class Made(msgspec.Struct, frozen=True):
    """One file of an export. path: relative to it, with "/"; role: original, index, clip or watermarked."""

    path: str
    role: str


class Span(msgspec.Struct, frozen=True):
    """[from_utc, until_utc)."""

    from_utc: int
    until_utc: int


class Failure(Exception):
    """An export cannot be made. key: what widgets translate (evidence.target_exists, evidence.no_footage,
    evidence.disk_full, evidence.unreadable, evidence.cancelled, evidence.no_key); detail: the technical words."""

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(f"{key}: {detail}" if detail else key)
        self.key, self.detail = key, detail


def touching(segments: tuple[Segment, ...], from_utc: int, until_utc: int) -> tuple[Segment, ...]:
    """The segments that hold anything of [from_utc, until_utc)."""
    return tuple(one for one in segments if one.from_utc < until_utc and one.until_utc >= from_utc)


def file_name(name: str, camera: str) -> str:
    """A file name that people recognise, whatever the camera is called."""
    plain = re.sub(r"[^\w\-]+", "_", name or camera).strip("_")
    return plain[:60] or "camera"


def file_names(cameras: tuple[CameraPart, ...]) -> list[str]:
    """One for each, no two alike."""
    names: list[str] = []
    for number, part in enumerate(cameras, 1):
        name = file_name(part.name, part.camera)
        names.append(f"{name}_{number}" if name in names else name)
    return names


def folder_name(export: Export) -> Path:
    """The folder of an export."""
    return Path(export.target)
