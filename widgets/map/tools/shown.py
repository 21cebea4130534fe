"""Which tables a map shows, so that one selects what one sees. GUI thread."""

from __future__ import annotations

from collections.abc import Iterator

from layers.base import Layer
from layers.drawing import Drawing
from layers.spatial.selected import Only
from layers.spatial.stocks import ENTITIES
from layers.stack import Entry, LayerStack
from layers.styled.layer import StyledLayer

_kept: dict[int, tuple[Drawing, frozenset[str]]] = {}
_MOST_KEPT = 64
_FEATURES = "features:"


def shown_tables(stack: LayerStack) -> dict[str, Only | None]:
    """Tables of which the visible layers draw something at this scale, with what is seen of each where that is not all
    of it: what a layer's filter or the time window leaves out is not selected. Units that share a plate are all there."""
    parts: dict[str, list[Only | None]] = {}
    for entry in stack.shown():
        chosen = _chosen(entry)
        for table in _tables(entry, stack):
            parts.setdefault(table, []).append(chosen)
    return {table: _any_of(found) for table, found in parts.items()}


def _chosen(entry: Entry) -> Only | None:
    if isinstance(entry.layer, StyledLayer):
        return entry.layer.chosen()
    drawing = entry.drawing
    return (lambda: _ids(drawing)) if entry.layer.partial else None


def _ids(drawing: Drawing) -> frozenset[str]:
    return frozenset(one for part in (drawing.points, drawing.lines, drawing.areas) for one in part.ids)


def _any_of(parts: list[Only | None]) -> Only | None:
    some = [part for part in parts if part is not None]
    if len(some) < len(parts):
        return None  # one layer shows all
    return some[0] if len(some) == 1 else lambda: frozenset().union(*(part() for part in some))


def _tables(entry: Entry, stack: LayerStack) -> Iterator[str]:
    layer, drawing = entry.layer, entry.drawing
    if not any(len(part.ids) for part in (drawing.points, drawing.lines, drawing.areas)):
        return
    if layer.kind == "feature":
        for name in sorted(_collections(layer, drawing)):
            if name in stack.snapshot.features:
                yield f"features/{name}"
    else:
        yield from (table for table in layer.depends_on if ENTITIES.get(table) == layer.kind)


def _collections(layer: Layer, drawing: Drawing) -> frozenset[str]:
    data = layer.config.data if isinstance(layer, StyledLayer) else ""
    if data.startswith(_FEATURES):  # looking at a million ids would hold the screen up
        return frozenset((data.removeprefix(_FEATURES),))
    return collections_in(drawing)


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
