"""From a data key and a snapshot to a table; the table of an unchanged state is kept, for all layers together.

A table of a snapshot is replaced, never changed, so that its identity tells. Two states of each are kept: what is
live, and a replay beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from command_center.state.snapshot import Snapshot
from layers.styled.data.entities import entity_table
from layers.styled.data.features import feature_table
from layers.styled.data.positions import position_table
from layers.styled.data.readings import reading_table
from layers.styled.data.warnings import warning_table
from layers.styled.table import EMPTY, Table

_KEPT = 2


class Source(NamedTuple):
    """tables: what a layer on it depends on; kind: of its ids, as Selection names it; states: the objects whose
    identity says whether it changed."""

    tables: tuple[str, ...]
    kind: str
    states: Callable[[Snapshot], tuple[Any, ...]]
    make: Callable[[Snapshot], Table]


class _Held(NamedTuple):
    """Keeps the states alive, so that their identities stay their own."""

    states: tuple[Any, ...]
    table: Table


_kept: dict[str, list[_Held]] = {}
_ENTITIES = {"incidents": "incident", "reports": "report", "alarms": "alarm", "units": "unit", "cameras": "camera"}


def source(data: str) -> Source:
    """What a data key stands for; layers/styled/filters.py has checked it."""
    kind, _, name = data.partition(":")
    if not kind:
        return Source((), "feature", lambda s: (), lambda s: EMPTY)
    if kind == "features":
        return Source((f"features/{name}",), "feature", lambda s: (s.features.get(name),), lambda s: feature_table(s, name))
    if kind == "positions":
        return Source(("positions", "units"), "vehicle", lambda s: (s.positions,), lambda s: position_table(s, name))
    if kind == "readings":
        return Source(("series", "features"), "feature", lambda s: (s.series, s.features), lambda s: reading_table(s, name))
    if kind == "warnings":
        return Source(("warnings", "features/districts"), "warning", lambda s: (s.warnings, s.features.get("districts")),
                      warning_table)
    states = (lambda s: (s.units, s.positions)) if kind == "units" else (lambda s: (getattr(s, kind),))
    return Source((kind, "positions") if kind == "units" else (kind,), _ENTITIES[kind], states,
                  lambda s: entity_table(s, kind))


def table_of(data: str, snapshot: Snapshot) -> Table:
    """The rows of a data key; raises nothing for what is not there."""
    found = source(data)
    states = found.states(snapshot)
    held = _kept.setdefault(data, [])
    for at, one in enumerate(held):
        if len(one.states) == len(states) and all(a is b for a, b in zip(one.states, states, strict=True)):
            held.insert(0, held.pop(at))
            return one.table
    table = found.make(snapshot) or EMPTY
    held.insert(0, _Held(states, table))
    del held[_KEPT:]
    return table
