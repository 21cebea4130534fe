"""Which camera is on which tile: a base arrangement, a page of a tour over it, and cameras brought up for a while in
front of both. Pure state, owner's thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

RECALLED = 8  # cameras of a tile that are remembered


class Arrangement:
    """`shown` holds a camera id a tile, "" for an empty one. Cameras that are shown already stay where they are, so
    that the eye finds them and no connection is made anew. `past[tile]`: what was on it before, newest first."""

    def __init__(self, tiles: int) -> None:
        self.base = [""] * tiles
        self.shown = [""] * tiles
        self.past: list[list[str]] = [[] for _ in range(tiles)]
        self.brought: tuple[str, ...] = ()
        self.page: tuple[str, ...] | None = None
        self._kept_empty: set[int] = set()
        self._by_hand: set[int] = set()  # tiles that somebody put a camera on while others were up
        self._left_out: list[str] = []  # cameras of tiles that a smaller layout does not have
        self._known: Sequence[str] = ()

    @property
    def usual(self) -> list[str]:
        """The base arrangement, then the cameras that found no tile in the present layout."""
        return [*self.base, *self._left_out]

    def know(self, cameras: Sequence[str]) -> None:
        """The cameras there are, in order of preference: empty base tiles are filled, vanished cameras leave."""
        self._known = cameras
        known = set(cameras)
        self.base = [camera if camera in known else "" for camera in self.base]
        self._fill()
        self.brought = tuple(camera for camera in self.brought if camera in known)
        self.past = [[camera for camera in line if camera in known] for line in self.past]
        self._arrange()

    def _fill(self) -> None:
        known = set(self._known)
        wanted = dict.fromkeys([*(camera for camera in self._left_out if camera in known), *self._known])
        spare = iter([camera for camera in wanted if camera not in self.base])
        self.base = [camera or ("" if tile in self._kept_empty else next(spare, "")) for tile, camera in enumerate(self.base)]
        self._left_out = [camera for camera in self._left_out if camera not in self.base]

    def bring(self, cameras: Iterable[str]) -> None:
        """Show these until `put_back` or the next call; as many as there are tiles."""
        self._by_hand.clear()
        self.brought = tuple(dict.fromkeys(cameras))[: len(self.base)]
        self._arrange()

    def put_back(self) -> None:
        """What was there before."""
        self.brought = ()
        self._by_hand.clear()
        self._arrange()

    def turn_to(self, page: Iterable[str] | None) -> None:
        """A page of a tour on all tiles; None: the tour is over."""
        self.page = None if page is None else tuple(page)
        self._arrange()

    def place(self, tile: int, camera: str) -> None:
        """Put a camera on a tile for good; if it was on another tile, the two change places. "" empties the tile."""
        if not 0 <= tile < len(self.base):
            return
        under = self._under()
        lifted = {self.shown[tile], camera} & set(self.brought)
        self.brought = tuple(one for one in self.brought if one not in lifted)
        former = under[tile]
        if camera and camera in under:
            under[under.index(camera)] = former
        under[tile] = camera
        self._by_hand.add(tile)
        if self.page is None:
            self.base = under
            self._kept_empty = {number for number in (self._kept_empty | ({tile} if not camera else set()))
                                if not under[number]}
        else:
            self.page = tuple(under)
        self._arrange()

    def swap(self, one: int, other: int) -> None:
        """Two tiles change cameras, as they are seen."""
        if one == other or not (0 <= one < len(self.base) and 0 <= other < len(self.base)):
            return
        under = self._under()
        moved = {self.shown[one], self.shown[other]}
        for tile in (one, other):
            if self.shown[tile] in self.brought:
                under[tile] = self.shown[tile]
        self.brought = tuple(camera for camera in self.brought if camera not in moved)
        under[one], under[other] = under[other], under[one]
        self._by_hand |= {one, other}
        if self.page is None:
            self.base = under
            self._kept_empty = {{one: other, other: one}.get(tile, tile) for tile in self._kept_empty}
        else:
            self.page = tuple(under)
        self._arrange()

    def set_base(self, cameras: Iterable[str], *, keep_empty: bool = False) -> None:
        """Other usual cameras. keep_empty: "" stays an empty tile instead of being filled."""
        count = len(self.base)
        self.base = (list(cameras) + [""] * count)[:count]
        seen: set[str] = set()
        for tile, camera in enumerate(self.base):
            self.base[tile] = "" if camera in seen else camera
            seen.add(camera)
        self._kept_empty = {tile for tile, camera in enumerate(self.base) if not camera} if keep_empty else set()
        if self._known:
            self.know(self._known)
        else:
            self._arrange()

    def resize(self, tiles: int, kept: Sequence[int | None] | None = None) -> None:
        """Another number of tiles. kept[new tile]: whose camera it gets; without it the first ones stay. Cameras that
        find no tile come back with the next larger layout."""
        sources = list(kept) if kept is not None else [tile if tile < len(self.base) else None for tile in range(tiles)]
        before, past, empty = self.base, self.past, self._kept_empty
        self.base = [before[tile] if tile is not None else "" for tile in sources]
        self.past = [past[tile] if tile is not None else [] for tile in sources]
        self._kept_empty = {new for new, old in enumerate(sources) if old in empty}
        lost = [camera for camera in before if camera and camera not in self.base]
        self._left_out = [*lost, *(camera for camera in self._left_out if camera not in lost)]
        was = self.shown
        self.shown = [was[tile] if tile is not None else "" for tile in sources]
        self.brought = self.brought[:tiles]
        self._by_hand.clear()
        if self._known:
            self._fill()
        self._arrange()

    def former(self, tile: int) -> str:
        """What was on a tile before; "" where nothing is remembered."""
        return self.past[tile][0] if 0 <= tile < len(self.past) and self.past[tile] else ""

    def _under(self) -> list[str]:
        """What lies under the cameras that were brought."""
        if self.page is None:
            return list(self.base)
        return (list(self.page) + [""] * len(self.base))[: len(self.base)]

    def _arrange(self) -> None:
        shown = self._under()
        free = [tile for tile, camera in enumerate(shown) if camera not in self.brought and tile not in self._by_hand]
        new = [camera for camera in self.brought if camera not in shown]
        for camera in list(new):
            seat = self.shown.index(camera) if camera in self.shown else -1
            if seat in free:  # it is up already and stays where it is
                shown[seat] = camera
                free.remove(seat)
                new.remove(camera)
        free.sort(key=lambda tile: bool(shown[tile]))  # an empty tile before one that shows something
        for tile, camera in zip(free, new, strict=False):
            shown[tile] = camera
        for tile, (before, now) in enumerate(zip(self.shown, shown, strict=True)):
            if before != now:
                line = [camera for camera in (before, *self.past[tile]) if camera and camera != now]
                self.past[tile] = list(dict.fromkeys(line))[:RECALLED]
        self.shown = shown
