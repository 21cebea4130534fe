"""What a wall says while the processor is too busy: one line over its lower edge, a mark on every tile that shows less.
GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from video.governing import governing_of
from video.governor import KEYS, PAUSED, SUB
from video.views import MAIN_ABOVE_PX, View
from widgets.lettering import CENTRE, draw_text, text_width
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall


def mark_of(view: View | None) -> str:
    """What a tile shows instead of all of it, "" where nothing is held back."""
    if view is None or view.folder is not None or view.hidden:
        return ""
    translate = QCoreApplication.translate
    if view.step == PAUSED:
        return translate("Governed", "paused")
    if view.step == KEYS:
        return translate("Governed", "key frames")
    if view.step == SUB and view.sub_url and view.pictures.height > MAIN_ABOVE_PX:
        return translate("Governed", "sub-stream")
    return ""


class GovernedLine(QWidget):
    """Lies over the lower edge of its wall while any tile of it shows less."""

    def __init__(self, wall: VideoWall) -> None:
        super().__init__(wall)
        self._wall, self.words = wall, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def look(self) -> None:
        """Be there or not; called with every word of the decode processes."""
        _, of_all = governing_of(self._wall.feeds.pool).reduced
        count = sum(bool(mark_of(view)) for view in self._wall.feeds.views.values())
        words = self.tr("Processor busy: {count} of {all} pictures reduced").format(
            count=count, all=max(count, min(of_all, len(self._wall.feeds.views)))) if count else ""
        if words != self.words:
            self.words = words
            self.setAccessibleName(words)
            self.place()
            self.setVisible(bool(words))
            self.raise_()
            self.update()

    def place(self) -> None:
        """To its edge, as wide as its words."""
        look, wall = theme(), self._wall
        wide = min(round(text_width(self.words, "caption")) + look.px(24), wall.width())
        tall = look.px(26)
        self.setGeometry((wall.width() - wide) // 2, wall.height() - tall - look.px(34), wide, tall)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("panel", 235))
        painter.setPen(theme().colour("control"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        draw_text(painter, self.rect().toRectF(), self.words, "caption", "hi", align=CENTRE)
        painter.end()
