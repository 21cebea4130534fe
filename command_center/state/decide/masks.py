"""Placing privacy masks, and removing them. Pure; any thread."""

from __future__ import annotations

from command_center.domain.commands import PlaceMask, Rejection, RemoveMask
from command_center.domain.events import Event, MaskPlaced, MaskRemoved
from command_center.domain.masks import is_outline
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def place_mask(snapshot: Snapshot, command: PlaceMask, now_utc: int) -> list[Event] | Rejection:
    """On a known camera, covering something."""
    if command.camera not in snapshot.cameras:
        return Rejection("refusal.camera_unknown", {"camera": command.camera})
    if not is_outline(command.outline):
        return Rejection("refusal.mask_invalid")
    if command.mask in snapshot.masks:
        return Rejection("refusal.mask_exists")
    return [MaskPlaced(**signed(command, now_utc), stream=f"mask:{command.mask}", ver=1, camera=command.camera,
                       mask=command.mask, outline=command.outline)]


def remove_mask(snapshot: Snapshot, command: RemoveMask, now_utc: int) -> list[Event] | Rejection:
    """One that is there."""
    known = snapshot.masks.get(command.mask)
    if known is None:
        return Rejection("refusal.mask_unknown")
    return [MaskRemoved(**signed(command, now_utc), stream=f"mask:{command.mask}", ver=2, camera=known.camera,
                        mask=command.mask, reason=command.reason)]


DECISIONS = {PlaceMask: place_mask, RemoveMask: remove_mask}
