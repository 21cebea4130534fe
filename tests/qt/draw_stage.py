"""A desk that draws: a map panel whose commands go through a real bus into a journal that desks share."""

from __future__ import annotations

import threading
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import synthetic_city as city
from map_stage import context, move, screen_of
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from command_center.domain.drawings import Drawn
from command_center.domain.events import IncidentNumbered, IncidentOpened
from command_center.engine.commands import LiveBus, RefusingBus
from command_center.journal.memory import MemoryJournal
from command_center.state.fold import Fold
from command_center.state.snapshot import Changes, Snapshot
from layers.plotting import places_of
from widgets.map.panel import MapPanel
from widgets.map.tools.draw_edit import EditDrawings
from widgets.map.tools.draw_pad import Pad, pad_of

Key, Shift, Control = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
UNDO, REDO = (Key.Key_Z, Control), (Key.Key_Z, Control | Shift)


class Known:
    """The live state of one desk, folded when somebody asks."""

    def __init__(self, journal: MemoryJournal) -> None:
        self.journal, self._fold, self._lock = journal, Fold(), threading.Lock()
        self._snapshot: Snapshot | None = None

    def current(self) -> Snapshot:
        with self._lock:
            for page in self.journal.read(self._fold.seq):
                self._fold.apply(page)
            self._snapshot = self._fold.take()[0]
            return self._snapshot

    def wait_for(self, seq: int, timeout_s: float) -> bool:
        return self.current().seq >= seq


class Desk:
    """panel, pad: the screen; drawings(): what the journal says."""

    def __init__(self, qtbot: QtBot, journal: MemoryJournal, actor: str, language: str = "zh_CN") -> None:
        self.qtbot, self.known = qtbot, Known(journal)
        self.bus: Any = LiveBus(lambda: journal, self.known, actor, "desk-1")
        made = context(language)
        made.session = lambda: SimpleNamespace(bus=self.bus, mode="live")  # type: ignore[assignment, return-value]
        self.panel = MapPanel(made)
        qtbot.addWidget(self.panel, before_close_func=lambda _: self.close())
        self.panel.resize(1100, 700)
        self.panel.show()
        self.panel.on_clock(city.NOW)
        self.show()
        self.pad: Pad = pad_of(made)

    def close(self) -> None:
        self.bus.close()
        self.panel.map.base.close()

    @property
    def tool(self) -> Any:
        return self.panel.map.tool

    def drawings(self) -> dict[str, Drawn]:
        """What is on the map by the journal."""
        return {name: drawn for name, drawn in self.known.current().drawings.items() if drawn.is_shown}

    def only(self) -> Drawn:
        """The only one."""
        (drawn,) = self.drawings().values()
        return drawn

    def show(self) -> None:
        """Bring the screen up to the journal."""
        snapshot = self.known.current()
        shown = replace(city.snapshot(), incidents=snapshot.incidents, drawings=snapshot.drawings)
        self.panel.on_snapshot(shown, Changes(reset=True))
        self.panel.map.grab()

    def settle(self) -> None:
        """Wait for the answers, then show them."""
        self.qtbot.waitUntil(lambda: all(one.refused for one in self.pad.pending.values()), timeout=20_000)
        self.show()

    def use(self, key: str) -> Any:
        self.panel.tool_bar.use(key)
        self.panel.map.grab()
        return self.tool

    def replay(self) -> None:
        self.bus.close()
        self.bus = RefusingBus()

    # hands

    def press(self, *keys: Any) -> None:
        """Keys into the map; (key, modifier) pairs or keys."""
        for key in keys:
            pair = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
            self.qtbot.keyClick(self.panel.map, *pair)
        self.panel.map.grab()

    def at(self, lon: float, lat: float) -> tuple[int, int]:
        """Pixel of degrees away from the city's middle, in thousandths."""
        return screen_of(self.panel, city.LON + lon / 1000, city.LAT + lat / 1000)

    def click(self, *places: tuple[float, float], modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        for place in places:
            self.qtbot.mouseClick(self.panel.map, Qt.MouseButton.LeftButton, modifier, QPoint(*self.at(*place)))
        self.panel.map.grab()

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.drag_pixels(self.at(*start), self.at(*end))

    def drag_pixels(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press, move in two steps, let go."""
        target, (x, y), (x2, y2) = self.panel.map, start, end
        self.qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        move(self.panel, (x + x2) / 2, (y + y2) / 2, held=True)
        move(self.panel, x2, y2, held=True)
        target.grab()
        self.qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=QPoint(round(x2), round(y2)))
        target.grab()


def journal_with_incident() -> MemoryJournal:
    """One open incident, away from where the tests draw."""
    journal = MemoryJournal()
    journal.append([
        IncidentOpened(at_utc=city.NOW, incident="i1", number="SJ-0001", title="积水", grade=1, lon=city.LON + 0.01,
                       lat=city.LAT + 0.006, stream="incident:i1", ver=1),
        IncidentNumbered(at_utc=city.NOW, incident="i1", number="SJ-0001", stream="incidents", ver=1)]).result()
    return journal


def places(drawn: Any) -> Any:
    """In thousandths of a degree from the city's middle."""
    return (places_of(drawn.kind, drawn.geometry) - (city.LON, city.LAT)) * 1000


def near(found: Any, expected: Any) -> bool:
    """Within a pixel's width."""
    found, expected = np.asarray(found), np.asarray(expected, float)
    return found.shape == expected.shape and bool(np.abs(found - expected).max() < 0.06)


def drawn_line(desk: Desk) -> EditDrawings:
    """A line of three places on the map, chosen by the tool that edits."""
    desk.use("draw_line")
    desk.click((-3, 1), (0, 2), (3, 1))
    desk.press(Key.Key_Return)
    desk.settle()
    tool = desk.use("draw_edit")
    desk.click((-1.5, 1.5))
    assert tool.chosen == desk.only().drawing
    return tool
