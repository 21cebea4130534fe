"""Snapshot: the whole state at one instant, immutable; Changes: what differs from the one before. Any thread.

A view never asks where a snapshot came from: live, replay, drill and what-if are ways to produce one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from command_center.domain.alarms import Alarm
from command_center.domain.camera_notes import CameraNote
from command_center.domain.cameras import Camera, FootageLock, Segment
from command_center.domain.drawings import Drawn
from command_center.domain.features import Feature
from command_center.domain.incidents import Incident, Report
from command_center.domain.masks import Mask
from command_center.domain.ptz import Ptz
from command_center.domain.screens import Look, Screen
from command_center.domain.sources import Engine, Source
from command_center.domain.units import Unit
from command_center.domain.warnings import Warning
from command_center.state.tables import PositionTable, SeriesTable, empty_positions, empty_series

Axis = Literal["received", "at"]
NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


# Names of the tables, as `Changes.ids` and `Layer.depends_on` use them; a collection of features is
# "features/NAME".
TABLES = (
    "incidents", "reports", "units", "alarms", "warnings", "cameras", "segments", "sources", "engine", "series",
    "positions", "features", "drawings", "footage_locks", "ptz", "masks", "camera_notes", "screens",
    "looks",
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """seq: the last event in it; at_utc: its instant on `axis` (that event's time, or the instant sought).

    Mappings are by id and read-only. features: collection -> id -> Feature, each inner mapping replaced (never
    mutated) when it changes, so that `is` tells whether a collection is the same.
    """

    seq: int = 0
    at_utc: int = 0
    axis: Axis = "received"
    incidents: Mapping[str, Incident] = field(default_factory=_nothing)
    reports: Mapping[str, Report] = field(default_factory=_nothing)
    units: Mapping[str, Unit] = field(default_factory=_nothing)
    alarms: Mapping[str, Alarm] = field(default_factory=_nothing)
    warnings: Mapping[str, Warning] = field(default_factory=_nothing)
    superseded: Mapping[str, tuple[str, int]] = field(default_factory=_nothing)  # of warnings that are not known yet
    cameras: Mapping[str, Camera] = field(default_factory=_nothing)
    segments: Mapping[str, tuple[Segment, ...]] = field(default_factory=_nothing)
    sources: Mapping[str, Source] = field(default_factory=_nothing)
    engine: Engine = field(default_factory=Engine)
    series: SeriesTable = field(default_factory=empty_series)
    positions: PositionTable = field(default_factory=empty_positions)
    features: Mapping[str, Mapping[str, Feature]] = field(default_factory=_nothing)
    drawings: Mapping[str, Drawn] = field(default_factory=_nothing)  # removed ones too: Drawn.is_shown
    footage_locks: Mapping[str, FootageLock] = field(default_factory=_nothing)
    ptz: Mapping[str, Ptz] = field(default_factory=_nothing)  # who moves which camera, by camera
    camera_notes: Mapping[str, CameraNote] = field(default_factory=_nothing)  # bookmarks of footage
    masks: Mapping[str, Mask] = field(default_factory=_nothing)  # what nobody may see of cameras
    screens: Mapping[str, Screen] = field(default_factory=_nothing)  # with a map that desks may set
    looks: Mapping[str, Look] = field(default_factory=_nothing)  # where desks look that present or lead, by desk
    incident_count: int = 0  # version of the stream "incidents": how many numbers were given


EMPTY = Snapshot()


@dataclass(frozen=True, slots=True)
class Changes:
    """ids: table -> ids touched since the last snapshot taken ("features/NAME" for a collection); reset: forget
    everything and draw anew (first snapshot, a seek, back to live)."""

    reset: bool = False
    ids: Mapping[str, frozenset[str]] = field(default_factory=_nothing)

    def touches(self, *tables: str) -> bool:
        """Whether any of these tables changed; "features" stands for every collection."""
        if self.reset:
            return True
        return any(t in self.ids or (t == "features" and any(k.startswith("features/") for k in self.ids))
                   for t in tables)

    def union(self, later: Changes) -> Changes:
        """These and then those."""
        if later.reset or not self.ids:
            return later if later.reset or not self.reset else Changes(True, later.ids)
        ids = dict(self.ids)
        for table, touched in later.ids.items():
            ids[table] = ids.get(table, frozenset()) | touched
        return Changes(self.reset, ids)
