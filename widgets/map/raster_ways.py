"""Ways by road, found in a raster worker from the rows it has anyway. Slow imports are welcome there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from command_center.domain.features import Feature
from layers.basemap import ROADS, BaseClass
from layers.basemap_model import BaseModel

if TYPE_CHECKING:
    from command_center.domain.roads import RoadGraph


class Ways:
    """Keeps the graph of the newest roads."""

    def __init__(self, model: BaseModel) -> None:
        self._model = model
        self._graph: RoadGraph | None = None
        self._version = -1

    def find(self, start: tuple[float, float], goal: tuple[float, float], version: int) -> list[tuple[float, float]]:
        """Vertices of the quickest way in degrees; empty where there is none."""
        from command_center.dispatch.routing import path  # scipy is slow to import
        from command_center.domain.roads import build

        if self._graph is None or version != self._version:
            drivable = {int(base) for base in (*ROADS, BaseClass.TUNNEL)}
            roads = {row.key: Feature(row.key, row.geometry, {"class": BaseClass(row.base).name.lower()})
                     for row in self._model.rows.values() if row.base in drivable}
            if not roads:
                return []
            self._graph, self._version = build(roads), version
        return [(float(lon), float(lat)) for lon, lat in path(self._graph, start, goal)]
