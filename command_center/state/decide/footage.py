"""Locking recorded footage as evidence, and unlocking it. Pure; any thread."""

from __future__ import annotations

from typing import Any

from command_center.domain.commands import LockFootage, Rejection, UnlockFootage
from command_center.domain.events import Event, FootageLocked, FootageUnlocked
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def lock_footage(snapshot: Snapshot, command: LockFootage, now_utc: int) -> list[Event] | Rejection:
    """Of a known camera, forwards in time, with a reason. What is to come may be locked too."""
    if command.camera not in snapshot.cameras and command.camera not in snapshot.segments:
        return Rejection("refusal.camera_unknown", {"camera": command.camera})
    if command.until_utc <= command.from_utc:
        return Rejection("refusal.footage_empty")
    if not command.reason.strip():
        return Rejection("refusal.reason_empty")
    return [FootageLocked(**_of(command.lock, command, now_utc, 1), camera=command.camera, from_utc=command.from_utc,
                          until_utc=command.until_utc, reason=command.reason.strip())]


def unlock_footage(snapshot: Snapshot, command: UnlockFootage, now_utc: int) -> list[Event] | Rejection:
    """Once, with a reason."""
    known = snapshot.footage_locks.get(command.lock)
    if known is None:
        return Rejection("refusal.footage_not_locked")
    if not command.reason.strip():
        return Rejection("refusal.reason_empty")
    return [FootageUnlocked(**_of(command.lock, command, now_utc, 2), camera=known.camera,
                            reason=command.reason.strip())]


def _of(lock: str, command: LockFootage | UnlockFootage, now_utc: int, ver: int) -> dict[str, Any]:
    return {**signed(command, now_utc), "stream": f"footage:{lock}", "ver": ver, "lock": lock}


DECISIONS = {LockFootage: lock_footage, UnlockFootage: unlock_footage}
