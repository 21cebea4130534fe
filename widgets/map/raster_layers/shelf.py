"""The shared slots of all tile layers of one map: who has which, and who gives one up. GUI thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtGui import QImage

from widgets.map.raster_layers.messages import TileName
from widgets.map.raster_layers.pictures import PICTURE
from widgets.map.slots import Slots
from widgets.map.tiles import Key


@dataclass
class Picture:
    """A tile of the map as a layer shows it. image None: nothing is to be seen; made_of: serial numbers of its pieces;
    whole: nothing of it is still to come; used: when it was last in view; names: what is written in it."""

    slot: int
    image: QImage | None
    made_of: tuple[int, ...] = ()
    whole: bool = True
    used: int = 0
    names: list[TileName] = field(default_factory=list)


class Holder(Protocol):
    """A layer with pictures of which those in view are not to be taken away."""

    pictures: dict[Key, Picture]
    visible: set[Key]


class Shelf:
    """Slots first to last - 1 of the pool's."""

    def __init__(self, slots: Slots, first: int, last: int) -> None:
        self._slots: Slots | None = slots
        self._free = list(range(first, last))
        self.turn = 0

    def take(self, holders: Iterable[Holder]) -> int | None:
        """A slot, taken from what was in view longest ago if need be; None where all are in view."""
        if self._free:
            return self._free.pop()
        oldest: tuple[int, Holder, Key] | None = None
        for holder in holders:
            for key, picture in holder.pictures.items():
                if picture.slot >= 0 and key not in holder.visible and (oldest is None or picture.used < oldest[0]):
                    oldest = picture.used, holder, key
        if oldest is None:
            return None
        return oldest[1].pictures.pop(oldest[2]).slot

    def give(self, slot: int) -> None:
        """It is free again."""
        if slot >= 0:
            self._free.append(slot)

    def close(self) -> None:
        """Let go of the memory; nothing is shown any more."""
        self._free, self._slots = [], None

    def image(self, slot: int) -> QImage:
        """Its picture, without a copy."""
        assert self._slots is not None
        return self._slots.image(slot, PICTURE)
