"""Tracks: the way that moving things came, fading towards its end. Pure; any thread."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from pydantic import Field, field_validator

from command_center.state.snapshot import Snapshot
from command_center.state.tables import TRAIL_LENGTH
from layers.base import LegendEntry, Status, Trouble, View, mercator
from layers.drawing import NOTHING, Drawing, Lines, LineStyle
from layers.styled.classes import StyleClass, assign, legend_of
from layers.styled.config import LayerConfig, LayerStyle
from layers.styled.filters import Data
from layers.styled.labels import labels
from layers.styled.layer import Rows, StyledLayer
from layers.styled.table import Table
from layers.styled.tokens import Colour
from layers.window_tracks import window_lines

MOST = 20_000  # things; more tails than that nobody could tell apart
_BANDS = 4  # steps in which a tail fades; one more line a thing each


class TrackClass(StyleClass):
    """What differs for a class."""

    colour: Colour | None = None


class TrackStyle(LayerStyle):
    """How tracks look."""

    colour: Colour = Field("data", description="colour token")
    width: float = Field(2.0, gt=0, le=12, description="pixels")
    length: int = Field(TRAIL_LENGTH, ge=2, le=TRAIL_LENGTH, description="positions behind each thing")
    fade: bool = Field(True, description="false: as strong at the end as at the head")
    by: str = Field("class_key", description="property that makes the classes")
    classes: tuple[TrackClass, ...] = Field((), description="classes, the first that fits wins")


class TrackConfig(LayerConfig):
    """[[map.layer]] kind = "tracks"."""

    data: Data = Field("positions", description="positions or positions:CLASS")
    style: TrackStyle = TrackStyle()

    @field_validator("data")
    @classmethod
    def _moves(cls, value: str) -> str:
        if not value.startswith("positions"):
            raise ValueError("positions or positions:CLASS")
        return value


class TrackLayer(StyledLayer):
    """A tail behind every thing that moved."""

    Config = TrackConfig
    rank = 58

    def paint(self, table: Table, rows: Rows, snapshot: Snapshot, view: View) -> Drawing:
        style: TrackStyle = self.style
        if table.rows is None:
            return NOTHING
        past = self._of_window(table, rows, view)
        if past is not None:
            return Drawing(lines=past, labels=labels(style.label, table, rows, table.xy[rows], view))
        rows = rows[:MOST]
        source = table.rows[rows]
        positions = snapshot.positions
        path = np.concatenate((positions.lonlat[source][:, None, :],
                               positions.trail[source, :style.length].astype(np.float64)), axis=1)
        known = np.isfinite(path).all(axis=2)
        xy = np.full(path.shape, np.nan)
        xy[known] = mercator(path[known])
        number = (assign(table, style.by, style.classes) + 1)[rows]
        styles = tuple(one for base in self._colours() for one in _fading(base, style))
        bands = [_band(xy, known, first, last) for first, last in _spans(path.shape[1])]
        parts = [(band, number[owner] * _BANDS + at, owner) for at, (band, _, owner) in enumerate(bands)]
        offsets = np.concatenate([counts for _, counts, _ in bands])
        ids = table.ids_of(rows[np.concatenate([owner for _, _, owner in parts])])
        lines = Lines(ids, np.concatenate([band for band, _, _ in parts]),
                      np.concatenate(([0], np.cumsum(offsets))).astype(np.int64), styles,
                      np.concatenate([index for _, index, _ in parts]).astype(np.intp))
        return Drawing(lines=lines, labels=labels(style.label, table, rows, table.xy[rows], view))

    def view_key(self, view: View) -> Any:
        """In a time window the tracks of the window, not the tails."""
        return (view.window_utc, id(view.tracks)) if view.window_utc is not None else None

    def _of_window(self, table: Table, rows: Rows, view: View) -> Lines | None:
        if view.window_utc is None:
            return None
        ids = set(table.ids_of(rows))
        return window_lines(view, ids.__contains__, LineStyle(self.style.colour, self.style.width, alpha=190))

    def status(self, snapshot: Snapshot) -> Status:
        status = super().status(snapshot)
        if status.count is None or status.count <= MOST:
            return status
        left = Trouble("layer.too_many", {"count": status.count - MOST})
        return status._replace(count=MOST, trouble=(left, *status.trouble))

    def _colours(self) -> list[str]:
        style: Any = self.style
        return [style.colour, *(one.colour or style.colour for one in style.classes)]

    def entries(self) -> tuple[LegendEntry, ...]:
        lines = [LineStyle(colour, self.style.width) for colour in self._colours()]
        return legend_of(lines, self.style.classes, self.title())


def _fading(colour: str, style: TrackStyle) -> list[LineStyle]:
    shares = [1.0 - at / _BANDS for at in range(_BANDS)] if style.fade else [1.0] * _BANDS
    return [LineStyle(colour, style.width * (0.5 + share / 2), alpha=round(40 + 180 * share)) for share in shares]


def _spans(count: int) -> list[tuple[int, int]]:
    """First and last position of each band; neighbours share one."""
    bounds = np.linspace(0, count - 1, _BANDS + 1).round().astype(int)
    return [(int(a), int(b)) for a, b in itertools.pairwise(bounds)]


def _band(xy: np.ndarray, known: np.ndarray, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coordinates of one band of all tails that reach into it, how many points each has, and whose each is."""
    piece, good = xy[:, first:last + 1], known[:, first:last + 1]
    counts = good.sum(axis=1)
    owner = np.flatnonzero(counts > 1)
    return piece[owner][good[owner]], counts[owner], owner
