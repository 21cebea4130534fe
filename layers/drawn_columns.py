"""Drawings as columns: outlines and hatch, arrows, sprites, titles. Pure; any thread."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace

from command_center.domain.drawings import AREA_KINDS, COLOURS, LINE_KINDS, POINT_KINDS, SIZES, WIDTHS, Drawn
from command_center.domain.events import DrawingStyle
from layers.base import View, mercator
from layers.drawing import Areas, AreaStyle, Drawing, Floats, Labels, Lines, LineStyle, Points, Symbol
from layers.plotting import arrow_head, attack_arrow, middle, places_of
from layers.symbol_set import emblems

DASHES: dict[str, tuple[float, ...]] = {"solid": (), "dashed": (5.0, 3.0), "dotted": (1.0, 2.0)}
_FILLED = {"none": (0, 0, 0.0), "faint": (40, 0, 0.0), "hatch": (20, 120, 11.0), "dense": (48, 150, 6.0)}
LEVELS = {"red": 1, "orange": 2, "yellow": 3, "blue": 4}
_HEAD_PX, _POINT_PX, _ANCHOR_PX, _BADGE_PX = 15.0, 13.0, 5.0, 11.0
_TITLE_PX = 9.0  # from the lower edge of a symbol to its title's middle line


def columns_of(drawings: Mapping[str, Drawn], view: View) -> tuple[Drawing, int]:
    """The columns, and how many have no geometry that can be read. Areas lie below lines, lines below symbols."""
    columns, left_out = _Columns(view), 0
    for drawn in drawings.values():
        if drawn.is_shown:
            places = places_of(drawn.kind, drawn.geometry)
            if len(places) > (drawn.kind not in POINT_KINDS):
                columns.add(replace(drawn, style=_known(drawn.style)), mercator(places))
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
        self.points: list[tuple[str, Floats, Symbol, float]] = []
        self.labels: list[tuple[str, Floats, float]] = []

    def add(self, drawn: Drawn, xy: Floats) -> None:
        """One drawing through its places in metres of the map."""
        below = 0.0
        self._badge(drawn, xy)
        if drawn.kind in AREA_KINDS:
            self._outlined(drawn.drawing, xy, drawn.style)
        elif drawn.kind in LINE_KINDS:
            self._line(drawn, xy)
        else:
            symbol, heading = symbol_of(drawn)
            self.points.append((drawn.drawing, xy[0], symbol, heading))
            below = symbol.size / 2 + _TITLE_PX
        if drawn.title:
            at = middle(drawn.kind, xy) - (0.0, below * self.px)
            self.labels.append((drawn.title, at, 12.0 if drawn.kind == "text" else 16.0))

    def _badge(self, drawn: Drawn, xy: Floats) -> None:
        """Shape and digit beside the colour of a level: at the corner of a symbol, the start of a line, the top of an
        area. It comes before the symbol, which is what is pointed at."""
        level = LEVELS.get(drawn.style.colour)
        if level is None:
            return
        at = xy[int(xy[:, 1].argmax())] if drawn.kind in AREA_KINDS else xy[0]
        if drawn.kind in POINT_KINDS:
            half = (symbol_of(drawn)[0].size / 2 + _BADGE_PX / 2 - 1) * self.px
            at = np.array((at[0] + half, at[1] + half))
        self.points.append((drawn.drawing, at, Symbol("level", drawn.style.colour, _BADGE_PX, level=level, solid=False),
                            float("nan")))

    def _outlined(self, identity: str, ring: Floats, style: DrawingStyle) -> None:
        self.rings.append((identity, ring, area_style(style)))
        self.lines.append((identity, np.concatenate((ring, ring[:1])), line_style(style)))

    def _line(self, drawn: Drawn, xy: Floats) -> None:
        if drawn.kind == "attack":
            outline = attack_arrow(xy)
            if len(outline):
                self._outlined(drawn.drawing, outline, drawn.style)
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
            [text for text, _, _ in self.labels], _stacked([at for _, at, _ in self.labels]),
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
        return Points([identity for identity, _, _, _ in self.points], _stacked([xy for _, xy, _, _ in self.points]),
                      symbols, symbol, np.array([heading for *_, heading in self.points], np.float64))


def symbol_of(drawn: Drawn) -> tuple[Symbol, float]:
    """The sprite of a point, a symbol or a text's anchor, and its heading (NaN: upright)."""
    style = drawn.style
    heading = style.heading_deg if style.heading_deg is not None else float("nan")
    if drawn.kind == "symbol":
        if drawn.symbol not in emblems():  # of a newer program
            return Symbol("diamond", style.colour, style.size * 0.6), heading
        return Symbol("svg", style.colour, style.size, name=drawn.symbol, turn=style.heading_deg is not None), heading
    return Symbol("dot", style.colour, _ANCHOR_PX if drawn.kind == "text" else _POINT_PX), float("nan")


def area_style(style: DrawingStyle) -> AreaStyle:
    fill, hatch, gap = _FILLED.get(style.fill, _FILLED["hatch"])
    return AreaStyle(style.colour, fill, hatch, gap, 1.0, 0)  # the outline is a line of its own, which can be dashed


def line_style(style: DrawingStyle) -> LineStyle:
    return LineStyle(style.colour, style.width, DASHES.get(style.line, ()), "void")


def _numbered(styles: list) -> tuple[tuple, np.ndarray]:  # type: ignore[type-arg]
    known: dict[object, int] = {}
    index = [known.setdefault(style, len(known)) for style in styles]
    return tuple(known), np.array(index, np.intp)


def _stacked(parts: list[Floats]) -> Floats:
    return np.concatenate([part.reshape(-1, 2) for part in parts]) if parts else np.empty((0, 2))


def _offsets(parts: list[Floats]) -> np.ndarray:
    return np.concatenate(([0], np.cumsum([len(part) for part in parts]))).astype(np.int64)
