"""The raster workers that several maps of one process have together: one city in the workers, slots for each map.
GUI thread.

A map sees its Share as if it were a pool of its own: numbers of slots, tickets and names are made distinct on the way
to the workers and taken back on the way from them. The last map to go ends the workers.
"""

from __future__ import annotations

import mmap
from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import Shiboken

from widgets.map.base_feed import BaseFeed
from widgets.map.heavy.messages import DrawHeavy, HeavyDrawn, Hold
from widgets.map.maps import maps_of
from widgets.map.raster_layers.messages import DrawPieces, PiecesDrawn
from widgets.map.raster_messages import (
    Answer,
    AskReach,
    Built,
    Draw,
    Drawn,
    FindWay,
    Question,
    Reached,
    WayFound,
)
from widgets.map.raster_pool import RasterPool
from widgets.map.slots import BYTES

if TYPE_CHECKING:
    from widgets.context import Context

PLACES = 6  # maps that share; a seventh begins workers of its own. A place that nobody has takes no memory
_DRAWINGS = (Draw, DrawPieces, DrawHeavy)


class SharedPool(QObject):
    """Workers and what is fed to them. count: slots of each map."""

    def __init__(self, count: int, scale: float, crs: str, claimed: frozenset[str]) -> None:
        super().__init__()
        self.kind = (count, scale, crs, claimed)
        self.pool = RasterPool(count * PLACES, scale, parent=self, crs=crs)
        self.feed = BaseFeed(self.pool, self, claimed)
        self.shares: list[Share | None] = [None] * PLACES
        self.has_started = self.is_closed = False
        self.built = 0
        self.table: object = None
        self.box: Any = None
        self.feed.built.connect(self._on_built)
        self.feed.labels.connect(self._on_labels)
        self.feed.bounds.connect(self._on_bounds)
        self.pool.answered.connect(self._on_answer)
        self.pool.lost.connect(self._on_lost)
        self.pool.started.connect(self._on_started)

    def _on_built(self, version: int) -> None:
        self.built = version
        for share in self.living():
            share.built.emit(version)

    def _on_labels(self, table: object) -> None:
        self.table = table
        for share in self.living():
            share.labels.emit(table)

    def _on_bounds(self, box: object) -> None:
        self.box = box
        for share in self.living():
            share.bounds.emit(box)

    def start(self) -> None:
        """Start the workers, once."""
        if not self.has_started:
            self.has_started = True
            self.pool.start()

    def members(self) -> list[Share]:
        """The maps that share, those that are about to go too."""
        return [share for share in self.shares if share is not None]

    def living(self) -> list[Share]:
        """Those that are not about to go."""
        return [share for share in self.members() if not share.is_closed]

    def _on_answer(self, number: int, answer: Answer) -> None:
        if isinstance(answer, Drawn):
            owner = self.shares[answer.slot // self.kind[0]]
        elif isinstance(answer, (PiecesDrawn, HeavyDrawn)):
            owner = self.shares[answer.ticket % PLACES]
        elif isinstance(answer, WayFound):
            owner = self.shares[int(answer.order.partition("/")[0])]
        elif isinstance(answer, Reached):
            owner = self.shares[int(answer.key.partition("/")[0])]
        else:
            for share in self.members():
                share.hear(number, answer)
            return
        if owner is not None:
            owner.hear(number, answer)

    def _on_lost(self, number: int, questions: list[Any]) -> None:
        for share in self.members():
            share.lose(number, [one for one in questions if one.slot // self.kind[0] == share.place])

    def _on_started(self, number: int) -> None:
        for share in self.living():
            share.started.emit(number)

    def leave(self, share: Share) -> None:
        """A map has gone, and nothing is drawn for it any more."""
        self.shares[share.place] = None
        _give_back(self.pool.handle, share.first, share.count)

    def close(self) -> None:
        """End the workers."""
        if not self.is_closed:
            self.is_closed = True
            self.shares = [None] * PLACES
            if Shiboken.isValid(self.pool):  # else the whole process ends, and they with their input
                self.pool.close()
                self.deleteLater()


class Share(QObject):
    """What one map has of them. Signals as of RasterPool and BaseFeed. `first`: its first slot in the file of `handle`."""

    answered = Signal(int, object)
    lost = Signal(int, list)
    started = Signal(int)
    built = Signal(int)
    labels = Signal(object)
    bounds = Signal(object)

    def __init__(self, shared: SharedPool, place: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shared, self.place = shared, place
        self.count, self.scale, self.crs, _ = shared.kind
        self.first, self.handle, self.feed = place * self.count, shared.pool.handle, shared.feed
        self.is_closed = False
        self._knows = False
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._catch_up)
        self._owed = Counter[int]()
        self._held: dict[int, Hold] = {}

    @property
    def is_settled(self) -> bool:
        """Whether the workers have everything, and this map knows what they have."""
        return self._knows and self.feed.is_settled

    def start(self) -> None:
        """From now on it hears; what came before is said again once its map is complete."""
        self._shared.start()
        self._later.start()

    def _catch_up(self) -> None:
        self._knows = True
        shared = self._shared
        if self.is_closed or not shared.built:
            return
        if shared.table is not None:
            self.labels.emit(shared.table)
        if shared.box is not None:
            self.bounds.emit(shared.box)
        for number in self.numbers():
            self.answered.emit(number, Built(shared.built, shared.box))
        self.built.emit(shared.built)

    def numbers(self) -> list[int]:
        """Workers that live."""
        return self._shared.pool.numbers() if not self.is_closed else []

    def pids(self) -> list[int]:
        """Their process ids."""
        return self._shared.pool.pids() if not self.is_closed else []

    def owed(self, number: int) -> int:
        """Drawings for this map that a worker has not answered yet."""
        return self._owed[number]

    def ask(self, number: int, question: Question) -> None:
        """Send one question to a worker."""
        if self.is_closed or number not in self.numbers():
            return
        self._owed[number] += isinstance(question, _DRAWINGS)
        self._shared.pool.ask(number, self._outward(question))

    def hear(self, number: int, answer: Answer) -> None:
        """An answer to this map, or to all."""
        if isinstance(answer, (Drawn, PiecesDrawn, HeavyDrawn)):
            self._owed[number] -= 1
        if not self.is_closed:
            self.answered.emit(number, self._inward(answer))
        else:
            self._leave_when_free()

    def lose(self, number: int, questions: list[Any]) -> None:
        """A worker has died and owes these."""
        self._owed[number] = 0
        if not self.is_closed:
            self.lost.emit(number, [self._inward(question) for question in questions])
        else:
            self._leave_when_free()

    def _outward(self, question: Any) -> Any:
        if isinstance(question, Draw):
            return replace(question, slot=question.slot + self.first)
        if isinstance(question, DrawPieces):
            return replace(question, slot=question.slot + self.first, ticket=self._mark(question.ticket))
        if isinstance(question, DrawHeavy):
            return replace(question, slot=question.slot + self.first, ticket=self._mark(question.ticket),
                           number=self._mark(question.number))
        if isinstance(question, Hold):
            instead = self._mark(question.instead) if question.instead else 0
            self._held.pop(instead, None)
            made = replace(question, number=self._mark(question.number), instead=instead)
            self._held[made.number] = made
            return made
        if isinstance(question, AskReach):
            return replace(question, key=f"{self.place}/{question.key}")
        return replace(question, order=f"{self.place}/{question.order}") if isinstance(question, FindWay) else question

    def _inward(self, said: Any) -> Any:
        if isinstance(said, (Draw, Drawn)):
            return replace(said, slot=said.slot - self.first)
        if isinstance(said, DrawPieces):
            return replace(said, slot=said.slot - self.first, ticket=said.ticket // PLACES)
        if isinstance(said, DrawHeavy):
            return replace(said, slot=said.slot - self.first, ticket=said.ticket // PLACES, number=said.number // PLACES)
        if isinstance(said, (PiecesDrawn, HeavyDrawn)):
            return replace(said, ticket=said.ticket // PLACES)
        if isinstance(said, Reached):
            return replace(said, key=said.key.partition("/")[2])
        return replace(said, order=said.order.partition("/")[2]) if isinstance(said, WayFound) else said

    def _mark(self, number: int) -> int:
        return number * PLACES + self.place

    def close(self) -> None:
        """The map has gone. Its slots are another's only when nothing is drawn into them any more."""
        if self.is_closed:
            return
        for number in self.numbers():
            for held in self._held.values():
                self._shared.pool.ask(number, replace(held, number=0, path="", instead=held.number))
        self.is_closed = True
        if self._shared.living():
            self._leave_when_free()
        else:
            self._shared.close()

    def _leave_when_free(self) -> None:
        if not +self._owed:
            self._shared.leave(self)


def _give_back(handle: int, first: int, count: int) -> None:
    """The memory of slots, where the system takes it."""
    try:
        with mmap.mmap(handle, count * BYTES, offset=first * BYTES) as slots:
            slots.madvise(mmap.MADV_REMOVE)
    except (OSError, ValueError, AttributeError):
        return  # the next map draws over it


def share_of(context: Context, count: int, scale: float, crs: str, claimed: frozenset[str], apart: bool,
             parent: QObject) -> Share:
    """Workers for one more map. apart: it shows another state than the others, so that nothing can be shared."""
    pools: list[SharedPool] = maps_of(context).pools
    pools[:] = [pool for pool in pools if not pool.is_closed]
    fits = [pool for pool in pools if pool.kind == (count, scale, crs, claimed) and None in pool.shares and not apart]
    shared = fits[0] if fits else SharedPool(count, scale, crs, claimed)
    if not apart and not fits:
        pools.append(shared)
    place = shared.shares.index(None)
    made = Share(shared, place, parent)
    shared.shares[place] = made
    return made
