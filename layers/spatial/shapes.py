"""The shape of a thing, whatever it is, as a shapely geometry in WGS84 degrees. Headless; any thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from command_center.state.snapshot import Snapshot
from layers.spatial.geodesy import polygon
from layers.spatial.selected import Thing, places_of
from layers.spatial.stocks import Stocks
from layers.warnings import rings_of


def shape_of(stocks: Stocks, snapshot: Snapshot, thing: Thing) -> Any | None:
    """A feature's own geometry, the areas of a warning, the place of anything else; None where there is none."""
    import shapely  # slow to import

    kind, identity = thing
    if kind == "warning":
        warning = snapshot.warnings.get(identity)
        areas = [polygon(ring) for ring in rings_of(warning, snapshot)] if warning is not None else []
        return shapely.union_all(areas) if areas else None
    if kind == "feature":
        collection, _, local = identity.partition("/")
        feature = snapshot.features.get(collection, {}).get(local)
        shape = shapely.from_wkb(feature.geometry, on_invalid="ignore") if feature and feature.geometry else None
        return None if shape is None or shape.is_empty else shapely.force_2d(shape)
    if kind == "drawing":
        drawn = snapshot.drawings.get(identity)
        outline = shapely.from_wkb(drawn.geometry, on_invalid="ignore") if drawn and drawn.geometry else None
        return None if outline is None or outline.is_empty else outline
    place = places_of(stocks, snapshot, [thing]).get(thing)
    return None if place is None else shapely.Point(place)


def shape_of_all(stocks: Stocks, snapshot: Snapshot, things: Iterable[Thing]) -> Any | None:
    """Of several, together."""
    import shapely

    shapes = [shape for thing in things if (shape := shape_of(stocks, snapshot, thing)) is not None]
    return shapely.GeometryCollection(shapes) if shapes else None
