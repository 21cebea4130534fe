"""What WMS and WMTS capabilities have in common: documents with guards, numbers, addresses, dimensions. Pure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from command_center.connectors.texts import without_head
from command_center.connectors.xml import children, local, parse_xml, text_of
from layers.tiles.base import TileError
from layers.tiles.grid import Bounds
from layers.tiles.images import not_a_tile

_HREF = "{http://www.w3.org/1999/xlink}href"
_OWN = {"service", "request", "version", "format", "layers", "layer", "styles", "style", "crs", "srs", "bbox", "width",
        "height", "transparent", "tilematrixset", "tilematrix", "tilerow", "tilecol", "exceptions", "acceptversions",
        "sections", "updatesequence", "wmtver"}
_LOCAL = re.compile(r"^(localhost|127\.|0\.0\.0\.0|\[::1\])")
DRAWABLE = ("image/png", "image/png8", "image/png; mode=8bit", "image/vnd.jpeg-png", "image/vnd.jpeg-png8", "image/jpgpng",
            "image/jpeg", "image/jpg", "image/webp", "image/gif")


@dataclass(frozen=True, slots=True)
class Dimension:
    """What else a picture depends on. name as the server writes it; values: lists and ranges as they stand there."""

    name: str
    default: str = ""
    values: tuple[str, ...] = ()
    units: str = ""
    current: bool = False

    @property
    def is_time(self) -> bool:
        """Whether it is the time."""
        return self.name.lower() == "time"

    def chosen(self, wanted: str) -> str:
        """What is asked for: as configured, else the default, else the newest that a list tells."""
        if wanted or self.default:
            return wanted or self.default
        if self.current:
            return "current"
        last = self.values[-1].split("/") if self.values else [""]
        return last[1] if len(last) > 2 else last[0]


def capabilities_root(body: bytes, names: tuple[str, ...], service: str) -> Element:
    """The root of a capabilities document. TileError: in the server's own words where it sent an exception or a page;
    "bad_capabilities" for what is broken or something else."""
    try:
        root = parse_xml(without_head(body))
    except ValueError as error:
        told = not_a_tile(body) if body.strip() else TileError("empty", "")
        if told.key in ("html", "service_exception", "empty"):
            raise told from error
        raise TileError("bad_capabilities", str(error)[:200]) from error
    if local(root) in names:
        return root
    if "exception" in local(root).lower():
        raise TileError("service_exception", " ".join("".join(root.itertext()).split())[:200])
    if local(root).lower() == "html":
        raise not_a_tile(body)
    raise TileError("bad_capabilities", f"{local(root)} is no {service} document")


def find(element: Element | None, *path: str) -> Element | None:
    """The first element on a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next(iter(children(element, name)), None)
    return element


def below(element: Element | None, name: str) -> list[Element]:
    """Children of a local name; none of nothing."""
    return children(element, name) if element is not None else []


def href(element: Element | None) -> str:
    """The address in an element (xlink:href, or href where somebody forgot the namespace)."""
    if element is None:
        return ""
    return (element.get(_HREF) or element.get("href") or "").strip()


def number(text: str | None) -> float:
    """A finite number. ValueError for anything else."""
    value = float((text or "").strip().replace(",", "."))
    if not math.isfinite(value):
        raise ValueError(f"a finite number, not {text!r}")
    return value


def numbers(text: str, count: int) -> tuple[float, ...]:
    """So many numbers, however they are parted. ValueError."""
    found = tuple(number(part) for part in re.split(r"[\s;]+|,\s*", text.strip()) if part)
    if len(found) != count:
        raise ValueError(f"{count} numbers, not {text[:60]!r}")
    return found


def degrees_box(west: float, south: float, east: float, north: float) -> Bounds | None:
    """A box of degrees cut to the globe; None for one that is none (infinite, upside down, points)."""
    if not all(map(math.isfinite, (west, south, east, north))):
        return None
    if east < west and east + 360.0 > west:
        west, east = -180.0, 180.0  # across the date line: all of it rather than nothing
    box = max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north)
    return box if box[0] < box[2] and box[1] < box[3] else None


def own_query(url: str) -> list[tuple[str, str]]:
    """What of a configured address's query belongs to every request (map=..., tk=..., token=...)."""
    return [(key, value) for key, value in parse_qsl(urlsplit(url).query, keep_blank_values=True)
            if key.lower() not in _OWN]


def with_query(url: str, parameters: list[tuple[str, str]]) -> str:
    """An address with more parameters; what it has already stays, but for those that are given."""
    parts = urlsplit(url)
    given = {key.lower() for key, _ in parameters}
    before = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if key.lower() not in given]
    return urlunsplit((parts.scheme, parts.netloc, parts.path,
                       urlencode(before + parameters, quote_via=quote, safe=":,/;{}"), ""))


def capabilities_url(url: str, service: str, version: str) -> str:
    """Where the capabilities are: the address itself where it asks for them or is a document."""
    parts = urlsplit(url)
    asks = {key.lower() for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if "request" in asks or parts.path.lower().endswith(".xml"):
        return url
    return with_query(url, [("SERVICE", service), ("REQUEST", "GetCapabilities"),
                            *([("VERSION", version)] if version else [])])


def endpoint(reported: str, asked: str, trusted: bool) -> str:
    """Where to send requests: as the capabilities say, unless they name a machine that only the server itself can
    reach, or the configuration says not to believe them."""
    base = urlunsplit((*urlsplit(asked)[:3], "", ""))
    if not reported or not trusted:
        return with_query(base, own_query(asked))
    reported = urljoin(asked, reported)
    there, here = urlsplit(reported), urlsplit(asked)
    if _LOCAL.match(there.netloc) and not _LOCAL.match(here.netloc):
        reported = urlunsplit((here.scheme, here.netloc, *there[2:]))
        there = urlsplit(reported)
    same = there.hostname == here.hostname
    return with_query(reported, own_query(asked)) if same else reported


def one_of(wanted: str, there: tuple[str, ...], preferred: tuple[str, ...]) -> str:
    """What is asked for, else the first preferred that is there, else the first."""
    if wanted:
        return wanted
    low = {name.lower().replace(" ", ""): name for name in there}
    for name in preferred:
        if name.replace(" ", "") in low:
            return low[name.replace(" ", "")]
    return there[0] if there else preferred[0]


def words(element: Element | None, name: str = "") -> str:
    """Text with its blanks made single."""
    return " ".join(text_of(element, name).split())


def dimension_json(dimension: Dimension) -> dict[str, Any]:
    """A dimension for `connect try`."""
    return {"name": dimension.name, "default": dimension.default, "units": dimension.units,
            "values": list(dimension.values[:50])}
