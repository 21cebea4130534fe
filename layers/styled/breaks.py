"""Classes of numbers for choropleths and grids: quantiles, equal steps, or given breaks. Pure; any thread."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator

from layers.base import Title
from layers.drawing import Floats

Method = Literal["quantile", "equal"]


def _rising(value: tuple[float, ...]) -> tuple[float, ...]:
    if list(value) != sorted(set(value)):
        raise ValueError("numbers that rise")
    return value


Rising = Annotated[tuple[float, ...], AfterValidator(_rising)]


def breaks(values: Floats, count: int, method: Method) -> Floats:
    """At most count - 1 rising bounds between classes; fewer where the values have fewer different ones."""
    known = values[np.isfinite(values)]
    if not len(known) or count < 2:
        return np.empty(0)
    if method == "equal":
        bounds = np.linspace(known.min(), known.max(), count + 1)[1:-1]
    else:
        bounds = np.quantile(known, np.linspace(0, 1, count + 1)[1:-1], method="higher")
    bounds = np.unique(bounds)
    return bounds[bounds > known.min()]


def classed(values: Floats, bounds: Sequence[float] | Floats) -> NDArray[np.intp]:
    """Class of each value: 0 below the first bound; a bound belongs to the class above it; -1 for no number."""
    number = np.searchsorted(np.asarray(bounds, np.float64), values, side="right")
    return np.where(np.isfinite(values), number, -1).astype(np.intp)


def titles(bounds: Sequence[float] | Floats, digits: int, unit: str = "") -> list[Title]:
    """What a legend says of each class."""
    if not len(bounds):
        return [Title("全部", "all")]
    tail = f" {unit}" if unit else ""
    shown = [f"{bound:,.{digits}f}" for bound in bounds]
    texts = [f"< {shown[0]}{tail}", *(f"{a} – {b}{tail}" for a, b in itertools.pairwise(shown)),
             f"≥ {shown[-1]}{tail}"]
    return [Title(text, text) for text in texts]
