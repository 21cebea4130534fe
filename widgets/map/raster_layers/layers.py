"""The tile layers of one map: shares slots and workers among them, paints each in its place of the stack. GUI thread."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QPainter

from layers.projection import Projection
from layers.spatial.tile_edges import Tiles
from layers.stack import Entry, LayerStack
from layers.tiles.layer import TileLayer
from layers.tiles.store import TileStore
from widgets.map.raster_layers.messages import DrawPieces, PiecesDrawn
from widgets.map.raster_layers.painting import paint_pictures
from widgets.map.raster_layers.prefetch_jobs import PrefetchJobs
from widgets.map.raster_layers.shelf import Shelf
from widgets.map.raster_layers.store import LayerTiles
from widgets.map.raster_share import Share
from widgets.map.slots import Slots
from widgets.map.tiles import Key
from widgets.map.viewpoint import Viewpoint

_IN_FLIGHT = 2  # tiles given to a worker ahead


class RasterLayers(QObject):
    """Signal changed: paint again. open_store is called when the first server is asked. slots: (first, last + 1) of the
    pool's that are for tile layers."""

    changed = Signal()

    def __init__(self, stack: LayerStack, pool: Share, slots: tuple[int, int], projection: Projection,
                 reference: tuple[float, float], open_store: Callable[[], TileStore], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool, self._stack = pool, stack
        self._shelf = Shelf(Slots(pool.handle, pool.count, pool.first), *slots)
        self._make_store = open_store
        self._store: TileStore | None = None
        self._tickets = itertools.count(1)
        self.jobs = PrefetchJobs(self)
        self._drawing: dict[int, tuple[LayerTiles, DrawPieces]] = {}
        self.tiles: dict[str, LayerTiles] = {}
        for entry in stack.entries:
            if isinstance(entry.layer, TileLayer):
                one = LayerTiles(entry.layer, projection, reference, self.store, self)
                one.changed.connect(self.changed)
                one.wanting.connect(self._feed)
                one.renamed.connect(self._on_renamed)
                self.tiles[entry.layer.key] = one
        self._shown: list[LayerTiles] = []
        if self.tiles:
            pool.answered.connect(self._on_answer)
            pool.lost.connect(self._on_lost)

    def store(self) -> TileStore:
        """The cache on disk; opened when it is first needed."""
        if self._store is None:
            self._store = self._make_store()
        return self._store

    def follow(self, view: Viewpoint, shown: Iterable[Entry], language: str) -> None:
        """What is shown now; cheap where nothing changed."""
        if not self.tiles:
            return
        entries = {entry.layer.key: entry for entry in shown if entry.layer.key in self.tiles and entry.in_scale}
        self._shown = [self.tiles[key] for key in entries]
        for key, one in self.tiles.items():
            if one.language != language and one.layer.source.is_vector:
                one.forget(self._shelf)
            one.language = language
            if key in entries:
                one.want(view)
            else:
                one.rest()

    def set_now(self, now_utc: int) -> None:
        """The map shows another instant; sources with a time dimension follow it."""
        for one in self._shown:  # a closed map shows none
            if one.at(now_utc):
                one.forget(self._shelf)
                self.changed.emit()

    def paint(self, painter: QPainter, key: str, view: Viewpoint, area: QRect) -> None:
        """One layer, with the painter's opacity; nothing for a key that is none of them."""
        one = self.tiles.get(key)
        if one is not None and one in self._shown:
            paint_pictures(painter, one.pictures, view, area)

    def vectors(self) -> list[Tiles]:
        """The vector tiles in view."""
        return [Tiles(source.grid, one.in_view()) for one in self._shown
                if (source := one.layer.source).is_vector and source.grid is not None]

    def arrivals(self) -> list[Key]:
        """Tiles of the map that look different since this was asked last."""
        return [key for one in self.tiles.values() for key in one.arrivals()]

    @property
    def has_arrivals(self) -> bool:
        """Whether there are such."""
        return any(one.has_arrivals for one in self.tiles.values())

    @property
    def is_settled(self) -> bool:
        """Whether everything that can be had at present is shown."""
        return all(one.is_settled for one in self._shown)

    def servers(self) -> list[str]:
        """Keys of the sources that may be fetched ahead."""
        return [key for key, one in self.tiles.items() if not one.layer.source.is_local]

    @property
    def attributions(self) -> list[str]:
        """Whose data are shown, each once."""
        return list(dict.fromkeys(one.layer.attribution for one in self._shown if one.layer.attribution))

    def _on_renamed(self, key: str) -> None:
        entry = self._stack.entry(key)
        if entry is not None:
            entry.dirty = True
        self.changed.emit()

    # the workers

    def _feed(self) -> None:
        """Give the workers what is most urgent, a layer after the other."""
        waiting = list(self._shown)
        while waiting:
            number = min(self._pool.numbers(), key=self._pool.owed, default=-1)
            if number < 0 or self._pool.owed(number) >= _IN_FLIGHT:
                return
            one = waiting.pop(0)
            order = one.next_order()
            if order is None:
                continue
            slot = self._shelf.take(self.tiles.values())
            if slot is None:
                return
            ticket = next(self._tickets)
            question = one.begin(ticket, *order, slot)
            self._drawing[ticket] = one, question
            self._pool.ask(number, question)
            waiting.append(one)

    def _on_answer(self, number: int, answer: object) -> None:
        if isinstance(answer, PiecesDrawn) and answer.ticket in self._drawing:
            one, question = self._drawing.pop(answer.ticket)
            one.drawn(answer, question.slot, self._shelf)
        self._feed()

    def _on_lost(self, number: int, questions: list[object]) -> None:
        for question in questions:
            if isinstance(question, DrawPieces) and question.ticket in self._drawing:
                one, _ = self._drawing.pop(question.ticket)
                self._shelf.give(question.slot)
                one.lost(question.ticket)
        self._feed()

    def close(self) -> None:
        """Let go of the sources and the cache."""
        self.jobs.close()
        for one in self.tiles.values():
            one.close()
        self._shown = []
        self._shelf.close()
        if self._store is not None:
            self._store.close()
