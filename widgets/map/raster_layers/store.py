"""One tile layer on one map: what it wants of its source, what came, what the workers made of it. GUI thread.

A tile of the map is drawn when all its pieces are here, or a little later with those that are; until then a scaled
relative is shown. Pieces that could not be had are left out and come when they can be.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from layers.drawing import NOTHING, Drawing, Floats, Labels
from layers.projection import Projection
from layers.tiles.grid import TileKey
from layers.tiles.layer import TileLayer
from layers.tiles.sharing import Share, join
from layers.tiles.store import TileStore
from widgets.map.raster_layers.messages import DrawPieces, Matrix, PiecesDrawn, TileName
from widgets.map.raster_layers.needs import Needs
from widgets.map.raster_layers.pieces import Pieces
from widgets.map.raster_layers.shelf import Picture, Shelf
from widgets.map.raster_layers.warp import map_to_grid
from widgets.map.slots import TILE
from widgets.map.tiles import Key, tiles_of
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.theme import theme

_log = logging.getLogger("command_center.tiles")
_PATIENCE_MS = 350  # then a tile of the map is drawn with the pieces that are there
_OVERVIEW = 4  # levels coarser: what is shown while a pan outruns the source
_APART_PX = 220.0  # a name stands once within so much: a district and its middle are often called alike
_LOSSES = 2  # so often a worker may die of a tile before it is left out


class LayerTiles(QObject):
    """Signals: changed (paint again); wanting (something is to be drawn by a worker); renamed(key): other names are in
    view; lettered: other names along lines are."""

    changed = Signal()
    wanting = Signal()
    renamed = Signal(str)
    lettered = Signal()
    _woken = Signal()

    def __init__(self, layer: TileLayer, projection: Projection, reference: tuple[float, float],
                 store: Callable[[], TileStore | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layer = layer
        self._projection, self._reference = projection, reference
        self._open_store = store
        self._fetcher: Share | None = None
        self._needs: Needs | None = None
        self.pictures: dict[Key, Picture] = {}
        self.visible: set[Key] = set()
        self._order: list[Key] = []  # what is to be seen, the middle first, then the overview
        self._view: Viewpoint | None = None
        self._pieces = Pieces()
        self._asked: dict[int, tuple[Key, tuple[int, ...], bool]] = {}  # ticket: what is being drawn
        self._losses: dict[Key, int] = {}
        self._arrivals: list[Key] = []
        self._broken: set[TileKey] = set()
        self.language = "zh_CN"
        self.turn = 0
        self.written: list[TileName] = []  # names in view that are written as the base map's are
        self._woken.connect(self._on_woken)
        self._late = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._late.timeout.connect(self.wanting)
        self._waiting_since: dict[Key, float] = {}

    # what is wanted

    @property
    def fetcher(self) -> Share:
        """This map's share of the source's threads; joined when the layer is first shown."""
        if self._fetcher is None:
            self._fetcher = join(self.layer.source, self._open_store, self._wake)
            self.layer.source, self.layer.health = self._fetcher.source, self._fetcher.health
            if self._fetcher.grid is not None:  # another map has opened it, so that nobody is going to tell
                QTimer.singleShot(0, self, self._on_woken)
        return self._fetcher

    def _wake(self) -> None:
        """On a thread of the fetcher: what is slow the first time (PROJ) is done here once."""
        grid = self.layer.source.grid
        try:
            if grid is not None and self._needs is None:
                map_to_grid(_one(self._reference[0]), _one(self._reference[1]), self._projection.crs, grid.crs)
            self._woken.emit()
        except RuntimeError:
            return  # the map is gone already
        except Exception:
            _log.exception("grid of %s", self.layer.key)

    def want(self, view: Viewpoint) -> None:
        """The layer is shown, and this of it."""
        self.turn += 1
        keys = sorted(tiles_of(view, round(view.level)), key=lambda key: _off(key, view))
        fresh = keys != self._order[:len(keys)] or not self._order
        if fresh:
            coarse = round(view.level) - _OVERVIEW
            self._order = keys + (list(tiles_of(view, coarse)) if coarse >= 4 else [])
            self.visible = set(self._order)
            for key in self._order:
                if key in self.pictures:
                    self.pictures[key].used = self.turn
        if fresh or self._view is None:
            self._view = view
            if self.layer.source.is_vector:
                self._gather_names()
            self._tell()

    def rest(self) -> None:
        """The layer is not shown."""
        if self._view is not None:
            self._view = None
            self._order, self.visible = [], set()
            self._write([])
            if self._fetcher is not None:
                self._fetcher.rest()

    def _tell(self) -> None:
        """Say to the fetcher what is missing."""
        needs = self._made_needs()
        missing: dict[TileKey, None] = {}
        if needs is not None:
            needs.find(self._order)
            for key in self._order:
                picture = self.pictures.get(key)
                if picture is None or not picture.whole:
                    missing.update((piece, None) for piece in needs.of(key).keys if not self._pieces.has(piece))
        self.fetcher.want(list(missing))
        self.wanting.emit()

    def _made_needs(self) -> Needs | None:
        source = self.layer.source
        if self._needs is None and source.grid is not None:
            self._needs = Needs(source.grid, source.bounds_wgs84, self._projection, self._reference)
        return self._needs

    # what came

    def _on_woken(self) -> None:
        if self._fetcher is None:
            return
        opened = self._needs is None and self._made_needs() is not None
        arrivals = self._fetcher.take()
        if arrivals:
            self._mark(self._pieces.take(arrivals))
            self._pieces.forget_old(self._is_awaited)
        if opened:
            self.renamed.emit(self.layer.key)  # what it is in scale for is known only now
        if opened and self._view is not None:
            self._tell()
        if arrivals:
            self.wanting.emit()
            self.changed.emit()

    def _mark(self, keys: set[TileKey]) -> None:
        """Pictures that these are pieces of are not up to date."""
        if self._needs is not None:
            for key in self._order:
                picture = self.pictures.get(key)
                if picture is not None and keys.intersection(self._needs.of(key).keys):
                    picture.whole = False

    def in_view(self) -> tuple[tuple[TileKey, bytes], ...]:
        """The source's tiles that what is to be seen is made of, as far as they are here."""
        if self._needs is None or self._view is None:
            return ()
        level = round(self._view.level)
        pieces = dict.fromkeys(piece for key in self._order if key.level == level for piece in self._needs.of(key).keys)
        return tuple((piece, data) for piece in pieces if (data := self._pieces.data(piece)) is not None)

    def _is_awaited(self, piece: TileKey) -> bool:
        """Whether a tile in view is still to be made of it."""
        return self._needs is not None and any(
            piece in self._needs.of(key).keys for key in self._order
            if (picture := self.pictures.get(key)) is None or not picture.whole)

    # what is drawn

    def next_order(self) -> tuple[Key, Sequence[TileKey]] | None:
        """The most urgent tile of the map that a worker can draw now."""
        if self._needs is None or self._view is None:
            return None
        now, late = time.monotonic(), False
        drawing = {key for key, _, _ in self._asked.values()}
        for key in self._order:
            picture = self.pictures.get(key)
            if key in drawing or (picture is not None and picture.whole):
                continue
            pieces = self._needs.of(key).keys
            made_of = self._pieces.serials(pieces)
            awaited = any(piece not in self._pieces for piece in pieces)
            if awaited and self._patient(key, now, any(made_of)):
                late = late or any(made_of)
                continue
            if picture is not None and picture.made_of == made_of:
                if not awaited:
                    picture.whole = all(map(self._pieces.has, pieces))
                continue
            self._waiting_since.pop(key, None)
            if not any(made_of):
                if not awaited:
                    self._keep(key, Picture(-1, None, made_of, all(map(self._pieces.has, pieces))))
                continue
            return key, pieces
        if late and not self._late.isActive():
            self._late.start()
        return None

    def _patient(self, key: Key, now: float, some: bool) -> bool:
        if not some:
            return True
        return now - self._waiting_since.setdefault(key, now) < _PATIENCE_MS / 1000

    def begin(self, ticket: int, key: Key, pieces: Sequence[TileKey], slot: int) -> DrawPieces:
        """A worker is going to draw it."""
        grid = self.layer.source.grid
        assert grid is not None
        matrix = grid.matrices[pieces[0].matrix]
        self._asked[ticket] = key, self._pieces.serials(pieces), all(map(self._pieces.has, pieces))
        side, mpp = TILE * level_scale(key.level), level_scale(key.level)
        return DrawPieces(ticket, slot, key.x * side, key.y * side, mpp, self._projection.crs,
                          Matrix(grid.crs, matrix.resolution, matrix.origin, matrix.tile_size), self._pieces.parts(pieces),
                          self.layer.source.is_vector, self.language)

    def drawn(self, answer: PiecesDrawn, slot: int, shelf: Shelf) -> None:
        """A worker has drawn it."""
        key, made_of, whole = self._asked.pop(answer.ticket)
        whole = whole and self._needs is not None and made_of == self._pieces.serials(self._needs.of(key).keys)
        if answer.reason:
            self._note_broken(key, made_of, answer)
        if answer.blank:
            shelf.give(slot)
            slot = -1
        before = self.pictures.get(key)
        if before is not None:
            shelf.give(before.slot)
        self._keep(key, Picture(slot, None if slot < 0 else shelf.image(slot), made_of, whole, names=answer.names))
        if answer.names or (before is not None and before.names):
            self._gather_names()
        self.changed.emit()

    def _gather_names(self) -> None:
        """The names in view, once each, for the screen to place among all others."""
        level = round(self._view.level) if self._view is not None else -1
        names = dict.fromkeys(name for key in self._order if key.level == level and key in self.pictures
                              for name in self.pictures[key].names)
        spots = _once([name for name in names if name.kind < 0], _APART_PX * theme().scale * level_scale(level))
        self._write([name for name in names if name.kind >= 0])
        if not spots:
            changed, self.layer.names = self.layer.names is not NOTHING, NOTHING
        else:
            xy = self._projection.to_mercator(np.array([(name.x, name.y) for name in spots]))
            priority = np.array([name.priority for name in spots])
            changed = True
            self.layer.names = Drawing(labels=Labels([name.text for name in spots], xy, priority, "map.label"))
        if changed:
            self.renamed.emit(self.layer.key)

    def _write(self, names: list[TileName]) -> None:
        if names != self.written:
            self.written = names
            self.lettered.emit()

    def _keep(self, key: Key, picture: Picture) -> None:
        picture.used = self.turn
        self.pictures[key] = picture
        self._arrivals.append(key)

    def _note_broken(self, key: Key, made_of: tuple[int, ...], answer: PiecesDrawn) -> None:
        assert self._needs is not None
        sent = [piece for piece, serial in zip(self._needs.of(key).keys, made_of, strict=False) if serial]
        for number in answer.broken:
            if number < len(sent):
                self._broken.add(sent[number])
        self.layer.broken, self.layer.broken_detail = len(self._broken), answer.reason

    def lost(self, ticket: int) -> None:
        """The worker that was to draw it has died; one that dies of it again and again is left out."""
        key, made_of, _ = self._asked.pop(ticket)
        self._losses[key] = self._losses.get(key, 0) + 1
        if self._losses[key] >= _LOSSES:
            self._keep(key, Picture(-1, None, made_of, True))

    # what the scene asks

    def arrivals(self) -> list[Key]:
        """Tiles of the map that came since this was asked last."""
        came, self._arrivals = self._arrivals, []
        return came

    @property
    def has_arrivals(self) -> bool:
        """Whether there are such."""
        return bool(self._arrivals)

    @property
    def is_settled(self) -> bool:
        """Whether what is in view shows all that can be had at present."""
        if self._view is None:
            return True
        if self._needs is None:
            return self.fetcher.health().state in ("lost", "failed", "degraded")
        return not self._asked and all(self._is_done(key) for key in self._order)

    def _is_done(self, key: Key) -> bool:
        picture = self.pictures.get(key)
        assert self._needs is not None
        return picture is not None and (picture.whole or all(p in self._pieces for p in self._needs.of(key).keys))

    def at(self, now_utc: int) -> bool:
        """The map shows another instant; whether other tiles belong to it."""
        changed = self.fetcher.at(now_utc)
        self.layer.source = self.fetcher.source  # maps of different instants have sources of their own
        return changed

    def forget(self, shelf: Shelf) -> None:
        """Other tiles belong here now (another instant, another language)."""
        for picture in self.pictures.values():
            shelf.give(picture.slot)
        self._arrivals += list(self.pictures)
        self.pictures.clear()
        self._pieces.clear()
        self._asked = {ticket: (key, (), False) for ticket, (key, _, _) in self._asked.items()}
        self._view, self._order = None, []

    def close(self) -> None:
        """Let go of the source and of the pictures."""
        self.pictures.clear()
        self._view, self._order = None, []
        if self._fetcher is not None:
            self._fetcher.close()


def _one(value: float) -> Floats:
    return np.array([value])


def _off(key: Key, view: Viewpoint) -> float:
    side = TILE * level_scale(key.level) / view.metres_per_pixel
    x, y = (key.x + 0.5) * side - view.left - view.width / 2, (key.y + 0.5) * side - view.top - view.height / 2
    return x * x + y * y


def _once(names: list[TileName], apart: float) -> list[TileName]:
    """The names, the most important of those that are called alike and lie near each other."""
    kept: dict[str, list[TileName]] = {}
    for name in sorted(names, key=lambda one: one.priority):
        alike = kept.setdefault(name.text, [])
        if all(abs(name.x - one.x) + abs(name.y - one.y) > apart for one in alike):
            alike.append(name)
    return [name for alike in kept.values() for name in alike]
