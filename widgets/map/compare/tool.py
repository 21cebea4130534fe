"""Begins and ends a comparison: asks what with. GUI thread."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu

from command_center.domain.time import HOUR, MINUTE
from widgets.map.view_tools import Act

AGO = (10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 24 * HOUR)


class CompareTool(Act):
    """A menu of instants and saved views; ends what is compared."""

    key = "compare"
    icon = "compare"
    letter = "H"

    def title(self) -> str:
        return self.tr("Compare with another instant or other layers")

    def act(self, map_view: Any) -> None:
        companions = map_view.companions
        if companions is None:
            return
        if companions.comparison.is_on:
            companions.comparison.end()
            return
        menu = self.menu(map_view)
        menu.popup(map_view.mapToGlobal(map_view.rect().center()))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def menu(self, map_view: Any) -> QMenu:
        """What there is to compare with."""
        comparison, menu = map_view.companions.comparison, QMenu(map_view)
        now = map_view.now_utc
        if self.context.director is not None and self.context.director.has_session:
            for ago in AGO:
                text = self.tr("{n} min before").format(n=ago // MINUTE) if ago < HOUR else self.tr("{n} h before").format(n=ago // HOUR)
                menu.addAction(text, partial(comparison.with_instant, now - ago))
            menu.addSeparator()
        for view in map_view.companions.saved_views():
            title = self.context.say(*view.title)
            menu.addAction(self.tr("Layers: {view}").format(view=title), partial(comparison.with_layers, view.key))
        layers = menu.addMenu(self.tr("With or without a layer"))
        shown = list(map_view.stack.shown())
        for entry in reversed(map_view.stack.entries):
            text = self.tr("Without {layer}") if entry in shown else self.tr("With {layer}")
            layers.addAction(text.format(layer=self.context.say(*entry.layer.title())), partial(comparison.with_layer, entry.layer.key))
        return menu
