"""Labels of the live layers, placed around symbols, before the names of the base map. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from layers.drawing import Drawing
from layers.placement import Occupancy
from layers.point_cells import AT_ONCE
from widgets.map.label_images import LabelImages, Style
from widgets.map.live_painter import rows_within
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

_BLOCKS_FROM = 12.5  # design pixels: smaller symbols may be written over
_MOST = 1500
_BATCH = 12  # labels placed between two looks at the clock


class Stamp(NamedTuple):
    """A text at its place (middle, in pixels)."""

    text: str
    style: Style
    x: float
    y: float
    opacity: float


def is_written_around(drawing: Drawing) -> bool:
    """Whether a drawing matters to the placing of labels: it has some, or symbols that none may cover."""
    symbols = drawing.points.symbols
    return bool(len(drawing.labels.texts)) or any(symbol.size >= _BLOCKS_FROM for symbol in symbols)


def block_symbols(taken: Occupancy, drawing: Drawing, view: Viewpoint) -> None:
    """Symbols are not written over."""
    points = drawing.points
    if not 0 < len(points.xy) <= AT_ONCE or max(symbol.size for symbol in points.symbols) < _BLOCKS_FROM:
        return  # where there are that many, no label would find a place
    rows, screen = rows_within(points.xy, view)
    half = np.take(np.array([symbol.size for symbol in points.symbols]), np.take(points.symbol, rows)) / 2
    large = np.flatnonzero(half * 2 >= _BLOCKS_FROM)[:_MOST]
    reach = half[large, None] * theme().scale
    for box in np.concatenate((screen[large] - reach, screen[large] + reach), axis=1).tolist():
        taken.take(*box)


def place_labels(drawings: Iterable[tuple[Drawing, float]], taken: Occupancy, view: Viewpoint, images: LabelImages,
                 placed: list[Stamp]) -> Iterator[None]:
    """Labels of all layers into `placed`, the most urgent first; each beneath, above or beside its symbol where there
    is room; none is cut by the edge of the map. Stops now and then, to be gone on with."""
    waiting: list[tuple[float, float, float, str, Style, float, float]] = []
    for drawing, opacity in drawings:
        labels = drawing.labels
        if not len(labels.texts):
            continue
        style = Style(labels.role, labels.colour, plate=labels.plate, bold=labels.colour == "hi")
        rows, screen = rows_within(labels.xy, view)
        for row, (x, y) in zip(rows[:_MOST].tolist(), screen[:_MOST].tolist(), strict=True):
            text = labels.texts[row]
            if text:
                waiting.append((float(labels.priority[row]), x, y, text, style, labels.offset, opacity))
        yield
    waiting.sort(key=lambda item: item[0])
    for number, item in enumerate(waiting):
        stamp = _place(item, taken, images)
        if stamp is not None:
            placed.append(stamp)
        if number % _BATCH == 0:
            yield


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
