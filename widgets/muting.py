"""The button that silences a red alarm, and the question why. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QInputDialog, QToolButton, QWidget

from widgets.alarm_watch import AlarmWatch
from widgets.icons import icon
from widgets.theme import theme


class MuteButton(QToolButton):
    """In the header; M does the same."""

    def __init__(self, watch: AlarmWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._watch = watch
        look = theme()
        self.setProperty("flat", True)
        self.setIconSize(QSize(look.px(20), look.px(20)))
        self.setFixedSize(look.px(34), look.px(34))
        self.setStyleSheet("padding: 0; min-height: 0;")
        self.clicked.connect(self.ask)
        watch.muted_changed.connect(self._show)
        self._show(False)

    def _show(self, muted: bool) -> None:
        self.setIcon(icon("sound_off" if muted else "sound", "hi" if muted else "mid", theme().px(20)))
        text = (self.tr("The present red alarms are muted; a new one will be heard") if muted else
                self.tr("Mute the red alarms that sound now (M)"))
        self.setToolTip(text)
        self.setAccessibleName(text)

    def ask(self) -> None:
        """Ask for the reason, then mute; what is muted stays on the screen."""
        if self._watch.is_muted or not self._watch.can_mute():
            return
        reasons = [self.tr("Being handled"), self.tr("Known fault"), self.tr("Test")]
        reason, good = QInputDialog.getItem(self.window(), self.tr("Mute the alarm"),
                                            self.tr("Why? It goes on the record."), reasons, 0, True)
        if good and reason.strip():
            self._watch.mute(reason.strip())
