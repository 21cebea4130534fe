"""What the desktop is asked for, and bringing everything in after the first paint, slow things on a thread.

The thread imports nothing of Qt: PySide's classes come into being at their first use and may not do so on two threads
at a time (a crash below Python now and then). What holds widgets is imported on the GUI thread, a module a turn of
the event loop, when all that it needs is there already.
"""

from __future__ import annotations

import sys
import threading
import tomllib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from resources import FOLDER

END_UTC = 253_402_300_799_000_000  # the end of the year 9999: a replay stops at its journal's last instant

if TYPE_CHECKING:
    from command_center.config import Configuration
    from command_center.domain.packs import Pack
    from command_center.engine.desk import Desk, Recording

DEMO = FOLDER / "demo" / "city.toml"
SLOW_IMPORTS = ("numpy", "msgspec", "command_center.config", "command_center.state.snapshot", "layers.stack",
                "layers.basemap", "video.pool", "command_center.dispatch.recommend", "command_center.alarms.vitals")
QT_IMPORTS = ("widgets.bridge", "widgets.context", "widgets.desk_body", "widgets.grid", "widgets.search",
              "widgets.toasts", "widgets.furnishing")
LATE_IMPORTS = ("scipy.sparse.csgraph", "shapely")


@dataclass(frozen=True)
class Options:
    """What the command line asks for. journal: a recording to open instead of the live city; picture: write one
    screenshot there and end; pictures: folder for one every few seconds."""

    config: Path | None = None
    scene: str = ""
    size: tuple[int, int] | None = None
    language: str = "zh_CN"
    fresh: bool = False
    journal: Path | None = None
    at_utc: int | None = None
    until_utc: int | None = None
    speed: float = 0.0
    axis: str = "received"
    picture: Path | None = None
    after_s: float = 30.0
    pictures: Path | None = None
    pictures_every_s: float = 5.0

    @property
    def configuration(self) -> Path | None:
        """The file to read: the one named, else the demo's, none for a bare recording."""
        return self.config or (None if self.journal else DEMO)


class Loaded(NamedTuple):
    """Everything a window needs before it can be furnished."""

    configuration: Configuration
    packs: dict[str, Pack]
    desk: Desk | Recording


class Loader(QObject):
    """loaded(Loaded) once everything is there; failed(error) instead."""

    loaded = Signal(object)
    failed = Signal(object)
    _read_done = Signal(object)

    def __init__(self, options: Options, officer: str, seat: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options, self._officer, self._seat = options, officer, seat
        self._read_done.connect(self._import_widgets, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; returns at once."""
        threading.Thread(target=self._read, name="load", daemon=True).start()

    def _read(self) -> None:
        try:
            loaded = read(self._options, self._officer, self._seat)
            for name in SLOW_IMPORTS:
                import_module(name)
        except Exception as error:
            self.failed.emit(error)
        else:
            import_layers()
            self._read_done.emit(loaded)

    def _import_widgets(self, loaded: Loaded) -> None:
        from command_center.registry import plugins

        panels = [plugin.value.partition(":")[0] for plugin in plugins("panels").values()]
        self._import_next(loaded, [*QT_IMPORTS, *panels])

    def _import_next(self, loaded: Loaded, names: list[str]) -> None:
        if not names:
            self.loaded.emit(loaded)
            return
        try:
            import_module(names[0])
        except Exception as error:
            if names[0] in QT_IMPORTS:
                self.failed.emit(error)
                return
            sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]  # its place will show a labelled failure
        QTimer.singleShot(0, self, lambda: self._import_next(loaded, names[1:]))


def read(options: Options, officer: str, seat: str) -> Loaded:
    """Configuration, packs, and the desk with its processes. Any thread. Raises what is wrong with them."""
    from command_center.config import Configuration, load_configuration
    from command_center.packs import load_packs

    path = options.configuration
    if path is None:
        configuration = Configuration()
    else:
        try:
            configuration = load_configuration(path, connectors=False)
        except Exception:
            load_configuration(path)  # says everything that is wrong, connectors too
            raise
    return Loaded(configuration, load_packs(configuration.packs), open_desk(options, configuration, officer, seat))


def open_desk(options: Options, configuration: Configuration, officer: str, seat: str) -> Desk | Recording:
    """The processes and the journal behind the window. Any thread."""
    from command_center.engine.desk import open_live, open_recording
    from command_center.engine.lock import holder
    from command_center.engine.places import journal_path

    if options.journal is not None:
        at_utc = options.at_utc
        if at_utc is None and options.picture is not None:
            at_utc = END_UTC  # a picture shows how it ended; a screen begins at the beginning
        return open_recording(options.journal, at_utc, options.axis, options.until_utc)  # type: ignore[arg-type]
    journal = None
    if options.picture is not None and holder(journal_path(configuration)) is None:
        # A picture of a city that nobody runs leaves no journal behind, and two at once do not meet.
        import atexit
        import tempfile

        scratch = tempfile.TemporaryDirectory(prefix="command-center-", ignore_cleanup_errors=True)
        atexit.register(scratch.cleanup)
        journal = Path(scratch.name) / "journal.sqlite"
    return open_live(configuration, fresh=options.fresh and journal is None, actor=officer, desk=seat, journal=journal)


def glance(path: Path | None) -> dict[str, Any]:
    """The configuration unchecked, for what the first paint needs; nothing where it cannot be read."""
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def import_layers() -> None:
    """The layers' modules, which hold no Qt; one that cannot be imported is told where the map loads it."""
    from command_center.registry import plugins

    for plugin in plugins("layers").values():
        try:
            import_module(plugin.value.partition(":")[0])
        except Exception:
            continue


def start_late() -> None:
    """Begin with what no panel needs to show its first data; returns at once."""
    threading.Thread(target=import_late, name="late imports", daemon=True).start()


def import_late() -> None:
    """What some panel will want soon, before it is asked for."""
    for name in LATE_IMPORTS:
        try:
            import_module(name)
        except ImportError:
            continue
    from command_center.engine.garbage import out_of_sight

    out_of_sight()  # modules and panels stay; a full collection that walked them stopped the screen for 19 ms
