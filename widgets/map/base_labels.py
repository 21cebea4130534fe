"""Names of the base map on the screen: chosen once for an area around the view, then only stamped. GUI thread."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import NamedTuple

import numpy as np

from layers.basemap_labels import AREA, ROAD, SPOT, WATER, LabelTable
from layers.placement import Occupancy
from widgets.map.label_images import LabelImages, Style
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.theme import theme

STYLES = {ROAD: Style("micro", "map.label_road", 1.0, alpha=225), AREA: Style("body", "map.label", 5.0, alpha=200),
          WATER: Style("caption", "map.label_water", 3.0), SPOT: Style("caption", "map.label", 1.0, alpha=210)}
_STYLE_EN = {AREA: Style("body", "map.label", 2.0, alpha=200), WATER: Style("caption", "map.label_water", 1.0)}
_APART_PX = 300.0
_MOST = 2500
_SHADES = 20  # steps of strength: each is a picture of every name
_BATCH = 12  # candidates looked at between two looks at the clock


class Placed(NamedTuple):
    """A label that has its place: Mercator metres, y down."""

    x: float
    y: float
    text: str
    style: Style
    angle: float
    boxes: tuple[tuple[float, float, float, float], ...]  # relative to the place, in pixels


class BaseLabels:
    """Places names for 1.5 screens around the view and keeps the result until the view leaves them."""

    def __init__(self, images: LabelImages) -> None:
        self._images = images
        self._table: LabelTable | None = None
        self._lent: LabelTable | None = None
        self._strengths = (1.0, 1.0)  # of names of the base map, of lent ones
        self.version = 0
        self._kept: tuple[int, str, tuple[float, float, float, float], list[Placed]] | None = None

    def set_table(self, table: LabelTable) -> None:
        """New names."""
        self._table = table
        self._kept = None
        self.version += 1

    def lend(self, table: LabelTable | None) -> None:
        """Names that tile layers have along their lines: they stand among those of the base map. None for none."""
        if table is None and self._lent is None:
            return
        self._lent = table
        self._kept = None
        self.version += 1

    def show_at(self, own: float, lent: float) -> None:
        """How strongly names of the base map and of tile layers are written, 0 to 1: as what they belong to."""
        strengths = tuple(round(one * _SHADES) / _SHADES for one in (own, lent))
        if strengths != self._strengths:
            self._strengths = strengths  # type: ignore[assignment]
            self._kept = None
            self.version += 1

    def around(self, view: Viewpoint, language: str) -> Generator[None, None, list[Placed]]:
        """Labels of an area that holds the view, the most important first. Stops now and then, to be gone on with."""
        level = round(view.level)
        area = _area(view, level)
        if self._kept is not None and self._kept[:3] == (level, language, area):
            return self._kept[3]
        known = self.version
        labels = yield from self._place(level, language, area)
        if known == self.version:
            self._kept = (level, language, area, labels)
        return labels

    def _place(self, level: int, language: str,
               area: tuple[float, float, float, float]) -> Generator[None, None, list[Placed]]:
        mpp = level_scale(level)
        rows = self._rows(mpp * theme().scale, area)  # on a wall, letters are larger and need as much more ground
        taken = Occupancy((area[2] - area[0]) / mpp, (area[3] - area[1]) / mpp)
        near: dict[str, list[tuple[float, float]]] = {}
        placed: list[Placed] = []
        for number, (table, row) in enumerate(rows):
            if number % _BATCH == 0:
                yield
            label = self._candidate(table, row, language)
            px, py = (label.x - area[0]) / mpp, (label.y - area[1]) / mpp
            others = near.get(label.text, ())
            if not label.text or any(math.hypot(px - ox, py - oy) < _APART_PX * theme().scale for ox, oy in others):
                continue
            boxes = [(px + a, py + b, px + c, py + d) for a, b, c, d in label.boxes]
            if all(taken.is_free(*box) for box in boxes):
                for box in boxes:
                    taken.take(*box)
                near.setdefault(label.text, []).append((px, py))
                placed.append(label)
        return placed

    def _rows(self, mpp: float, area: tuple[float, float, float, float]) -> list[tuple[LabelTable, int]]:
        """What may be written there at this scale, of all tables, the most important first."""
        found: list[tuple[LabelTable, int]] = []
        for table in (self._table, self._lent):
            if table is not None and len(table.xy):
                x, y = table.xy[:, 0], table.xy[:, 1]
                rows = np.flatnonzero((table.finest <= mpp) & (table.coarsest >= mpp) & (x >= area[0]) & (x <= area[2])
                                      & (y >= area[1]) & (y <= area[3]))[:_MOST]
                found += [(table, row) for row in rows.tolist()]
        if self._lent is not None:
            found.sort(key=lambda one: float(one[0].priority[one[1]]))
        return found[:_MOST]

    def _candidate(self, table: LabelTable, row: int, language: str) -> Placed:
        name = int(table.name[row])
        chinese = language.startswith("zh")
        text = (table.zh if chinese else table.en)[name] or (table.en if chinese else table.zh)[name]
        kind = int(table.kind[row])
        style = STYLES[kind] if chinese else _STYLE_EN.get(kind, STYLES[kind])
        strength = self._strengths[table is self._lent]
        style = style._replace(alpha=round(style.alpha * strength)) if strength < 1.0 else style
        width, height = self._images.size(text, style)
        angle = float(table.angle[row])
        return Placed(float(table.xy[row, 0]), float(table.xy[row, 1]), text, style, angle,
                      label_boxes(width, height, angle))


def _area(view: Viewpoint, level: int) -> tuple[float, float, float, float]:
    """1.5 screens that hold the view, on a lattice of half screens: the same place is always labelled alike, however
    one came there."""
    mpp = level_scale(level)
    x, y = view.left * view.metres_per_pixel / mpp, view.top * view.metres_per_pixel / mpp
    column, row = math.floor(x / (view.width / 2)), math.floor(y / (view.height / 2))
    west, north = column * view.width / 2 * mpp, row * view.height / 2 * mpp
    return west, north, west + 1.5 * view.width * mpp, north + 1.5 * view.height * mpp


def label_boxes(width: float, height: float, angle: float) -> tuple[tuple[float, float, float, float], ...]:
    """What a text takes around its middle: one box, or a chain of squares along a slanting line."""
    pad = 4.0
    if abs(angle) < 8:
        return ((-width / 2 - pad, -height / 2 - pad / 2, width / 2 + pad, height / 2 + pad / 2),)
    count = max(1, math.ceil(width / height))
    dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    half = height / 2 + 1
    steps = [((number + 0.5) / count - 0.5) * width for number in range(count)]
    return tuple((s * dx - half, s * dy - half, s * dx + half, s * dy + half) for s in steps)
