"""The base map as one thing: workers, what they are told, the tiles they draw, the names. GUI thread."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from command_center.state.snapshot import Changes, Snapshot
from layers.opening import claimed
from layers.stack import Entry, LayerStack
from layers.tiles.layer import TileLayer
from layers.tiles.store import open_store
from widgets.context import Context
from widgets.map.base_labels import BaseLabels
from widgets.map.heavy.layers import HeavyLayers
from widgets.map.label_images import LabelImages
from widgets.map.raster_layers.layers import RasterLayers
from widgets.map.raster_share import share_of
from widgets.map.reach_asks import ReachAsks
from widgets.map.route_paths import RoutePaths
from widgets.map.slots import TILE
from widgets.map.tiles import TileStore
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

SPARE = 36
_SOURCES = 3  # tile layers that have slots for a screen each; more of them share


class BaseMap(QObject):
    """Signals: changed (draw again), closed (its pictures go), bounds(west, top, east, bottom) of all features in Mercator metres, y down."""

    changed = Signal()
    closed = Signal()
    bounds = Signal(object)

    def __init__(self, context: Context, stack: LayerStack, images: LabelImages, width: int, height: int,
                 parent: QObject | None = None, *, apart: bool = False) -> None:
        """apart: it shows another state than the other maps do."""
        super().__init__(parent)
        across, down = width / TILE * 1.42 + 2, height / TILE * 1.42 + 2
        own = round(1.6 * across * down) + SPARE
        sources = min(_SOURCES, sum(isinstance(entry.layer, TileLayer) for entry in stack.entries))
        more = round(1.4 * across * down) * sources + (SPARE if sources else 0)
        heavy = round(1.6 * across * down) + SPARE
        settings, city, projection = context.configuration.map, context.configuration.city, stack.projection
        self.pool = share_of(context, own + more + heavy, theme().scale, projection.crs, claimed(settings), apart, self)
        self.tiles = TileStore(self.pool, own, self)
        east, north = map(float, projection.forward(*city.centre))
        self.rasters = RasterLayers(
            stack, self.pool, (own, own + more), projection, (east, north),
            lambda: open_store(settings.tile_cache, settings.tile_cache_mb, context.configuration.path), self)
        self.rasters.changed.connect(self.changed)
        self.heavy = HeavyLayers(self.pool, (own + more, own + more + heavy), self)
        self.heavy.changed.connect(self.changed)
        self.labels = BaseLabels(images)
        self.ways = RoutePaths(self.pool, self)
        self.ways.changed.connect(self.changed)
        self.reaches = ReachAsks(self.pool, self)
        self.reaches.changed.connect(self.changed)
        self.tiles.arrived.connect(self.changed)
        self.pool.built.connect(self._on_built)
        self.pool.labels.connect(self._on_labels)
        self.pool.bounds.connect(self.bounds)
        self.pool.start()

    @property
    def is_settled(self) -> bool:
        """Whether the screen shows everything the snapshots had."""
        return self.pool.is_settled and not self.tiles.pending and self.rasters.is_settled and self.heavy.is_settled

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state."""
        if changes.touches("features"):
            self.pool.feed.take(snapshot, changes)
        if changes.touches("incidents", "positions"):
            self.ways.take(snapshot)

    def _on_built(self, version: int) -> None:
        self.tiles.invalidate(version)
        self.changed.emit()

    def _on_labels(self, table: object) -> None:
        self.labels.set_table(table)  # type: ignore[arg-type]
        self.changed.emit()

    def follow(self, view: Viewpoint, shown: Sequence[Entry], language: str) -> None:
        """What a frame is going to show."""
        self.rasters.follow(view, shown, language)
        beneath = itertools.takewhile(lambda entry: entry.layer.key != "basemap", shown)
        self.tiles.lay_over(any(isinstance(entry.layer, TileLayer) and entry.in_scale for entry in beneath))

    def close(self) -> None:
        """End the workers, let go of tile sources."""
        self.closed.emit()
        self.rasters.close()
        self.heavy.close()
        self.pool.close()
        self.tiles.close()
