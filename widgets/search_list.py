"""The results below the search box: a line each, with what it is called, what it is, and how far away. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from layers.search.index import Hit
from widgets.icons import icon_pixmap
from widgets.theme import theme
from widgets.video.dragging import MIME, camera_mime

ICONS = {"incident": "incident", "alarm": "incident", "report": "incident", "warning": "incident", "unit": "unit",
         "camera": "camera", "drawing": "draw", "feature": "place", "place": "place", "source": "source", "layer": "layers", "command": "command",
         "vehicle": "unit", "view": "layers", "bookmark": "bookmark"}
ROW, WIDTH = 44, 520  # design pixels
HIT = Qt.ItemDataRole.UserRole
LINE = Qt.ItemDataRole.UserRole + 1


class Line(NamedTuple):
    """What a row says: detail below the title, where at the right."""

    icon: str
    title: str
    detail: str
    where: str
    recent: bool = False

    @property
    def spoken(self) -> str:
        """All of it in one."""
        return "    ".join(part for part in (self.title, self.detail, self.where) if part)


class ResultList(QListWidget):
    """Never has the keyboard: the box keeps it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.hide()

    def mimeTypes(self) -> list[str]:
        """Cameras can be dragged onto the video wall."""
        return [MIME]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The cameras among the results that are dragged; nothing else can be dropped anywhere."""
        hits = [item.data(HIT) for item in items]
        return camera_mime([hit.identity for hit in hits if hit is not None and hit.kind == "camera"])

    def add(self, hit: Hit, line: Line) -> None:
        """A result."""
        item = QListWidgetItem(line.spoken)
        item.setData(HIT, hit)
        item.setData(LINE, line)
        item.setToolTip(line.spoken)
        if hit.kind != "camera":
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        self.addItem(item)

    def say(self, text: str) -> None:
        """A line that cannot be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(LINE, Line("search", text, "", ""))
        self.addItem(item)

    def chosen(self) -> Hit | None:
        """The result of the row that is lit."""
        item = self.currentItem()
        return item.data(HIT) if item is not None else None

    def step(self, by: int, *, around: bool = True) -> None:
        """Light another row."""
        count = self.count()
        if count:
            to = self.currentRow() + by
            self.setCurrentRow(to % count if around else max(0, min(count - 1, to)))

    def height_wanted(self, room: int) -> int:
        """As tall as its rows, within the room there is."""
        return min(theme().px(ROW) * self.count() + theme().px(4), room)


class _Painter(QStyledItemDelegate):
    """Rows of two lines; nothing that matters is cut: the detail gives way, the title wraps nowhere but in the tip."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(theme().px(WIDTH - 20), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """One row."""
        line = index.data(LINE)
        if line is None:
            return
        look, box = theme(), QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colour("active"))
            painter.fillRect(QRectF(box.left(), box.top(), look.px(3), box.height()), look.colour("focus"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("raised"))
        side = look.px(16)
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(QRectF(box.left() + look.px(12), box.top() + (box.height() - side) / 2, side, side).toRect(),
                           icon_pixmap(line.icon, "lo" if line.recent else "mid", side, ratio))
        left, right = box.left() + look.px(38), box.right() - look.px(12)
        self._texts(painter, line, QRectF(left, box.top(), right - left, box.height()))
        painter.restore()

    @staticmethod
    def _texts(painter: QPainter, line: Line, box: QRectF) -> None:
        look = theme()
        plain, middle = look.font("caption"), Qt.AlignmentFlag.AlignVCenter
        where = QFontMetricsF(plain).horizontalAdvance(line.where) + 2 if line.where else 0.0
        painter.setFont(plain)
        painter.setPen(look.colour("mid"))
        painter.drawText(QRectF(box.right() - where, box.top(), where, box.height()), middle | Qt.AlignmentFlag.AlignRight, line.where)
        room = box.width() - (where + look.px(12) if where else 0)
        strong = look.font("body")
        rows = 2 if line.detail else 1
        top = box.top() + (box.height() - look.px(18) * rows) / 2
        for number, (text, font, colour) in enumerate(((line.title, strong, "hi"), (line.detail, plain, "lo"))[:rows]):
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(box.left(), top + number * look.px(18), room, look.px(18)), middle, shown)
