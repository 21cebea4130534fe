"""Evaluates an expression's tree for all rows at once; nothing of Python's own is reachable from it. Pure; any thread."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from layers.styled.columns import Column, Floats, Numbers, Rows, Same
from layers.styled.expression.like import like
from layers.styled.expression.nodes import Call, Literal, Name, Node

_LOGIC = frozenset({"and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "in", "like", "ilike", "null", "between"})
_COMPARE: dict[str, Any] = {"=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
_MATHS: dict[str, Any] = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "%": np.mod}
_ONE: dict[str, Any] = {"neg": np.negative, "abs": np.abs, "round": np.round, "floor": np.floor, "sqrt": np.sqrt}


class Truth(NamedTuple):
    """Rows that are surely true and surely false; the others are not known."""

    yes: NDArray[np.bool_]
    no: NDArray[np.bool_]


class Operand(NamedTuple):
    """A value a row. kind: "number" or "text" where it can only be that, else ""."""

    column: Column
    kind: str = ""

    @property
    def number(self) -> Floats:
        """As numbers."""
        return self.column.number

    @property
    def null(self) -> NDArray[np.bool_]:
        """Where there is none."""
        return self.column.null


def truth(node: Node, rows: Rows) -> Truth:
    """A condition; a value counts as true where its number is not zero."""
    if not isinstance(node, Call) or node.what not in _LOGIC:
        value = operand(node, rows)
        known = np.isfinite(value.number)
        return Truth(known & (value.number != 0), known & (value.number == 0))
    if node.what == "not":
        inner = truth(node.parts[0], rows)
        return Truth(inner.no, inner.yes)
    if node.what in ("and", "or"):
        return _joined(node.what, [truth(part, rows) for part in node.parts])
    if isinstance(node.parts[0], Name) and all(isinstance(part, Literal) for part in node.parts[1:]):
        memo = rows.column(node.parts[0].name).memo  # what moves keeps the columns of its texts
        if node not in memo:
            memo[node] = _condition(node, rows)
        found: Truth = memo[node]
        return found
    return _condition(node, rows)


def _condition(node: Call, rows: Rows) -> Truth:
    parts = [operand(part, rows) for part in node.parts]
    if node.what == "null":
        return Truth(parts[0].null, ~parts[0].null)
    if node.what == "in":
        return _joined("or", [_compare("=", parts[0], other) for other in parts[1:]])
    if node.what == "between":
        return _joined("and", [_compare(">=", parts[0], parts[1]), _compare("<=", parts[0], parts[2])])
    if node.what in ("like", "ilike"):
        return _like(parts[0], parts[1], node.what == "ilike")
    return _compare(node.what, parts[0], parts[1])


def _joined(what: str, parts: list[Truth]) -> Truth:
    yes, no = np.array([part.yes for part in parts]), np.array([part.no for part in parts])
    both, either = (yes, no) if what == "and" else (no, yes)
    sure, unsure = np.asarray(both.all(axis=0), bool), np.asarray(either.any(axis=0), bool)
    return Truth(sure, unsure) if what == "and" else Truth(unsure, sure)


def _compare(what: str, a: Operand, b: Operand) -> Truth:
    """As numbers where one side can only be a number, or both are; as texts otherwise."""
    sure = _COMPARE[what]
    numeric = np.isfinite(a.number) & np.isfinite(b.number)
    with np.errstate(invalid="ignore"):
        by_number = sure(a.number, b.number)
    if "number" in (a.kind, b.kind):
        return Truth(numeric & by_number, numeric & ~by_number)
    known = ~a.null & ~b.null
    result = np.asarray(sure(a.column.text, b.column.text), bool)
    if "text" not in (a.kind, b.kind):
        result = np.where(numeric, by_number, result)
    return Truth(known & result, known & ~result)


def _like(value: Operand, pattern: Operand, ignore_case: bool) -> Truth:
    known = ~value.null & ~pattern.null
    fits = np.zeros(len(known), bool)
    texts, patterns = value.column.text, pattern.column.text
    for one in {patterns[row] for row in np.flatnonzero(known)}:
        rows = np.flatnonzero(known & (patterns == one))
        fits[rows] = like(texts[rows], one, ignore_case=ignore_case)
    return Truth(known & fits, known & ~fits)


def operand(node: Node, rows: Rows) -> Operand:
    """The values of an expression."""
    if isinstance(node, Literal):
        kind = "text" if isinstance(node.value, str) else "number" if node.value is not None else ""
        return Operand(Same(node.value, len(rows)), kind)
    if isinstance(node, Name):
        return Operand(rows.column(node.name))
    if node.what in _LOGIC:
        found = truth(node, rows)
        return _numbers(np.where(found.yes, 1.0, np.where(found.no, 0.0, np.nan)))
    parts = [operand(part, rows) for part in node.parts]
    with np.errstate(all="ignore"):
        if node.what in _MATHS:
            return _numbers(_MATHS[node.what](parts[0].number, parts[1].number))
        if node.what in _ONE:
            return _numbers(_ONE[node.what](parts[0].number))
    return _function(node.what, parts)


def _function(what: str, parts: list[Operand]) -> Operand:
    first = parts[0]
    if what == "number":
        return _numbers(first.number)
    texts, null = first.column.text, first.null
    if what == "coalesce":
        kinds = {part.kind for part in parts}
        rows = zip(*(zip(part.column.text, part.null, strict=True) for part in parts), strict=True)
        found = [next((text for text, missing in row if not missing), None) for row in rows]
        return Operand(Column(found), kinds.pop() if len(kinds) == 1 else "")
    if what == "length":
        return _numbers(np.array([np.nan if missing else len(text) for text, missing in zip(texts, null, strict=True)]))
    changed = [None if missing else getattr(text, what)()  # lower, upper: the parser lets nothing else through
               for text, missing in zip(texts, null, strict=True)]
    return Operand(Column(changed), "text")


def _numbers(numbers: Floats) -> Operand:
    return Operand(Numbers(numbers), "number")
