"""Window, header, notices, bridge and scenes without any process behind them."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel
from sessions import NOW, HandSession, stormy

from command_center.config import City, Configuration
from command_center.notices import notify
from command_center.state.snapshot import Changes
from widgets.alarm_watch import AlarmWatch
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.director import Director
from widgets.grid import GridBody
from widgets.headline import LiveState, elapsed, make_headline
from widgets.main_window import MainWindow, load_panels
from widgets.panels.base import Panel
from widgets.panels.failure import FailedPanel
from widgets.scenes import UnknownScene, body_scale, choose_scene, read_layout
from widgets.sentences import TABLE, sentence
from widgets.theme import Theme, set_theme
from widgets.toasts import Toasts

CITY = Configuration(city=City(name="江州市城市运行指挥中心", name_en="Jiangzhou City Operations Centre", demo=True))


def context(session: HandSession, language: str = "en", director: Director | None = None) -> Context:
    return Context(CITY, {}, language, "desk", 1.0, "me", "03", lambda: session, director=director)


class Counting(Panel):
    key, area, depends_on = "counting", "left", ("alarms",)

    def __init__(self, shown: Context, fails: bool = False) -> None:
        super().__init__(shown)
        self.calls: list[bool] = []
        self.fails = fails

    def title(self) -> str:
        return "Counting"

    def on_snapshot(self, snapshot: Any, changes: Changes) -> None:
        self.calls.append(changes.reset)
        if self.fails:
            raise ValueError("broken on purpose")


def test_the_bridge_calls_only_whom_a_change_concerns(qtbot: Any) -> None:
    session = HandSession()
    bridge, panel = Bridge(), Counting(context(session))
    qtbot.addWidget(panel)
    bridge.show(session)
    bridge.add(panel)
    assert panel.calls == [True]
    session.give(stormy(), Changes(ids={"units": frozenset({"u"})}))
    bridge.pump()
    assert panel.calls == [True]
    session.give(stormy(), Changes(ids={"alarms": frozenset({"a"})}))
    bridge.pump()
    assert panel.calls == [True, False]
    bridge.stop()


def test_a_broken_panel_takes_no_other_down(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: told.append(error))
    session = HandSession()
    bridge, bad, good = Bridge(), Counting(context(session), fails=True), Counting(context(session))
    for panel in (bad, good):
        qtbot.addWidget(panel)
        bridge.add(panel)
    bridge.show(session)
    assert good.calls == [True] and len(told) == 1
    bridge.stop()


def test_a_panel_that_cannot_be_loaded_is_a_labelled_failure(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import command_center.registry as registry

    monkeypatch.setattr(registry, "plugins", lambda group: {"odd": registry.Plugin("odd", "no.such.module:Panel")})
    monkeypatch.setattr(sys, "excepthook", lambda *error: None)
    panels = load_panels(context(HandSession()), ["odd"])
    qtbot.addWidget(panels["odd"])
    assert isinstance(panels["odd"], FailedPanel)
    assert "odd" in panels["odd"].findChildren(QLabel)[0].text()


def test_the_headline_says_the_gravest_warning_and_who_is_silent(qtbot: Any) -> None:
    session = HandSession()
    headline = make_headline(context(session), session, stormy(), NOW)
    assert headline.warning_level == 2 and headline.warning == "Rainstorm orange warning"
    assert "02:17" in headline.warning_note
    assert ("DEMO", False) in headline.marks and "1 / 2" in headline.sources
    assert headline.live_state == LiveState.TROUBLED
    assert headline.counts[1] == (1, True) and headline.counts[2] == (2, False)


def test_a_replay_is_named_in_the_headline(qtbot: Any) -> None:
    session = HandSession("replay")
    marks = make_headline(context(session), session, stormy(), NOW).marks
    assert marks[0][1] and "REPLAY" in marks[0][0]


def test_elapsed_counts_days() -> None:
    assert elapsed(137 * 60_000_000) == "02:17"
    assert elapsed(-5) == "00:00"


@pytest.mark.parametrize(("size", "text"), [((1920, 1080), "desk"), ((3840, 1080), "wall")])
def test_the_window_has_exactly_its_size(qtbot: Any, size: tuple[int, int], text: str) -> None:
    scene = choose_scene("", size, {})
    assert scene.profile == text
    window = MainWindow(scene)
    qtbot.addWidget(window)
    window.show()
    image = window.grab().toImage()
    assert (image.width(), image.height()) == size


def test_a_scene_of_the_configuration_refines_a_shipped_one() -> None:
    scene = choose_scene("tower", None, {"tower": {"profile": "wall", "pixel_pitch_mm": 0.63,
                                                   "viewing_distance_m": 5.0, "monitor": "1"}})
    assert scene.profile == "wall" and scene.scale == pytest.approx(3.3, abs=0.1) and scene.monitor == "1"
    with pytest.raises(UnknownScene):
        choose_scene("nowhere", None, {})


@pytest.mark.parametrize(("profile", "pitch", "distance", "scale"), [
    ("wall", 0.9375, 5.0, 2.25), ("wall", 1.25, 8.0, 2.7), ("wall", 0.63, 5.0, 3.3)])
def test_the_scale_follows_pitch_and_distance(profile: str, pitch: float, distance: float, scale: float) -> None:
    assert body_scale(profile, pitch, distance) == pytest.approx(scale, abs=0.06)


def test_the_grid_shows_less_instead_of_shrinking(qtbot: Any) -> None:
    grid = GridBody(read_layout("wall"), 6)
    qtbot.addWidget(grid)
    present = {"vitals", "map", "video", "queue", "units", "timeline"}
    boxes = grid.boxes(3840, 2000, present)
    assert set(boxes) == present
    whole = QRect(0, 0, 3840, 2000)
    for key, box in boxes.items():
        assert whole.contains(box), key
        assert not any(box.intersects(other) for name, other in boxes.items() if name != key)
    assert "units" not in grid.boxes(1000, 600, present)


def test_equal_notices_are_counted_not_stacked(qtbot: Any) -> None:
    window = MainWindow(choose_scene("desk", (1280, 720), {}))
    qtbot.addWidget(window)
    toasts = Toasts(window)
    window.add_overlay(toasts, lambda below: toasts.fit(80))
    window.show()
    for _ in range(3):
        notify("error", "notice.engine_lost")
    notify("warning", "notice.journal_tail", detail="x")
    qtbot.waitUntil(lambda: len(toasts.toasts()) == 2)
    assert toasts.toasts()[0].count == 3
    assert window.rect().contains(toasts.geometry())
    notify("info", "notice.engine_recovered")
    qtbot.waitUntil(lambda: [toast.notice.key for toast in toasts.toasts()] == ["notice.journal_tail",
                                                                                "notice.engine_recovered"])
    toasts.close_ear()


def test_every_sentence_can_be_filled_even_without_its_parameters(qtbot: Any) -> None:
    for key in TABLE:
        assert sentence(key)
    assert sentence("refusal.unheard_of", {"unit": "7"}) == "refusal.unheard_of (unit 7)"


class Trumpet:
    """Stands for the loudspeaker."""

    is_sounding = False

    def start(self) -> None:
        self.is_sounding = True

    def stop(self) -> None:
        self.is_sounding = False

    def close(self) -> None:
        self.is_sounding = False


def test_a_red_alarm_is_heard_until_acknowledged_and_breaks_through_a_replay(qtbot: Any) -> None:
    import msgspec

    live = HandSession()
    director = Director(lambda at, axis: HandSession("replay", axis, at_utc=at))
    bridge, horn = Bridge(), Trumpet()
    director.session_changed.connect(bridge.show)
    director.start(live)
    watch = AlarmWatch(context(live, director=director), director, bridge, horn)  # type: ignore[arg-type]
    watch.look()
    assert horn.is_sounding
    watch.mute("known")
    assert not horn.is_sounding and live.bus.commands[0].act == "sound.muted"  # type: ignore[attr-defined]
    director.open_replay(NOW - 60_000_000)
    qtbot.waitUntil(lambda: director.in_replay)
    second = msgspec.structs.replace(stormy().alarms["a1"], alarm="a2")
    live.give(stormy(alarms={**stormy().alarms, "a2": second}))
    with qtbot.waitSignal(watch.broke_through) as told:
        watch.look()
    assert told.args[0].alarm == "a2" and horn.is_sounding
    live.give(stormy(alarms={}))
    watch.look()
    assert not horn.is_sounding
    watch.close()
    bridge.stop()


def test_the_wall_offers_nothing_to_click(qtbot: Any) -> None:
    from PySide6.QtWidgets import QAbstractButton, QLineEdit

    from widgets.timeline.panel import TimelinePanel

    set_theme(Theme("wall", 2.0))
    try:
        session = HandSession()
        director = Director(lambda at, axis: HandSession("replay"))
        director.start(session)
        panel = TimelinePanel(context(session, director=director))
        qtbot.addWidget(panel)
        assert not panel.findChildren(QAbstractButton) and not panel.findChildren(QLineEdit)
        assert panel.track.focusPolicy() == Qt.FocusPolicy.NoFocus
    finally:
        set_theme(Theme())


def test_cycles_are_collected_on_the_gui_thread_alone(qtbot: Any) -> None:
    import gc
    import threading

    from widgets.collector import Collector

    class Knot:
        def __init__(self) -> None:
            self.self = self

        def __del__(self) -> None:
            threads.add(threading.current_thread())

    threads: set[threading.Thread] = set()
    before = gc.get_threshold()
    collector = Collector()
    worker = threading.Thread(target=lambda: [Knot() for _ in range(5000)])
    worker.start()
    worker.join()
    assert not threads
    qtbot.waitUntil(lambda: bool(threads), timeout=5000)
    assert threads == {threading.main_thread()}
    collector.close()
    assert gc.get_threshold() == before


def test_the_wall_grid_and_desk_body_survive_odd_sizes(qtbot: Any) -> None:
    grid = GridBody(read_layout("wall_tall"), 6)
    qtbot.addWidget(grid)
    for size in ((0, 0), (10, 10), (300, 4000), (9000, 100)):
        for box in grid.boxes(*size, {"vitals", "map", "video", "timeline"}).values():
            assert box.width() >= 0 and box.height() >= 0


def test_a_desk_gives_the_map_what_is_left(qtbot: Any) -> None:
    from widgets.desk_body import DeskBody

    body = DeskBody(read_layout("desk"), 6)
    qtbot.addWidget(body)
    session = HandSession()
    panels = {key: Counting(context(session)) for key in ("vitals", "map", "video", "queue", "alarms", "units",
                                                          "timeline", "plug_in")}
    body.fill(panels)
    body.resize(1920, 1018)
    body.show()
    qtbot.waitUntil(lambda: panels["map"].width() > 1000)
    assert panels["vitals"].width() == pytest.approx(316, abs=8)
    assert panels["timeline"].height() == pytest.approx(76, abs=8)
    assert panels["plug_in"].window() is body.window(), "a panel that no scene names finds a place by its area"
    state = body.save_view()
    body.restore_view(state)
    body.restore_view({"splitters": {"across": "bm9uc2Vuc2U="}, "front": ["gone"]})
