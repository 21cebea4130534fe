"""Which class of a style each row belongs to. Pure; any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from command_center.config import Section
from layers.base import LegendEntry, Title
from layers.styled.expression import matching
from layers.styled.filters import Expression
from layers.styled.table import Table

Value = str | bool | float


class StyleClass(Section):
    """What a class is of: one of value, above, when. Kinds add what it looks like."""

    value: Value | tuple[Value, ...] | None = Field(None, description="values of the property `by`, one or a list")
    above: float | None = Field(None, description="numbers of the property `by` from this one on (the highest fits)")
    when: Expression = Field("", description="expression, instead of a value")
    title: str = Field("", description="what the legend says, in Chinese")
    title_en: str = Field("", description="the same in English")

    @model_validator(mode="after")
    def _is_of_something(self) -> Self:
        if sum((self.value is not None, self.above is not None, bool(self.when))) != 1:
            raise ValueError("one of value, above and when")
        return self

    def named(self) -> Title:
        """For the legend; the value itself where it has no title."""
        plain = self.when or (f"≥ {self.above:g}" if self.above is not None else _plain(self.value))
        return Title(self.title or self.title_en or plain, self.title_en or self.title or plain)


def _plain(value: Value | tuple[Value, ...] | None) -> str:
    values = value if isinstance(value, tuple) else (value,)
    return ", ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in values)


def choice(style: Any, over: StyleClass | None = None) -> Callable[[str], Any]:
    """Reads keys of a style as a class has them: its own where it says one, else the style's."""
    def choose(name: str) -> Any:
        own = getattr(over, name) if over is not None else None
        return getattr(style, name) if own is None else own

    return choose


def legend_of(looks: Sequence[Any], classes: Sequence[StyleClass], title: Title) -> tuple[LegendEntry, ...]:
    """looks: of rows without a class, then of each class. The classes' where there are any, else the one look."""
    if not classes:
        return (LegendEntry(looks[0], title),)
    return tuple(LegendEntry(look, one.named()) for look, one in zip(looks[1:], classes, strict=True))


def assign(table: Table, by: str, classes: Sequence[StyleClass]) -> NDArray[np.intp]:
    """For every row of a table the number of its class, -1 for none. The first that fits wins; among `above` the
    highest that does."""
    result = np.full(len(table), -1, np.intp)
    if not classes or not len(table):
        return result
    order = sorted(range(len(classes)), key=lambda at: (-(classes[at].above or 0.0)
                                                        if classes[at].above is not None else -np.inf, at))
    for at in order:
        fits = _fits(table, by, classes[at])
        result[fits & (result < 0)] = at
    return result


def _fits(table: Table, by: str, one: StyleClass) -> NDArray[np.bool_]:
    if one.when:
        return matching(one.when, table)
    column = table.column(by)
    if one.above is not None:
        with np.errstate(invalid="ignore"):
            return np.asarray(column.number >= one.above)
    fits = np.zeros(len(table), bool)
    for value in one.value if isinstance(one.value, tuple) else (one.value,):
        if isinstance(value, str):
            fits |= column.text == value
        elif value is not None:
            fits |= column.number == float(value)
    return fits & ~column.null
