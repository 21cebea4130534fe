"""What happens when somebody takes a result: the map goes there and it is selected. GUI thread."""

from __future__ import annotations

from layers.search.index import Hit
from widgets.context import Context


def take(hit: Hit, context: Context) -> None:
    """Go there and select it; a camera comes to the wall; coordinates leave a mark."""
    selection, identity = context.selection, hit.identity
    if hit.place is not None:
        selection.centre_requested.emit(*hit.place)
    if hit.kind == "place":
        _mark(hit, context)
        if identity.startswith("roads/"):
            selection.select("feature", identity)
    else:
        selection.select(hit.kind, identity)
    if hit.kind == "camera":
        selection.cameras_requested.emit([identity])


def _mark(hit: Hit, context: Context) -> None:
    from widgets.map.tools.bench import bench_of
    from widgets.map.tools.marks import Mark

    if hit.place is not None:
        bench_of(context).marks.put("place", Mark(dots=[hit.place]))
