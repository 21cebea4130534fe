"""Lists of things as CSV and GeoJSON, for the clipboard and for files. Headless; any thread."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Record:
    """A thing as it is given away. lon, lat: None where it has no place."""

    kind: str
    id: str
    name: str
    lon: float | None
    lat: float | None
    properties: Mapping[str, Any] = field(default_factory=dict)


def to_csv(records: Iterable[Record], columns: Sequence[str] = ()) -> str:
    """A table with a header; `columns` of the properties come after kind, id, name, longitude, latitude. Text that a
    spreadsheet would take for a formula is defused: names come from strangers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["kind", "id", "name", "longitude", "latitude", *columns])
    for one in records:
        place = ["" if part is None else f"{part:.7f}" for part in (one.lon, one.lat)]
        writer.writerow([_safe(one.kind), _safe(one.id), _safe(one.name), *place,
                         *(_safe(one.properties.get(column, "")) for column in columns)])
    return out.getvalue()


def to_geojson(records: Iterable[Record], area: Any = None) -> str:
    """A FeatureCollection in WGS84 (RFC 7946); area: a shapely area to go with it."""
    features = [_feature(one) for one in records]
    if area is not None and not area.is_empty:
        features.insert(0, {"type": "Feature", "geometry": geometry(area), "properties": {"kind": "area"}})
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, default=str)


def geometry(shape: Any) -> dict[str, Any]:
    """A shapely geometry as GeoJSON, to 1e-7 degrees, outer rings anticlockwise."""
    import shapely

    told: dict[str, Any] = json.loads(shapely.to_geojson(shapely.orient_polygons(shapely.set_precision(shape, 1e-7))))
    return told


def _feature(one: Record) -> dict[str, Any]:
    place = None if one.lon is None or one.lat is None else {
        "type": "Point", "coordinates": [round(one.lon, 7), round(one.lat, 7)]}
    return {"type": "Feature", "geometry": place,
            "properties": {"kind": one.kind, "id": one.id, "name": one.name, **one.properties}}


def _safe(value: Any) -> Any:
    if isinstance(value, (int, float)):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
