"""What is chosen over the cameras: span, grouping, a filter, all or only those not in order, and the export. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from widgets.theme import theme

SPANS = ("today", "week", "month")
GROUPINGS = ("district", "department")


class CameraControls(QWidget):
    """changed: anything but the export."""

    changed = Signal()
    export = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(look.space("padding"), 0, look.space("padding"), look.px(6))
        box.setSpacing(look.px(6))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(look.px(4))
        second.setSpacing(look.px(6))
        self.spans, self.groupings = self._choice(first, SPANS), self._choice(first, GROUPINGS)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _: self.changed.emit())
        self.everyone = QPushButton()
        self.everyone.setCheckable(True)
        self.everyone.toggled.connect(lambda _: self.changed.emit())
        self.save = QPushButton()
        self.save.clicked.connect(self.export)
        second.addWidget(self.filter, 1)
        second.addWidget(self.everyone)
        second.addWidget(self.save)
        box.addLayout(first)
        box.addLayout(second)
        self.retranslate()

    def _choice(self, line: QHBoxLayout, keys: tuple[str, ...]) -> dict[str, QPushButton]:
        group, made = QButtonGroup(self), {}
        if line.count():
            line.addSpacing(theme().px(8))
        for key in keys:
            button = made[key] = QPushButton()
            button.setCheckable(True)
            button.setChecked(key == keys[0])
            button.setProperty("tight", True)
            button.setStyleSheet("padding: 0")  # five stand side by side; the window's style leaves more room
            button.toggled.connect(lambda on: self.changed.emit() if on else None)
            group.addButton(button)
            line.addWidget(button, 1)
        return made

    @property
    def span(self) -> str:
        """today, week or month."""
        return next(key for key, button in self.spans.items() if button.isChecked())

    @property
    def grouping(self) -> str:
        """district or department."""
        return next(key for key, button in self.groupings.items() if button.isChecked())

    def retranslate(self) -> None:
        """Every text anew."""
        words = {"today": self.tr("Today"), "week": self.tr("7 days"), "month": self.tr("30 days"),
                 "district": self.tr("District"), "department": self.tr("Dept.")}
        for key, button in (*self.spans.items(), *self.groupings.items()):
            button.setText(words[key])
        self.groupings["department"].setToolTip(self.tr("By department: the property \"department\" of a camera"))
        self.filter.setPlaceholderText(self.tr("Name, place, state"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.everyone.setText(self.tr("All"))
        self.everyone.setToolTip(self.tr("List the cameras that are in order too"))
        self.save.setText(self.tr("CSV"))
        self.save.setToolTip(self.tr("Save the rates and every camera's state as a table (Ctrl+S)"))
