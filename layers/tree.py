"""The stack as a tree of groups and layers, and how its branches are moved, from group to group too. Headless; one thread.

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
    """One line up (positive) or down, with everything in it: past its neighbour, into an unfolded group that it meets,
    out of its own group at that group's end. False where there is nowhere to go."""
    around = _siblings(stack, _parent(stack, node), 0)
    at = next((number for number, one in enumerate(around) if one.key == node.key), -1)
    to = at - (1 if step > 0 else -1)
    if at < 0:
        return False
    if 0 <= to < len(around):
        other = around[to]
        if other.group is not None and other.group.is_open:
            return put_into(stack, node, other.group.key, on_top=step < 0)
        return put_beside(stack, node, other, above=step > 0)
    group = stack.groups.get(_parent(stack, node))
    return group is not None and put_beside(stack, node, Node(0, None, group), above=step > 0)


def put_beside(stack: LayerStack, node: Node, other: Node, *, above: bool) -> bool:
    """Directly above or below another line, in its group; False for one within itself."""
    parent = _parent(stack, other)
    if not _take_in(stack, node, parent):
        return False
    around = [one for one in _siblings(stack, parent, 0) if one.key != node.key]
    after = next(number for number, one in enumerate(around) if one.key == other.key) + (0 if above else 1)
    # On top of what comes next, for a line's own layers need not lie together: others may be drawn between them.
    follows = next((found for one in around[after:] if (found := members(stack, one))), None)
    _lay(stack, node, follows or members(stack, other), above=follows is not None)
    return True


def put_into(stack: LayerStack, node: Node, group: str, *, on_top: bool) -> bool:
    """On top of a group's lines or beneath them; "" for the tree itself. False for a group within itself."""
    around = [entry for one in _siblings(stack, group, 0) if one.key != node.key for entry in members(stack, one)]
    if not _take_in(stack, node, group):
        return False
    order = {id(entry): number for number, entry in enumerate(stack.entries)}
    _lay(stack, node, sorted(around, key=lambda entry: order[id(entry)]), above=on_top)
    return True


def is_inside(stack: LayerStack, node: Node, outer: Node) -> bool:
    """Whether a line lies within another one, or is it."""
    if node.key == outer.key:
        return True
    return outer.group is not None and (node.key[1] if node.group is not None else _parent(stack, node)) in _subtree(
        stack, outer.group.key)


def _parent(stack: LayerStack, node: Node) -> str:
    """The key of the group that a line lies in, "" for none."""
    parent = node.entry.group if node.entry is not None else node.group.parent if node.group is not None else ""
    return parent if parent in stack.groups else ""


def _take_in(stack: LayerStack, node: Node, group: str) -> bool:
    if node.entry is not None:
        node.entry.group = group
    elif node.group is not None:
        if group in _subtree(stack, node.group.key):
            return False
        node.group.parent = group
    return True


def _lay(stack: LayerStack, node: Node, others: list[Entry], *, above: bool) -> None:
    """The layers of a line above the topmost, or beneath the lowest, of others."""
    own = members(stack, node)
    taken = {id(entry) for entry in own}
    rest, around = ([entry for entry in some if id(entry) not in taken] for some in (stack.entries, others))
    if own and around:
        place = rest.index(around[-1]) + 1 if above else rest.index(around[0])
        stack.entries = rest[:place] + own + rest[place:]


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
