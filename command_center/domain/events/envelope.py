"""The envelope that every event carries, from the first version on. Immutable, so it may cross threads."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from command_center.domain.ids import new_eid


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened.

    at_utc: when it happened in the world; received_utc: when the centre learned of it (0 until the journal has
    stamped it). stream and ver: the entity it belongs to and its version there, for optimistic locking (None for
    what nobody competes for). actor and desk: who did it, from which seat. source: id of the connector it came
    through. cause_id: eid of the event it answers. site: whose journal it is. exercise: true in a drill.
    """

    VERSION: ClassVar[int] = 1  # of the class's own fields; the codec upgrades older bodies

    at_utc: int
    eid: bytes = msgspec.field(default_factory=new_eid)
    received_utc: int = 0
    stream: str = ""
    ver: int | None = None
    actor: str = ""
    desk: str = ""
    source: str = ""
    cause_id: bytes | None = None
    site: str = ""
    exercise: bool = False
