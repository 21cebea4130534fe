"""One line over the map that says what to do next: for the tool in use, or for a place that is asked for. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from widgets.map.view import MapView
from widgets.map.words import word
from widgets.theme import theme

_TOP, _GAP, _LEAST = 12, 10, 220  # design pixels


class HintLine(QLabel):
    """Hidden while there is nothing to say."""

    def __init__(self, map_view: MapView, parent: QWidget) -> None:
        super().__init__(parent)
        self._map, self._area = map_view, parent
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

    def _room(self) -> tuple[int, int]:
        """Left and right end of what other controls leave free at the top."""
        width, left, right = self._area.width(), 0, self._area.width()
        for cover in self._map.covers:
            if cover is self or not cover.isVisible() or cover.y() > theme().px(_TOP + 20):
                continue
            if cover.geometry().center().x() < width // 2:
                left = max(left, cover.geometry().right())
            else:
                right = min(right, cover.x())
        return left + theme().px(_GAP), right - theme().px(_GAP)

    def place(self) -> None:
        """At the top, in the middle of what is free."""
        left, right = self._room()
        room = max(theme().px(_LEAST), right - left)
        self.setMinimumSize(0, 0)  # a label never wants less than that: it would stay as large as it once was
        self.setWordWrap(False)
        size = self.sizeHint()
        if size.width() > room:
            self.setWordWrap(True)
            even = round(size.width() / -(-size.width() // room) * 1.12)  # lines of about one length
            width = min(room, max(even, theme().px(_LEAST)))
            size = QSize(width, self.heightForWidth(width))
        self.setFixedSize(size)
        middle = self._area.width() // 2 if self._fits(size.width(), left, right) else (left + right) // 2
        self.move(middle - size.width() // 2, theme().px(_TOP))
        self.raise_()

    def _fits(self, width: int, left: int, right: int) -> bool:
        middle = self._area.width() // 2
        return middle - width // 2 >= left and middle + width // 2 <= right

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_hint()
        super().changeEvent(event)
