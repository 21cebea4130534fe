"""Texts from properties: a property's name, or a template such as "{name} {diameter:.0f} mm". Pure; any thread."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from layers.base import View
from layers.drawing import Floats, Labels
from layers.styled.config import LabelStyle
from layers.styled.expression import ExpressionError, numbers
from layers.styled.table import Table

_FIELD = re.compile(r"\{([^{}:]+)(?::(,?)(?:\.(\d))?([fd%]?))?\}")
PRIORITY = 75.0  # after everything that moves
_APART_PX = 150.0  # half as far apart as equal labels of lines stand at least
_MOST = 20_000  # rows that are given texts; more could never be placed


class Field(NamedTuple):
    """A property within a template, with its number format ("" for as it is)."""

    name: str
    format: str


@lru_cache(maxsize=128)
def template(text: str) -> tuple[str | Field, ...]:
    """Plain pieces and properties of a template; a text without braces is one property."""
    if "{" not in text:
        return (Field(text.strip(), ""),)
    parts: list[str | Field] = []
    at = 0
    for match in _FIELD.finditer(text):
        parts.append(text[at:match.start()])
        comma, digits, kind = match[2] or "", match[3], match[4] or ""
        number = f"{comma}.{digits or 0}{'%' if kind == '%' else 'f'}" if comma or digits or kind else ""
        parts.append(Field(match[1].strip(), number))
        at = match.end()
    return tuple(part for part in (*parts, text[at:]) if part)


def texts(text: str, table: Table, rows: NDArray[np.intp], english: bool) -> list[str]:
    """One text a row; empty where no property of it is known."""
    pieces = template(text)
    columns = [_column(piece, table, english) if isinstance(piece, Field) else None for piece in pieces]
    result = []
    for row in rows.tolist():
        parts, known = [], False
        for piece, column in zip(pieces, columns, strict=True):
            if isinstance(piece, Field) and column is not None:
                shown = _shown(column, row, piece.format)
                known |= bool(shown)
                parts.append(shown)
            else:
                parts.append(str(piece))
        result.append("".join(parts).strip() if known else "")
    return result


def _column(piece: Field, table: Table, english: bool) -> tuple[Floats | None, NDArray[np.object_]]:
    column = table.column(piece.name)
    text = column.text
    if english and not piece.format:
        other = table.column(f"{piece.name}_en")
        text = np.where(other.null | (other.text == ""), text, other.text)
    return (column.number if piece.format else None), text


def _shown(column: tuple[Floats | None, NDArray[np.object_]], row: int, number_format: str) -> str:
    number, text = column
    if number is None or number[row] != number[row]:
        return str(text[row])
    return format(float(number[row]), number_format)


def labels(style: LabelStyle, table: Table, rows: NDArray[np.intp], xy: Floats, view: View) -> Labels:
    """The labels of some rows, at a place each; none where the style has none or the scale is too small."""
    if not shows(style, view) or not len(rows):
        return Labels()
    english = not view.chinese
    kept, at = rows[:_MOST], xy[:_MOST]
    found = texts((style.text_en if english else "") or style.text, table, kept, english)
    return Labels(found, at, _priority(style, table, kept), style.colour, style.role, style.offset)


def along(style: LabelStyle, table: Table, rows: NDArray[np.intp], xy: Floats, view: View) -> Labels:
    """Labels of pieces of lines: of those that say the same near each other, one stays."""
    found = labels(style, table, rows, xy, view)
    if not len(found.texts):
        return found
    cell = _APART_PX * view.coarseness
    seen: set[tuple[str, int, int]] = set()
    keep = []
    for at, (text, (x, y)) in enumerate(zip(found.texts, np.floor(found.xy / cell).astype(np.int64).tolist(), strict=True)):
        if text and (text, x, y) not in seen:
            seen |= {(text, x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
            keep.append(at)
    return replace(found, texts=[found.texts[at] for at in keep], xy=found.xy[keep], priority=found.priority[keep])


def scale_step(style: LabelStyle, view: View) -> float:
    """What of the scale changes which labels of lines stay; 0 where none are shown."""
    return round(math.log2(max(view.coarseness, 1e-6)) * 2) + 1000.0 if shows(style, view) else 0.0


def shows(style: LabelStyle, view: View) -> bool:
    """Whether there are labels in a view."""
    return bool(style.text) and (not style.below or view.ground_m <= style.below)


def _priority(style: LabelStyle, table: Table, rows: Sequence[int] | NDArray[np.intp]) -> Floats:
    """Between PRIORITY and PRIORITY + 1, the smaller the sooner."""
    if not style.priority:
        return np.full(len(rows), PRIORITY)
    try:
        value = numbers(style.priority, table)[rows]
    except ExpressionError:
        return np.full(len(rows), PRIORITY)
    known = np.isfinite(value)
    if not known.any():
        return np.full(len(rows), PRIORITY)
    low, high = value[known].min(), value[known].max()
    return PRIORITY + 1.0 - np.where(known, (value - low) / max(float(high - low), 1e-12), 0.0)
