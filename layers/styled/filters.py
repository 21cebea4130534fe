"""Expressions and data keys as types of a configuration: checked when it is read. Any thread."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from layers.styled.expression import compiled

KINDS = ("features", "positions", "readings", "incidents", "reports", "alarms", "units", "cameras", "warnings")
_NEEDS_NAME = ("features", "readings")


def _expression(value: str) -> str:
    if value.strip():
        compiled(value)
    return value


def _data(value: str) -> str:
    kind, _, name = value.partition(":")
    if kind not in KINDS or (kind in _NEEDS_NAME and not name) or (name and kind not in (*_NEEDS_NAME, "positions")):
        raise ValueError("features:COLLECTION, positions, positions:CLASS, readings:QUANTITY, "
                         + ", ".join(KINDS[3:-1]) + " or " + KINDS[-1])
    return value


Expression = Annotated[str, AfterValidator(_expression)]
Data = Annotated[str, AfterValidator(_data)]
