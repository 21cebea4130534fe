"""The controls of a wall: layouts, scenes, tours, cameras, and what it follows just now, in words. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from layers.names import alarm_title, incident_title
from widgets.icons import icon
from widgets.theme import theme
from widgets.video import keys, menus

if TYPE_CHECKING:
    from widgets.video.acts import Acts
    from widgets.video.wall import VideoWall

_MENUS: dict[str, tuple[str, Callable[[Acts, QMenu], None]]] = {
    "layouts": ("grid", menus.layouts), "scenes": ("bookmark", menus.scenes), "tours": ("follow", menus.tours)}
_TOUR = ("previous", "pause", "next", "stop")
_PICTURES = {"previous": "step_back", "pause": "pause", "next": "step_forward", "stop": "close", "cameras": "camera",
             "window": "window"}


class WallControls(QWidget):
    """A row of buttons with a line of words before it. `busy`: whether there is something to say."""

    def __init__(self, wall: VideoWall, parent: QWidget, *, focusable: bool) -> None:
        super().__init__(parent)
        self.wall, self.busy = wall, False
        look = theme()
        self.said = QLabel(self)
        self.said.setFont(look.font("caption"))
        self.said.setStyleSheet(f"color: {look.colour('hi').name()}; font-size: {look.size('caption')}px;")
        self.buttons: dict[str, QToolButton] = {}
        self._focus = Qt.FocusPolicy.TabFocus if focusable else Qt.FocusPolicy.NoFocus
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(8), look.px(3), look.px(3), look.px(3))
        row.setSpacing(look.px(2))
        row.addWidget(self.said)
        for act in (*_TOUR, *_MENUS, "cameras", *(() if wall.alone else ("window",))):
            row.addWidget(self._button(act))
        wall.touring.changed.connect(self.refresh)
        wall.following.changed.connect(self.refresh)
        wall.canvas.resized.connect(self.refresh)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def _button(self, act: str) -> QToolButton:
        look, button = theme(), QToolButton(self)
        side = look.px(26)
        button.setIcon(icon(_MENUS[act][0] if act in _MENUS else _PICTURES[act]))
        button.setIconSize(QSize(look.px(16), look.px(16)))
        button.setStyleSheet(f"padding: 0; min-height: {side}px;")
        button.setFixedSize(side + look.px(4), side)
        button.setProperty("flat", True)
        button.setFocusPolicy(self._focus)
        button.clicked.connect(lambda: self._press(act))
        self.buttons[act] = button
        return button

    def _press(self, act: str) -> None:
        if act in _MENUS:
            button = self.buttons[act]
            self.wall.acts.pop_up(_MENUS[act][1], button.mapToGlobal(QPoint(0, button.height())))
        else:
            self.wall.acts.do(act)

    def refresh(self) -> None:
        """Words and the buttons of a tour."""
        run = self.wall.touring.run
        words = " · ".join(part for part in (self._tour_words(), self._followed(), self._room()) if part)
        for act in _TOUR:
            self.buttons[act].setVisible(run is not None)
        if run is not None:
            self.buttons["pause"].setIcon(icon("play" if run.paused else "pause"))
            self.buttons["pause"].setToolTip(_tip(menus.text("resume" if run.paused else "pause"), "pause"))
        self._second.start() if run is not None else self._second.stop()
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.busy = bool(words)
        self.adjustSize()

    def _tour_words(self) -> str:
        run, page = self.wall.touring.run, self.wall.touring.page
        if run is None:
            return ""
        say, settings = self.wall.context.say, self.wall.context.configuration.video
        words = say(run.tour.title, run.tour.title_en) or run.tour.key
        group = next((group for group in settings.group if page is not None and group.key == page.group), None)
        if group is not None and page is not None:
            part = f" {page.part}/{page.parts}" if page.parts > 1 else ""
            words += f" · {say(group.title, group.title_en) or group.key}{part}"
        waits, paused = self.tr("waits"), self.tr("paused")
        state = waits if run.held else paused if run.paused else self.tr("{count} s").format(count=max(1, round(run.left_s)))
        return f"{words} · {state}"

    def _room(self) -> str:
        """Whether tiles of a layout that somebody chose find no room."""
        canvas = self.wall.canvas
        if canvas.shown == len(canvas.tiles) or canvas.layout_wanted == self.wall.usual:
            return ""
        return self.tr("{shown} of {count} tiles fit here").format(shown=canvas.shown, count=len(canvas.tiles))

    def _followed(self) -> str:
        """What the cameras that came up look at."""
        following, context = self.wall.following, self.wall.context
        snapshot = self.wall.snapshot
        names = []
        for subject in following.up:
            incident, alarm = snapshot.incidents.get(subject.identity), snapshot.alarms.get(subject.identity)
            if subject.kind == "incident" and incident is not None:
                names.append(incident_title(incident, snapshot, context.chinese, context.packs))
            elif alarm is not None:
                names.append(alarm_title(alarm, context.chinese))
        if not names:
            return ""
        count = len(following.watching)
        seen = self.tr("{count} cameras see it").format(count=count) if count else self.tr("no camera sees it")
        more = f" +{len(names) - 1}" if len(names) > 1 else ""
        return f"{names[0]}{more} · {seen}"

    def retranslate(self) -> None:
        """Names of the buttons in the screen's language."""
        for act, button in self.buttons.items():
            words = menus.text(act)
            button.setToolTip(_tip(words, act))
            button.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)


def _tip(words: str, act: str) -> str:
    return f"{words} ({keys.shown(act)})" if keys.shown(act) else words
