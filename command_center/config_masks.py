"""The tables [[video.mask]] of the configuration. Pure; any thread."""

from __future__ import annotations

from pydantic import Field, model_validator

from command_center.domain.masks import Outline, is_outline, rectangle
from command_center.domain.ptz_places import FIRST
from command_center.sections import Section


class VideoMask(Section):
    """What of a camera's picture nobody may see: a box, or an outline of at least three corners, in 0..1 of the picture
    from its upper left corner."""

    camera: str = Field(min_length=1, description="id of the camera (SOURCE/ID)")
    box: tuple[float, float, float, float] | None = Field(None, description="left, top, right, bottom")
    points: tuple[tuple[float, float], ...] = Field((), description="corners of another shape: [[x, y], ...]")
    preset: str = Field("", description="of a camera that can be moved: the preset at which this covers; empty: where it stands "
                                        "while nobody has moved it, and at home")
    title: str = Field("", description="what is covered, for whoever reads this file")

    @model_validator(mode="after")
    def _covers(self) -> VideoMask:
        if (self.box is None) == (not self.points):
            raise ValueError("either box or points is needed")
        if not is_outline(self.outline):
            raise ValueError("it must cover a part of the picture, with corners in 0..1")
        return self

    @property
    def places(self) -> tuple[str, ...]:
        """Where a camera that can be moved has to stand (see domain/ptz_places)."""
        return (f"preset:{self.preset}@0",) if self.preset else (FIRST, "home")

    @property
    def outline(self) -> Outline:
        """Its corners."""
        return rectangle(*self.box) if self.box else self.points
