"""GeoJSON feature by feature, so that one bad feature costs nothing but itself. Pure; any thread."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from command_center.connectors.texts import decode
from command_center.domain.geo import parse_crs

GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
_CODE_IN_ADDRESS = re.compile(r"(?i)epsg[/:](?:\d[\d.]*/)?:?(\d{4,6})")
_CRS_MEMBER = re.compile(r'"crs"\s*:\s*(?=\{)')


class Item(NamedTuple):
    """One feature as written. geometry: its JSON text, b"" for null; error: why it is none."""

    identity: Any = None
    geometry: bytes = b""
    properties: dict[str, Any] = {}
    error: str = ""
    raw: bytes = b""


class _Feature(msgspec.Struct):
    type: str = ""
    id: str | int | float | None = None
    geometry: msgspec.Raw = msgspec.Raw(b"null")
    properties: dict[str, Any] | None = None


class _Document(msgspec.Struct):
    type: str = ""
    features: list[msgspec.Raw] | None = None
    crs: msgspec.Raw = msgspec.Raw(b"null")
    name: str | None = None


class NotGeoJson(ValueError):
    """Another kind of JSON."""


def read_geojson(data: bytes) -> tuple[str, Iterator[Item]]:
    """(coordinate system that the file declares or "", features). Raises ValueError for what is no JSON at all."""
    try:
        if not data.isascii():
            data.decode("utf-8")  # raw parts are not looked into, and another encoding may hide brackets in letters
        document = msgspec.json.decode(data, type=_Document)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return _tolerant(data)
    if not document.type and b'"esriGeometry' in data[:4096]:
        raise NotGeoJson("not_geojson: features of Esri")
    if document.type == "FeatureCollection" or (document.features is not None and not document.type):
        return _declared(bytes(document.crs)), (_item(bytes(raw)) for raw in document.features or [])
    if document.type == "Feature":
        return _declared(bytes(document.crs)), iter([_item(data)])
    if document.type in GEOMETRIES:
        return "", iter([Item(0, data, {})])
    raise NotGeoJson(f"not_geojson: type {document.type[:40]!r}")


def _item(raw: bytes) -> Item:
    try:
        feature = msgspec.json.decode(raw, type=_Feature)
    except (msgspec.DecodeError, RecursionError) as error:
        return Item(error=f"bad_feature: {error}"[:160], raw=raw)
    if feature.type != "Feature":
        return Item(error=f"bad_feature: type {feature.type[:40]!r}", raw=raw)
    geometry = bytes(feature.geometry).strip()
    return Item(feature.id, b"" if geometry == b"null" else geometry, feature.properties or {}, raw=raw)


def _declared(raw: bytes) -> str:
    """The `crs` member of files older than RFC 7946: a name, a code or an address with a code. A name nobody knows
    counts as none."""
    try:
        about = msgspec.json.decode(raw)["properties"]
        code = about.get("code") or (_CODE_IN_ADDRESS.search(str(about.get("href", ""))) or "")
        written = about.get("name") or f"EPSG:{code if isinstance(code, str | int) else code[1]}"
        return parse_crs(str(written))
    except (msgspec.DecodeError, ValueError, TypeError, KeyError, AttributeError):
        return ""


def _tolerant(data: bytes) -> tuple[str, Iterator[Item]]:
    """Files in another encoding, with NaN, cut off, or with one feature a line."""
    text = decode(data)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return _declared_before(text), _salvage(text)
    if isinstance(document, list) and any(
            isinstance(one, dict) and one.get("type") == "Feature" for one in document[:100]):
        return "", (_item(_dump(feature)) for feature in document)
    if isinstance(document, dict) and document.get("type") in ("FeatureCollection", "Feature", *GEOMETRIES):
        features = document.get("features") if document["type"] == "FeatureCollection" else [document]
        if document["type"] in GEOMETRIES:
            features = [{"type": "Feature", "geometry": document, "properties": {}}]
        crs = _declared(json.dumps(document.get("crs")).encode())
        return crs, (_item(_dump(feature)) for feature in (features if isinstance(features, list) else []))
    raise NotGeoJson("not_geojson")


def _dump(value: Any) -> bytes:
    return json.dumps(_finite(value)).encode()


def _finite(value: Any) -> Any:
    """Without NaN and Infinity, which JSON does not know."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list) else value


def _declared_before(text: str) -> str:
    """What a damaged file declares before its features."""
    begun = text.find('"features"')
    member = _CRS_MEMBER.search(text, 0, begun if begun > 0 else 4096)
    try:
        return _declared(json.dumps(json.JSONDecoder().raw_decode(text, member.end())[0]).encode()) if member else ""
    except (ValueError, RecursionError):
        return ""


def _salvage(text: str) -> Iterator[Item]:
    """Whole features before a file's cut end or around what is broken, or of a file with one feature a line."""
    decoder = json.JSONDecoder()
    start = text.find('"features"')
    position = text.find("[", start) + 1 if start >= 0 else 0
    found = False
    while True:
        position = text.find("{", position)
        if position < 0:
            break
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            yield Item(error=f"bad_json: {error}"[:160], raw=text[position:position + 200].encode())
            following = text.find('{"type"', position + 1)  # the next feature, as most writers begin one
            if following < 0 or '"Feature"' not in text[following:following + 40]:
                return
            position = following
            continue
        if isinstance(value, dict) and value.get("type") == "Feature":
            found = True
            yield _item(_dump(value))
        elif not found and start < 0:
            yield Item(error="not_geojson", raw=text[:200].encode())
            return
    if not found:
        yield Item(error="bad_json: no feature in it", raw=text[:200].encode())
    elif start >= 0 and not text.rstrip().endswith("}"):
        yield Item(error="truncated", raw=text[-100:].encode())
