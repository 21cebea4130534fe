"""What a panel is. It can only read snapshots, ask history and submit commands. GUI thread."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from command_center.state.snapshot import Changes, Snapshot
from widgets.context import Context


class Panel(QWidget):
    """A part of the window. Subclasses set key, area and depends_on, build their widgets in __init__ from the
    context, and redraw in on_snapshot."""

    key: ClassVar[str]
    area: ClassVar[str]  # left, right, bottom, top, centre
    depends_on: ClassVar[tuple[str, ...]] = ()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context

    def title(self) -> str:
        """Translated title."""
        raise TypeError(f"{type(self).__name__} has no title")

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state; called at most 30 times a second, only when a table of depends_on changed."""

    def on_clock(self, now_utc: int) -> None:
        """The shown instant moved on; called once a second, for ages and waiting times."""

    def is_settled(self) -> bool:
        """Whether what is shown is complete: no tile is still being drawn, no first picture awaited."""
        return True

    def hold(self, held: bool) -> None:
        """Stand still (no blinking, no video) while a screenshot is compared; go on when let go."""

    def save_view(self) -> dict[str, Any]:
        """View state to restore after a restart (plain values)."""
        return {}

    def restore_view(self, state: dict[str, Any]) -> None:
        """Bring it back."""
