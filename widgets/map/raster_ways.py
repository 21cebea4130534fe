"""Ways by road, found in a raster worker from the rows it has anyway. Slow imports are welcome there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from command_center.domain.features import Feature
from command_center.domain.geo import distance_m
from layers.basemap import ONE_WAY, ROADS, BaseClass
from layers.basemap_model import BaseModel
from layers.styled.reach import Asked, Found, Place, ReachAsked, ReachFound, TourFound

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

        graph = self._graph_of(version)
        return _pairs(path(graph, start, goal)) if graph is not None else []

    def answer(self, question: Asked, version: int) -> Found:
        """What a layer asks of the roads; empty where there are none."""
        graph = self._graph_of(version)
        if isinstance(question, ReachAsked):
            from command_center.dispatch.isochrones import isochrones

            rings = isochrones(graph, np.array(question.places), question.seconds) if graph is not None else []
            return ReachFound(tuple(tuple(tuple(_pairs(ring)) for ring in own) for own in rings))
        return _tour(graph, question.places) if graph is not None else TourFound()

    def _graph_of(self, version: int) -> RoadGraph | None:
        from command_center.domain.roads import build

        if self._graph is None or version != self._version:
            drivable = {int(base) for base in (*ROADS, BaseClass.TUNNEL)}
            roads = {row.key: Feature(row.key, row.geometry, {"class": BaseClass(row.base).name.lower(),
                                                              "oneway": bool(row.detail & ONE_WAY)})
                     for base in sorted(drivable) for row in self._model.rows.of(base)}
            if not roads:
                return None
            self._graph, self._version = build(roads), version
        return self._graph


def _tour(graph: RoadGraph, places: Sequence[Place]) -> TourFound:
    from command_center.dispatch.routing import path, travel_times

    legs, metres, seconds = list[tuple[Place, ...]](), list[float](), list[float]()
    for start, goal in pairwise(places):
        way = path(graph, start, goal)
        legs.append(tuple(_pairs(way)))
        metres.append(float(distance_m(*way[:-1].T, *way[1:].T).sum()) if len(way) > 1 else 0.0)
        seconds.append(float(travel_times(graph, goal, np.array([start]))[0]))
    return TourFound(tuple(legs), tuple(metres), tuple(seconds))


def _pairs(lonlat: np.ndarray) -> list[Place]:
    return [(lon, lat) for lon, lat in lonlat.tolist()]
