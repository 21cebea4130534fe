"""Filters by attribute: a small safe language over the columns of a table, evaluated for all rows at once. Pure.

    diameter >= 300 and not (状态 = '停用') and name like '%泵站%' and depth is not null

Comparisons know null as SQL does: what is not known is neither true nor false, and is left out.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from layers.styled.columns import Rows
from layers.styled.expression.error import ExpressionError
from layers.styled.expression.evaluate import operand, truth
from layers.styled.expression.nodes import Node, names
from layers.styled.expression.parse import parse

__all__ = ["ExpressionError", "compiled", "matching", "names", "numbers"]


@lru_cache(maxsize=256)
def compiled(text: str) -> Node:
    """The tree of an expression. Raises ExpressionError with the position of what is wrong."""
    return parse(text)


def matching(text: str, rows: Rows) -> NDArray[np.bool_]:
    """Which rows an expression is true for; all for an empty one."""
    if not text.strip():
        return np.ones(len(rows), bool)
    return truth(compiled(text), rows).yes


def numbers(text: str, rows: Rows) -> NDArray[np.float64]:
    """An expression's number for each row, NaN where there is none."""
    return operand(compiled(text), rows).number
