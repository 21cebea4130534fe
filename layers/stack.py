"""The layers in their order, which are shown and how strongly, and what each drew last. Headless; one thread.

A layer that raises is drawn empty and said once: one broken plug-in takes no map down.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from command_center.notices import notify
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from layers.base import Card, Layer, Status, Trouble, View
from layers.drawing import NOTHING, Drawing
from layers.groups import DIMMED, NEVER_DIMMED, Group, chain, group_strength, is_within, shown_alone
from layers.hit import Hit, hit
from layers.loading import load_layers
from layers.projection import MERCATOR, Projection, projected

__all__ = ["Entry", "LayerStack", "load_layers"]

_log = logging.getLogger(__name__)


@dataclass
class Entry:
    """A layer in the stack. opacity 0 to 1, as it is set; group: key, "" for none; strength: what its groups and a
    group shown alone leave of the opacity, which is what is painted; in_scale: whether the view is within its range;
    drawn: as the layer gave it; drawing: the same in metres of the map; `key_seen`: the view it was drawn for."""

    layer: Layer
    visible: bool = True
    opacity: float = 1.0
    group: str = ""
    strength: float = 1.0
    in_scale: bool = True
    drawing: Drawing = NOTHING
    drawn: Drawing = NOTHING
    dirty: bool = True
    key_seen: tuple[Any, ...] = ()
    failed: set[str] = field(default_factory=set)


class LayerStack:
    """Entries from bottom to top, and the groups of their tree by key."""

    def __init__(self, layers: Iterable[Layer], hidden: Iterable[str] = (), groups: Iterable[Group] = ()) -> None:
        off = set(hidden)
        self.entries = [Entry(layer, layer.key not in off) for layer in layers]
        self.groups = {group.key: group for group in groups}
        self.snapshot: Snapshot = EMPTY
        self.projection: Projection = MERCATOR  # of the map; set before anything is drawn

    def entry(self, key: str) -> Entry | None:
        """The entry of a layer."""
        return next((entry for entry in self.entries if entry.layer.key == key), None)

    def shown(self) -> Iterator[Entry]:
        """What is visible, from bottom to top, with its strength brought up to date."""
        alone = shown_alone(self.groups, [entry.group for entry in self.entries if entry.visible and entry.group])
        for entry in self.entries:
            strength = entry.opacity * group_strength(entry.group, self.groups) if entry.visible else 0.0
            if alone and entry.layer.rank < NEVER_DIMMED and not is_within(entry.group, alone, self.groups):
                strength *= DIMMED
            entry.strength = strength
            if strength > 0:
                yield entry

    def move(self, key: str, step: int) -> None:
        """One place up (positive) or down."""
        entry = self.entry(key)
        if entry is not None:
            at = self.entries.index(entry)
            to = max(0, min(len(self.entries) - 1, at + step))
            self.entries.insert(to, self.entries.pop(at))

    def take(self, snapshot: Snapshot, changes: Changes) -> bool:
        """A new state; whether something visible has to be drawn anew."""
        self.snapshot = snapshot
        for entry in self.entries:
            if changes.touches(*entry.layer.depends_on):
                entry.dirty = True
        return any(entry.dirty for entry in self.shown())

    def refresh(self, view: View) -> None:
        """Bring the drawings of the visible layers up to date."""
        for entry in self.shown():
            entry.in_scale = entry.layer.is_in_scale(view)
            key = (entry.in_scale, *_view_key(entry.layer, view))
            if entry.dirty or key != entry.key_seen:
                drawn = self._draw(entry, view) if entry.in_scale else NOTHING
                if drawn is not entry.drawn:
                    entry.drawn, entry.drawing = drawn, projected(drawn, self.projection)
                entry.dirty, entry.key_seen = False, key

    def _draw(self, entry: Entry, view: View) -> Drawing:
        try:
            return entry.layer.draw(self.snapshot, view)
        except Exception as error:
            self._say(entry, error)
            return NOTHING

    def _say(self, entry: Entry, error: Exception) -> None:
        if repr(error) not in entry.failed:
            entry.failed.add(repr(error))
            _log.exception("layer %s", entry.layer.key)
            notify("error", "notice.layer_failed", layer=entry.layer.key, error=repr(error))

    def status(self, entry: Entry) -> Status:
        """How a layer stands; one that failed says so first."""
        try:
            status = entry.layer.status(self.snapshot)
        except Exception as error:
            self._say(entry, error)
            status = Status()
        if entry.failed:
            failure = Trouble("layer.failed", {"error": sorted(entry.failed)[0]})
            status = status._replace(trouble=(failure, *status.trouble))
        return status

    def hit(self, x: float, y: float, view: View) -> tuple[Entry, Hit] | None:
        """What lies at a place (metres of the map), symbols of any layer before lines and areas of any other."""
        found: list[tuple[int, int, Entry, Hit]] = []
        for depth, entry in enumerate(self.shown()):
            under = hit(entry.drawing, x, y, view.metres_per_pixel / self.projection.mercator_m, view.scale)
            if under is not None:
                found.append((("areas", "lines", "points").index(under.part), depth, entry, under))
        if not found:
            return None
        best = max(found, key=lambda item: item[:2])
        return best[2], best[3]

    def describe(self, kind: str, identity: str) -> Card | None:
        """The card of a thing, from the first layer of that kind that knows it."""
        for entry in self.entries:
            if entry.layer.kind != kind:
                continue
            try:
                card = entry.layer.describe(identity, self.snapshot)
            except Exception as error:
                self._say(entry, error)
                continue
            if card is not None:
                return card
        return None

    def opening(self, kind: str, identity: str) -> tuple[float, float, float, float] | None:
        """What a click on a thing shows instead of selecting it (see Layer.opening)."""
        boxes = (entry.layer.opening(identity) for entry in self.shown() if entry.layer.kind == kind)
        return next((box for box in boxes if box is not None), None)

    def save(self) -> dict[str, Any]:
        """Order, visibility, opacity and what was changed of the styles, as plain values."""
        return {
            "entries": [{"key": entry.layer.key, "visible": entry.visible, "opacity": entry.opacity, "group": entry.group}
                        for entry in self.entries],
            "groups": [{"key": group.key, "visible": group.visible, "opacity": group.opacity, "open": group.is_open,
                        "parent": group.parent} for group in self.groups.values()],
            "styles": {entry.layer.key: changed for entry in self.entries if (changed := entry.layer.save_style())},
        }

    def reset(self, state: dict[str, Any]) -> None:
        """As `restore`, but what the state does not say of a style is as it is configured."""
        for entry in self.entries:
            if entry.layer.save_style():
                entry.layer.restore_style({})
                entry.dirty = True
        self.restore(state)

    def restore(self, state: Any) -> None:
        """Bring them back; layers that the state does not know keep their place, rubbish is ignored."""
        tables = state if isinstance(state, dict) else {"entries": state}
        rows = _rows(tables.get("entries"))
        order = {row.get("key"): number for number, row in enumerate(rows)}
        for row in rows:
            entry = self.entry(str(row.get("key")))
            if entry is not None:
                entry.visible, entry.opacity = bool(row.get("visible", True)), _share(row.get("opacity"))
                entry.group = self._known(row.get("group"), entry.group)
        for row in _rows(tables.get("groups")):
            group = self.groups.get(str(row.get("key")))
            if group is not None:
                group.visible, group.opacity = bool(row.get("visible", True)), _share(row.get("opacity"))
                group.is_open = bool(row.get("open", True))
                parent = self._known(row.get("parent"), group.parent)
                if all(one is not group for one in chain(parent, self.groups)):  # else it would lie within itself
                    group.parent = parent
        styles = tables.get("styles")
        for entry in self.entries:
            changed = styles.get(entry.layer.key) if isinstance(styles, dict) else None
            if isinstance(changed, dict):
                entry.layer.restore_style(changed)
                entry.dirty = True
        self.entries = _ordered(self.entries, order)

    def _known(self, group: Any, otherwise: str) -> str:
        """A group that a state names; a state of before there were groups in it, or of a group that is no more, moves
        nothing."""
        return group if isinstance(group, str) and (not group or group in self.groups) else otherwise


def _ordered(entries: list[Entry], order: dict[Any, int]) -> list[Entry]:
    """Entries in a saved order; one that it does not know (a new layer) stays on top of the one it lay on."""
    known = sorted((entry for entry in entries if entry.layer.key in order), key=lambda entry: order[entry.layer.key])
    result = list(known)
    for at, entry in enumerate(entries):
        if entry.layer.key not in order:
            below = result.index(entries[at - 1]) + 1 if at else 0
            result.insert(below, entry)
    return result


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _share(value: Any) -> float:
    return max(0.0, min(1.0, float(value))) if isinstance(value, (int, float)) and value == value else 1.0


def _view_key(layer: Layer, view: View) -> tuple[Any, ...]:
    """What of the view makes a layer draw anew; where the view looks is not part of it."""
    pointed = (view.selected, view.hovered, view.watching) if layer.pointed else ()
    # In a paused replay no second passes: a way found late is drawn because it is another one.
    timely = (view.now_utc // 1_000_000, *((order, id(way)) for order, way in view.paths.items())) if layer.timely else ()
    found = tuple((key, id(view.reaches.get(key))) for key in layer.asks(view)) if view.reaches else ()
    window = (view.window_utc, id(view.tracks)) if layer.windowed else ()
    return (view.metres_per_pixel, view.language, view.scale, timely, *window, *pointed, *found)
