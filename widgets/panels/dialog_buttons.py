"""The buttons at the foot of a dialog, without the coloured icons that the style would put on them. GUI thread."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton


def confirm_or_cancel(dialog: QDialog) -> tuple[QDialogButtonBox, QPushButton]:
    """The box, connected to the dialog's accept and reject, and its confirming button."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    for button in box.buttons():
        button.setIcon(QIcon())
    confirm = box.button(QDialogButtonBox.StandardButton.Ok)
    confirm.setProperty("primary", True)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    dialog.finished.connect(lambda: give_back_keyboard(dialog))
    return box, confirm


def give_back_keyboard(dialog: QDialog) -> None:
    """The window behind takes the keyboard again; where no window manager runs nobody else sees to it."""
    owner = dialog.parentWidget()
    if owner is not None:
        owner.window().activateWindow()
