"""Notices on the screen: one place, repeats counted instead of stacked, errors stay until closed. GUI thread.

Subscribes to command_center.notices; a notice from another thread crosses by a queued signal.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from command_center.notices import Notice, subscribe
from widgets.icons import icon
from widgets.sentences import sentence
from widgets.theme import theme

SHOWN_MS = {"info": 6_000, "warning": 15_000, "error": 0}
# What a notice settles: the older one goes when it comes.
SETTLES = {"notice.engine_recovered": ("notice.engine_lost", "notice.engine_failed", "notice.engine_silent", "journal.engine_gone"),
           "notice.engine_lost": ("notice.engine_silent",),
           "notice.clock_set_back": ("notice.clock_set_forward",),
           "notice.clock_set_forward": ("notice.clock_set_back",),
           "notice.journal_recovered": ("notice.journal_disk_full", "notice.journal_unwritable",
                                        "notice.journal_tail", "journal.no_answer", "journal.disk_full",
                                        "journal.unwritable")}
MOST = 4
WIDTH = 420


class _Ear(QObject):
    heard = Signal(object)


class Toast(QFrame):
    """One notice with how often it came."""

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        look = theme()
        self.notice = notice
        self.count = 1
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setFont(look.font("body"))
        self.setObjectName("toast")
        edge = "hi" if notice.severity != "info" else "line2"
        self.setStyleSheet("#toast {{ background: {}; border: 1px solid {}; border-left: {}px solid {}; }}".format(
            look.colour("raised").name(), look.colour("line2").name(), look.px(4), look.colour(edge).name()))
        box = QHBoxLayout(self)
        box.setContentsMargins(look.px(12), look.px(8), look.px(6), look.px(8))
        box.addWidget(self.text, 1)
        if look.profile == "desk":
            close = QToolButton()
            close.setIcon(icon("close", "mid"))
            close.setProperty("flat", True)
            close.setAccessibleName(self.tr("Close this notice"))
            close.clicked.connect(self.deleteLater)
            box.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self.deleteLater)
        self.show_notice(notice)

    def show_notice(self, notice: Notice) -> None:
        """Write its sentence and start its time anew."""
        text = sentence(notice.key, notice.parameters)
        self.text.setText(text if self.count == 1 else f"{text}  ×{self.count}")
        shown = SHOWN_MS[notice.severity] or (30_000 if theme().profile == "wall" else 0)
        if shown:
            self.timer.start(shown)


class Toasts(QWidget):
    """The stack of notices in the lower right corner of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().space("gap"))
        self._ear = _Ear(self)
        self._ear.heard.connect(self.show_notice, Qt.ConnectionType.QueuedConnection)
        self._leave = subscribe(self._ear.heard.emit)
        self.destroyed.connect(self._leave)
        self._bottom = 0
        self.hide()

    def close_ear(self) -> None:
        """Hear nothing more (before the widget goes)."""
        self._leave()

    def toasts(self) -> list[Toast]:
        """Those shown now, oldest first."""
        return self.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def show_notice(self, notice: Notice) -> None:
        """Show it, or count it on the one that says the same."""
        for toast in self.toasts():
            if toast.notice.key in SETTLES.get(notice.key, ()):
                toast.setParent(None)
                toast.deleteLater()
        for toast in self.toasts():
            if toast.notice.key == notice.key:
                toast.count += 1
                toast.show_notice(notice)
                return self._fit()
        shown = self.toasts()
        if len(shown) >= MOST:
            shown[0].deleteLater()
        toast = Toast(notice, self)
        toast.destroyed.connect(self._later)
        self._box.addWidget(toast)
        return self._fit()

    def fit(self, bottom: int) -> None:
        """Stand above `bottom` pixels from the lower edge of the parent."""
        self._bottom = bottom
        self._fit()

    def _later(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        parent, look = self.parentWidget(), theme()
        if parent is None:
            return
        toasts = self.toasts()
        self.setVisible(bool(toasts))
        wide = min(look.px(WIDTH), parent.width() - 2 * look.px(16))
        self._box.activate()
        tall = sum(max(toast.heightForWidth(wide), toast.minimumSizeHint().height()) for toast in toasts)
        tall += look.space("gap") * max(0, len(toasts) - 1)
        self.setGeometry(parent.width() - wide - look.px(16), parent.height() - self._bottom - tall, wide, tall)
        self.raise_()
