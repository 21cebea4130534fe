"""Recordings that a camera's own device holds (GB/T 28181): which there are, playing one on the camera's tile with pause, speed
and seeking, fetching one into a file. GUI thread; whatever asks the device waits on a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.cameras import Camera
from command_center.domain.time import HOUR, SECOND, parse_iso, to_datetime
from video.device_recordings import LONGEST_S, DeviceRecording, Download, Listing, list_recordings
from video.source import SourceError
from widgets.theme import theme
from widgets.video.device_player import SPEEDS, DevicePlayer

if TYPE_CHECKING:
    from widgets.video.wall import VideoWall

_FORMAT = "%Y-%m-%d %H:%M:%S"
_LOOK_MS = 200


def refusal_words(error: SourceError | str) -> str:
    """What a device, or the way to it, refuses, in words."""
    detail = error if isinstance(error, str) else error.detail or error.reason
    key, _, rest = detail.partition(" ")
    translate = QCoreApplication.translate
    match key:
        case "offline":
            return translate("DeviceDialog", "The device is offline.")
        case "refused":
            return translate("DeviceDialog", "The device refuses: {why}").format(why=rest or "–")
        case "timeout":
            return translate("DeviceDialog", "The device does not answer.")
        case "relay:":
            return translate("DeviceDialog", "No engine runs that could ask the device.")
    return detail


def kind_words(kind: str) -> str:
    """Why the device recorded it."""
    translate = QCoreApplication.translate
    known = {"time": translate("DeviceDialog", "scheduled"), "alarm": translate("DeviceDialog", "alarm"),
             "manual": translate("DeviceDialog", "by hand")}
    return known.get(kind, kind)


class DeviceDialog(QDialog):
    """Of one camera; not modal, so that the tile can be watched beside it."""

    def __init__(self, wall: VideoWall, camera: Camera) -> None:
        super().__init__(wall.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._wall, self._camera = wall, camera
        self._zone = wall.context.configuration.city.zone
        self._asking = ThreadPoolExecutor(1, thread_name_prefix="device")
        self._waiting: tuple[Future[Any], Callable[[Any], None]] | None = None
        self.download: Download | None = None
        self.player = DevicePlayer(wall, camera, self)
        self.setWindowTitle(self.tr("Recordings on the device: {name}").format(name=wall.name_of(camera)))
        self.setMinimumWidth(theme().px(520))
        self._fields()
        self._lay_out()
        now = wall.context.session().clock.now_utc()
        self.since.setText(to_datetime(now - HOUR, self._zone).strftime(_FORMAT))
        self.until.setText(to_datetime(now, self._zone).strftime(_FORMAT))
        self._look_again = QTimer(self, interval=_LOOK_MS)
        self._look_again.timeout.connect(self._look)
        self._look_again.start()
        self._refresh()

    def _fields(self) -> None:
        self.since, self.until = QLineEdit(), QLineEdit()
        self.since.setAccessibleName(self.tr("From"))
        self.until.setAccessibleName(self.tr("Until"))
        self.search = QPushButton(self.tr("Search"))
        self.list, self.said, self.progress = QListWidget(), QLabel(), QProgressBar()
        self.list.setAccessibleName(self.tr("Recordings"))
        self.list.setMinimumHeight(theme().px(160))
        self.said.setWordWrap(True)
        self.progress.setRange(0, 1000)
        self.play, self.fetch = QPushButton(self.tr("Play on the tile")), QPushButton(self.tr("Download…"))
        self.cancel = QPushButton(self.tr("Cancel download"))
        self.pause, self.live = QPushButton(), QPushButton(self.tr("Back to live"))
        self.speed, self.place, self.time = QComboBox(), QSlider(Qt.Orientation.Horizontal), QLabel()
        self.speed.setAccessibleName(self.tr("Speed"))
        for speed in SPEEDS:
            self.speed.addItem(f"{speed:g}×", speed)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.place.setAccessibleName(self.tr("Place in the recording"))
        for button in (self.search, self.play, self.fetch, self.cancel, self.pause, self.live):
            button.setAutoDefault(False)
        self.search.clicked.connect(self.ask)
        self.since.returnPressed.connect(self.ask)
        self.until.returnPressed.connect(self.ask)
        self.play.clicked.connect(self._play)
        self.list.itemActivated.connect(lambda _: self._play())
        self.list.currentRowChanged.connect(lambda _: self._refresh())
        self.fetch.clicked.connect(self._choose_file)
        self.cancel.clicked.connect(lambda: self.download.cancel() if self.download is not None else None)
        self.pause.clicked.connect(self.player.toggle)
        self.live.clicked.connect(self.player.stop)
        self.speed.activated.connect(lambda _: self.player.set_speed(self.speed.currentData()))
        self.place.sliderReleased.connect(lambda: self.player.seek(self.place.value()))
        self.player.changed.connect(self._refresh)

    def _lay_out(self) -> None:
        column, span, acts, bar = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(*[theme().space("padding")] * 4)
        for widget in (self.since, QLabel("–"), self.until, self.search):
            span.addWidget(widget)
        for widget in (self.play, self.fetch, self.cancel):
            acts.addWidget(widget)
        shuttle: tuple[QWidget, ...] = (self.pause, self.speed, self.place, self.time, self.live)
        for each in shuttle:
            bar.addWidget(each, 1 if each is self.place else 0)
        column.addLayout(span)
        column.addWidget(self.list, 1)
        column.addLayout(acts)
        column.addWidget(self.progress)
        column.addLayout(bar)
        column.addWidget(self.said)

    # ---- asking
    def ask(self) -> None:
        """Ask the device for what it holds of the range."""
        span = self._span()
        if span is None:
            self.said.setText(self.tr("Write times like 2026-11-21 08:15:00, the earlier one first, at most seven days apart."))
            return
        self.list.clear()
        self.said.setText(self.tr("Asking the device…"))
        self._ask(lambda: list_recordings(self._camera.main_url, *span), self._listed)

    def _span(self) -> tuple[int, int] | None:
        try:
            span = parse_iso(self.since.text(), self._zone), parse_iso(self.until.text(), self._zone)
        except ValueError:
            return None
        return span if 0 < span[1] - span[0] <= LONGEST_S * SECOND else None

    def _ask(self, what: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._waiting = (self._asking.submit(what), then)
        self._refresh()

    def _listed(self, listing: Listing) -> None:
        for recording in listing.recordings:
            begin, end = (to_datetime(at, self._zone) for at in (recording.from_utc, recording.until_utc))
            size = "" if recording.bytes is None else f"   {recording.bytes / 1e6:.1f} MB"
            item = QListWidgetItem(f"{begin:{_FORMAT}} – {end:%H:%M:%S}   {kind_words(recording.kind)}{size}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, recording)
        self.list.setCurrentRow(0)
        self.said.setText(self.tr("Parts of the list were lost; ask again.") if not listing.is_complete else
                          "" if listing.recordings else self.tr("The device has nothing of this time."))

    def _chosen(self) -> DeviceRecording | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    # ---- playing and fetching
    def _play(self) -> None:
        recording = self._chosen()
        if recording is not None:
            self.said.setText(self.player.play(recording))
            self.speed.setCurrentIndex(SPEEDS.index(1.0))

    def _choose_file(self) -> None:
        recording = self._chosen()
        if recording is None or self.download is not None:
            return
        begin = to_datetime(recording.from_utc, self._zone)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in self._wall.name_of(self._camera))
        dialog = QFileDialog(self, self.tr("Download to"), str(Path(folder) / f"{name}_{begin:%Y%m%d_%H%M%S}.mpg"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{name}_{begin:%Y%m%d_%H%M%S}.mpg")
        dialog.fileSelected.connect(lambda path: self.fetch_to(recording, Path(path)))
        dialog.open()

    def fetch_to(self, recording: DeviceRecording, path: Path) -> None:
        """Download a recording."""
        self.download = Download(self._camera.main_url, recording.from_utc, recording.until_utc, path)
        self.download.start()
        self.said.setText(self.tr("Downloading…"))
        self._refresh()

    def _fetched(self, download: Download) -> None:
        self.download = None
        match download.result:
            case "complete":
                text = self.tr("Written: {path}, {size} MB.").format(path=download.path, size=f"{download.bytes / 1e6:.1f}")
            case "incomplete":
                text = self.tr("Broken off ({why}); what came is in {path}.").format(why=download.detail or "–", path=download.path)
            case "cancelled":
                text = self.tr("Cancelled; nothing was written.")
            case _:
                text = refusal_words(download.detail)
        self.said.setText(text)

    # ---- what it shows
    def _look(self) -> None:
        if self._waiting is not None and self._waiting[0].done():
            (future, then), self._waiting = self._waiting, None
            try:
                then(future.result())
            except SourceError as error:
                self.said.setText(refusal_words(error))
        if self.download is not None:
            self.progress.setValue(round(self.download.done * 1000))
            if self.download.result:
                self._fetched(self.download)
        self.player.look()
        self._refresh()

    def _refresh(self) -> None:
        idle, chosen, playing = self._waiting is None, self._chosen() is not None, self.player.is_playing
        live = self._wall.context.session().mode == "live"
        self.search.setEnabled(idle)
        self.play.setEnabled(chosen and live)
        self.fetch.setEnabled(chosen and self.download is None)
        self.cancel.setVisible(self.download is not None)
        self.progress.setVisible(self.download is not None)
        for widget in (self.pause, self.speed, self.place, self.time, self.live):
            widget.setVisible(playing)
        self.pause.setText(self.tr("Go on") if self.player.is_paused else self.tr("Pause"))
        if playing and not self.place.isSliderDown():
            self.place.setRange(0, self.player.length_s)
            self.place.setValue(self.player.at_s)
            self.time.setText(to_datetime(self.player.at_utc, self._zone).strftime("%H:%M:%S"))
        if self.player.trouble:
            self.said.setText(refusal_words(self.player.trouble))
            self.player.trouble = ""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Back to live; a download ends."""
        self._look_again.stop()
        self.player.stop()
        self.player.close()
        if self.download is not None:
            self.download.cancel()
        self._asking.shutdown(wait=False, cancel_futures=True)
        super().closeEvent(event)
