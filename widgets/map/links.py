"""How one map is tied to the others of the process: free, looking where the linked ones look, or where the presenter looks;
with layers of its own or the common ones. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from widgets.map.maps import Looking, Maps, looking

if TYPE_CHECKING:
    from widgets.map.view import MapView

Mode = Literal["free", "linked", "presenter"]
MODES: tuple[Mode, ...] = ("free", "linked", "presenter")


class Link(QObject):
    """Of one map. changed: another mode."""

    changed = Signal()

    def __init__(self, map_view: MapView, maps: Maps) -> None:
        super().__init__(map_view)
        self._map, self._maps = map_view, maps
        self.mode: Mode = "free"
        self.same_layers = True
        self._following = False
        map_view.moved.connect(self._on_moved)
        maps.presented.connect(self._on_presented)
        maps.shared.connect(self._on_shared)
        maps.arranged.connect(self._on_arranged)

    def set_mode(self, mode: str) -> None:
        """Tie it otherwise; it goes at once where the others look."""
        if mode not in MODES or mode == self.mode:
            return
        self.mode = mode
        if mode == "presenter" and self._maps.presenter not in (None, self._map):
            self.go_to(looking(self._maps.presenter))  # type: ignore[arg-type]
        elif mode == "presenter" and self._maps.elsewhere is not None:
            self.go_to(self._maps.elsewhere)
        elif mode == "linked":
            other = next((view for view in self._maps.views if view is not self._map and is_linked(view)), None)
            if other is not None:
                self.go_to(looking(other))
        self.changed.emit()

    def go_to(self, there: Looking) -> None:
        """Look where somebody else looks; nobody follows for that."""
        from dataclasses import replace

        self._following = True
        try:
            view = self._map.viewpoint.centred(there.lon, there.lat)
            if replace(view, level=there.level) != self._map.viewpoint:
                self._map.go(replace(view, level=there.level))
        finally:
            self._following = False

    def _on_moved(self) -> None:
        if self.mode == "linked" and not self._following:
            self._maps.shared.emit(self._map, looking(self._map))

    def _on_shared(self, view: MapView, there: Looking) -> None:
        if self.mode == "linked" and view is not self._map:
            self.go_to(there)

    def _on_presented(self, there: Looking) -> None:
        if self.mode == "presenter" and self._maps.presenter is not self._map:
            self.go_to(there)

    def _on_arranged(self, view: MapView) -> None:
        if self.same_layers and view is not self._map:
            self._map.stack.restore(view.stack.save())
            self._map.rearranged.emit()
            self._map.update()


def is_linked(view: MapView) -> bool:
    """Whether a map moves with the linked ones."""
    companions = view.companions
    return companions is not None and companions.link.mode == "linked"
