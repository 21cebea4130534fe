"""WMTS 1.0.0 capabilities: layers, matrix sets, where tiles are. What is broken in them is left out and said. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from xml.etree.ElementTree import Element

from command_center.connectors.xml import children, local, text_of
from layers.tiles import axes, corners
from layers.tiles.base import TileError
from layers.tiles.grid import Bounds, Span, TileGrid, TileMatrix
from layers.tiles.ows import (
    Dimension,
    below,
    capabilities_root,
    degrees_box,
    find,
    href,
    number,
    numbers,
    words,
)

_T = TypeVar("_T")
PIXEL_M = 0.00028  # OGC 07-057r7: scale denominators are of pixels of 0.28 mm
_MOST_TILES = 2 ** 31
_FINEST, _COARSEST = 1e-2, 1e12  # scale denominators that can be meant
_FARTHEST = 1e9


@dataclass(frozen=True, slots=True)
class MatrixSet:
    """crs: as written; grid: None where no map can be made of it (`trouble` says why)."""

    id: str
    crs: str
    grid: TileGrid | None
    matrices: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """An address pattern of a layer's tiles."""

    format: str
    template: str


@dataclass(frozen=True, slots=True)
class WmtsLayer:
    """links: matrix set -> matrix -> what the layer has of it (nothing: all)."""

    id: str
    title: str
    bounds_wgs84: Bounds | None
    styles: tuple[str, ...]
    default_style: str
    formats: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    links: dict[str, dict[str, Span]]
    resources: tuple[Resource, ...]


@dataclass(frozen=True, slots=True)
class WmtsCapabilities:
    """encodings: of GetTile ("KVP", "RESTful"; empty where not told); problems: (key, detail) of what was left out."""

    title: str
    provider: str
    version: str
    layers: tuple[WmtsLayer, ...]
    matrix_sets: dict[str, MatrixSet]
    get_tile: str
    encodings: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]

    def layer(self, name: str) -> WmtsLayer:
        """A layer by identifier or, where none has it, by title; the first for "". TileError("no_such_layer")."""
        if not self.layers:
            raise TileError("no_such_layer", "the service has no layers", fatal=True)
        if not name:
            return self.layers[0]
        for key in ("id", "title"):
            for layer in self.layers:
                if getattr(layer, key) == name:
                    return layer
        known = ", ".join(layer.id for layer in self.layers[:12])
        raise TileError("no_such_layer", f"{name}; there are {known}"[:300], fatal=True)


def read_wmts(body: bytes, *, ignores_axis_order: bool = False, pixel_m: float = PIXEL_M) -> WmtsCapabilities:
    """Read a capabilities document. TileError where it is none."""
    return _Reader(capabilities_root(body, ("Capabilities",), "WMTS"), ignores_axis_order, pixel_m).read()


class _Reader:
    def __init__(self, root: Element, ignores_axis_order: bool, pixel_m: float) -> None:
        self._root, self._ignores, self._pixel_m = root, ignores_axis_order, pixel_m
        self._problems: list[tuple[str, str]] = []

    def read(self) -> WmtsCapabilities:
        contents = find(self._root, "Contents")
        if contents is None:
            raise TileError("bad_capabilities", "no Contents")
        sets = {one.id: one for one in self._each(children(contents, "TileMatrixSet"), self._matrix_set)}
        layers = tuple(self._each(children(contents, "Layer"), self._layer))
        get_tile, encodings = self._get_tile()
        service = find(self._root, "ServiceIdentification")
        return WmtsCapabilities(
            words(service, "Title"), words(find(self._root, "ServiceProvider"), "ProviderName"),
            self._root.get("version", ""), layers, sets, get_tile, encodings, tuple(self._problems))

    def _each(self, elements: list[Element], make: Callable[[Element], _T]) -> list[_T]:
        good = []
        for element in elements:
            try:
                good.append(make(element))
            except (ValueError, OverflowError) as error:
                self._problems.append((f"bad_{local(element).lower()}", f"{words(element, 'Identifier')}: {error}"[:200]))
        return good

    def _get_tile(self) -> tuple[str, tuple[str, ...]]:
        """The address of GetTile by keys, and the encodings told."""
        keyed, encodings = "", []
        for operation in below(find(self._root, "OperationsMetadata"), "Operation"):
            if operation.get("name") != "GetTile":
                continue
            for get in (get for dcp in children(operation, "DCP") for http in children(dcp, "HTTP")
                        for get in children(http, "Get")):
                told = [text_of(value) for value in get.iter() if local(value) == "Value"]
                encodings += told
                if not told or any(value.upper() == "KVP" for value in told):
                    keyed = keyed or href(get)
        return keyed, tuple(dict.fromkeys(encodings))

    def _layer(self, element: Element) -> WmtsLayer:
        identity = text_of(element, "Identifier") or words(element, "Title")
        if not identity:
            raise ValueError("a layer without an identifier")
        styles = [(text_of(style, "Identifier"), style.get("isDefault", "").lower() in ("true", "1"))
                  for style in children(element, "Style")]
        default = next((name for name, is_default in styles if is_default), styles[0][0] if styles else "")
        resources = tuple(Resource(one.get("format", ""), one.get("template", "").strip())
                          for one in children(element, "ResourceURL")
                          if one.get("resourceType", "tile") == "tile" and one.get("template"))
        return WmtsLayer(
            identity, words(element, "Title") or identity, self._bounds(element),
            tuple(dict.fromkeys(name for name, _ in styles)), default,
            tuple(dict.fromkeys(text_of(one) for one in children(element, "Format"))),
            tuple(self._each(children(element, "Dimension"), _dimension)),
            {text_of(link, "TileMatrixSet"): self._limits(link) for link in children(element, "TileMatrixSetLink")},
            resources)

    def _bounds(self, element: Element) -> Bounds | None:
        box = find(element, "WGS84BoundingBox")
        try:
            low, high = numbers(text_of(box, "LowerCorner"), 2), numbers(text_of(box, "UpperCorner"), 2)
        except ValueError:
            return None
        return degrees_box(low[0], low[1], high[0], high[1])

    def _limits(self, link: Element) -> dict[str, Span]:
        found = {}
        for limits in below(find(link, "TileMatrixSetLimits"), "TileMatrixLimits"):
            try:
                span = Span(*(int(number(text_of(limits, name))) for name in (
                    "MinTileCol", "MaxTileCol", "MinTileRow", "MaxTileRow")))
            except ValueError:
                continue
            if 0 <= span.first_column <= span.last_column and 0 <= span.first_row <= span.last_row:
                found[text_of(limits, "TileMatrix")] = span
        return found

    def _matrix_set(self, element: Element) -> MatrixSet:
        identity, crs = text_of(element, "Identifier"), text_of(element, "SupportedCRS")
        if not identity:
            raise ValueError("a matrix set without an identifier")
        levels = children(element, "TileMatrix")
        reference = axes.reference(crs)
        if reference is None:
            return MatrixSet(identity, crs, None, len(levels), f"coordinate system {crs} is not known")
        unit_m = TileGrid(reference.crs, ()).metres_per_unit
        matrices = self._each(levels, lambda level: _matrix(level, self._pixel_m / unit_m))
        if not matrices:
            return MatrixSet(identity, crs, None, len(levels), "no usable tile matrix")
        factor, why = corners.correction(matrices, reference.crs) if self._pixel_m == PIXEL_M else (1.0, "")
        if why:
            self._problems.append(("scale", f"{identity}: {why}"))
            matrices = [replace(one, resolution=one.resolution * factor) for one in matrices]
        placed, order = corners.placed(matrices, reference.crs, reference.north_first and not self._ignores)
        if order:
            self._problems.append(("corner", f"{identity}: {order}"))
        placed.sort(key=lambda one: -one.resolution)
        return MatrixSet(identity, crs, TileGrid(reference.crs, tuple(placed)), len(levels))


def _dimension(element: Element) -> Dimension:
    name = text_of(element, "Identifier")
    if not name:
        raise ValueError("a dimension without an identifier")
    values = tuple(part.strip() for value in children(element, "Value") for part in text_of(value).split(",") if part.strip())
    return Dimension(name, text_of(element, "Default"), values, text_of(element, "UOM"),
                     text_of(element, "Current").lower() == "true")


def _matrix(element: Element, units_in_pixel: float) -> TileMatrix:
    """A level, its corner still in the order in which it is written."""
    identity = text_of(element, "Identifier")
    scale = number(text_of(element, "ScaleDenominator"))
    first, second = numbers(text_of(element, "TopLeftCorner"), 2)
    sizes = [int(number(text_of(element, name))) for name in ("TileWidth", "TileHeight", "MatrixWidth", "MatrixHeight")]
    if max(abs(first), abs(second)) > _FARTHEST:
        raise ValueError(f"corner at {first:g} {second:g}")
    if not _FINEST <= scale <= _COARSEST or min(sizes) < 1 or max(sizes[:2]) > 8192 or max(sizes[2:]) > _MOST_TILES:
        raise ValueError(f"scale 1:{scale:g}, tiles of {sizes[0]} x {sizes[1]}, {sizes[2]} x {sizes[3]} of them")
    return TileMatrix(identity, scale * units_in_pixel, (first, second), (sizes[0], sizes[1]), (sizes[2], sizes[3]))


def limited(grid: TileGrid, limits: dict[str, Span], bounds_wgs84: Bounds | None) -> TileGrid:
    """A grid with what a layer has of it, by its own limits and by its box. Levels of which it has nothing go."""
    matrices = []
    for matrix in grid.matrices:
        span: Span | None = matrix.span
        own = limits.get(matrix.id)
        if limits and own is None:
            continue
        if bounds_wgs84 is not None:
            span = matrix.covering(grid.bounds_of(bounds_wgs84))
        if own is not None and span is not None:
            span = Span(max(span.first_column, own.first_column), min(span.last_column, own.last_column),
                        max(span.first_row, own.first_row), min(span.last_row, own.last_row))
        if span is not None and span.first_column <= span.last_column and span.first_row <= span.last_row:
            matrices.append(replace(matrix, limits=span))
    return TileGrid(grid.crs, tuple(matrices) or grid.matrices)


def matrix_set_json(one: MatrixSet) -> dict[str, Any]:
    """A matrix set for `connect try`."""
    levels = [] if one.grid is None else [
        {"id": level.id, "scale_denominator": level.resolution * one.grid.metres_per_unit / PIXEL_M,
         "resolution": level.resolution, "top_left": list(level.origin), "tile_px": list(level.tile_size),
         "size": list(level.size)} for level in one.grid.matrices]
    usable = {} if one.grid is not None else {"trouble": one.trouble}
    return {"id": one.id, "crs": one.crs, "read_as": one.grid.crs if one.grid else None, "matrices": one.matrices,
            "levels": levels, **usable}


def is_pattern(template: str) -> bool:
    """Whether a resource address names a tile at all."""
    return re.search(r"(?i)\{tilerow\}|\{-?y\}", template) is not None
