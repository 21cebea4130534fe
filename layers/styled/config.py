"""What every [[map.layer]] table has; each kind adds its `style`. Immutable; any thread."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from command_center.config import Section
from layers.styled.filters import Data, Expression
from layers.styled.tokens import Colour


class LabelStyle(Section):
    """Texts beside what is drawn."""

    text: str = Field("", description="a property, or a template such as \"{name} {diameter:.0f} mm\"; empty: none")
    text_en: str = Field("", description="the same on an English screen; empty: as `text`, where a property NAME gives "
                                         "way to NAME_en")
    colour: Colour = Field("mid", description="colour token")
    role: Literal["micro", "caption", "body"] = Field("micro", description="size of the letters")
    below: float = Field(0.0, ge=0, description="shown from this scale on, in metres on the ground a pixel; 0: always")
    priority: str = Field("", description="expression; where two labels collide the one with more of it stays")
    offset: float = Field(12.0, ge=0, le=60, description="pixels from the place; 0: on it")


class LayerStyle(Section):
    """What styles of every kind have."""

    label: LabelStyle = Field(LabelStyle(), description="texts beside what is drawn")


class LayerConfig(Section):
    """A configured layer."""

    key: str = Field(min_length=1, pattern=r"^[\w.-]+$", description="name that no other layer has; saved views and "
                                                                    "saved states refer to it")
    title: str = Field("", description="what operators read, in Chinese")
    title_en: str = Field("", description="the same in English")
    data: Data = Field(description="features:COLLECTION, positions, positions:CLASS, readings:QUANTITY, incidents, "
                                   "reports, alarms, units, cameras or warnings")
    group: str = Field("", description="key of its [[map.group]]")
    visible: bool = Field(True, description="false: starts switched off")
    opacity: float = Field(1.0, ge=0, le=1, description="how strongly it is drawn")
    rank: int | None = Field(None, description="where it lies among the others (areas 20, lines 30, things 40, what "
                                               "needs somebody 80); empty: by its kind")
    min_mpp: float = Field(0.0, ge=0, description="shown only from this scale up, in metres on the ground a pixel")
    max_mpp: float = Field(0.0, ge=0, description="shown only up to this scale; 0: at every one")
    filter: Expression = Field("", description="which of the data, such as \"diameter >= 600 and not (状态 = '停用')\"")
    last_min: float = Field(0.0, ge=0, description="only what happened within so many minutes before the shown "
                                                   "instant; 0: everything")
    legend: bool = Field(True, description="false: not listed in the legend")
    style: LayerStyle = Field(LayerStyle(), description="how it is drawn")

    @model_validator(mode="after")
    def _scales_in_order(self) -> Self:
        if self.max_mpp and self.min_mpp > self.max_mpp:
            raise ValueError("min_mpp not above max_mpp")
        return self

    def changed(self, changes: dict[str, Any]) -> Self:
        """Another configuration with some keys replaced; tables within are merged. Raises ValidationError."""
        return type(self)(**merged(self.model_dump(exclude_unset=True), changes))


def merged(base: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A table with another laid over it."""
    result = dict(base)
    for key, value in changes.items():
        inner = result.get(key)
        result[key] = merged(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return result


def differences(base: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What has to be laid over a table to get another with the same keys."""
    result: dict[str, Any] = {}
    for key, value in other.items():
        before = base.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            inner = differences(before, value)
            if inner:
                result[key] = inner
        elif before != value:
            result[key] = value
    return result
