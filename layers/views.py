"""Saved views: which layers are shown, how strongly and how they look, under a name. Headless; one thread.

A view starts from the stack as it is configured, so that one leaves nothing behind for the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from command_center.config import SavedView
from command_center.domain.geo import is_place
from layers.base import Title
from layers.stack import LayerStack

AS_CONFIGURED = ""  # the key of the stack as its configuration has it


@dataclass(frozen=True)
class MapView:
    """state: as LayerStack.save gives it, laid over the configured one; place: longitude, latitude and metres on the
    ground a pixel, each None where the view leaves it; own: an operator's, which can be renamed and deleted."""

    key: str
    title: Title
    state: dict[str, Any] = field(default_factory=dict)
    centre: tuple[float, float] | None = None
    metres_per_pixel: float | None = None
    own: bool = False

    def saved(self) -> dict[str, Any]:
        """As plain values."""
        return {"key": self.key, "title": list(self.title), "state": self.state, "centre": self.centre,
                "metres_per_pixel": self.metres_per_pixel}


class Views:
    """The views of one stack: those of the configuration, then the operators' own. `current`: key of the one chosen
    last."""

    def __init__(self, stack: LayerStack, configured: tuple[SavedView, ...]) -> None:
        self._stack = stack
        self._first = stack.save()
        self._views = [MapView(AS_CONFIGURED, Title("配置默认", "As configured"))]
        self._views += [_of_configuration(one, self._first) for one in configured]
        self.shown: MapView = self._views[0]  # as it was chosen last

    @property
    def current(self) -> str:
        """Key of the one chosen last."""
        return self.shown.key

    def __iter__(self) -> Any:
        return iter(self._views)

    def __len__(self) -> int:
        return len(self._views)

    def find(self, key: str) -> MapView | None:
        """A view by its key."""
        return next((view for view in self._views if view.key == key), None)

    def apply(self, key: str) -> MapView | None:
        """Set the stack as a view has it; None for an unknown one."""
        view = self.find(key)
        if view is None:
            return None
        return self.show(view)

    def show(self, view: MapView) -> MapView:
        """Set the stack as a view has it, one of somebody else's too."""
        self._stack.reset(self._first)
        self._stack.restore(view.state)
        self.shown = view
        return view

    def keep(self, title: str, centre: tuple[float, float] | None = None,
             metres_per_pixel: float | None = None) -> MapView:
        """The stack as it is now, under a name; a view of an operator's with the same name is replaced."""
        known = next((view for view in self._views if view.own and view.title.zh == title), None)
        number = 1 + max((int(view.key[4:]) for view in self._views if view.own and view.key[4:].isdigit()), default=0)
        made = MapView(known.key if known else f"own:{number}", Title(title, title), self._stack.save(), centre,
                       metres_per_pixel, own=True)
        self._views = [made if view is known else view for view in self._views] if known else [*self._views, made]
        self.shown = made
        return made

    def forget(self, key: str) -> None:
        """Delete a view of an operator's."""
        self._views = [view for view in self._views if view.key != key or not view.own]

    def save(self) -> list[dict[str, Any]]:
        """The operators' own as plain values."""
        return [view.saved() for view in self._views if view.own]

    def restore(self, state: Any) -> None:
        """Bring them back; rubbish is ignored."""
        for row in state if isinstance(state, list) else ():
            view = _of_state(row)
            if view is not None and self.find(view.key) is None:
                self._views.append(view)


def _of_configuration(view: SavedView, first: dict[str, Any]) -> MapView:
    """What a table [[map.view]] changes of the configured stack."""
    on, off = {*view.layers, *view.show}, set(view.hide)
    entries, groups = [], []
    for row in first["entries"]:
        visible = row["key"] in view.layers if view.layers else row["visible"]
        visible = (visible or row["key"] in on) and row["key"] not in off
        entries.append({**row, "visible": visible, "opacity": view.opacity.get(row["key"], row["opacity"])})
    for row in first["groups"]:
        visible = (row["visible"] or row["key"] in on) and row["key"] not in off
        groups.append({**row, "visible": visible, "open": row["open"] or row["key"] in on,
                       "opacity": view.opacity.get(row["key"], row["opacity"])})
    title = Title(view.title or view.title_en or view.key, view.title_en or view.title or view.key)
    return MapView(view.key, title, {"entries": entries, "groups": groups, "styles": view.style}, view.centre,
                   view.metres_per_pixel)


def _of_state(row: Any) -> MapView | None:
    try:
        zh, en = (str(text) for text in row["title"])
        centre = row.get("centre")
        place = (float(centre[0]), float(centre[1])) if centre is not None else None
        scale = row.get("metres_per_pixel")
        if place is not None and not is_place(*place):
            place = None
        return MapView(str(row["key"]), Title(zh, en), dict(row["state"]), place, float(scale) if scale else None, own=True)
    except (TypeError, KeyError, ValueError, AttributeError, IndexError):
        return None
