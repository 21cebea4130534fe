"""What stands where a panel should be that could not be loaded: its name and why, in words. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from command_center.state.snapshot import Changes, Snapshot
from widgets.context import Context
from widgets.panels.base import Panel
from widgets.theme import theme


class FailedPanel(Panel):
    """A labelled failure; the rest of the window works on."""

    key = "failed"
    area = "centre"

    def __init__(self, context: Context, name: str, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.name = name
        look = theme()
        text = QLabel(self.tr("The panel \"{name}\" could not be loaded: {reason}. The other panels work; "
                              "look into the log file and start again.").format(
            name=name, reason=f"{type(error).__name__}: {error}"))
        text.setWordWrap(True)
        text.setFont(look.font("body"))
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(*[look.space("padding")] * 4)
        box.addWidget(text)

    def title(self) -> str:
        """The key of the panel that is missing."""
        return self.name

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        """Nothing to show."""
