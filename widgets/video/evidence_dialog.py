"""The dialog that exports footage: which cameras, from when to when, what for, and where to. GUI thread; the work is
done by a process of its own (video.evidence)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.commands import LockFootage, RecordExport
from command_center.domain.time import SECOND, parse_iso, to_datetime
from command_center.state.snapshot import Snapshot
from video.evidence.gather import parts_of
from video.evidence.job import ExportJob
from video.evidence.request import Export
from widgets.context import Context
from widgets.panels.dialog_buttons import confirm_or_cancel
from widgets.sentences import sentence
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.video.evidence import Record

_FORMAT = "%Y-%m-%d %H:%M:%S"
_MINUTE = 60 * SECOND
_SPANS = (1, 5, 15)  # minutes, on buttons
_LONGEST = 24 * 60 * _MINUTE
_POLL_MS = 100


class EvidenceDialog(QDialog):
    """`job`: what runs; `made`: the folder of the export that was made last."""

    def __init__(self, context: Context, record: Record, snapshot: Snapshot, cameras: list[str],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._record, self._snapshot = context, record, snapshot
        self._zone = context.configuration.city.zone
        self._now_utc = context.session().clock.now_utc()
        self.job: ExportJob | None = None
        self.made: Path | None = None
        self.setWindowTitle(self.tr("Export footage"))
        self.setMinimumWidth(theme().px(560))
        self._fields(cameras)
        self._lay_out()
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look)
        self.set_last(_SPANS[1])

    def _fields(self, cameras: list[str]) -> None:
        self.cameras = QListWidget()
        self.cameras.setAccessibleName(self.tr("Cameras"))
        for number, identity in enumerate(cameras):
            camera = self._snapshot.cameras.get(identity)
            name = self._context.say(camera.name, camera.properties.get("name_en", "")) if camera is not None else identity
            item = QListWidgetItem(name or identity, self.cameras)
            item.setData(Qt.ItemDataRole.UserRole, identity)
            item.setCheckState(Qt.CheckState.Checked if number == 0 else Qt.CheckState.Unchecked)
        self.cameras.setFixedHeight(theme().px(132))
        self.since, self.until, self.reason, self.folder = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for field, name in ((self.since, self.tr("From")), (self.until, self.tr("Until")), (self.reason, self.tr("Reason")),
                            (self.folder, self.tr("Folder"))):
            field.setAccessibleName(name)
            field.textChanged.connect(lambda _: self._check())
        self.cameras.itemChanged.connect(lambda _: self._check())
        self.watermark, self.lock = QCheckBox(self.tr("With a watermarked copy")), QCheckBox(self.tr("Keep the originals here, too"))
        self.watermark.setChecked(True)
        self.lock.setChecked(True)
        self.progress, self.said = QProgressBar(), QLabel()
        self.progress.setRange(0, 1000)
        self.progress.hide()
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def _lay_out(self) -> None:
        column, form, spans, place = QVBoxLayout(self), QFormLayout(), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(*[theme().space("padding")] * 4)
        form.setSpacing(theme().px(8))
        for minutes in _SPANS:
            button = QPushButton(self.tr("{minutes} min").format(minutes=minutes))
            button.setToolTip(self.tr("The {minutes} minutes before the instant shown").format(minutes=minutes))
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, minutes=minutes: self.set_last(minutes))
            spans.addWidget(button)
        spans.addStretch(1)
        place.addWidget(self.folder, 1)
        browse = QPushButton(self.tr("Browse…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place.addWidget(browse)
        for words, field in ((self.tr("&Cameras"), self.cameras), (self.tr("&From"), self.since), (self.tr("&Until"), self.until)):
            form.addRow(words, field)
        form.addRow(self.tr("Last"), spans)
        form.addRow(self.tr("&Reason"), self.reason)
        form.addRow(self.tr("Folder"), place)
        form.addRow("", self.watermark)
        form.addRow("", self.lock)
        column.addLayout(form)
        column.addWidget(self.progress)
        column.addWidget(self.said)
        self.buttons, self.confirm = confirm_or_cancel(self)
        self.confirm.setText(self.tr("Export"))
        column.addWidget(self.buttons)

    # what is asked for

    def set_last(self, minutes: int) -> None:
        """The minutes before the instant shown."""
        self._show(self._now_utc - minutes * _MINUTE, self._now_utc)

    def _show(self, from_utc: int, until_utc: int) -> None:
        self.since.setText(to_datetime(from_utc, self._zone).strftime(_FORMAT))
        self.until.setText(to_datetime(until_utc, self._zone).strftime(_FORMAT))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        stamp = to_datetime(from_utc, self._zone).strftime("%Y%m%d-%H%M%S")
        self.folder.setText(str(Path(documents) / f"evidence-{stamp}"))
        self._check()

    def chosen(self) -> list[str]:
        """Ids of the ticked cameras."""
        items = [self.cameras.item(row) for row in range(self.cameras.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def span(self) -> tuple[int, int] | None:
        """From and until in UTC; None where they cannot be read."""
        try:
            return parse_iso(self.since.text().strip(), self._zone), parse_iso(self.until.text().strip(), self._zone)
        except ValueError:
            return None

    def _problem(self) -> str:
        span = self.span()
        if not self.chosen():
            return self.tr("Choose a camera.")
        if span is None:
            return self.tr("Write times like 2026-11-21 08:15:00.")
        if span[1] <= span[0]:
            return sentence("refusal.footage_empty")
        if span[1] - span[0] > _LONGEST:
            return self.tr("At most 24 hours at a time.")
        if not any(part.segments for part in parts_of(self._snapshot, self.chosen(), *span)):
            return sentence("evidence.no_footage")
        if not self.reason.text().strip():
            return sentence("refusal.reason_empty")
        return sentence("evidence.target_exists") if Path(self.folder.text()).expanduser().exists() else ""

    def _check(self) -> None:
        if hasattr(self, "confirm") and self.job is None:
            problem = self._problem()
            self.said.setText(problem)
            self.confirm.setEnabled(not problem)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for exports"), str(Path(self.folder.text()).parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.folder.setText(str(Path(path) / Path(self.folder.text()).name)))
        dialog.open()

    # the work

    def accept(self) -> None:
        """Begin; a second time it closes what is done."""
        if self.made is not None:
            super().accept()
        elif self.job is None and not self._problem():
            self._begin()

    def _begin(self) -> None:
        span, context = self.span(), self._context
        assert span is not None
        cameras = parts_of(self._snapshot, self.chosen(), *span, context.configuration.video.mask,
                           self._record.newest(self._snapshot))
        reason = self.reason.text().strip()
        if self.lock.isChecked():
            self._record.submit(*[LockFootage(camera=part.camera, from_utc=span[0], until_utc=span[1], reason=reason,
                                              actor=context.actor, desk=context.desk) for part in cameras if part.segments])
        self.job = ExportJob(Export(cameras=cameras, from_utc=span[0], until_utc=span[1], recordings=str(context.recordings or ""),
                                    target=str(Path(self.folder.text()).expanduser().absolute()), actor=context.actor, desk=context.desk,
                                    reason=reason, zone=context.configuration.city.timezone, watermark=self.watermark.isChecked()))
        self.said.setText(self.tr("Exporting…"))
        self.progress.show()
        self._rest(True)
        self._poll.start()

    def _rest(self, resting: bool) -> None:
        for field in (self.cameras, self.since, self.until, self.reason, self.folder, self.watermark, self.lock, self.confirm):
            field.setEnabled(not resting)

    def _look(self) -> None:
        job = self.job
        if job is None:
            return
        self.progress.setValue(round(job.done * 1000))
        if job.result is not None:
            self._poll.stop()
            self.progress.hide()
            self._done(job)

    def _done(self, job: ExportJob) -> None:
        result, self.job = job.result or {}, None
        self._rest(False)
        if "failure" in result:
            self.said.setText(sentence(result["failure"]) + (f" ({result['detail']})" if result.get("detail") else ""))
            return
        self.made = Path(result["folder"])
        export = job.export
        kept = self._record.submit(RecordExport(
            export=export.export, cameras=tuple(part.camera for part in export.cameras), from_utc=export.from_utc,
            until_utc=export.until_utc, sha256=result["sha256"], reason=export.reason, actor=self._context.actor, desk=self._context.desk))
        lines = [self.tr("Written to {folder}: {files} files.").format(folder=result["folder"], files=result["files"])]
        if result["empty"]:
            lines.append(self.tr("Nothing was recorded of: {cameras}").format(cameras=", ".join(self._names(result["empty"]))))
        if not kept:
            lines.append(self.tr("Only a recording is open here: the export is not on the record."))
        self.said.setText("\n".join(lines))
        self.confirm.setText(self.tr("Close"))

    def _names(self, cameras: list[str]) -> list[str]:
        return [self._snapshot.cameras[one].name if one in self._snapshot.cameras else one for one in cameras]

    def reject(self) -> None:
        """Cancel what runs, else close."""
        if self.job is not None:
            self.job.cancel()
            return
        super().reject()
