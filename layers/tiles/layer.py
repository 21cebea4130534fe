"""A tile source as a layer of the stack: it draws nothing itself, the screen paints its tiles. Pure; any thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from command_center.notices import notify
from command_center.registry import plugins
from command_center.state.snapshot import Snapshot
from layers.base import Layer, Status, Title, Trouble, View
from layers.drawing import NOTHING, Drawing
from layers.tiles.base import TileConfig, TileSource
from layers.tiles.health import TileHealth

_log = logging.getLogger(__name__)


class TileLayer(Layer):
    """key: the id of its table; `source` is what the screen's fetcher reads; opacity and visible as configured."""

    kind = "tiles"

    def __init__(self, source: TileSource) -> None:
        self.source = source
        self.config: TileConfig = source.config
        self.key = self.config.id  # type: ignore[misc]  # many layers of one class
        self.rank = self.config.rank  # type: ignore[misc]
        self.health: Callable[[], TileHealth] | None = None  # set by whoever fetches for it
        self.broken, self.broken_detail = 0, ""  # tiles that came and are none, as the workers found
        self.names = NOTHING  # what is written in the vector tiles in view

    def title(self) -> Title:
        """What the layer list calls it."""
        zh, en = self.config.title, self.config.title_en
        return Title(zh or en or self.config.id, en or zh or self.config.id)

    @property
    def attribution(self) -> str:
        """Whose data these are, for the map's corner."""
        return self.source.attribution

    def is_in_scale(self, view: View) -> bool:
        """Whether the configuration and the source show it at this scale."""
        mpp, (finest, coarsest) = view.coarseness, self.source.scale_mpp
        return (mpp >= self.config.min_mpp and (not self.config.max_mpp or mpp <= self.config.max_mpp)
                and finest <= mpp <= coarsest)

    def status(self, snapshot: Snapshot) -> Status:
        """Tiles that came, and what is wrong with the source in its own words where it has some."""
        if self.health is None:
            return Status()
        now = self.health()
        told = {"reason": now.reason, "detail": now.detail, "count": now.failed}
        trouble = [Trouble(f"tiles.{now.state}", told)] if now.state in ("failed", "lost", "degraded") else []
        if now.stale and now.state != "live":
            trouble.append(Trouble("tiles.stale", {"count": now.stale}))
        if self.broken:
            trouble.append(Trouble("tiles.broken", {"count": self.broken, "detail": self.broken_detail}))
        return Status(now.good + now.cached + now.stale, 0, tuple(trouble))

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        """Nothing but names: tiles are painted from `source`."""
        return self.names


def tile_layers(configured: Iterable[tuple[str, Any]]) -> list[TileLayer]:
    """The layers of `[[map.tiles]]` in their order; one that cannot be made is said and left out."""
    found = []
    for kind, config in (one for table in configured for one in (table, *table[1].companions())):
        try:
            found.append(TileLayer(plugins("tile_sources")[kind].load()(config)))
        except Exception as error:
            _log.exception("tile source %s", config)
            notify("error", "notice.layer_failed", layer=getattr(config, "id", kind), error=repr(error))
    return found
