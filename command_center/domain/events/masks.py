"""Privacy masks that operators draw on pictures."""

from __future__ import annotations

from command_center.domain.events.envelope import Event


class MaskPlaced(Event, frozen=True, kw_only=True, omit_defaults=True):
    """From now on nobody sees what lies within the outline (corners in 0..1 of the picture, from its upper left
    corner), not in what was recorded before either. Of a camera that can be moved, it covers where the camera stands now;
    elsewhere the whole picture is covered. Without an outline: where the camera stands now nothing is to be hidden but
    what other masks cover, up to until_utc (0: for good), because of `reason`. Stream "mask:ID"."""

    camera: str
    mask: str
    outline: tuple[tuple[float, float], ...]
    until_utc: int = 0
    reason: str = ""


class MaskRemoved(Event, frozen=True, kw_only=True, omit_defaults=True):
    """A mask is no more. What was recorded under it is still covered in a replay of that time."""

    camera: str
    mask: str
    reason: str = ""
