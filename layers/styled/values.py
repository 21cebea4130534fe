"""Labels that may also name what a layer computed: "{$value}" is a class's number, a cell's count. Pure; any thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from layers.base import View
from layers.drawing import Floats, Labels
from layers.styled.columns import Numbers
from layers.styled.config import LabelStyle
from layers.styled.labels import labels
from layers.styled.table import Column, Table

named_value = "$value"


def with_value(style: LabelStyle, table: Table, rows: NDArray[np.intp], value: Floats, view: View) -> Labels:
    """Labels of some rows, with the number of every row of the table as "$value"."""
    if not style.text:
        return Labels()

    def find(name: str) -> Column:
        return Numbers(value) if name == named_value else table.column(name)

    return labels(style, Table(table.ids, table.xy, find), rows, table.xy[rows], view)
