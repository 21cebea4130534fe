"""Notes and bookmarks of a camera: what was noted, when it is about, and a line to note more. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.camera_notes import LONGEST, CameraNote
from command_center.domain.cameras import Camera
from command_center.domain.commands import NoteCamera, RemoveCameraNote
from command_center.domain.time import to_datetime
from command_center.state.snapshot import Snapshot
from widgets.context import Context
from widgets.panels.dialog_buttons import give_back_keyboard
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.video.evidence import Record

_ROLE = Qt.ItemDataRole.UserRole
_LOOK_MS = 300


class NoteDialog(QDialog):
    """Enter in the line notes; Enter on a note goes to its instant; Delete takes it back."""

    def __init__(self, context: Context, record: Record, camera: Camera | None, identity: str, shown: Snapshot,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._record, self._camera, self._shown = context, record, identity, shown
        self._zone = context.configuration.city.zone
        self.about_utc = context.session().clock.now_utc()
        self._listed: tuple[CameraNote, ...] | None = None
        name = context.say(camera.name, camera.properties.get("name_en", "")) if camera is not None else identity
        self.setWindowTitle(self.tr("Notes: {camera}").format(camera=name or identity))
        self.setMinimumSize(theme().px(460), theme().px(340))
        self._lay_out()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.finished.connect(lambda _: give_back_keyboard(self))
        self.look()
        self.text.setFocus()

    def _lay_out(self) -> None:
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(*[theme().space("padding")] * 4)
        self.when = QLabel(self.tr("About {time}").format(time=self._time(self.about_utc)))
        self.text = QLineEdit()
        self.text.setMaxLength(LONGEST)
        self.text.setPlaceholderText(self.tr("What is to be seen (may stay empty)"))
        self.text.setAccessibleName(self.tr("Note"))
        self.text.returnPressed.connect(self.note)
        self.add = QPushButton(self.tr("Note"))
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self.note)
        line.addWidget(self.text, 1)
        line.addWidget(self.add)
        self.list = _Notes(self)
        self.list.setAccessibleName(self.tr("Notes"))
        self.list.itemActivated.connect(self.go)
        self.said = QLabel()
        self.said.setWordWrap(True)
        for part in (self.when, self.list, self.said):
            column.addWidget(part)
        column.insertLayout(1, line)

    def _time(self, at_utc: int) -> str:
        return to_datetime(at_utc, self._zone).strftime("%Y-%m-%d %H:%M:%S")

    def look(self) -> None:
        """As they are now."""
        notes = self._record.newest(self._shown).camera_notes.values()
        own = tuple(sorted((note for note in notes if note.camera == self._camera), key=lambda note: -note.about_utc))
        if own == self._listed:
            return
        self._listed = own
        row = self.list.currentRow()
        self.list.clear()
        for note in own:
            item = QListWidgetItem("  ".join(part for part in (self._time(note.about_utc), note.text, note.actor) if part))
            item.setData(_ROLE, (note.note, note.about_utc))
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(own) - 1))
        self.said.setText("" if own else self.tr("Nothing was noted of this camera yet."))

    def note(self) -> None:
        """Note what is written about the instant shown."""
        if not self._record.submit(NoteCamera(camera=self._camera, about_utc=self.about_utc, text=self.text.text().strip(),
                                              actor=self._context.actor, desk=self._context.desk)):
            self.said.setText(self.tr("Only a recording is open here: nothing can be noted."))
            return
        self.text.clear()

    def remove(self) -> None:
        """Take the chosen note back."""
        item = self.list.currentItem()
        if item is not None:
            self._record.submit(RemoveCameraNote(note=item.data(_ROLE)[0], actor=self._context.actor, desk=self._context.desk))

    def go(self, item: QListWidgetItem) -> None:
        """Show that instant."""
        director = self._context.director
        if director is not None:
            director.seek(item.data(_ROLE)[1])
            self.close()


class _Notes(QListWidget):
    def __init__(self, dialog: NoteDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes back."""
        if event.key() == Qt.Key.Key_Delete:
            self._dialog.remove()
        else:
            super().keyPressEvent(event)
