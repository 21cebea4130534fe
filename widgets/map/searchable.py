"""What a map offers to the search box besides what lies on it: its layers, saved views, bookmarks and tools. GUI thread."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from widgets.search import Act

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel


def acts_of(panel: MapPanel) -> Iterator[Act]:
    """Asked whenever a search begins."""
    say = panel.context.say
    for entry in panel.map.stack.entries:
        title, key = entry.layer.title(), entry.layer.key
        yield Act("layer", key, say(*title), partial(show_layer, panel, key), words=(*title, key))
    for one in panel.companions.bookmarks:
        yield Act("bookmark", one.key, say(*one.title), partial(panel.companions.go_to, one), words=tuple(one.title),
                  place=(one.lon, one.lat))
    if panel.layers is not None:
        controls = panel.layers.views
        for view in controls.views:
            yield Act("view", view.key, say(*view.title), partial(controls.apply, view.key), words=tuple(view.title))
    if panel.tool_bar is not None:
        bar = panel.tool_bar
        for key, tool in bar.tools.items():
            yield Act("command", f"tool:{key}", tool.title(), partial(bar.use, key), detail=tool.letter, words=(key,))


def show_layer(panel: MapPanel, key: str) -> None:
    """Switch a layer on, with the groups around it, and bring the keyboard to the list."""
    entry = panel.map.stack.entry(key)
    if entry is None:
        return
    entry.visible = True
    group = panel.map.stack.groups.get(entry.group)
    while group is not None:
        group.visible = True
        group = panel.map.stack.groups.get(group.parent)
    if panel.layer_panel is not None:
        panel.layer_panel.changed.emit()
        panel.layer_panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
    panel.map.update()
