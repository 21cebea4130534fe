"""The map widget: pans exactly, zooms about the cursor, selects, chooses places, survives its workers."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
import synthetic_city as city
from map_stage import context, move
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from command_center.domain.time import HOUR
from command_center.engine.clock import ReplayClock
from command_center.state.snapshot import EMPTY, Changes
from widgets.map.panel import MapPanel
from widgets.theme import theme


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    made = MapPanel(context())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(900, 600)
    made.show()
    made.on_clock(city.NOW)
    yield made
    made.map.base.close()


def settle(qtbot: QtBot, panel: MapPanel) -> QImage:
    qtbot.waitUntil(lambda: panel.is_settled() and panel.map.base.tiles.version > 0, timeout=60_000)
    return panel.map.grab().toImage()


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_workers_draw_the_base_map(qtbot: QtBot, panel: MapPanel) -> None:
    empty = colours(panel.map.grab().toImage())
    assert theme().colour("map.land").name() in empty
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    seen = colours(settle(qtbot, panel))
    for token in ("map.water", "map.road_trunk", "map.park"):
        assert theme().colour(token).name() in seen, token


def test_a_killed_worker_comes_back_and_the_map_with_it(qtbot: QtBot, panel: MapPanel) -> None:
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    before = settle(qtbot, panel)
    old = panel.map.base.pool.pids()
    for pid in old:
        os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(panel.map.base.pool.pids()) == 2 and not set(old) & set(panel.map.base.pool.pids()),
                    timeout=30_000)
    panel.map.go(panel.map.viewpoint.moved(4000, 0))
    settle(qtbot, panel)
    panel.map.go(panel.map.viewpoint.moved(-4000, 0))
    settle(qtbot, panel)
    assert panel.map.base.tiles.pending == 0
    base = {theme().colour(f"map.{name}").name() for name in ("land", "water", "park", "road_trunk", "road_primary")}
    assert colours(panel.map.grab().toImage()) & base == colours(before) & base == base


def test_a_drag_moves_the_ground_by_exactly_its_pixels(qtbot: QtBot, panel: MapPanel) -> None:
    place = panel.map.viewpoint.lonlat(450, 300)
    qtbot.mousePress(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(450, 300))
    for x in (470, 521, 577):
        qtbot.mouseMove(panel.map, QPoint(x, 300 + x // 10))
        move(panel, x, 300 + x // 10, held=True)
    qtbot.mouseRelease(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(577, 357))
    assert panel.map.viewpoint.pixel(*place) == pytest.approx((577, 357), abs=1e-3)
    assert panel.context.selection.id == "", "a drag is no click"


def wheel(panel: MapPanel, x: int, y: int, turn: int) -> None:
    event = QWheelEvent(QPointF(x, y), panel.map.mapToGlobal(QPointF(x, y)), QPoint(), QPoint(0, turn),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(panel.map, event)


def test_the_wheel_zooms_about_the_cursor(qtbot: QtBot, panel: MapPanel) -> None:
    place, level = panel.map.viewpoint.lonlat(200, 150), panel.map.viewpoint.level
    for _ in range(5):
        wheel(panel, 200, 150, 120)
    assert panel.map.viewpoint.level == level + 5
    assert panel.map.viewpoint.pixel(*place) == pytest.approx((200, 150), abs=3)
    wheel(panel, 200, 150, 40)
    qtbot.waitUntil(lambda: panel.map.viewpoint.level == round(panel.map.viewpoint.level))


def test_keys_pan_zoom_and_go_home(qtbot: QtBot, panel: MapPanel) -> None:
    home = panel.map.viewpoint
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Plus):
        qtbot.keyClick(panel.map, key)
    assert panel.map.viewpoint.level == home.level + 1 and panel.map.viewpoint.x > home.x
    qtbot.keyClick(panel.map, Qt.Key.Key_Home)
    assert panel.map.viewpoint == panel.map.home


def test_a_click_selects_and_an_empty_place_lets_go(qtbot: QtBot, panel: MapPanel) -> None:
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    panel.map.grab()
    incident = city.snapshot().incidents["i4"]
    x, y = panel.map.viewpoint.pixel(incident.lon, incident.lat)
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert (panel.context.selection.kind, panel.context.selection.id) == ("incident", "i4")
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(880, 470))
    assert panel.context.selection.id == ""


def test_selecting_elsewhere_brings_it_into_view(panel: MapPanel) -> None:
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    panel.map.go(panel.map.viewpoint.moved(9000, 0))
    panel.context.selection.select("camera", "c/2")
    camera = city.snapshot().cameras["c/2"]
    assert panel.map.viewpoint.pixel(camera.lon, camera.lat) == pytest.approx((450, 300), abs=2)


def test_a_place_is_chosen_by_click_and_by_key(qtbot: QtBot, panel: MapPanel) -> None:
    chosen: list[tuple[str, float, float]] = []
    selection = panel.context.selection
    selection.place_chosen.connect(lambda key, lon, lat: chosen.append((key, lon, lat)))
    selection.place_requested.emit("new-incident")
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(450, 300))
    selection.place_requested.emit("by-key")
    qtbot.keyClick(panel.map, Qt.Key.Key_Return)
    selection.place_requested.emit("never-mind")
    qtbot.keyClick(panel.map, Qt.Key.Key_Escape)
    assert [key for key, *_ in chosen] == ["new-incident", "by-key"]
    assert chosen[0][1:] == pytest.approx((city.LON, city.LAT), abs=1e-4)


def test_layers_are_managed_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    layers, stack = panel.layer_panel, panel.map.stack
    top = stack.entries[-1]
    qtbot.keyClick(layers, Qt.Key.Key_Space)
    assert not top.visible
    qtbot.keyClick(layers, Qt.Key.Key_Left)
    assert top.opacity == pytest.approx(0.9)
    qtbot.keyClick(layers, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert stack.entries[-2] is top
    qtbot.mouseClick(layers.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert not layers.is_open


def test_a_layer_list_row_is_ticked_by_mouse(qtbot: QtBot, panel: MapPanel) -> None:
    top = panel.map.stack.entries[-1]
    qtbot.mouseClick(panel.layer_panel.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(18, 41))
    assert not top.visible
    qtbot.mouseClick(panel.layer_panel.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 41))
    assert top.visible


def test_view_state_survives_a_restart(qtbot: QtBot, panel: MapPanel) -> None:
    panel.map.zoom(3)
    panel.map.go(panel.map.viewpoint.moved(100, 40))
    other = MapPanel(context("en"))
    qtbot.addWidget(other, before_close_func=lambda widget: widget.map.base.close())
    other.resize(900, 600)
    other.restore_view(panel.save_view())
    assert other.map.viewpoint.level == panel.map.viewpoint.level
    here, there = panel.map.viewpoint, other.map.viewpoint
    assert (there.x, there.y) == pytest.approx((here.x, here.y), abs=1.0)
    other.restore_view({"lon": "x", "lat": None, "level": [], "layers": 3})
    other.map.base.close()


def test_a_wall_has_no_controls(qtbot: QtBot) -> None:
    wall = MapPanel(context(profile="wall"))
    qtbot.addWidget(wall, before_close_func=lambda widget: widget.map.base.close())
    assert wall.layer_panel is None and wall.map.sheet is None and wall.wall is not None
    assert list(wall.map.covers) == [wall.wall.legend] and wall.wall.legend.focusPolicy() == Qt.FocusPolicy.NoFocus
    wall.map.base.close()


def test_a_seek_redraws_nothing_that_is_the_same(qtbot: QtBot, panel: MapPanel) -> None:
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    settle(qtbot, panel)
    version = panel.map.base.tiles.version
    panel.on_snapshot(city.snapshot(), Changes(reset=True))  # new objects, the same city
    settle(qtbot, panel)
    assert panel.map.base.tiles.version == version
    panel.on_snapshot(EMPTY, Changes(reset=True))
    qtbot.waitUntil(lambda: panel.map.base.tiles.version > version and panel.is_settled(), timeout=30_000)
    assert theme().colour("map.water").name() not in colours(panel.map.grab().toImage())



def test_a_settled_map_stands_still(qtbot: QtBot, panel: MapPanel) -> None:
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    panel.hold(True)
    settle(qtbot, panel)
    assert panel.grab().toImage() == panel.grab().toImage()


def test_a_unit_on_its_way_is_shown_by_road(qtbot: QtBot, panel: MapPanel) -> None:
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    settle(qtbot, panel)
    panel.on_snapshot(city.snapshot(), Changes(ids={"positions": frozenset(("u/0",))}))
    qtbot.waitUntil(lambda: bool(panel.map.base.ways.paths), timeout=30_000)
    path = panel.map.base.ways.paths["o1"]
    incident = city.snapshot().incidents["i1"]
    assert len(path) > 3 and path[-1] == pytest.approx((incident.lon, incident.lat), abs=1e-6)


def test_an_empty_map_says_so_in_one_sentence(qtbot: QtBot, panel: MapPanel) -> None:
    panel.on_snapshot(EMPTY, Changes(reset=True))
    assert panel._empty.isVisible() and "Nothing is known yet" in panel._empty.text()
    assert panel.rect().contains(panel._empty.geometry())
    panel.on_snapshot(city.snapshot(), Changes(reset=True))
    assert not panel._empty.isVisible()
    for entry in panel.map.stack.entries:
        entry.visible = False
    panel.on_clock(city.NOW)
    assert panel._empty.isVisible() and "All layers are switched off" in panel._empty.text()


def test_a_replay_before_the_record_says_when_it_begins(qtbot: QtBot, panel: MapPanel) -> None:
    class Before:
        mode = "replay"
        clock = ReplayClock(city.NOW - HOUR)
        history = type("History", (), {"bounds": staticmethod(lambda: (city.NOW, city.NOW + HOUR))})

    panel.context.session = Before  # type: ignore[assignment]
    panel.on_snapshot(EMPTY, Changes(reset=True))
    assert panel._empty.isVisible() and "The record begins at 2026-07-12 14:32:07" in panel._empty.text()


def test_the_list_of_layers_folds_on_a_narrow_map_unless_it_is_wanted(qtbot: QtBot, panel: MapPanel) -> None:
    layers = panel.layer_panel
    assert layers is not None and layers.is_open
    panel.resize(600, 500)
    assert not layers.is_open and "layers_open" not in panel.save_view()
    layers.set_open(True)
    panel.resize(500, 500)
    assert layers.is_open and panel.save_view()["layers_open"]
