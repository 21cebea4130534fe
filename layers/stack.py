"""The layers in their order, which are shown and how strongly, and what each drew last. Headless; one thread.

A layer that raises is drawn empty and said once: one broken plug-in takes no map down.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from command_center.notices import notify
from command_center.registry import plugins
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from layers.base import Card, Layer, View
from layers.drawing import NOTHING, Drawing
from layers.hit import Hit, hit

_log = logging.getLogger(__name__)


@dataclass
class Entry:
    """A layer in the stack. opacity 0 to 1; `key_seen`: the view it was drawn for."""

    layer: Layer
    visible: bool = True
    opacity: float = 1.0
    drawing: Drawing = NOTHING
    dirty: bool = True
    key_seen: tuple[Any, ...] = ()
    failed: set[str] = field(default_factory=set)


def load_layers(keys: Sequence[str] = ()) -> list[Layer]:
    """The layers of the registry, all by their rank or those of `keys` in their order; one that cannot be loaded is
    said and left out."""
    found: list[Layer] = []
    known = plugins("layers")
    for key in keys or known:
        try:
            found.append(known[key].load()())
        except Exception as error:
            _log.exception("layer %s", key)
            notify("error", "notice.layer_failed", layer=key, error=repr(error))
    return found if keys else sorted(found, key=lambda layer: layer.rank)


class LayerStack:
    """Entries from bottom to top."""

    def __init__(self, layers: Iterable[Layer], hidden: Iterable[str] = ()) -> None:
        off = set(hidden)
        self.entries = [Entry(layer, layer.key not in off) for layer in layers]
        self.snapshot: Snapshot = EMPTY

    def entry(self, key: str) -> Entry | None:
        """The entry of a layer."""
        return next((entry for entry in self.entries if entry.layer.key == key), None)

    def shown(self) -> Iterator[Entry]:
        """What is visible, from bottom to top."""
        return (entry for entry in self.entries if entry.visible and entry.opacity > 0)

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
            key = _view_key(entry.layer, view)
            if entry.dirty or key != entry.key_seen:
                entry.drawing, entry.dirty, entry.key_seen = self._draw(entry, view), False, key

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

    def hit(self, x: float, y: float, view: View) -> tuple[Entry, Hit] | None:
        """What lies at a place, symbols of any layer before lines and areas of any other."""
        found: list[tuple[int, int, Entry, Hit]] = []
        for depth, entry in enumerate(self.shown()):
            under = hit(entry.drawing, x, y, view.metres_per_pixel, view.scale)
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

    def save(self) -> list[dict[str, Any]]:
        """Order, visibility and opacity as plain values."""
        return [{"key": entry.layer.key, "visible": entry.visible, "opacity": entry.opacity} for entry in self.entries]

    def restore(self, state: Any) -> None:
        """Bring them back; layers that the state does not know keep their place, rubbish is ignored."""
        rows = [row for row in state if isinstance(row, dict)] if isinstance(state, list) else []
        order = {row.get("key"): number for number, row in enumerate(rows)}
        for row in rows:
            entry = self.entry(str(row.get("key")))
            if entry is not None:
                entry.visible = bool(row.get("visible", True))
                opacity = row.get("opacity", 1.0)
                entry.opacity = max(0.0, min(1.0, float(opacity))) if isinstance(opacity, (int, float)) else 1.0
        self.entries.sort(key=lambda entry: order.get(entry.layer.key, len(order)))


def _view_key(layer: Layer, view: View) -> tuple[Any, ...]:
    """What of the view makes a layer draw anew; where the view looks is not part of it."""
    pointed = (view.selected, view.hovered) if layer.pointed else ()
    # In a paused replay no second passes: a way found late is drawn because it is another one.
    timely = (view.now_utc // 1_000_000, *((order, id(way)) for order, way in view.paths.items())) if layer.timely else ()
    return (view.metres_per_pixel, view.language, view.scale, timely, *pointed)
