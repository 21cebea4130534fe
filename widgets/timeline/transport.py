"""Play, pause, step, speed, axis and the way back to live. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from widgets.director import SPEEDS, Director
from widgets.icons import icon
from widgets.theme import theme


def speed_text(speed: float) -> str:
    """1/8× to 600×, with a minus backwards."""
    size = abs(speed)
    text = f"{size:g}×" if size >= 1 else f"1/{round(1 / size)}×"
    return text if speed > 0 else f"−{text}"


class Transport(QWidget):
    """Buttons over a Director; stepped(forward) asks for the next or previous mark."""

    stepped = Signal(bool)

    def __init__(self, director: Director, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.director = director
        look = theme()
        self.live = QPushButton(self.tr("Live"))
        self.live.setProperty("primary", True)
        self.live.setAccessibleName(self.tr("Back to live"))
        self.live.clicked.connect(director.back_to_live)
        self.reverse = self._button("play_back", self.tr("Play backwards (J)"))
        self.reverse.clicked.connect(lambda: director.run(True))
        self.back = self._button("step_back", self.tr("Previous mark"))
        self.back.clicked.connect(lambda: self.stepped.emit(False))
        self.play = self._button("pause", self.tr("Play or pause (Space)"))
        self.play.clicked.connect(self._play)
        self.forward = self._button("step_forward", self.tr("Next mark"))
        self.forward.clicked.connect(lambda: self.stepped.emit(True))
        self.speed = self._menu_button(self.tr("Speed of the replay"))
        self._fill_speeds()
        self.axis = self._menu_button(self.tr("What the replay shows: what was known then, or what was so"))
        self._fill_axes()
        box = QHBoxLayout(self)
        box.setContentsMargins(look.px(16), 0, look.px(8), 0)
        box.setSpacing(look.px(4))
        for widget in (self.live, self.back, self.reverse, self.play, self.forward, self.speed, self.axis):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.addWidget(widget)
        box.addStretch(1)
        self.refresh()

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setIconSize(QSize(theme().px(15), theme().px(15)))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFixedWidth(theme().px(34))
        button.setStyleSheet("padding: 0;")
        return button

    def _menu_button(self, tip: str) -> QPushButton:
        button = QPushButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("flat", True)
        button.setStyleSheet(f"QPushButton {{ padding: 0 {theme().px(6)}px; }} QPushButton::menu-indicator {{ width: 0; }}")
        return button

    def _fill_speeds(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for speed in SPEEDS:
            action = menu.addAction(speed_text(speed))
            action.setCheckable(True)
            action.setActionGroup(group)
            action.setChecked(speed == abs(self.director.speed))
            action.triggered.connect(lambda _on=False, speed=speed: self._choose(speed))
        self.speed.setMenu(menu)

    def _choose(self, speed: float) -> None:
        self.director.set_speed(-speed if self.director.speed < 0 else speed)
        self.refresh()

    def _play(self) -> None:
        """Stop what runs forwards; run forwards what stands or runs backwards."""
        director = self.director
        if director.in_replay and not director.session.clock.speed > 0:
            director.run(False)
        else:
            director.toggle()

    def _fill_axes(self) -> None:
        menu = QMenu(self)
        known = menu.addAction(self.tr("As known then"))
        known.triggered.connect(lambda: self.director.set_axis("received"))
        so = menu.addAction(self.tr("As it was"))
        so.triggered.connect(lambda: self.director.set_axis("at"))
        self.axis.setMenu(menu)

    def refresh(self) -> None:
        """Show what the session does now."""
        replay = self.director.in_replay
        running = self.director.has_session and self.director.session.clock.speed > 0
        self.live.setEnabled(self.director.live is not None)
        self.live.setText(self.tr("Live") if not replay else self.tr("Back to live"))
        self.play.setIcon(icon("pause" if running else "play"))
        self.speed.setText(speed_text(self.director.speed) if replay else "1×")
        self.speed.setEnabled(replay)
        self.axis.setVisible(replay)
        if replay:
            self.axis.setText(self.tr("As known then") if self.director.session.axis == "received" else
                              self.tr("As it was"))
