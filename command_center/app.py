"""Composition root of the desktop: paints the window, then loads, then connects. GUI thread unless said otherwise.

The order is the point: Qt and the frame of the window first (painted within 300 ms), then on a thread the
configuration and everything slow to import, then the session, then one panel after the other.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox

from widgets.collector import Collector
from widgets.fonts import font_trouble, load_fonts
from widgets.headline import Headline
from widgets.i18n import install_language
from widgets.loading import DEMO, Loaded, Loader, Options, glance, start_late
from widgets.main_window import MainWindow
from widgets.plain_imports import plain_imports
from widgets.scenes import choose_scene
from widgets.style import apply_style
from widgets.theme import Theme, set_theme

if TYPE_CHECKING:
    from widgets.context import Context
    from widgets.furnishing import Furnishing

plain_imports()
WAKE_MS = 250
LATE_MS = 1500  # what no first look needs is imported when the first look is over
FRESH_US = 180_000_000
__all__ = ["DEMO", "Desktop", "Options", "run_desktop"]


class Desktop(QObject):
    """One window from its first paint to its end. ended: everything is closed; `code` is the exit code."""

    ended = Signal()

    def __init__(self, app: QApplication, options: Options) -> None:
        super().__init__()
        self._app, self._options = app, options
        self.code = 0
        self._desk: Any = None
        self._collector = Collector(self)
        self._context: Context | None = None
        self.extras: Furnishing | None = None
        self._closed = False
        self._officer = os.environ.get("COMMAND_CENTER_OFFICER") or self.tr("Duty officer")
        self._seat = os.environ.get("COMMAND_CENTER_SEAT") or "01"
        self._loader = Loader(options, self._officer, self._seat, self)
        self._loader.loaded.connect(self._open_safely)
        self._loader.failed.connect(self._fail, Qt.ConnectionType.QueuedConnection)
        raw = glance(options.configuration)
        self.scene = choose_scene(options.scene, self._size(), raw.get("scenes") or {})
        set_theme(Theme(self.scene.profile, self.scene.scale))
        apply_style(app, Theme(self.scene.profile, self.scene.scale))
        self.window = MainWindow(self.scene, self._title(raw))
        self.window.header.show_headline(Headline(city=self._title(raw)))
        self.window.say(self.tr("Connecting…"))
        self.window.painted.connect(lambda: QTimer.singleShot(0, self._loader.start))
        self.window.closing.connect(self._may_close)

    # ---- the window
    def _size(self) -> tuple[int, int] | None:
        """The asked size, else on a real desk's monitor its free area; None leaves it to the scene."""
        if self._options.size or self._options.picture or self._app.platformName() == "offscreen":
            return self._options.size
        if os.environ.get("COMMAND_CENTER_VIRTUAL_SCREEN") or self._options.scene not in ("", "desk"):
            return None
        area = self._app.primaryScreen().availableGeometry()
        return area.width(), area.height()

    def _title(self, raw: dict[str, Any]) -> str:
        city = raw.get("city") or {}
        name = city.get("name" if self._options.language.startswith("zh") else "name_en") or city.get("name")
        return str(name or self.tr("City operations centre"))

    def show(self) -> None:
        """Put the window on its monitor."""
        screens = self._app.screens()
        wanted = self.scene.monitor
        screen = next((one for number, one in enumerate(screens) if wanted in (one.name(), str(number))), None)
        if screen is not None:
            self.window.move(screen.geometry().topLeft())
        if self.scene.full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()
        self.window.activateWindow()  # without a window manager nobody else gives it the keyboard

    # ---- connecting, one step a turn of the event loop so that the window stays alive
    def _open_safely(self, loaded: Loaded) -> None:
        try:
            self._open(loaded)
        except Exception as error:
            self._fail(error)

    def _open(self, loaded: Loaded) -> None:
        from video.segments import recordings_folder
        from widgets.bridge import Bridge
        from widgets.context import Context
        from widgets.director import Director

        self._desk = loaded.desk
        if self._closed:
            self._desk.close()
            return
        self.director = Director(self._desk.replay, self)
        self._context = Context(
            loaded.configuration, loaded.packs, self._options.language, self.scene.profile, self.scene.scale,
            self._officer, self._seat, lambda: self.director.session, director=self.director,
            recordings=recordings_folder(loaded.configuration.video, self._desk.journal_path,
                                         loaded.configuration.path), scene=self.scene.name)
        self.bridge = Bridge(self)
        self.bridge.ticked.connect(self._tick)
        self.director.session_changed.connect(self._show_session)
        self.director.start(self._desk.first_session())
        self._fill()

    def _fill(self) -> None:
        from widgets.furnishing import furnish

        assert self._context is not None
        self.extras = furnish(self.window, self._context, self.director, self.bridge,
                              remember=self._options.picture is None and not self._options.pictures)
        self._after_start()

    def _after_start(self) -> None:
        QTimer.singleShot(LATE_MS, start_late)
        options = self._options
        if options.journal is not None and options.speed:
            self.director.set_speed(options.speed)
            self.director.toggle()
        if options.picture is not None:
            from widgets.settling import Settling

            self._settling = Settling(self.window, self.bridge, self._has_data, options.after_s)
            self._settling.done.connect(self._save_and_end)
        elif options.pictures is not None:
            self._camera = QTimer(self, interval=int(options.pictures_every_s * 1000))
            self._camera.timeout.connect(self._take_picture)
            self._camera.start()

    def _has_data(self) -> bool:
        snapshot = self.bridge.snapshot
        if not snapshot.seq:
            return False
        if self.director.live is None:
            return True
        states = [source.state for source in snapshot.sources.values()]
        series = snapshot.series
        newest = int(series.at_utc[:series.count].max()) if series.count else 0
        # A source tells its past first; a city without sensors has moving things at least.
        fresh = newest > self.bridge.now_utc() - FRESH_US
        return bool(states) and "starting" not in states and (fresh or not self._has_sensors())

    def _has_sensors(self) -> bool:
        return any(source.kind in ("sensorthings", "mqtt") for source in self.bridge.snapshot.sources.values())

    # ---- running
    def _show_session(self, session: Any) -> None:
        self.bridge.show(session)
        self.window.show_mode(session.mode)
        self._tick(self.bridge.now_utc())

    def _tick(self, now_utc: int) -> None:
        from widgets.headline import make_headline

        if self._context is not None and self.director.has_session:
            self.window.header.show_headline(
                make_headline(self._context, self.director.session, self.bridge.snapshot, now_utc,
                              self._desk.engine_state))
            self.window.header.on_clock(now_utc)
            self._watch_engine()

    def _watch_engine(self) -> None:
        """An engine that refuses to start has said why on stderr; nothing was ever shown, so the program ends."""
        if self._desk.engine_state == "failed" and not self.bridge.snapshot.seq and not self._closed:
            self.code = 2
            self.close()

    def _may_close(self) -> None:
        """Ask before closing while orders wait for an answer."""
        if self._closed or self._context is None or self.director.live is None or self._options.picture:
            return self.close()
        pending = [assignment for incident in self.bridge.snapshot.incidents.values()
                   for assignment in incident.assignments if assignment.state == "pending"]
        if pending:
            answer = QMessageBox.question(
                self.window, self.tr("Close?"),
                self.tr("{count} orders are not answered yet. Closing this desk does not call them back. "
                        "Close all the same?").format(count=len(pending)))
            if answer != QMessageBox.StandardButton.Yes:
                self.window.may_close = False
                return None
        return self.close()

    def close(self) -> None:
        """End everything that was started; safe to call twice."""
        if self._closed:
            return
        self._closed = True
        self._collector.close()
        self.window.hide()
        try:
            if self.extras is not None:
                self.bridge.stop()
                self.extras.close()
            if self._context is not None:
                self.director.close()
        finally:
            self.ended.emit()
            if self._desk is not None:
                self._desk.close()

    def _fail(self, error: BaseException) -> None:
        """What cannot be loaded ends the program with its sentence, as every command does."""
        self.error = error
        self.code = 2
        self.close()

    error: BaseException | None = None

    # ---- pictures
    def _save_and_end(self, image: QImage) -> None:
        path = self._options.picture
        if path is not None and not image.save(str(path)):
            self.error = OSError(f"the picture cannot be written to {path}: check that the folder exists and has room")
            self.code = 2
        self.close()

    def _take_picture(self) -> None:
        folder = self._options.pictures
        if folder is None:
            return
        names = sorted(folder.glob("screen-*.png"))
        for old in names[:-KEPT_PICTURES]:
            old.unlink(missing_ok=True)
        number = int(names[-1].stem.rpartition("-")[2]) + 1 if names else 1
        self.window.grab().save(str(folder / f"screen-{number:06d}.png"))


KEPT_PICTURES = 200


def run_desktop(options: Options, asked: Sequence[int] = ()) -> int:
    """Open the desktop and stay until it is closed; gives the exit code, or raises what made loading fail. asked:
    signals that came before, while Qt was being imported."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("command-center")
    from widgets.bugs import install

    install()
    load_fonts()
    if trouble := font_trouble():
        print(f"command-center: {trouble}", file=sys.stderr, flush=True)
    install_language(options.language)
    desktop = Desktop(app, options)
    desktop.ended.connect(lambda: app.exit(desktop.code))
    awake = QTimer(interval=WAKE_MS)  # lets Python see signals
    awake.timeout.connect(_nothing)
    awake.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        # By a turn of the event loop: leaving one that has not begun yet would be forgotten.
        signal.signal(number, lambda *_: QTimer.singleShot(0, desktop.close))
    if asked:
        QTimer.singleShot(0, desktop.close)
    desktop.show()
    code = app.exec()
    desktop.close()
    desktop.window.deleteLater()  # panels end their workers when they are destroyed
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if desktop.error is not None:
        raise desktop.error
    return code or desktop.code


def _nothing() -> None:
    return None
