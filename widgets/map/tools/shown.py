"""Which tables a map shows, so that one selects what one sees. GUI thread."""

from __future__ import annotations

from layers.drawing import Drawing
from layers.spatial.stocks import ENTITIES
from layers.stack import LayerStack

_kept: dict[int, tuple[Drawing, frozenset[str]]] = {}
_MOST_KEPT = 64


def shown_tables(stack: LayerStack) -> list[str]:
    """Tables of which the visible layers draw something at this scale. A table counts as a whole: units that share a
    plate are all there."""
    found: dict[str, None] = {}
    for entry in stack.shown():
        if entry.layer.kind == "feature":
            found.update(dict.fromkeys(f"features/{name}" for name in sorted(collections_in(entry.drawing))
                                       if name in stack.snapshot.features))
        elif any(len(part.ids) for part in (entry.drawing.points, entry.drawing.lines, entry.drawing.areas)):
            found.update(dict.fromkeys(table for table in entry.layer.depends_on
                                       if ENTITIES.get(table) == entry.layer.kind))
    return list(found)


def collections_in(drawing: Drawing) -> frozenset[str]:
    """Collections of the features that are drawn; kept while the drawing is the same."""
    held = _kept.get(id(drawing))
    if held is None or held[0] is not drawing:
        names = {identity.partition("/")[0] for part in (drawing.points, drawing.lines, drawing.areas)
                 for identity in part.ids if "/" in identity}
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        held = _kept[id(drawing)] = (drawing, frozenset(names))
    return held[1]
