"""The window's second: told to the panels one after the other, so that they are not all painted in one go."""

from __future__ import annotations

from typing import Any

from sessions import HandSession

from widgets.bridge import Bridge
from widgets.panels.base import Panel


class Listener(Panel):
    """Notes when it was told the time, and by which turn of the event loop."""

    key, area = "listener", "right"

    def __init__(self, told: list[int], number: int) -> None:
        super().__init__(None)  # type: ignore[arg-type]
        self._told, self._number = told, number

    def on_clock(self, now_utc: int) -> None:
        self._told.append(self._number)


def bridge_with(told: list[int]) -> Bridge:
    made = Bridge()
    made.show(HandSession())  # type: ignore[arg-type]
    made.panels = [Listener(told, number) for number in range(3)]  # type: ignore[attr-defined]
    for panel in made.panels:  # type: ignore[attr-defined]
        made.add(panel)
    told.clear()
    return made


def test_a_second_reaches_every_panel_one_a_turn(qtbot: Any) -> None:
    told: list[int] = []
    bridge = bridge_with(told)
    seen: list[int] = []
    bridge._turn.timeout.connect(lambda: seen.append(len(told)))
    with qtbot.waitSignal(bridge.ticked, timeout=5000):
        pass
    assert told == [], "the window is first"
    qtbot.waitUntil(lambda: told == [0, 1, 2], timeout=5000)
    assert seen[:3] == [1, 2, 3]
    bridge.stop()


def test_a_round_that_takes_longer_than_a_second_reaches_the_last_too(qtbot: Any) -> None:
    told: list[int] = []
    bridge = bridge_with(told)
    bridge._turn.setInterval(10_000)  # turns are given by hand, one a second
    for _ in range(6):
        bridge._begin_second()
        bridge._next_turn()
    assert told == [0, 1, 2, 0, 1, 2]
    bridge.stop()


def test_while_held_nobody_is_told(qtbot: Any) -> None:
    told: list[int] = []
    bridge = bridge_with(told)
    with qtbot.waitSignal(bridge.ticked, timeout=5000):
        pass
    bridge.hold(True)
    qtbot.wait(150)
    assert told == []
    bridge.tick()
    assert told == [0, 1, 2], "asked directly, all at once"
    bridge.stop()


def test_a_panel_that_raises_takes_no_second_from_the_next(qtbot: Any, monkeypatch: Any) -> None:
    told: list[int] = []
    bridge = bridge_with(told)
    errors: list[Any] = []
    monkeypatch.setattr("sys.excepthook", lambda *words: errors.append(words))
    monkeypatch.setattr(bridge.panels[0], "on_clock", lambda now: 1 // 0)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: told == [1, 2], timeout=5000)
    assert len(errors) == 1
    bridge.stop()
