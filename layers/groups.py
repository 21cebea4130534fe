"""Groups of layers: a tree beside the order of drawing, in which a group is seen or not, and how strongly. Headless.

Where a layer lies is a matter of the stack alone, so that areas of any group stay beneath points of any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from layers.base import Title

DIMMED = 0.3  # what is left of the rest of the map while a group is shown alone
NEVER_DIMMED = 80  # from this rank on somebody is needed: incidents and alarms stay as they are


@dataclass
class Group:
    """A branch of the tree. parent: key of the group it lies in, "" at the root; alone: while it is shown the rest
    of the map is dimmed, as for what lies underground; is_open: unfolded in the list."""

    key: str
    title: Title
    parent: str = ""
    visible: bool = True
    opacity: float = 1.0
    alone: bool = False
    is_open: bool = True


def chain(key: str, groups: Mapping[str, Group]) -> Iterator[Group]:
    """A group and those around it, from the inside out; a loop in a configuration ends where it begins."""
    seen = set[str]()
    while key in groups and key not in seen:
        seen.add(key)
        yield groups[key]
        key = groups[key].parent


def group_strength(key: str, groups: Mapping[str, Group]) -> float:
    """What the groups around a layer leave of it; 0 where one of them is not shown."""
    strength = 1.0
    for group in chain(key, groups):
        strength *= group.opacity if group.visible else 0.0
    return strength


def shown_alone(groups: Mapping[str, Group], filled: Iterable[str]) -> frozenset[str]:
    """Keys of the groups that dim the rest: those with `alone` that are visible and have something visible in them.

    filled: the groups of the layers that are switched on.
    """
    return frozenset(group.key for key in filled if group_strength(key, groups) > 0
                     for group in chain(key, groups) if group.alone)


def is_within(key: str, outer: frozenset[str], groups: Mapping[str, Group]) -> bool:
    """Whether a group lies in one of others (or is one of them)."""
    return any(group.key in outer for group in chain(key, groups))
