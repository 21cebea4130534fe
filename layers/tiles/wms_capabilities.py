"""WMS 1.0.0 to 1.3.0 capabilities: the tree of layers with what each inherits. What is broken is left out and said. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from command_center.connectors.xml import children, text_of
from layers.tiles import axes
from layers.tiles.base import TileError
from layers.tiles.grid import Bounds
from layers.tiles.ows import (
    Dimension,
    below,
    capabilities_root,
    degrees_box,
    dimension_json,
    find,
    href,
    number,
    words,
)

ROOTS = ("WMS_Capabilities", "WMT_MS_Capabilities")
_PIXEL_M = 0.00028
_DEEPEST = 40
_SHOWN = 60  # of longer lists only the usual ones
_USUAL = {"EPSG:3857", "EPSG:900913", "EPSG:102100", "CRS:84", "EPSG:4326", "EPSG:4490", *(
    f"EPSG:{code}" for code in range(4513, 4555))}
_UNLIKELY_SCALE = 1e6


@dataclass(frozen=True, slots=True)
class WmsLayer:
    """name "" for a mere heading; crs as written, inherited ones too; min_scale, max_scale: denominators between which
    it can be seen (0: no limit); boxes: by coordinate system as written, in the order of axes that is written."""

    name: str
    title: str
    depth: int = 0
    crs: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    bounds_wgs84: Bounds | None = None
    boxes: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    dimensions: tuple[Dimension, ...] = ()
    min_scale: float = 0.0
    max_scale: float = 0.0
    queryable: bool = False
    opaque: bool = False
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class WmsCapabilities:
    """layers: all of the tree from the top, headings too; get_map: its address; largest: width and height that one
    picture may have (0: not told)."""

    title: str
    version: str
    formats: tuple[str, ...]
    get_map: str
    layers: tuple[WmsLayer, ...]
    largest: tuple[int, int]
    problems: tuple[tuple[str, str], ...]

    @property
    def named(self) -> tuple[WmsLayer, ...]:
        """Those that can be asked for."""
        return tuple(layer for layer in self.layers if layer.name)

    def layer(self, name: str) -> WmsLayer:
        """A layer by name or title; the first for "". TileError("no_such_layer")."""
        if not self.named:
            raise TileError("no_such_layer", "the service has no layers", fatal=True)
        if not name:
            return self.named[0]
        for key in ("name", "title"):
            for layer in self.named:
                if getattr(layer, key) == name:
                    return layer
        known = ", ".join(layer.name for layer in self.named[:12])
        raise TileError("no_such_layer", f"{name}; there are {known}"[:300], fatal=True)


def read_wms(body: bytes) -> WmsCapabilities:
    """Read a capabilities document. TileError where it is none."""
    return _Reader(capabilities_root(body, ROOTS, "WMS")).read()


class _Reader:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._problems: list[tuple[str, str]] = []
        self._layers: list[WmsLayer] = []

    def read(self) -> WmsCapabilities:
        root, capability, service = self._root, find(self._root, "Capability"), find(self._root, "Service")
        if capability is None:
            raise TileError("bad_capabilities", "no Capability")
        for layer in children(capability, "Layer"):
            self._walk(layer, WmsLayer("", ""), 0)
        request = find(capability, "Request", "GetMap")
        if request is None:
            request = find(capability, "Request", "Map")  # 1.0.0
        formats = tuple(dict.fromkeys(text_of(one) for one in below(request, "Format") if text_of(one)))
        if not formats:  # 1.0.0 writes <Format><PNG/><JPEG/></Format>
            formats = tuple(f"image/{_tag(one).lower()}" for one in (find(request, "Format") or ()))
        return WmsCapabilities(words(service, "Title"), root.get("version", ""), formats, self._get_map(request),
                               tuple(self._layers), (_size(service, "MaxWidth"), _size(service, "MaxHeight")),
                               tuple(self._problems))

    def _get_map(self, request: Element | None) -> str:
        for way in below(request, "DCPType"):
            get = find(way, "HTTP", "Get")
            if get is not None:
                return href(find(get, "OnlineResource")) or get.get("onlineResource", "")
        return ""

    def _walk(self, element: Element, above: WmsLayer, depth: int) -> None:
        """A layer and those in it. Coordinate systems and styles add up, boxes and limits are replaced."""
        if depth > _DEEPEST:
            self._problems.append(("too_deep", words(element, "Name")))
            return
        own = WmsLayer(
            text_of(element, "Name"), words(element, "Title"), depth,
            _added(above.crs, _systems(element)),
            _added(above.styles, [text_of(one, "Name") for one in children(element, "Style")]),
            self._bounds(element) or above.bounds_wgs84, above.boxes | self._boxes(element),
            self._dimensions(element, above.dimensions), *self._scales(element, above),
            _flag(element.get("queryable"), above.queryable), _flag(element.get("opaque"), above.opaque),
            words(find(element, "Attribution"), "Title") or above.attribution)
        self._layers.append(own)
        for child in children(element, "Layer"):
            self._walk(child, own, depth + 1)

    def _bounds(self, element: Element) -> Bounds | None:
        box = find(element, "EX_GeographicBoundingBox")
        names = ("westBoundLongitude", "southBoundLatitude", "eastBoundLongitude", "northBoundLatitude")
        try:
            if box is not None:
                return degrees_box(*(number(text_of(box, name)) for name in names))
            box = find(element, "LatLonBoundingBox")
            return None if box is None else degrees_box(*(number(box.get(key)) for key in ("minx", "miny", "maxx", "maxy")))
        except ValueError as error:
            self._problems.append(("bad_bounds", f"{text_of(element, 'Name')}: {error}"[:200]))
            return None

    def _boxes(self, element: Element) -> dict[str, tuple[float, float, float, float]]:
        found = {}
        for box in children(element, "BoundingBox"):
            try:
                low_x, low_y, high_x, high_y = (number(box.get(key)) for key in ("minx", "miny", "maxx", "maxy"))
            except ValueError as error:
                self._problems.append(("bad_bounds", f"{text_of(element, 'Name')}: {error}"[:200]))
                continue
            found[(box.get("CRS") or box.get("SRS") or "").strip()] = (low_x, low_y, high_x, high_y)
        return found

    def _dimensions(self, element: Element, above: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
        """1.3.0 has the values in Dimension, 1.1.1 in an Extent of the same name."""
        found = {one.name.lower(): one for one in above}
        for one in children(element, "Dimension"):
            name = (one.get("name") or "").strip()
            if name:
                found[name.lower()] = Dimension(name, (one.get("default") or "").strip(), _values(one),
                                                one.get("units") or "", (one.get("current") or "") in ("1", "true"))
        for one in children(element, "Extent"):
            name = (one.get("name") or "").strip()
            before = found.get(name.lower(), Dimension(name))
            found[name.lower()] = replace(before, default=(one.get("default") or before.default).strip(),
                                          values=_values(one) or before.values)
        return tuple(found.values())

    def _scales(self, element: Element, above: WmsLayer) -> tuple[float, float]:
        try:
            low, high = text_of(element, "MinScaleDenominator"), text_of(element, "MaxScaleDenominator")
            if low or high:
                return number(low or "0"), number(high or "0")
            hint = find(element, "ScaleHint")
            if hint is not None:
                return _scale_hint(hint)
        except ValueError as error:
            self._problems.append(("bad_scale", f"{text_of(element, 'Name')}: {error}"[:200]))
        return above.min_scale, above.max_scale


def _scale_hint(hint: Element) -> tuple[float, float]:
    """1.1.1 has the diagonal of a pixel in metres; many servers write denominators instead. Whichever it is, a layer is
    rather asked in vain than hidden: a lower limit beyond 1:1,000,000 is not believed."""
    low, high = (float(hint.get(key) or 0.0) / math.sqrt(2.0) / _PIXEL_M for key in ("min", "max"))
    return low if low < _UNLIKELY_SCALE else 0.0, high if math.isfinite(high) else 0.0


def _systems(element: Element) -> list[str]:
    """Several in one element, parted by blanks, were allowed once and still occur."""
    return [name for tag in ("CRS", "SRS") for one in children(element, tag) for name in text_of(one).split()]


def _added(above: tuple[str, ...], own: list[str]) -> tuple[str, ...]:
    """What is inherited and what is new; shared where nothing is, because some servers list thousands of coordinate
    systems for a thousand layers."""
    before = set(above) if own else set()
    new = tuple(dict.fromkeys(one for one in own if one not in before))
    return above + new if new else above


def _values(element: Element) -> tuple[str, ...]:
    return tuple(part.strip() for part in "".join(element.itertext()).split(",") if part.strip())


def _flag(text: str | None, above: bool) -> bool:
    return above if text is None else text.strip().lower() in ("1", "true")


def _size(service: Element | None, name: str) -> int:
    text = text_of(service, name)
    return int(text) if text.isdecimal() else 0


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def layer_json(layer: WmsLayer) -> dict[str, Any]:
    """A layer for `connect try`."""
    some = layer.crs if len(layer.crs) <= _SHOWN else [one for one in layer.crs if one.upper() in _USUAL]
    return {"name": layer.name, "title": layer.title, "depth": layer.depth, "crs": list(some), "crs_count": len(layer.crs),
            "usable_crs": sorted({known.crs for one in some if (known := axes.reference(one)) is not None}),
            "styles": list(layer.styles), "bounds": list(layer.bounds_wgs84) if layer.bounds_wgs84 else None,
            "dimensions": [dimension_json(one) for one in layer.dimensions],
            "min_scale": layer.min_scale or None, "max_scale": layer.max_scale or None, "queryable": layer.queryable,
            "opaque": layer.opaque, "attribution": layer.attribution}
