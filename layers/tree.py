"""The stack as a tree of groups and layers, and how its branches are moved. Headless; one thread.

Where a branch stands among its neighbours follows the order of drawing: that of its topmost layer.
"""

from __future__ import annotations

from typing import NamedTuple

from layers.groups import Group
from layers.stack import Entry, LayerStack


class Node(NamedTuple):
    """A line of the tree: a layer or a group, and how deep it lies."""

    depth: int
    entry: Entry | None
    group: Group | None

    @property
    def key(self) -> tuple[str, str]:
        """("layer" or "group", key)."""
        if self.entry is not None:
            return "layer", self.entry.layer.key
        return "group", self.group.key if self.group is not None else ""


def nodes(stack: LayerStack, *, folded: bool = False) -> list[Node]:
    """Lines from the topmost down; folded: also those within folded groups."""
    return list(_below(stack, "", 0, folded, frozenset()))


def members(stack: LayerStack, node: Node) -> list[Entry]:
    """The layers of a line, from bottom to top: itself, or all within a group."""
    if node.entry is not None:
        return [node.entry]
    within = _subtree(stack, node.key[1])
    return [entry for entry in stack.entries if entry.group in within]


def shift(stack: LayerStack, node: Node, step: int) -> bool:
    """Past its neighbour above (positive) or below, with everything in it; False at the end."""
    parent = node.entry.group if node.entry is not None else node.group.parent if node.group is not None else ""
    around = _siblings(stack, parent if parent in stack.groups else "", 0)
    at = next((number for number, one in enumerate(around) if one.key == node.key), -1)
    to = at - (1 if step > 0 else -1)
    if at < 0 or not 0 <= to < len(around):
        return False
    own, other = members(stack, node), members(stack, around[to])
    if not own or not other:
        return False
    taken = {id(entry) for entry in own}
    rest = [entry for entry in stack.entries if id(entry) not in taken]
    place = rest.index(other[-1]) + 1 if step > 0 else rest.index(other[0])
    stack.entries = rest[:place] + own + rest[place:]
    return True


def _below(stack: LayerStack, parent: str, depth: int, folded: bool, seen: frozenset[str]) -> list[Node]:
    found: list[Node] = []
    for node in _siblings(stack, parent, depth):
        if node.group is None or node.group.key not in seen:
            found.append(node)
            if node.group is not None and (folded or node.group.is_open):
                found += _below(stack, node.group.key, depth + 1, folded, seen | {node.group.key})
    return found


def _siblings(stack: LayerStack, parent: str, depth: int) -> list[Node]:
    """What lies directly in a group, the topmost first."""
    places = {id(entry): number for number, entry in enumerate(stack.entries)}
    found = [(places[id(entry)], Node(depth, entry, None)) for entry in stack.entries
             if (entry.group if entry.group in stack.groups else "") == parent]
    for group in stack.groups.values():
        if (group.parent if group.parent in stack.groups else "") == parent and group.key != parent:
            node = Node(depth, None, group)
            found.append((max((places[id(entry)] for entry in members(stack, node)), default=-1), node))
    return [node for _, node in sorted(found, key=lambda item: -item[0])]


def _subtree(stack: LayerStack, key: str) -> set[str]:
    """A group and all groups within it."""
    within, waiting = set[str](), [key]
    while waiting:
        one = waiting.pop()
        if one not in within:
            within.add(one)
            waiting += [group.key for group in stack.groups.values() if group.parent == one]
    return within
