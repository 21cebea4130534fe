"""Work: the mutable tables behind a fold. Owned by one `Fold`, touched only by the thread that folds."""

from __future__ import annotations

from typing import Any

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
from command_center.state.positions import PositionColumns
from command_center.state.series import SeriesColumns

ENTITY_TABLES = ("incidents", "reports", "units", "alarms", "warnings", "superseded", "cameras", "segments",
                 "sources", "drawings", "footage_locks", "ptz", "masks", "camera_notes", "screens", "looks")


class Work:
    """Tables by id, and which ids of which table were touched since the last snapshot."""

    def __init__(self) -> None:
        self.incidents: dict[str, Incident] = {}
        self.reports: dict[str, Report] = {}
        self.units: dict[str, Unit] = {}
        self.alarms: dict[str, Alarm] = {}
        self.warnings: dict[str, Warning] = {}
        self.superseded: dict[str, tuple[str, int]] = {}
        self.cameras: dict[str, Camera] = {}
        self.segments: dict[str, tuple[Segment, ...]] = {}
        self.sources: dict[str, Source] = {}
        self.drawings: dict[str, Drawn] = {}
        self.footage_locks: dict[str, FootageLock] = {}
        self.ptz: dict[str, Ptz] = {}
        self.masks: dict[str, Mask] = {}
        self.camera_notes: dict[str, CameraNote] = {}
        self.screens: dict[str, Screen] = {}
        self.looks: dict[str, Look] = {}
        self.engine = Engine()
        self.features: dict[str, dict[str, Feature]] = {}
        self.series = SeriesColumns()
        self.positions = PositionColumns()
        self.incident_count = 0
        self.incident_of_order: dict[str, str] = {}
        self.touched: dict[str, set[str]] = {}

    def put(self, table: str, key: str, row: Any) -> None:
        """Set a row of an entity table and remember that it changed."""
        getattr(self, table)[key] = row
        self.touch(table, key)

    def touch(self, table: str, key: str) -> None:
        """Remember that a row changed."""
        touched = self.touched.get(table)
        if touched is None:
            self.touched[table] = {key}
        else:
            touched.add(key)
