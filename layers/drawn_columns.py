"""Drawings as columns: outlines and hatch, arrows, sprites, titles. Pure; any thread."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from command_center.domain.columns import decode
from command_center.domain.drawings import AREA_KINDS, COLOURS, LINE_KINDS, POINT_KINDS, SIZES, WIDTHS, Drawn
from command_center.domain.events import DrawingStyle
from layers.base import View, mercator
from layers.drawing import Areas, AreaStyle, Drawing, Floats, Labels, Lines, LineStyle, Points, Symbol
from layers.plotting import arrow_head, attack_arrow, middle
from layers.symbol_set import emblems

DASHES: dict[str, tuple[float, ...]] = {"solid": (), "dashed": (5.0, 3.0), "dotted": (1.0, 2.0)}
_FILLED = {"none": (0, 0, 0.0), "faint": (40, 0, 0.0), "hatch": (20, 120, 11.0), "dense": (48, 150, 6.0)}
LEVELS = {"red": 1, "orange": 2, "yellow": 3, "blue": 4}
_HEAD_PX, _POINT_PX, _ANCHOR_PX, _BADGE_PX = 15.0, 13.0, 5.0, 11.0
_UPRIGHT = float("nan")
_TITLE_PX = 9.0  # from the lower edge of a symbol to its title's middle line


class Shape(NamedTuple):
    """What a drawing is in metres of the map at any scale: its places, the outline of an attack arrow, where its title
    and the badge of its level stand."""

    drawn: Drawn
    xy: Floats
    outline: Floats
    middle: tuple[float, float]
    badge: tuple[float, float]


Shapes = dict[str, tuple[Drawn, Shape | None]]


def shapes_of(drawings: Mapping[str, Drawn], known: Shapes) -> Shapes:
    """Shapes of what is shown, None for one whose geometry cannot be read; those that are known are taken over."""
    shown = {name: drawn for name, drawn in drawings.items() if drawn.is_shown}
    fresh = [drawn for name, drawn in shown.items() if name not in known or known[name][0] is not drawn]
    made = dict(zip((drawn.drawing for drawn in fresh), _read(fresh), strict=True)) if fresh else {}
    return {name: (drawn, made[name]) if name in made else known[name] for name, drawn in shown.items()}


def _read(fresh: list[Drawn]) -> Iterator[Shape | None]:
    """All at once, for each alone would cost ten times as much."""
    columns = decode([drawn.geometry for drawn in fresh])
    xy = mercator(columns.xy)
    spans = {row: (start, end) for row, start, end in zip(columns.row.tolist(), columns.offset[:-1].tolist(),
                                                          columns.offset[1:].tolist(), strict=True)}
    for row, drawn in enumerate(fresh):
        start, end = spans.get(row, (0, 0))
        yield _shape(drawn, xy[start:end - (drawn.kind in AREA_KINDS)]) if end > start else None


def _shape(drawn: Drawn, xy: Floats) -> Shape | None:
    if len(xy) <= (drawn.kind not in POINT_KINDS):
        return None
    x, y = middle(drawn.kind, xy).tolist()
    corner = xy[int(xy[:, 1].argmax())] if drawn.kind in AREA_KINDS else xy[0]
    return Shape(replace(drawn, style=_known(drawn.style)), xy, attack_arrow(xy) if drawn.kind == "attack" else xy, (x, y),
                 (float(corner[0]), float(corner[1])))


def columns_of(shapes: Shapes, view: View) -> tuple[Drawing, int]:
    """The columns, and how many have no geometry that can be read. Areas lie below lines, lines below symbols."""
    columns, left_out = _Columns(view), 0
    for _, shape in shapes.values():
        if shape is not None:
            columns.add(shape)
        else:
            left_out += 1
    return columns.drawing(), left_out


def _known(style: DrawingStyle) -> DrawingStyle:
    """A look that can be painted: a journal may hold one of a newer program."""
    heading = style.heading_deg if style.heading_deg is not None and math.isfinite(style.heading_deg) else None
    return replace(style, colour=style.colour if style.colour in COLOURS else "hi", width=_within(style.width, WIDTHS),
                   size=_within(style.size, SIZES), heading_deg=heading)


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1]) if math.isfinite(value) else limits[0]


class _Columns:
    """What is collected; one style each, for a hand draws hundreds, not thousands."""

    def __init__(self, view: View) -> None:
        self.px = view.coarseness
        self.rings: list[tuple[str, Floats, AreaStyle]] = []
        self.lines: list[tuple[str, Floats, LineStyle]] = []
        self.points: list[tuple[str, tuple[float, float], Symbol, float]] = []
        self.labels: list[tuple[str, tuple[float, float], float]] = []

    def add(self, shape: Shape) -> None:
        """One drawing."""
        drawn, below = shape.drawn, 0.0
        self._badge(shape)
        if drawn.kind in AREA_KINDS:
            self._outlined(drawn.drawing, shape.xy, drawn.style)
        elif drawn.kind in LINE_KINDS:
            self._line(shape)
        else:
            symbol, heading = symbol_of(drawn)
            self.points.append((drawn.drawing, shape.badge, symbol, heading))
            below = symbol.size / 2 + _TITLE_PX
        if drawn.title:
            x, y = shape.middle
            self.labels.append((drawn.title, (x, y - below * self.px), 12.0 if drawn.kind == "text" else 16.0))

    def _badge(self, shape: Shape) -> None:
        """Shape and digit beside the colour of a level: at the corner of a symbol, the start of a line, the top of an
        area. It comes before the symbol, which is what is pointed at."""
        drawn, (x, y) = shape.drawn, shape.badge
        level = LEVELS.get(drawn.style.colour)
        if level is None:
            return
        if drawn.kind in POINT_KINDS:
            half = (symbol_of(drawn)[0].size / 2 + _BADGE_PX / 2 - 1) * self.px
            x, y = x + half, y + half
        self.points.append((drawn.drawing, (x, y), Symbol("level", drawn.style.colour, _BADGE_PX, level=level, solid=False),
                            _UPRIGHT))

    def _outlined(self, identity: str, ring: Floats, style: DrawingStyle) -> None:
        self.rings.append((identity, ring, area_style(style)))
        self.lines.append((identity, np.concatenate((ring, ring[:1])), line_style(style)))

    def _line(self, shape: Shape) -> None:
        drawn, xy = shape.drawn, shape.xy
        if drawn.kind == "attack":
            if len(shape.outline):
                self._outlined(drawn.drawing, shape.outline, drawn.style)
            return
        if drawn.kind == "arrow":
            head = arrow_head(xy, (_HEAD_PX + 2 * drawn.style.width) * self.px)
            if len(head):
                self.rings.append((drawn.drawing, head, AreaStyle(drawn.style.colour, 255, 0, 0.0, 1.0, 255)))
                xy = np.concatenate((xy[:-1], head[2:3]))  # the line ends in the notch, not before the tip
        self.lines.append((drawn.drawing, xy, line_style(drawn.style)))

    def drawing(self) -> Drawing:
        """The columns."""
        return Drawing(areas=self._areas(), lines=self._line_columns(), points=self._points(), labels=Labels(
            [text for text, _, _ in self.labels], _pairs([at for _, at, _ in self.labels]),
            np.array([priority for _, _, priority in self.labels], np.float64), "hi", "caption", 0.0))

    def _areas(self) -> Areas:
        if not self.rings:
            return Areas()
        styles, style = _numbered([each for _, _, each in self.rings])
        return Areas([identity for identity, _, _ in self.rings], _stacked([ring for _, ring, _ in self.rings]),
                     _offsets([ring for _, ring, _ in self.rings]), np.arange(len(self.rings)), styles, style)

    def _line_columns(self) -> Lines:
        if not self.lines:
            return Lines()
        styles, style = _numbered([each for _, _, each in self.lines])
        return Lines([identity for identity, _, _ in self.lines], _stacked([line for _, line, _ in self.lines]),
                     _offsets([line for _, line, _ in self.lines]), styles, style)

    def _points(self) -> Points:
        if not self.points:
            return Points()
        symbols, symbol = _numbered([each for _, _, each, _ in self.points])
        return Points([identity for identity, _, _, _ in self.points], _pairs([xy for _, xy, _, _ in self.points]),
                      symbols, symbol, np.array([heading for *_, heading in self.points], np.float64))


def symbol_of(drawn: Drawn) -> tuple[Symbol, float]:
    """The sprite of a point, a symbol or a text's anchor, and its heading (NaN: upright)."""
    style = drawn.style
    heading = style.heading_deg if style.heading_deg is not None else _UPRIGHT
    if drawn.kind == "symbol":
        if drawn.symbol not in emblems():  # of a newer program
            return Symbol("diamond", style.colour, style.size * 0.6), heading
        return Symbol("svg", style.colour, style.size, name=drawn.symbol, turn=style.heading_deg is not None), heading
    return Symbol("dot", style.colour, _ANCHOR_PX if drawn.kind == "text" else _POINT_PX), _UPRIGHT


def area_style(style: DrawingStyle) -> AreaStyle:
    fill, hatch, gap = _FILLED.get(style.fill, _FILLED["hatch"])
    return AreaStyle(style.colour, fill, hatch, gap, 1.0, 0)  # the outline is a line of its own, which can be dashed


def line_style(style: DrawingStyle) -> LineStyle:
    return LineStyle(style.colour, style.width, DASHES.get(style.line, ()), "void")


def _numbered(styles: list) -> tuple[tuple, np.ndarray]:  # type: ignore[type-arg]
    known: dict[object, int] = {}
    index = [known.setdefault(style, len(known)) for style in styles]
    return tuple(known), np.array(index, np.intp)


def _pairs(places: list[tuple[float, float]]) -> Floats:
    return np.array(places, np.float64).reshape(-1, 2)


def _stacked(parts: list[Floats]) -> Floats:
    return np.concatenate([part.reshape(-1, 2) for part in parts]) if parts else np.empty((0, 2))


def _offsets(parts: list[Floats]) -> np.ndarray:
    return np.concatenate(([0], np.cumsum([len(part) for part in parts]))).astype(np.int64)
