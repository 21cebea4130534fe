"""Which camera is on which tile: a base arrangement, and cameras brought up for a while in front of it. Pure state,
owner's thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Arrangement:
    """`shown` holds a camera id a tile, "" for an empty one. Cameras that are shown already stay where they are, so
    that the eye finds them and no connection is made anew."""

    def __init__(self, tiles: int) -> None:
        self.base = [""] * tiles
        self.shown = [""] * tiles
        self.brought: tuple[str, ...] = ()

    def know(self, cameras: Sequence[str]) -> None:
        """The cameras there are, in order of preference: empty base tiles are filled, vanished cameras leave."""
        known = set(cameras)
        self.base = [camera if camera in known else "" for camera in self.base]
        spare = iter([camera for camera in cameras if camera not in self.base])
        self.base = [camera or next(spare, "") for camera in self.base]
        self.brought = tuple(camera for camera in self.brought if camera in known)
        self._arrange()

    def bring(self, cameras: Iterable[str]) -> None:
        """Show these until `put_back` or the next call; as many as there are tiles."""
        self.brought = tuple(dict.fromkeys(cameras))[: len(self.base)]
        self._arrange()

    def put_back(self) -> None:
        """What was there before."""
        self.brought = ()
        self._arrange()

    def place(self, tile: int, camera: str) -> None:
        """Put a camera on a tile for good; if it was on another tile, the two change places."""
        former = self.base[tile]
        if camera in self.base:
            self.base[self.base.index(camera)] = former
        self.base[tile] = camera
        self._arrange()

    def _arrange(self) -> None:
        shown = list(self.base)
        new = [camera for camera in self.brought if camera not in shown]
        free = [tile for tile, camera in enumerate(shown) if camera not in self.brought]
        for tile, camera in zip(free, new, strict=False):
            shown[tile] = camera
        self.shown = shown
