"""Acts that belong on the record and change no entity. Pure; any thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from command_center.domain.commands import Command, RecordAct, Rejection
from command_center.domain.events import Event, OperatorActed
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def record_act(_snapshot: Snapshot, command: RecordAct, now_utc: int) -> list[Event] | Rejection:
    """The act, with its reason where one was given."""
    if not command.act:
        return Rejection("refusal.text_empty")
    parameters = {"reason": command.reason} if command.reason else {}
    return [OperatorActed(**signed(command, now_utc), act=command.act, parameters=parameters)]


DECISIONS: dict[type[Command], Callable[[Snapshot, Any, int], list[Event] | Rejection]] = {RecordAct: record_act}
