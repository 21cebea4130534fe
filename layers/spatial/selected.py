"""Many things selected at once: an immutable set of (kind, id), with counts. Headless; any thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Literal

from command_center.state.snapshot import Snapshot
from layers.spatial.groups import rank_of
from layers.spatial.stocks import Stocks

Mode = Literal["replace", "add", "remove"]
Thing = tuple[str, str]  # kind and id as Selection has them
Only = Callable[[], AbstractSet[str]]  # ids of what counts of a table, asked for beside the screen


@dataclass(frozen=True, slots=True)
class Selected:
    """things by the group each counts as. Two are equal if they hold the same."""

    groups: Mapping[str, frozenset[Thing]] = field(default_factory=dict)

    @property
    def things(self) -> frozenset[Thing]:
        """All of them."""
        return frozenset().union(*self.groups.values()) if self.groups else frozenset()

    def __len__(self) -> int:
        return sum(len(things) for things in self.groups.values())

    def counts(self) -> dict[str, int]:
        """How many of each group, in the order in which lists show groups."""
        return {group: len(self.groups[group]) for group in sorted(self.groups, key=lambda name: (rank_of(name), name))}

    def of_kind(self, kind: str) -> list[str]:
        """Ids of a kind, sorted."""
        return sorted(identity for one, identity in self.things if one == kind)

    def joined(self, other: Selected, mode: Mode) -> Selected:
        """What another selection makes of this one."""
        if mode == "replace":
            return other
        found: dict[str, frozenset[Thing]] = {}
        for group in {*self.groups, *other.groups}:
            mine, theirs = self.groups.get(group, frozenset()), other.groups.get(group, frozenset())
            kept = mine | theirs if mode == "add" else mine - theirs
            if kept:
                found[group] = kept
        return Selected(found)


NOBODY = Selected()


def select(stocks: Stocks, snapshot: Snapshot, tables: Iterable[str] | Mapping[str, Only | None], area: Any) -> Selected:
    """Everything of these tables that lies in a shapely area of WGS84 degrees; of a table with an Only, what that holds."""
    groups: dict[str, set[Thing]] = {}
    for table in tables:
        stock = stocks.of(snapshot, table)
        rows = stock.within(area).tolist()
        only = tables[table] if rows and isinstance(tables, Mapping) else None
        ids = None if only is None else only()
        for row in rows:
            if ids is None or stock.ids[row] in ids:
                groups.setdefault(stock.groups[row], set()).add((stock.kind, stock.ids[row]))
    return Selected({group: frozenset(things) for group, things in groups.items()})


def places_of(stocks: Stocks, snapshot: Snapshot, things: Iterable[Thing]) -> dict[Thing, tuple[float, float]]:
    """Where each of some things is; those that are gone or have no place are left out."""
    found: dict[Thing, tuple[float, float]] = {}
    for kind, identity in things:
        place = _place_of(stocks, snapshot, kind, identity)
        if place is not None:
            found[(kind, identity)] = place
    return found


def _place_of(stocks: Stocks, snapshot: Snapshot, kind: str, identity: str) -> tuple[float, float] | None:
    if kind == "vehicle":
        row = snapshot.positions.row(identity)
        return None if row is None else (float(snapshot.positions.lonlat[row, 0]),
                                         float(snapshot.positions.lonlat[row, 1]))
    table = _table(kind, identity)
    return stocks.of(snapshot, table).place(identity) if table else None


def _table(kind: str, identity: str) -> str:
    tables = {"incident": "incidents", "alarm": "alarms", "report": "reports", "camera": "cameras", "unit": "units",
              "drawing": "drawings"}
    return f"features/{identity.partition('/')[0]}" if kind == "feature" else tables.get(kind, "")
