"""The lines of the list of layers: what each says and how it stands. GUI thread."""

from __future__ import annotations

from typing import NamedTuple

from layers.base import Status
from layers.groups import group_strength
from layers.stack import Entry, LayerStack
from layers.tree import Node, members, nodes
from widgets.context import Context
from widgets.map.layer_words import say, status_lines


class Row(NamedTuple):
    """A line. effective: seen in the end, by its group too; count: what stands at its right; lines: what is said of
    it below the list, the first of which is how it stands."""

    node: Node
    title: str
    visible: bool
    effective: bool
    opacity: float
    count: str  # type: ignore[assignment]  # hides tuple.count
    wrong: bool
    lines: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str]:
        """("layer" or "group", key)."""
        return self.node.key

    def spoken(self) -> str:
        """For those who hear the list."""
        seen = say("status.shown") if self.visible else say("status.hidden")
        return ", ".join((self.title, seen, say("status.opacity", percent=round(self.opacity * 100)), *self.lines))


def rows_of(context: Context, stack: LayerStack) -> list[Row]:
    """All lines that are unfolded, the topmost first."""
    found = []
    for node in nodes(stack):
        if node.entry is not None:
            found.append(_layer_row(context, stack, node, node.entry))
        elif node.group is not None:
            group, inside = node.group, members(stack, node)
            found.append(Row(node, context.say(*group.title) or group.key, group.visible,
                             group_strength(group.key, stack.groups) > 0, group.opacity, str(len(inside)), False,
                             (say("status.group", count=len(inside)),)))
    return found


def _layer_row(context: Context, stack: LayerStack, node: Node, entry: Entry) -> Row:
    status: Status = stack.status(entry)
    group_on = group_strength(entry.group, stack.groups) > 0
    effective = entry.visible and group_on
    count = status.count if status.count is not None else things_drawn(entry)
    shown = "" if not effective or not entry.in_scale or (status.count is None and not count) else short(count)
    lines = status_lines(status, count=count, visible=entry.visible, in_scale=entry.in_scale, group_on=group_on)
    wrong = bool(status.trouble or status.left_out)
    return Row(node, context.say(*entry.layer.title()), entry.visible, effective, entry.opacity, shown, wrong, tuple(lines))


def things_drawn(entry: Entry) -> int:
    """How many things a layer drew that does not say how many it has."""
    drawing = entry.drawing
    lines = len({*drawing.lines.ids} - {""}) if len(drawing.lines.ids) < 5000 else len(drawing.lines.ids)
    return max(len(drawing.points.ids), len(drawing.areas.ids), lines, len(drawing.heat.xy))


def draws(entry: Entry) -> bool:
    """Whether a layer drew anything now."""
    drawing = entry.drawing
    parts = (drawing.points.ids, drawing.areas.ids, drawing.lines.ids, drawing.cones.ids, drawing.labels.texts, drawing.heat.xy)
    return any(len(part) for part in parts)


def short(count: int) -> str:
    """A number in a narrow column."""
    if count < 10_000:
        return str(count)
    return f"{count / 1000:.0f}k" if count < 1_000_000 else f"{count / 1e6:.1f}M"
