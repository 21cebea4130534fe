"""The stack of a map as its configuration has it. Headless; any thread."""

from __future__ import annotations

from command_center.config import MapSection
from layers.loading import all_layers, groups_of, membership
from layers.others import OtherFeatureLayer
from layers.stack import LayerStack


def open_stack(settings: MapSection) -> LayerStack:
    """Layers in their order and their groups, each seen or not as configured."""
    stack = LayerStack(all_layers(settings), settings.hidden, groups_of(settings))
    configured = {config.key: config for _, config in settings.layer} | {config.id: config for _, config in settings.tiles}
    within = membership(settings)
    collections = claimed(settings)
    for entry in stack.entries:
        entry.group = within.get(entry.layer.key, "")
        if isinstance(entry.layer, OtherFeatureLayer):
            entry.layer.leave(collections)
        config = configured.get(entry.layer.key)
        if config is not None:
            entry.visible = config.visible and entry.visible
            entry.opacity = config.opacity
    return stack


def claimed(settings: MapSection) -> frozenset[str]:
    """Collections of features that configured layers draw."""
    return frozenset(config.data.removeprefix("features:") for _, config in settings.layer
                     if config.data.startswith("features:"))
