"""A whole desk without any process behind it: what tests of the window share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sessions import HandSession, storm_ticks

import widgets.loading as loading
from command_center.app import Desktop, Options
from command_center.config import City, Configuration
from command_center.packs import load_packs
from widgets.theme import Theme, set_theme


class HandDesk:
    """Stands for the processes and the journal behind a window."""

    engine_state = "running"

    def __init__(self, folder: Path) -> None:
        self.journal_path = folder / "journal.sqlite"
        self.session = HandSession(ticks=storm_ticks())
        self.is_closed = False

    def first_session(self) -> HandSession:
        return self.session

    def replay(self, at_utc: int, axis: str = "received") -> HandSession:
        return HandSession("replay", axis, at_utc=at_utc)

    def close(self) -> None:
        self.is_closed = True


def made_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HandDesk:
    """One that the next window is shown instead of processes."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    made = HandDesk(tmp_path)
    configuration = Configuration(city=City(name="江州", name_en="Jiangzhou", demo=True))
    monkeypatch.setattr(loading, "read", lambda *_: loading.Loaded(
        configuration, load_packs(configuration.packs), made))  # type: ignore[arg-type]
    return made


def opened(desk: HandDesk, qapp: QApplication, qtbot: Any) -> Iterator[Desktop]:
    """Its window, furnished; closed after the test."""
    made = Desktop(qapp, Options(language="en", size=(1600, 900), journal=desk.journal_path))
    said = made.window.message
    assert said and made.extras is None, "the window says that it connects before anything is loaded"
    made.show()
    qtbot.waitUntil(lambda: made.extras is not None, timeout=30_000)
    yield made
    made.close()
    made.window.deleteLater()
    qapp.processEvents()
    set_theme(Theme())
