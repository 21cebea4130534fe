"""Where OGC API documents lead: landing page, collections, items, next page. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urljoin, urlsplit, urlunsplit

from command_center.domain.coordinates import north_first
from command_center.domain.geo import parse_crs

DATA = ("data", "http://www.opengis.net/def/rel/ogc/1.0/data")
ITEMS = ("items", "http://www.opengis.net/def/rel/ogc/1.0/items")
_GEOJSON = ("application/geo+json", "application/vnd.geo+json", "application/json")
MOST_COLLECTIONS = 5000


class Collection(NamedTuple):
    """id; url: of its items."""

    identity: str
    url: str


def links_of(document: Any) -> Iterator[dict[str, Any]]:
    """The links of a document that are links."""
    links = document.get("links") if isinstance(document, dict) else None
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and isinstance(link.get("href"), str) and link["href"]:
            yield link


def link_to(document: Any, rels: tuple[str, ...], base: str) -> str:
    """The absolute address of a relation, GeoJSON or JSON before what names no type; "" where there is none."""
    found = [link for link in links_of(document) if link.get("rel") in rels]
    for kind in (*_GEOJSON, ""):
        for link in found:
            if str(link.get("type") or "").partition(";")[0].strip().lower() == kind:
                return urljoin(base, link["href"])
    return ""


def collections_of(document: Any, base: str) -> list[Collection]:
    """Collections of a /collections document, or the one that a document describes; those of features only."""
    listed = document.get("collections") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        listed = [document] if link_to(document, ITEMS, base) else []
        one = True
    else:
        one = False
    found = []
    for entry in listed[:MOST_COLLECTIONS]:
        if not isinstance(entry, dict):
            continue
        identity = str(entry.get("id") or entry.get("name") or "")  # name: drafts of the standard
        if not identity or str(entry.get("itemType") or "feature").lower() not in ("feature", "record"):
            continue
        url = link_to(entry, ITEMS, base)
        if not url and not one and not _has_items_elsewhere(entry):
            url = urljoin(base.partition("?")[0].rstrip("/") + "/", f"{quote(identity, safe='')}/items")
        if url:
            found.append(Collection(identity, url))
    return found


def _has_items_elsewhere(entry: Any) -> bool:
    """Whether a collection has data that are no features (coverages, tiles, environmental data)."""
    rels = {str(link.get("rel") or "").rpartition("/")[2] for link in links_of(entry)}
    return bool(rels & {"coverage", "tilesets-vector", "tilesets-map", "map", "styles", "schema-coverage"})


def with_query(url: str, wanted: dict[str, str]) -> str:
    """The address with parameters added; what it has already stays."""
    parts = urlsplit(url)
    known = {piece.partition("=")[0] for piece in parts.query.split("&") if piece}
    more = urlencode({key: value for key, value in wanted.items() if key not in known})
    return urlunsplit(parts._replace(query="&".join(piece for piece in (parts.query, more) if piece)))


def at_origin(url: str, own: str) -> str:
    """An address of a server that names itself wrongly (behind a proxy), at the origin that answered."""
    theirs, ours = urlsplit(url), urlsplit(own)
    return urlunsplit((ours.scheme, ours.netloc, theirs.path, theirs.query, ""))


def system_of_answer(header: str, ignores_axis_order: bool) -> tuple[str, bool]:
    """(coordinate system, whether the northing is first) of a Content-Crs header such as <http://...EPSG/0/4490>;
    ("", False) where it names none or CRS84. Raises ValueError for one that PROJ does not know."""
    name = header.strip().strip("<>").strip()
    if not name:
        return "", False
    if name.endswith(("CRS84", "CRS84h")):
        return "wgs84", False
    return parse_crs(name), north_first(name) and not ignores_axis_order
