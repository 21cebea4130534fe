"""The head of the window: whose centre, the gravest warning in force, mode marks, sources, date and clock. GUI thread.

Painted as a whole; the search box of the desk is its only child. Widths are measured, so that no language is cut off;
on a narrow window the least important blocks give way first.
"""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from command_center.domain.time import to_datetime
from widgets.headline import Headline, LiveState
from widgets.texture import hatch
from widgets.theme import draw_level, theme

_ALIGN = Qt.AlignmentFlag.AlignVCenter
SEARCH_WIDTH, SEARCH_LEAST = 420, 180
COUNT = 92  # design pixels of one count of the wall


def split_in_two(text: str, metrics: QFontMetricsF, room: float) -> tuple[str, str]:
    """As many whole words (or, where there are none, letters) as fit on the first line, and the rest."""
    words = text.split(" ") if " " in text else list(text)
    glue = " " if " " in text else ""
    count = next((n for n in range(len(words), 0, -1)
                  if metrics.horizontalAdvance(glue.join(words[:n])) <= room), 1)
    return glue.join(words[:count]), glue.join(words[count:])


class Header(QWidget):
    """Shows a Headline (what the window knows) and the time of the session's clock."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = zone
        self.headline = Headline()
        self.now_utc = 0
        self.search: QWidget | None = None
        self.button: QWidget | None = None
        self._x = 0.0
        self._blocks_right = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_search(self, box: QWidget) -> None:
        """Take the desk's search box in."""
        self.search = box
        box.setParent(self)
        box.show()
        QTimer.singleShot(0, self._place_search)

    def set_button(self, button: QWidget) -> None:
        """A button at the right of the search box."""
        self.button = button
        button.setParent(self)
        button.show()
        self.update()

    def show_headline(self, headline: Headline) -> None:
        """Paint this from now on."""
        if headline != self.headline:
            self.headline = headline
            self.update()

    def on_clock(self, now_utc: int) -> None:
        """The shown instant."""
        self.now_utc = now_utc
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(self.rect(), look.colour("panel"))
        if self.headline.mode != "live":
            hatch(painter, QRectF(self.rect()), look.colour("line"), look.px(10), look.px(3))
        right = self._paint_right(painter, float(self.width() - look.px(16)))
        roomy = self.search is not None and self.width() >= look.px(1500)
        kept = look.px(4 * COUNT if look.profile == "wall" else SEARCH_LEAST + 40 if roomy else 0)
        left = self._paint_left(painter, float(look.px(16)), right - kept)
        self._x, self._blocks_right = left, right
        if theme().profile == "wall":
            self._paint_counts(painter, left, right)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), look.colour("line"))
        painter.end()
        self._place_search()

    # ---- left
    def _paint_left(self, painter: QPainter, x: float, limit: float) -> float:
        x = self._paint_logo(painter, x)
        x = self._text(painter, x, self.headline.city, "title", "hi", bold=True) + theme().px(14)
        for mark in self.headline.marks:
            x = self._mark(painter, x, mark) + theme().px(10)
        if self.headline.warning_level is None:
            return x
        return self._paint_warning(painter, x + theme().px(8), limit)

    def _paint_logo(self, painter: QPainter, x: float) -> float:
        look, middle = theme(), self.height() / 2
        for number, (top, token) in enumerate(((-4, "fill"), (-12, "data"), (2, "fill"))):
            painter.fillRect(QRectF(x + look.px(8) * number, middle + look.px(top), look.px(6), look.px(12 - top)),
                             look.colour(token))
        return x + look.px(36)

    def _paint_warning(self, painter: QPainter, x: float, limit: float) -> float:
        look, headline, tall = theme(), self.headline, self.height()
        painter.fillRect(QRectF(x - look.px(8), tall * 0.28, max(1, look.px(1)), tall * 0.44), look.colour("line2"))
        side = look.px(25)
        level = headline.warning_level or 0
        if level:
            draw_level(painter, QRectF(x + look.px(8), (tall - side) / 2, side, side), level)
        x += look.px(8) + (side + look.px(10) if level else 0)
        room = max(look.px(80), limit - x - look.px(40))
        width = self._two_lines(painter, x, headline.warning, headline.warning_note, room,
                                "hi" if not level else ("red", "orange", "yellow", "blue")[level - 1])
        return x + width + look.px(24)

    def _two_lines(self, painter: QPainter, x: float, first: str, second: str, room: float, token: str) -> float:
        """A title over a note; a title too long for its line takes both, smaller, and the note gives way."""
        look, tall = theme(), self.height()
        lines = [(first, "strong", True, token, 0.12, 0.42), (second, "caption", False, "mid", 0.53, 0.36)]
        if QFontMetricsF(look.font("strong", True)).horizontalAdvance(first) > room:
            upper, lower = split_in_two(first, QFontMetricsF(look.font("caption", True)), room)
            lines = [(upper, "caption", True, token, 0.14, 0.36), (lower, "caption", True, token, 0.50, 0.36)]
        width = 0.0
        for text, role, bold, ink, top, share in lines:
            font = look.font(role, bold)
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(look.colour(ink))
            painter.drawText(QRectF(x, tall * top, room + 2, tall * share), _ALIGN, shown)
            width = max(width, metrics.horizontalAdvance(shown))
        return width

    def _mark(self, painter: QPainter, x: float, mark: tuple[str, bool]) -> float:
        """A word in a box: filled for what must never be overlooked (replay), outlined else (demo)."""
        look, (text, loud) = theme(), mark
        font = look.font("strong" if loud else "body", bold=True)
        width = QFontMetricsF(font).horizontalAdvance(text) + look.px(20)
        tall = look.px(32 if loud else 26)
        box = QRectF(x, (self.height() - tall) / 2, width, tall)
        painter.setPen(QPen(look.colour("hi"), max(1, look.px(1))))
        painter.setBrush(look.colour("focus") if loud else look.colour("panel"))
        painter.drawRoundedRect(box, look.space("radius"), look.space("radius"))
        painter.setFont(font)
        painter.setPen(look.colour("ink" if loud else "hi"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        return x + width

    def _text(self, painter: QPainter, x: float, text: str, role: str, token: str, bold: bool = False) -> float:
        look = theme()
        font = look.font(role, bold)
        painter.setFont(font)
        painter.setPen(look.colour(token))
        width = QFontMetricsF(font).horizontalAdvance(text)
        painter.drawText(QRectF(x, 0, width + 4, self.height()), _ALIGN, text)
        return x + width

    # ---- right
    def _paint_right(self, painter: QPainter, x: float) -> float:
        look = theme()
        moment = to_datetime(self.now_utc, self.zone) if self.now_utc else None
        clock = moment.strftime("%H:%M:%S") if moment else "--:--:--"
        font = look.font("clock", bold=True)
        width = QFontMetricsF(font).horizontalAdvance("00:00:00") + 4
        painter.setFont(font)
        painter.setPen(look.colour("hi" if moment else "lo"))
        painter.drawText(QRectF(x - width, 0, width, self.height()), _ALIGN | Qt.AlignmentFlag.AlignRight, clock)
        x -= width + look.px(14)
        if self.width() > look.px(900):
            x = self._right_lines(painter, x, self._date(moment), self._weekday(moment)) - look.px(16)
            painter.fillRect(QRectF(x, self.height() * 0.28, max(1, look.px(1)), self.height() * 0.44),
                             look.colour("line2"))
            x -= look.px(16)
        if self.width() > look.px(1100):
            x = self._right_lines(painter, x, self.headline.duty, self.headline.sources,
                                  alert=self.headline.live_state != LiveState.GOOD) - look.px(20)
        return x

    def _right_lines(self, painter: QPainter, x: float, first: str, second: str, alert: bool = False) -> float:
        look, tall = theme(), self.height()
        metrics = QFontMetricsF(look.font("caption"))
        width = max(metrics.horizontalAdvance(first), metrics.horizontalAdvance(second)) + 4
        painter.setFont(look.font("caption"))
        for text, token, top in ((first, "mid", 0.14), (second, "hi" if alert else "lo", 0.50)):
            painter.setPen(look.colour(token))
            painter.drawText(QRectF(x - width, tall * top, width, tall * 0.36), _ALIGN | Qt.AlignmentFlag.AlignRight,
                             text)
        if alert and second:
            side = look.px(6)
            left = x - metrics.horizontalAdvance(second) - look.px(12)
            middle = QPointF(left, tall * 0.68)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hi"))
            painter.drawPolygon(QPolygonF([middle + QPointF(0, -side), middle + QPointF(side, side * 0.8),
                                           middle + QPointF(-side, side * 0.8)]))
            width = max(width, x - left + side)
        return x - width

    @staticmethod
    def _date(moment: object) -> str:
        return moment.strftime("%Y-%m-%d") if moment else ""  # type: ignore[attr-defined]

    def _weekday(self, moment: object) -> str:
        if not moment:
            return ""
        names = (self.tr("Monday"), self.tr("Tuesday"), self.tr("Wednesday"), self.tr("Thursday"),
                 self.tr("Friday"), self.tr("Saturday"), self.tr("Sunday"))
        return names[moment.weekday()]  # type: ignore[attr-defined]

    # ---- middle
    def _paint_counts(self, painter: QPainter, left: float, right: float) -> None:
        """Open incidents by grade, where the desk has its search box."""
        look, step, side = theme(), theme().px(COUNT), theme().px(21)
        x = left + max(0.0, (right - left - 4 * step) / 2)
        for grade, (count, waiting) in self.headline.counts.items():
            draw_level(painter, QRectF(x, (self.height() - side) / 2, side, side), grade, solid=waiting)
            self._text(painter, x + side + look.px(10), str(count), "value", "hi", bold=True)
            x += step

    def _place_search(self) -> None:
        if self.search is None:
            return
        look = theme()
        if self.button is not None:
            self.button.move(int(self._blocks_right) - self.button.width(),
                             (self.height() - self.button.height()) // 2)
            self._blocks_right -= self.button.width() + look.px(6)
        room = self._blocks_right - self._x - look.px(8)
        wide = int(min(look.px(SEARCH_WIDTH), room))
        tall = look.px(34)
        middle = self.width() / 2
        x = min(max(self._x, middle - wide / 2), self._blocks_right - wide - look.px(4))
        self.search.setVisible(wide >= look.px(SEARCH_LEAST))
        self.search.setGeometry(int(x), (self.height() - tall) // 2, wide, tall)
