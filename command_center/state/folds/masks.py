"""How privacy masks come and go. On the folding thread."""

from __future__ import annotations

from command_center.domain.events import MaskPlaced, MaskRemoved
from command_center.domain.masks import Mask, is_outline
from command_center.domain.ptz_places import FIRST
from command_center.state.work import Work


def placed(work: Work, event: MaskPlaced) -> None:
    """It covers from now on."""
    if is_outline(event.outline) or (not event.outline and event.reason):  # without an outline: leave to see, with its reason
        known = work.ptz.get(event.camera)
        place = known.places.at(event.at_utc) if known is not None else FIRST
        work.put("masks", event.mask, Mask(mask=event.mask, camera=event.camera, outline=event.outline, actor=event.actor,
                                           placed_utc=event.at_utc, place=place, until_utc=event.until_utc))


def removed(work: Work, event: MaskRemoved) -> None:
    """Gone."""
    if work.masks.pop(event.mask, None) is not None:
        work.touch("masks", event.mask)


HANDLERS = {MaskPlaced: placed, MaskRemoved: removed}
