"""Labels of the live layers, placed anew every frame around symbols, before the names of the base map. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from layers.drawing import Drawing
from layers.placement import Occupancy
from widgets.map.label_images import LabelImages, Style
from widgets.map.live_painter import visible
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_BLOCKS_FROM = 12.5  # design pixels: smaller symbols may be written over
_MOST = 1500


class Stamp(NamedTuple):
    """A text at its place (middle, in pixels)."""

    text: str
    style: Style
    x: float
    y: float
    opacity: float


def block_symbols(taken: Occupancy, drawing: Drawing, view: Viewpoint) -> None:
    """Symbols are not written over."""
    points = drawing.points
    if not len(points.ids) or max(symbol.size for symbol in points.symbols) < _BLOCKS_FROM:
        return
    screen = view.to_screen(points.xy)
    half = np.array([symbol.size for symbol in points.symbols])[points.symbol] / 2
    rows = visible(screen, view, 0)
    rows = rows[half[rows] * 2 >= _BLOCKS_FROM][:_MOST]
    reach = half[rows, None] * theme().scale
    for box in np.concatenate((screen[rows] - reach, screen[rows] + reach), axis=1).tolist():
        taken.take(*box)


def place_labels(drawings: Iterable[tuple[Drawing, float]], taken: Occupancy, view: Viewpoint,
                 images: LabelImages) -> list[Stamp]:
    """Labels of all layers, the most urgent first; each beneath, above or beside its symbol where there is room;
    none is cut by the edge of the map."""
    waiting: list[tuple[float, float, float, str, Style, float, float]] = []
    for drawing, opacity in drawings:
        labels = drawing.labels
        if not len(labels.texts):
            continue
        style = Style(labels.role, labels.colour, plate=labels.plate, bold=labels.colour == "hi")
        screen = view.to_screen(labels.xy)
        for row in visible(screen, view, 0)[:_MOST].tolist():
            if labels.texts[row]:
                waiting.append((float(labels.priority[row]), float(screen[row, 0]), float(screen[row, 1]),
                                labels.texts[row], style, labels.offset, opacity))
    waiting.sort(key=lambda item: item[0])
    stamps = (_place(item, taken, images) for item in waiting)
    return [stamp for stamp in stamps if stamp is not None]


def _place(item: tuple[float, float, float, str, Style, float, float], taken: Occupancy,
           images: LabelImages) -> Stamp | None:
    _, x, y, text, style, offset, opacity = item
    width, height = images.size(text, style)
    pad = theme().px(8) if style.plate else 2
    half_w, half_h = width / 2 + pad, height / 2
    away = offset * theme().scale
    side = away * 0.8 + half_w
    spots = ((0, away + 2), (0, -away - 2), (side, 0), (-side, 0)) if offset else (
        (0, 0), (0, -20), (0, 20), (half_w + 12, 0), (-half_w - 12, 0), (0, -36), (0, 36))
    for dx, dy in spots:
        left, top, right, bottom = x + dx - half_w, y + dy - half_h, x + dx + half_w, y + dy + half_h
        inside = left >= 0 and top >= 0 and right <= taken.width and bottom <= taken.height
        if inside and taken.place(left, top, right, bottom):
            return Stamp(text, style, x + dx, y + dy, opacity)
    return None


