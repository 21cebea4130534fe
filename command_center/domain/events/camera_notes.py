"""What operators note about footage, and footage that left the house."""

from __future__ import annotations

from command_center.domain.events.envelope import Event


class CameraNoted(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody marked an instant of a camera (a bookmark), with words or without. at_utc: when it was noted;
    about_utc: the instant it is about. Stream "note:ID"."""

    camera: str
    note: str
    about_utc: int
    text: str = ""
    incident: str = ""


class CameraNoteRemoved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """The note is no more."""

    camera: str
    note: str


class EvidenceExported(Event, frozen=True, kw_only=True, omit_defaults=True):
    """Footage was given out. sha256: of the signed list that goes with it, so that an export can be told from a forged
    one as long as this journal exists."""

    export: str
    cameras: tuple[str, ...]
    from_utc: int
    until_utc: int
    sha256: str
    reason: str = ""
