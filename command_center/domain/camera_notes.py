"""Notes on footage as the fold keeps them. Immutable; any thread."""

from __future__ import annotations

import msgspec

LONGEST = 500  # characters


class CameraNote(msgspec.Struct, frozen=True, kw_only=True):
    """An instant of a camera that somebody marked; see CameraNoted."""

    note: str
    camera: str
    about_utc: int
    text: str = ""
    incident: str = ""
    actor: str = ""
    noted_utc: int = 0
