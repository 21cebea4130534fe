"""Stations and hospitals: quiet plates with their symbols. Pure; any thread."""

from __future__ import annotations

import numpy as np

from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Row, Title, View
from layers.drawing import NOTHING, Drawing, Labels, Points, Symbol
from layers.places import places

# Collection of a service -> the symbol of resources/symbols.
SERVICES = {"fire_stations": "fire_station", "police_stations": "police_station", "hospitals": "hospital",
           "pump_stations": "pump", "depots": "warehouse", "shelters": "shelter", "hazards": "chemical"}
KINDS = {"fire_stations": Title("消防站", "Fire station"), "police_stations": Title("派出所", "Police station"),
         "hospitals": Title("医院", "Hospital"), "pump_stations": Title("泵站", "Pumping station"),
         "depots": Title("抢险基地", "Depot"), "shelters": Title("避难场所", "Shelter"), "hazards": Title("危险源", "Hazard source")}
_CLOSE = 14.0  # metres per pixel: further out they would only be clutter
_ALWAYS = {"fire_stations", "police_stations", "hospitals"}


class StationLayer(Layer):
    """The collections of SERVICES."""

    key = "stations"
    rank = 45
    depends_on = tuple(f"features/{collection}" for collection in SERVICES)

    def title(self) -> Title:
        return Title("站点与医院", "Stations, hospitals")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        ids: list[str] = []
        texts: list[str] = []
        places_xy, symbols, symbol = [], list[Symbol](), list[int]()
        for collection, name in SERVICES.items():
            limit = 3 * _CLOSE if collection in _ALWAYS else _CLOSE
            found = places(snapshot, collection)
            if view.coarseness > limit or not found.ids:
                continue
            symbol.extend([len(symbols)] * len(found.ids))
            symbols.append(_symbol(name))
            ids.extend(found.ids)
            places_xy.append(found.xy)
            texts.extend(view.name(feature.properties) for feature in found.features)
        if not ids:
            return NOTHING
        xy = np.concatenate(places_xy)
        points = Points(ids, xy, tuple(symbols), np.array(symbol, np.intp))
        if view.coarseness > 4:
            return Drawing(points=points)
        return Drawing(points=points, labels=Labels(texts, xy, np.full(len(ids), 60.0), "lo", "micro", 14))

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        collection, _, local = identity.partition("/")
        feature = snapshot.features.get(collection, {}).get(local)
        if feature is None or collection not in SERVICES:
            return None
        properties = feature.properties
        rows = tuple(Row(key, value) for key, value in properties.items()
                     if key not in ("name", "name_en", "id") and not isinstance(value, (dict, list)))
        name = Title(str(properties.get("name") or local), str(properties.get("name_en") or ""))
        return Card(name, KINDS[collection], rows=rows[:6])

    def legend(self) -> tuple[LegendEntry, ...]:
        return tuple(LegendEntry(_symbol(name), KINDS[collection]) for collection, name in SERVICES.items())


def _symbol(name: str) -> Symbol:
    return Symbol("plate", "lo", 18, solid=False, name=name)
