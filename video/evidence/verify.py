"""Checks an export: the signature of its list, every file against its hash, and that nothing was added. Pure but for
reading files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

import msgspec

from video.evidence.manifest import NAME, PUBLIC_KEY, README, SIGNATURE, Manifest, decode, sha256
from video.evidence.signing import fingerprint, is_signed

_OURS = {NAME, SIGNATURE, PUBLIC_KEY, README}
Kind = Literal["unreadable", "not_signed", "other_key", "missing", "changed", "added", "outside"]


class Finding(NamedTuple):
    """Something that is wrong. kind: unreadable (the list), not_signed (by this key), other_key (the list names
    another one), missing, changed, added (a file that the list does not know), outside (a path that leaves the folder)."""

    kind: Kind
    path: str
    detail: str = ""


class Verdict(NamedTuple):
    """key: fingerprint of the key that was used; trusted: it came from elsewhere, not with the export itself."""

    findings: tuple[Finding, ...]
    manifest: Manifest | None
    key: str
    trusted: bool

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify(folder: Path, key: Path | None = None) -> Verdict:
    """Check a folder against a public key, by default the one that lies in it."""
    place = key or folder / PUBLIC_KEY
    try:
        pem, body, signature = place.read_bytes(), (folder / NAME).read_bytes(), (folder / SIGNATURE).read_bytes()
        mark, signed = fingerprint(pem), is_signed(pem, body, signature)
    except (OSError, ValueError) as error:
        return Verdict((Finding("unreadable", NAME, str(error)),), None, "", key is not None)
    if not signed:
        return Verdict((Finding("not_signed", NAME),), None, mark, key is not None)
    try:
        manifest = decode(body)
    except msgspec.MsgspecError as error:
        return Verdict((Finding("unreadable", NAME, str(error)),), None, mark, key is not None)
    findings = [Finding("other_key", PUBLIC_KEY, manifest.public_key)] if manifest.public_key != mark else []
    return Verdict((*findings, *_files(folder, manifest)), manifest, mark, key is not None)


def _files(folder: Path, manifest: Manifest) -> Iterator[Finding]:
    known = set(_OURS)
    for file in (file for camera in manifest.cameras for file in camera.files):
        pure = PurePosixPath(file.path)
        known.add(file.path)
        path = folder / pure
        if pure.is_absolute() or ".." in pure.parts:
            yield Finding("outside", file.path)
        elif not path.is_file():
            yield Finding("missing", file.path)
        elif path.stat().st_size != file.bytes or sha256(path) != file.sha256:
            yield Finding("changed", file.path)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in known:
            yield Finding("added", name)
