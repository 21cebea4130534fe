"""Where the items of a JSON answer are, and what they say under their usual names. Pure; any thread."""

from __future__ import annotations

from typing import Any

LISTS = ("items", "value", "data", "results", "records", "content", "features", "list", "rows")
_DEEPEST = 3
_PLACES = ("location", "position", "coordinates", "coordinate", "point", "geo", "geometry", "geom", "latlng")
_STRUCTURED = frozenset({"geometry", "properties", "lonlat", "latlon"})  # fields that take a structure as it is


def items_of(body: Any) -> list[Any]:
    """The items of an answer: itself, a list under a usual name, the only list of objects in it, or the one object."""
    if not isinstance(body, dict):
        return body if isinstance(body, list) else [] if body is None else [body]
    for key in LISTS:
        if isinstance(body.get(key), list):
            return list(body[key])
    lists = list(_object_lists(body, 0))
    return list(lists[0]) if len(lists) == 1 else [body]


def _object_lists(body: dict[str, Any], depth: int) -> Any:
    for value in body.values():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield value
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _object_lists(value, depth + 1)


def usual(item: dict[str, Any]) -> dict[str, Any]:
    """An item as a flat table: a GeoJSON feature's properties beside its id and place, a nested place beside the rest.
    Structures are left out where a field takes only a number or a text."""
    flat = dict(item)
    if item.get("type") == "Feature" and isinstance(item.get("properties"), dict):
        flat = {key: value for key, value in item.items() if key not in ("type", "properties")} | item["properties"]
        flat |= {"id": item["id"]} if item.get("id") not in (None, "") else {}
        geometry = item.get("geometry")
        flat |= {"geometry": geometry}
        if isinstance(geometry, dict) and geometry.get("type") == "Point":
            flat = {key: value for key, value in flat.items() if key.lower() not in _LONLAT | {"geometry"}}
            flat["lonlat"] = geometry
    elif not {key.lower() for key in item} & _LONLAT:
        flat |= next((found for key in _PLACES if (found := _place(item.get(key)))), {})
    return {key: value for key, value in flat.items() if key in _STRUCTURED or not isinstance(value, dict)}


def _place(nested: Any) -> dict[str, Any]:
    """A nested place's numbers; {} for what is none."""
    if not isinstance(nested, dict):
        return {}
    if nested.get("type") == "Point":
        return {"lonlat": nested}
    found = {key: value for key, value in nested.items() if key.lower() in _LONLAT and not isinstance(value, dict | list)}
    return found if len(found) == 2 else {}


_LONLAT = frozenset({"lon", "lng", "long", "longitude", "lat", "latitude", "lonlat", "latlon"})
