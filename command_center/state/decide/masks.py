"""Placing privacy masks, and removing them. Pure; any thread."""

from __future__ import annotations

from command_center.domain.commands import PlaceMask, Rejection, RemoveMask
from command_center.domain.events import Event, MaskPlaced, MaskRemoved
from command_center.domain.masks import LIFT_US, is_outline
from command_center.domain.ptz_places import FIRST, MOVING, is_named
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def place_mask(snapshot: Snapshot, command: PlaceMask, now_utc: int) -> list[Event] | Rejection:
    """On a known camera that does not move just now, covering something, or saying why nothing is to be covered."""
    camera = snapshot.cameras.get(command.camera)
    if camera is None:
        return Rejection("refusal.camera_unknown", {"camera": command.camera})
    if command.outline and not is_outline(command.outline):
        return Rejection("refusal.mask_invalid")
    if command.mask in snapshot.masks:
        return Rejection("refusal.mask_exists")
    known = snapshot.ptz.get(command.camera)
    place = known.places.at(now_utc) if known is not None else FIRST
    if place == MOVING and camera.properties.get("ptz") == "1":
        return Rejection("refusal.mask_moving")
    until_utc = 0
    if not command.outline:
        if not command.reason.strip():
            return Rejection("refusal.reason_empty")
        if command.lasting and not is_named(place):
            return Rejection("refusal.mask_nowhere")
        until_utc = 0 if command.lasting else now_utc + LIFT_US
    return [MaskPlaced(until_utc=until_utc, reason=command.reason.strip(), **signed(command, now_utc), stream=f"mask:{command.mask}", ver=1, camera=command.camera,
                       mask=command.mask, outline=command.outline)]


def remove_mask(snapshot: Snapshot, command: RemoveMask, now_utc: int) -> list[Event] | Rejection:
    """One that is there."""
    known = snapshot.masks.get(command.mask)
    if known is None:
        return Rejection("refusal.mask_unknown")
    return [MaskRemoved(**signed(command, now_utc), stream=f"mask:{command.mask}", ver=2, camera=known.camera,
                        mask=command.mask, reason=command.reason)]


DECISIONS = {PlaceMask: place_mask, RemoveMask: remove_mask}
