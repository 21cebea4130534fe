"""Hydrants: small symbols that appear once the streets are wide enough to tell them apart. Pure; any thread."""

from __future__ import annotations

from command_center.state.snapshot import Snapshot
from layers.base import Card, Layer, LegendEntry, Row, Title, View
from layers.drawing import NOTHING, Drawing, Symbol
from layers.places import feature_points

SYMBOL = Symbol("svg", "fill", 12, name="hydrant")


class HydrantLayer(Layer):
    """Every feature of the collection `hydrants`."""

    key = "hydrants"
    depends_on = ("features/hydrants",)

    def title(self) -> Title:
        return Title("消火栓", "Hydrants")

    def draw(self, snapshot: Snapshot, view: View) -> Drawing:
        if view.coarseness > 2.2:
            return NOTHING
        return Drawing(points=feature_points(snapshot, "hydrants", SYMBOL))

    def describe(self, identity: str, snapshot: Snapshot) -> Card | None:
        feature = snapshot.features.get("hydrants", {}).get(identity.partition("/")[2])
        if feature is None:
            return None
        rows = tuple(Row(key, value) for key, value in feature.properties.items())
        return Card(Title("消火栓", "Hydrant"), feature.feature, rows=rows)

    def legend(self) -> tuple[LegendEntry, ...]:
        return (LegendEntry(SYMBOL, Title("消火栓", "hydrant")),)
