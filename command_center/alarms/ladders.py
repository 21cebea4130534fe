"""Ladders: the rules of a pack that watch one thing in one direction, as rungs of one alarm. Pure; any thread.

A depth of 0.15 m that warns and one of 0.27 m that closes the road are two rungs: one alarm that grows graver.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from command_center.domain.packs import Pack, Rule


@dataclass(frozen=True)
class Ladder:
    """key: "PACK.QUANTITY" ("drainage.underpass_depth"; ".low" where low values are bad), the same for every rung, so
    that an alarm keeps its rule while it escalates. rungs: from the easiest to pass to the hardest."""

    key: str
    quantity: str
    platform: str
    rising: bool
    rungs: tuple[Rule, ...]

    def passes(self, rung: Rule, value: float) -> bool:
        """Whether a value lies beyond a rung's limit."""
        limit = limit_of(rung)
        return value >= limit if self.rising else value <= limit

    def is_back(self, value: float) -> bool:
        """Whether a value is back to normal, beyond the deadband of the first rung."""
        first = self.rungs[0]
        limit = limit_of(first)
        return value < limit - first.deadband if self.rising else value > limit + first.deadband


def limit_of(rule: Rule) -> float:
    """The one limit a rule has."""
    return float(rule.above if rule.above is not None else rule.below or 0.0)


def ladders(packs: Mapping[str, Pack]) -> list[Ladder]:
    """Every ladder of the packs."""
    groups: dict[str, list[Rule]] = {}
    for pack in packs.values():
        for rule in pack.rules:
            watched = rule.quantity or rule.platform
            groups.setdefault(f"{pack.key}.{watched}{'' if rule.above is not None else '.low'}", []).append(rule)
    return [_ladder(key, rules) for key, rules in groups.items()]


def _ladder(key: str, rules: Iterable[Rule]) -> Ladder:
    rungs = list(rules)
    rising = rungs[0].above is not None
    rungs.sort(key=limit_of, reverse=not rising)
    return Ladder(key, rungs[0].quantity, rungs[0].platform, rising, tuple(rungs))
