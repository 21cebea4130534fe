"""The bar of the time window at the foot of the map: which window, its histogram, what happened within. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.time import HOUR, MINUTE
from command_center.engine.session import Session
from widgets.icons import icon
from widgets.map.past.counts import Counts
from widgets.map.past.histogram import Histogram
from widgets.map.past.window import LASTS, TODAY, TimeWindow
from widgets.theme import theme

_SIDE, _FOOT, _BAR = 12, 50, 52  # design pixels kept free: at the left, for the scale bar and legend, for the tool bar


class WindowBar(QFrame):
    """Shown while there is a window; closing it goes back to the instant alone."""

    def __init__(self, window: TimeWindow, session: Callable[[], Session | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.window_of_time, self._around = window, parent
        self.counts = Counts(session, self)
        self.histogram = Histogram(self.counts, window.zone, self)
        self._now_utc = 0
        self.beside: QWidget | None = None  # what stands at its right
        look = theme()
        self.setObjectName("window_bar")
        self.setStyleSheet(f"#window_bar {{ background: {look.colour('panel').name()};"
                           f" border: 1px solid {look.colour('line2').name()}; }}")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._told = QLabel(self)
        self._told.setFont(look.font("caption"))
        self._told.setStyleSheet(f"color: {look.colour('mid').name()};")
        top = QHBoxLayout()
        top.setSpacing(look.px(4))
        self._add_buttons(top)
        top.addSpacing(look.px(8))
        top.addWidget(self._told, 1)
        self._close = QToolButton(self)
        self._close.setIcon(icon("close", "mid"))
        self._close.setIconSize(QSize(look.px(12), look.px(12)))
        self._close.setProperty("flat", True)
        self._close.setStyleSheet("min-height: 0; padding: 0;")
        self._close.setFixedSize(look.px(24), look.px(24))
        self._close.clicked.connect(window.off)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(8), look.px(5), look.px(6), look.px(2))
        column.setSpacing(look.px(2))
        column.addLayout(top)
        column.addWidget(self.histogram, 1)
        self.histogram.brushed.connect(window.narrow)
        self.counts.changed.connect(self._tell)
        window.changed.connect(self._look)
        self.hide()
        self._retranslate()

    def _add_buttons(self, row: QHBoxLayout) -> None:
        acts = {**{str(length): partial(self.window_of_time.show_last, length) for length in LASTS},
                TODAY: self.window_of_time.show_today}
        look = theme()
        for key, act in acts.items():
            button = QPushButton(self)
            button.setCheckable(True)
            button.setFont(look.font("caption"))
            button.setStyleSheet(f"QPushButton {{ min-height: 0; height: {look.px(22)}px; padding: 0 {look.px(8)}px; }}"
                                 f"QPushButton:checked {{ background: {look.colour('line2').name()};"
                                 f" border-color: {look.colour('hi').name()}; }}")
            button.clicked.connect(lambda _=False, act=act: act())
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)

    def _retranslate(self) -> None:
        for key, button in self._buttons.items():
            if key == TODAY:
                button.setText(self.tr("Today"))
            elif int(key) < HOUR:
                button.setText(self.tr("{n} min").format(n=int(key) // MINUTE))
            else:
                button.setText(self.tr("{n} h").format(n=int(key) // HOUR))
        self._close.setToolTip(self.tr("Back to the instant alone (Esc)"))
        self._close.setAccessibleName(self._close.toolTip())
        self.histogram.setAccessibleName(self.tr("What happened in the time window; drag or use the arrow keys to narrow it"))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.window_of_time.off()
            self._around.setFocus()
        else:
            super().keyPressEvent(event)

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on."""
        self._now_utc = now_utc
        self._look()

    def _look(self) -> None:
        window = self.window_of_time
        whole = window.whole(self._now_utc) if self._now_utc else None
        for key, button in self._buttons.items():
            lit = window.kind == key or (window.kind == "last" and key == str(window.last_us))
            self._group.setExclusive(False)
            button.setChecked(lit)
            self._group.setExclusive(any(one.isChecked() for one in self._buttons.values()))
        if whole is None:
            self.counts.forget()
            self.hide()
            return
        self.histogram.show_span(whole, window.brush)
        self.counts.look(whole)
        self._tell()
        if not self.isVisible():
            self.show()
            self.place()

    def _tell(self) -> None:
        span = self.window_of_time.brush or self.histogram.whole
        self._told.setText(self.histogram.told(span) if self.counts.lanes else self.tr("Reading the record…"))

    def place(self) -> None:
        """At the foot, above scale bar and legend, left of the tool bar."""
        look, around = theme(), self._around.rect()
        right = around.width() - look.px(_BAR)
        if self.beside is not None and self.beside.isVisible():
            right = min(right, self.beside.x() - look.px(8))
        width = max(look.px(260), right - look.px(_SIDE))
        tall = look.px(104)
        self._told.setVisible(width > look.px(560))
        self.setGeometry(look.px(_SIDE), around.height() - look.px(_FOOT) - tall, width, tall)
        self.raise_()
