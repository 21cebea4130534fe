"""A list of painted rows that stand for things of a snapshot. GUI thread."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from command_center.state.snapshot import EMPTY, Snapshot
from widgets.context import Context
from widgets.panels.rows import RowList


class SnapshotRows(RowList):
    """snapshot, now_utc: what is shown, given by the panel. On a wall nobody can work with it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, active=context.profile != "wall")
        self.context = context
        self.snapshot: Snapshot = EMPTY
        self.now_utc = 0
