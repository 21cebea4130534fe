"""All cameras, to be searched by name, pinyin or district, and put on the wall: dragged, or by Enter. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.cameras import Camera
from layers.names import camera_name
from widgets.camera_states import state_in_line
from widgets.icons import icon_pixmap
from widgets.theme import theme
from widgets.video.camera_rows import ROW, CameraRows, district_of

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_ROW = 42  # design pixels


class CameraList(QWidget):
    """Of one wall. The box keeps the keyboard: arrows light a row, Enter puts it on the current tile, Ctrl+Enter adds it
    beside what an incident brought."""

    def __init__(self, wall: VideoWall, parent: QWidget) -> None:
        super().__init__(parent)
        self.wall = wall
        self.box = QLineEdit(self)
        self.box.installEventFilter(self)
        self.box.setClearButtonEnabled(True)
        self.trouble = QCheckBox(self)
        self.rows = CameraRows(self)
        self.view = QListView(self)
        self.view.setModel(self.rows)
        self.view.setItemDelegate(_Painter(self.rows))
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.note = QLabel(self)
        self.note.setFont(theme().font("caption"))
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(8), theme().px(6), theme().px(8), theme().px(8))
        column.setSpacing(theme().space("gap"))
        for widget in (self.box, self.trouble, self.view, self.note):
            column.addWidget(widget)
        column.setStretchFactor(self.view, 1)
        self.box.textChanged.connect(self._search)
        self.trouble.toggled.connect(self._only_trouble)
        self.view.activated.connect(lambda index: self.put(index))
        wall.layout_changed.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """The state or the wall changed."""
        self.rows.take(self.wall.snapshot.cameras, self.wall.context.chinese)
        self.rows.set_up([camera for camera in self.wall.shown if camera])
        self._say()
        if not self.view.currentIndex().isValid() and self.rows.shown:
            self.view.setCurrentIndex(self.rows.index(0))

    def _search(self, text: str) -> None:
        self.rows.search(text)
        self._say()
        if self.rows.shown:
            self.view.setCurrentIndex(self.rows.index(0))

    def _only_trouble(self, only: bool) -> None:
        self.rows.troubled_only = only
        self._search(self.box.text())

    def _say(self) -> None:
        shown, known = len(self.rows.shown), self.rows.known
        count = self.tr("{count} cameras").format(count=known) if shown == known else self.tr(
            "{shown} of {count} cameras").format(shown=shown, count=known)
        self.note.setText(self.tr("{count}. Drag onto a tile, or Enter for the current one.").format(count=count))

    def put(self, index: QModelIndex | QPersistentModelIndex | None = None) -> None:
        """The lit camera, or all that are chosen, onto the current tile and those after it."""
        chosen = [camera.camera for each in sorted(self.view.selectedIndexes(), key=lambda one: one.row())
                  if (camera := self.rows.camera(each)) is not None]
        if not chosen and index is not None and (camera := self.rows.camera(index)) is not None:
            chosen = [camera.camera]
        if chosen:
            self.wall.acts.drop(self.wall.canvas.current, chosen)
            following = self.wall.canvas.current + len(chosen)
            if following < self.wall.canvas.shown:
                self.wall.canvas.go_to(following)  # the next Enter fills the next tile
            self.refresh()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the box are for the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            key = Qt.Key(event.key())
            if key in steps and self.rows.shown:
                row = max(0, min(len(self.rows.shown) - 1, self.view.currentIndex().row() + steps[key]))
                self.view.setCurrentIndex(self.rows.index(row))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.put(self.view.currentIndex())
                return True
        return False

    def retranslate(self) -> None:
        """Texts in the screen's language."""
        self.box.setPlaceholderText(self.tr("Name, pinyin or district"))
        self.box.setAccessibleName(self.tr("Search cameras"))
        self.view.setAccessibleName(self.tr("Cameras"))
        self.trouble.setText(self.tr("Only cameras in trouble"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()
        super().changeEvent(event)


class _Painter(QStyledItemDelegate):
    """Two lines a row: the name, then district and state; a bar at the left for what is on the wall."""

    def __init__(self, rows: CameraRows) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are of one height."""
        return QSize(theme().px(120), theme().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """One row."""
        camera: Camera | None = index.data(ROW)
        if camera is None:
            return
        look, box = theme(), QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.colour("active"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.colour("raised"))
        if camera.camera in self._rows.up:
            painter.fillRect(QRectF(box.left(), box.top(), look.px(3), box.height()), look.colour("focus"))
        good, side = camera.state in ("ok", "unknown"), look.px(16)
        painter.drawPixmap(QRectF(box.left() + look.px(10), box.center().y() - side / 2, side, side).toRect(),
                           icon_pixmap("camera", "mid" if good else "lo", side, painter.device().devicePixelRatio()))
        left, room = box.left() + look.px(34), box.width() - look.px(42)
        second = "  ".join(part for part in (district_of(camera, self._rows.chinese),
                                             "" if camera.state == "ok" else state_in_line(camera.state)) if part)
        for text, role, colour, top in ((camera_name(camera, self._rows.chinese), "body", "hi" if good else "mid", 3),
                                        (second, "caption", "lo" if good else "hi", 21)):
            painter.setFont(look.font(role))
            painter.setPen(look.colour(colour))
            shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(QRectF(left, box.top() + look.px(top), room, look.px(18)), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
