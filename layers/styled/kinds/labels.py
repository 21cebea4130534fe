"""Labels alone: a property or a template, placed without collisions, the weightiest first. Pure; any thread."""

from __future__ import annotations

import numpy as np
from pydantic import model_validator

from command_center.state.snapshot import Snapshot
from layers.base import View
from layers.drawing import Drawing
from layers.styled.config import LabelStyle, LayerConfig, LayerStyle
from layers.styled.labels import Field, labels, template
from layers.styled.layer import Rows, StyledLayer
from layers.styled.table import Table


class LabelsStyle(LayerStyle):
    """How labels look; by default a feature's name, on its place."""

    label: LabelStyle = LabelStyle(text="name", offset=0.0)

    @model_validator(mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        """What a label leaves out is as in the default, not as beside a symbol."""
        if isinstance(value, dict) and isinstance(value.get("label"), dict):
            return value | {"label": {"text": "name", "offset": 0.0} | value["label"]}
        return value


class LabelsConfig(LayerConfig):
    """[[map.layer]] kind = "labels"."""

    style: LabelsStyle = LabelsStyle()


class LabelsLayer(StyledLayer):
    """A text for every row."""

    Config = LabelsConfig
    rank = 40

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        rows = rows[np.isfinite(table.xy[rows]).all(axis=1)]
        return Drawing(labels=labels(self.style.label, table, rows, table.xy[rows], view))

    def properties(self) -> frozenset[str]:
        asked = {part.name for part in template(self.style.label.text) if isinstance(part, Field)}
        return super().properties() | asked
