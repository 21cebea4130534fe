"""One line over the map that says what to do next: for the tool in use, or for a place that is asked for. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from widgets.map.view import MapView
from widgets.map.words import word
from widgets.theme import theme

_SIDE = 230  # design pixels that it leaves free on either side, for the layer list and the bar


class HintLine(QLabel):
    """Hidden while there is nothing to say."""

    def __init__(self, map_view: MapView, parent: QWidget) -> None:
        super().__init__(parent)
        self._map = map_view
        look = theme()
        self.setStyleSheet(f"background: {look.colour('void').name()}; color: {look.colour('hi').name()};"
                           f" padding: {look.px(6)}px {look.px(12)}px;")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        map_view.moved.connect(self.show_hint)
        map_view.tool_changed.connect(self.show_hint)

    def _wanted(self) -> str:
        if self._map.wanted_place:
            return word("place.choose")
        return self._map.tool.hint() if self._map.tool is not None else ""

    def show_hint(self) -> None:
        """What is to be said now; nothing is cut off: what is too long for a line takes two."""
        text = self._wanted()
        if text != self.text():
            self.setText(text)
            self._map.setAccessibleDescription(text)
            self.place()
        self.setVisible(bool(text))

    def place(self) -> None:
        """At the top, in the middle."""
        room = max(theme().px(240), self.parentWidget().width() - 2 * theme().px(_SIDE))
        self.setWordWrap(False)
        size = self.sizeHint()
        if size.width() > room:
            self.setWordWrap(True)
            self.setFixedWidth(room)
            size.setWidth(room)
            size.setHeight(self.heightForWidth(room))
        self.setFixedSize(size)
        self.move((self.parentWidget().width() - size.width()) // 2, theme().px(12))
        self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_hint()
        super().changeEvent(event)
