"""The list of what an export holds, with hashes, and how it is written and read. Pure but for reading files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import tzinfo
from pathlib import Path

import msgspec

from command_center import __version__
from command_center.domain.time import to_iso
from video.evidence.request import Export, Made, Span

NAME, SIGNATURE, PUBLIC_KEY, README = "manifest.json", "manifest.json.sig", "public-key.pem", "README.txt"
FORMAT = "command-center-evidence/1"
_BLOCK = 1 << 20


class File(msgspec.Struct, frozen=True):
    """A file of the export: path relative to its folder, role (original, index, clip, watermarked)."""

    path: str
    role: str
    bytes: int
    sha256: str


class Gap(msgspec.Struct, frozen=True):
    """Nothing was recorded between these instants (ISO 8601)."""

    since: str
    until: str


class CameraEntry(msgspec.Struct, frozen=True):
    """What there is of a camera. pictures: of the watermarked copy."""

    camera: str
    name: str
    files: tuple[File, ...]
    gaps: tuple[Gap, ...] = ()
    pictures: int = 0


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """The whole list. Instants are ISO 8601 in the city's zone; public_key: fingerprint of the signing key."""

    format: str = FORMAT
    export: str
    made: str
    since: str
    until: str
    operator: str
    desk: str
    reason: str
    software: str
    public_key: str
    cameras: tuple[CameraEntry, ...]


def listed(folder: Path, made: Iterable[Made], step: Callable[[], None]) -> tuple[File, ...]:
    """Files with their sizes and hashes, read from disk as they lie there."""
    return tuple(File(one.path, one.role, (folder / one.path).stat().st_size, sha256(folder / one.path, step)) for one in made)


def sha256(path: Path, step: Callable[[], None] = lambda: None) -> str:
    """Of a file, in hex. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            step()
    return digest.hexdigest()


def manifest_of(export: Export, zone: tzinfo, made_utc: int, key: str, cameras: Iterable[CameraEntry]) -> Manifest:
    """The list of a finished export."""
    return Manifest(export=export.export, made=to_iso(made_utc, zone), since=to_iso(export.from_utc, zone),
                    until=to_iso(export.until_utc, zone), operator=export.actor, desk=export.desk, reason=export.reason,
                    software=f"Command Center {__version__}", public_key=key, cameras=tuple(cameras))


def gap_of(span: Span, zone: tzinfo) -> Gap:
    """As the list has it."""
    return Gap(to_iso(span.from_utc, zone), to_iso(span.until_utc, zone))


def encode(manifest: Manifest) -> bytes:
    """The bytes that are signed: JSON in UTF-8, indented, so that people can read it."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def decode(body: bytes) -> Manifest:
    """Read a list. Raises msgspec.MsgspecError for anything else."""
    found = msgspec.json.decode(body, type=Manifest)
    if found.format != FORMAT:
        raise msgspec.ValidationError(f"unknown format {found.format!r}")
    return found


HOW_TO_CHECK = f"""\
如何核验 / How to check

1. 核验清单的签名 / check the signature of the list:
   openssl dgst -sha256 -verify {PUBLIC_KEY} -signature {SIGNATURE} {NAME}
   应显示 Verified OK / it says Verified OK.
2. 核对公钥指纹：应与导出单位提供的指纹及清单中的 public_key 一致。
   Compare the fingerprint of the public key with the one that the exporting authority gives you, and with public_key:
   openssl pkey -pubin -in {PUBLIC_KEY} -outform DER | openssl dgst -sha256
3. 核对每个文件的哈希值 / compare the hash of every file with the list:
   openssl dgst -sha256 FILE
或 / or all at once: command-center video verify FOLDER --key {PUBLIC_KEY}

original: 录像机写入的原始文件，未作任何改动 / the recorder's own files, byte for byte.
clip:     相同的码流合并为一个文件，未重新编码 / the same stream in one file, not encoded again.
watermarked: 供查看的副本，带水印与隐私遮挡 / a copy to look at, with watermark and privacy masks.
"""
