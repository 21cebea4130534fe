"""Which tables a map shows, so that one selects what one sees. GUI thread."""

from __future__ import annotations

from layers.basemap import whole
from layers.others import DRAWN_ELSEWHERE
from layers.spatial.stocks import ENTITIES
from layers.stack import LayerStack


def shown_tables(stack: LayerStack) -> list[str]:
    """Tables of the visible layers: a layer of units shows units, one of hydrants their collection."""
    found: dict[str, None] = {}
    collections = set(stack.snapshot.features)
    for entry in stack.shown():
        layer = entry.layer
        for table in layer.depends_on:
            own = layer.kind == "feature" and table.startswith("features/") and table[9:] in collections
            if own or ENTITIES.get(table) == layer.kind:
                found[table] = None
            elif table == "features" and layer.key == "others":
                found.update(dict.fromkeys(f"features/{name}" for name in collections
                                           if name not in DRAWN_ELSEWHERE and whole(name) is None))
    return list(found)
