"""Values of one property for all rows, as numbers and as texts, made when first asked for. Immutable; any thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Rows(Protocol):
    """What an expression is evaluated over."""

    def __len__(self) -> int: ...

    def column(self, name: str) -> Column:
        """The values of a property; all null where nothing has it."""
        ...


class Column:
    """values: one a row, None where there is none."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = values
        self.memo: dict[Any, Any] = {}  # what conditions on this column alone gave; see expression/evaluate.py

    @cached_property
    def number(self) -> Floats:
        """float64, NaN where there is none; a text that reads as a number is one, true is 1."""
        return np.array([_number(value) for value in self._values], np.float64)

    @cached_property
    def text(self) -> NDArray[np.object_]:
        """Texts, "" where there is none."""
        result = np.empty(len(self._values), object)
        result[:] = ["" if value is None else text_of(value) for value in self._values]
        return result

    @cached_property
    def null(self) -> NDArray[np.bool_]:
        """Where there is no value; a number that is not one is none."""
        return np.array([value is None or (isinstance(value, float) and value != value) for value in self._values], bool)

    def __len__(self) -> int:
        return len(self.null)


class Numbers(Column):
    """A column that is an array of numbers; what is not finite counts as none."""

    def __init__(self, numbers: NDArray[Any]) -> None:
        super().__init__(())
        finite = np.asarray(numbers, np.float64)
        self.number = np.where(np.isfinite(finite), finite, np.nan)
        self.null = np.isnan(self.number)

    @cached_property
    def text(self) -> NDArray[np.object_]:
        """As a person would write them."""
        result = np.empty(len(self.number), object)
        result[:] = ["" if value != value else text_of(value) for value in self.number.tolist()]
        return result


class Same(Column):
    """One value for all rows."""

    def __init__(self, value: Any, count: int) -> None:
        super().__init__(())
        self.number = np.full(count, _number(value) if not isinstance(value, str) else np.nan)
        self.null = np.full(count, value is None)
        self.text = np.empty(count, object)
        self.text[:] = "" if value is None else text_of(value)


def text_of(value: Any) -> str:
    """A value as a text: whole numbers without a point, truth as in JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:.12g}"
    return str(value)


def _number(value: Any) -> float:
    if isinstance(value, (int, float)):
        return float(value) if abs(value) < 1e300 else float("nan")
    if not isinstance(value, str) or len(value) > 40:
        return float("nan")
    try:
        number = float(value.replace("_", "x"))
    except ValueError:
        return float("nan")
    return number if np.isfinite(number) else float("nan")
