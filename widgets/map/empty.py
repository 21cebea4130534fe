"""What the map says where it has nothing to show: one sentence in its middle. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from command_center.domain.time import to_datetime
from command_center.state.snapshot import Snapshot
from layers.stack import LayerStack
from layers.tiles.layer import TileLayer
from widgets.context import Context
from widgets.map.words import word
from widgets.theme import theme


class EmptyWords(QLabel):
    """Visible only while there is something to say; clicks go through it."""

    def __init__(self, context: Context, stack: LayerStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._stack, self._around = context, stack, parent
        look = theme()
        self.setFont(look.font("strong"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setStyleSheet(f"background: {look.colour('panel').name()}; color: {look.colour('mid').name()};"
                           f" padding: {look.px(10)}px {look.px(18)}px;")
        self.hide()

    def look(self, snapshot: Snapshot) -> None:
        """Say what there is to say of a state, or nothing."""
        words = self._words(snapshot)
        if words != self.text():
            self.setText(words)
        self.setVisible(bool(words))
        if words:
            self.place()

    def place(self) -> None:
        """In the middle, wrapped where the map is narrow."""
        area, look = self._around.rect(), theme()
        self.setFixedWidth(min(look.px(460), max(look.px(160), area.width() - look.px(40))))
        self.adjustSize()
        self.move(area.center() - self.rect().center())
        self.raise_()

    def _first_utc(self, snapshot: Snapshot) -> int:
        """The first instant of the record, where a replay stands before anything was known; else 0."""
        session = self._context.session()
        if session is None or session.mode != "replay":
            return 0
        first, _ = session.history.bounds()
        return first if session.clock.now_utc() < first or not _has_anything(snapshot) else 0

    def _words(self, snapshot: Snapshot) -> str:
        first = self._first_utc(snapshot)
        if first:
            begun = to_datetime(first, self._context.configuration.city.zone).strftime("%Y-%m-%d %H:%M:%S")
            return word("empty.before", time=begun)
        shown = list(self._stack.shown())
        if not shown:
            return word("empty.layers")
        tiles = any(isinstance(entry.layer, TileLayer) for entry in shown)  # a map that is not empty, whatever is known
        return "" if tiles or _has_anything(snapshot) else word("empty.nothing")


def _has_anything(snapshot: Snapshot) -> bool:
    return bool(any(snapshot.features.values()) or snapshot.positions.count or snapshot.units or snapshot.incidents
                or snapshot.alarms or snapshot.reports or snapshot.warnings or snapshot.cameras)
