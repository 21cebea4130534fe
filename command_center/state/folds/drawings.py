"""How drawings come, change and go. On the folding thread."""

from __future__ import annotations

from msgspec.structs import replace

from command_center.domain.drawings import Drawn
from command_center.domain.events import DrawingChanged, DrawingPlaced, DrawingRemoved
from command_center.state.work import Work


def placed(work: Work, event: DrawingPlaced) -> None:
    """On the map, also again; one that is there already stays as it is."""
    known = work.drawings.get(event.drawing)
    if known is not None and known.is_shown:
        return
    work.put("drawings", event.drawing, Drawn(
        drawing=event.drawing, kind=event.kind, geometry=event.geometry, title=event.title, text=event.text,
        symbol=event.symbol, style=event.style, incident=event.incident, exercise=event.exercise,
        ver=max(event.ver or 0, known.ver if known else 0),
        placed_utc=known.placed_utc if known else event.at_utc, placed_by=known.placed_by if known else event.actor,
        changed_utc=event.at_utc if known else 0, changed_by=event.actor if known else ""))


def changed(work: Work, event: DrawingChanged) -> None:
    """Another shape, place, text or look."""
    known = work.drawings.get(event.drawing)
    if known is not None and known.is_shown:
        work.put("drawings", event.drawing, replace(
            known, geometry=event.geometry, title=event.title, text=event.text, symbol=event.symbol, style=event.style,
            incident=event.incident, ver=max(known.ver, event.ver or 0), changed_utc=event.at_utc,
            changed_by=event.actor))


def removed(work: Work, event: DrawingRemoved) -> None:
    """Off the map; its version stays known, so that bringing it back meets no conflict."""
    known = work.drawings.get(event.drawing)
    if known is not None and known.is_shown:
        work.put("drawings", event.drawing, replace(
            known, ver=max(known.ver, event.ver or 0), removed_utc=event.at_utc, removed_by=event.actor))


HANDLERS = {DrawingPlaced: placed, DrawingChanged: changed, DrawingRemoved: removed}
