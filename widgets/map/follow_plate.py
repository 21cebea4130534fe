"""The plate at the top of the map that offers to follow what is selected, says what is followed and that it ended, and that
this map is presented. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from widgets.map.follow import Follow
from widgets.map.maps import maps_of
from widgets.map.view import MapView
from widgets.theme import theme

_SAID_MS = 4000


class FollowPlate(QPushButton):
    """A button: press it to follow or to stop."""

    def __init__(self, map_view: MapView, follow: Follow, parent: QWidget) -> None:
        super().__init__(parent)
        self._map, self._follow, self._around = map_view, follow, parent
        self._ended = ""
        self._maps = maps_of(map_view.context)
        look = theme()
        self.setStyleSheet(f"QPushButton {{ background: {look.colour('void').name()}; color: {look.colour('hi').name()};"
                           f" border: 1px solid {look.colour('line2').name()}; padding: 0 {look.px(12)}px;"
                           f" min-height: {look.px(28)}px; }}"
                           f"QPushButton:focus {{ border-color: {look.colour('focus').name()}; }}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._toggle)
        self._gone = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._gone.timeout.connect(self._forget)
        follow.changed.connect(self.look)
        follow.ended.connect(self._say_ended)
        self._maps.presenter_changed.connect(self.look)
        map_view.context.selection.changed.connect(self.look)
        map_view.tool_changed.connect(self.look)
        self.hide()

    @property
    def _presents(self) -> bool:
        return self._maps.presenter is self._map and not self._follow.is_on and not self._ended

    def _toggle(self) -> None:
        if self._presents:
            self._maps.present(None)
        else:
            self._follow.toggle()

    def _say_ended(self, name: str) -> None:
        self._ended = name
        self._gone.start()
        self.look()

    def _forget(self) -> None:
        self._ended = ""
        self.look()

    def look(self) -> None:
        """Say what there is to say."""
        selection, text = self._map.context.selection, ""
        if self._follow.is_on:
            text = self.tr("Following {name} · pan the map or press F to stop").format(name=self._follow.name)
        elif self._ended:
            text = self.tr("No longer following {name}").format(name=self._ended)
        elif self._presents:
            text = self.tr("Presenting: other maps go along · press to stop")  #: 正在主讲
        elif self._map.tool is None and self._follow.can(selection.kind, selection.id):
            text = self.tr("Follow it (F)")
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.place()

    def place(self) -> None:
        """At the top in the middle, below a hint."""
        if self.isVisible():
            self.adjustSize()
            room = self._around.width() - theme().px(24)
            self.resize(min(self.width(), room), self.height())
            self.move((self._around.width() - self.width()) // 2, theme().px(12))
            self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.look()
        super().changeEvent(event)
