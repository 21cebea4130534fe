"""What things are called in the lists of tools. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from layers.base import Title
from layers.styled.layer import StyledLayer
from widgets.map.tools.words import group_word

if TYPE_CHECKING:
    from widgets.map.view import MapView


def thing_title(map_view: MapView, kind: str, identity: str) -> str:
    """Its card's title, else its id."""
    card = map_view.stack.describe(kind, identity)
    if card is None:
        return identity
    return (map_view.context.say(*card.title) if isinstance(card.title, Title) else card.title) or identity


def layer_title(map_view: MapView, key: str) -> str:
    """A layer's title."""
    entry = map_view.stack.entry(key)
    return map_view.context.say(*entry.layer.title()) if entry is not None else key


def group_title(map_view: MapView, group: str) -> str:
    """What a group of things is called: by its own word, else as the configured layer that shows the collection is."""
    said = group_word(group)
    if said != group:
        return said
    layers = (entry.layer for entry in map_view.stack.entries if isinstance(entry.layer, StyledLayer))
    found = next((layer for layer in layers if layer.config.data == f"features:{group}"), None)
    return map_view.context.say(*found.title()) if found is not None else group
