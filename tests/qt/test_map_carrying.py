"""A camera on the map is dragged away; a press that does not move is the click it always was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import synthetic_city as city
from map_stage import move, shown_map
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from widgets.map.panel import MapPanel


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from shown_map(qtbot, size=(900, 600))


def _camera_on_screen(panel: MapPanel) -> tuple[str, QPoint]:
    for camera in city.snapshot().cameras.values():
        x, y = panel.map.viewpoint.pixel(camera.lon, camera.lat)
        if 60 < x < 620 and 120 < y < 560 and panel.map.pointing.under(x, y) == ("camera", camera.camera):
            return camera.camera, QPoint(round(x), round(y))
    raise AssertionError("no camera in sight")


def test_a_camera_is_dragged_and_the_ground_stays(qtbot: QtBot, panel: MapPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[list[str]] = []
    monkeypatch.setattr("widgets.map.carrying.drag_cameras", lambda _source, cameras, _name: held.append(cameras))
    identity, at = _camera_on_screen(panel)
    before = panel.map.viewpoint
    qtbot.mousePress(panel.map, Qt.MouseButton.LeftButton, pos=at)
    for step in (4, 20, 60):
        move(panel, at.x() + step, at.y(), held=True)
    qtbot.mouseRelease(panel.map, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 0))
    assert held == [[identity]], "once"
    assert panel.map.viewpoint == before and panel.context.selection.id == ""
    move(panel, 500, 400, held=True)
    assert panel.map.viewpoint == before, "nothing is held any more"


def test_a_click_on_a_camera_selects_it(qtbot: QtBot, panel: MapPanel) -> None:
    identity, at = _camera_on_screen(panel)
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=at)
    assert (panel.context.selection.kind, panel.context.selection.id) == ("camera", identity)


def test_those_that_watch_show_their_cones(panel: MapPanel) -> None:
    camera = next(camera for camera in city.snapshot().cameras.values() if camera.heading_deg is not None)
    panel.map.zoom(-12)
    layer = next(entry.layer for entry in panel.map.stack.shown() if entry.layer.key == "cameras")
    assert not layer.draw(city.snapshot(), panel.map.view()).cones.ids
    panel.context.selection.watch(frozenset({camera.camera}))
    assert list(layer.draw(city.snapshot(), panel.map.view()).cones.ids) == [camera.camera]
