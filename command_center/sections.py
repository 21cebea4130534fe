"""What every table of the configuration is made of. Pure."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A table of the file; unknown keys are errors, so that a typing mistake is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)
