"""What a benchmark reports: a figure, the alternative it was measured beside, the goal, and whether it is met."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import Any

_GOAL = re.compile(r"^(value|ratio) (<=|>=|<|>) ([0-9.]+)$")
_TESTS = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


@dataclass(frozen=True)
class Measurement:
    """One figure.

    against: name of the alternative measured in the same run, "" if none; ratio: how many times better we are than
    it (above 1 we win), see `times_better`; goal: "value <= 16" or "ratio >= 2", "" where none was set.
    """

    name: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None
    goal: str = ""

    def __post_init__(self) -> None:
        if self.goal and not _GOAL.match(self.goal):
            raise ValueError(f"goal {self.goal!r}: expected 'value <= NUMBER' or 'ratio >= NUMBER'")

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None without a goal."""
        match = _GOAL.match(self.goal)
        if not match:
            return None
        figure = self.value if match[1] == "value" else self.ratio
        return figure is not None and bool(_TESTS[match[2]](figure, float(match[3])))

    def as_dict(self) -> dict[str, Any]:
        """The shape that `bench --json` prints."""
        return {"name": self.name, "value": round(self.value, 4), "unit": self.unit, "against": self.against,
                "ratio": None if self.ratio is None else round(self.ratio, 3), "goal": self.goal, "met": self.met}


def times_better(ours: float, theirs: float, *, more_is_better: bool = False) -> float:
    """The ratio of two figures so that above 1 means ours is better. Durations by default; rates with the flag."""
    better, worse = (ours, theirs) if more_is_better else (theirs, ours)
    return better / worse if worse else float("inf")


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
