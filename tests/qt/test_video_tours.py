"""What the wall shows by itself: groups, tours, saved scenes, and cameras that come up for an incident or an alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import shapely
from PySide6.QtWidgets import QInputDialog

from command_center.config_video import CameraGroup, Tour
from command_center.domain.features import Feature
from command_center.domain.geo import destination
from tests.qt.making import making
from tests.qt.wall_stage import CTRL, KEY, PLACE, Screen, alarm, choose, incident, menu_of
from video.layouts import LAYOUTS
from widgets.video import menus
from widgets.video.dragging import camera_mime


@pytest.fixture
def screen(qtbot) -> Iterator[Callable[..., Screen]]:
    yield from making(Screen, qtbot)


# ---- groups, tours, scenes

GROUPS = (CameraGroup(key="roads", title="道路", title_en="Roads", where={"scene": "road"}), CameraGroup(key="two", cameras=("cam-7", "cam-6")))
TOURS = (Tour(key="round", title="巡视", title_en="Round", groups=("roads", "two"), dwell_s=10),
         Tour(key="large", groups=("two",), layout="1"))


class Watch:
    """A clock in the hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def _touring(screen, **more: Any) -> tuple[Screen, Watch]:
    it, watch = screen(tiles=3, group=GROUPS, tour=TOURS, **more), Watch()
    it.wall.touring.now_s = watch
    return it, watch


def test_a_tour_turns_pages_and_everything_comes_back(qtbot, screen) -> None:
    it, watch = _touring(screen)
    it.key(qtbot, KEY.Key_T)
    choose(it.wall, "巡视")
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"]
    watch.now_s += 10
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-3"], "a page with one camera has one tile"
    it.key(qtbot, KEY.Key_PageDown)
    assert it.wall.shown == ["cam-7", "cam-6"]
    it.key(qtbot, KEY.Key_PageUp)
    it.key(qtbot, KEY.Key_P)
    watch.now_s += 99
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-3"], "paused"
    saved = it.wall.save_view()
    assert "layout" not in saved and len(saved["cameras"]) == 3, "what is kept is the wall without the tour"
    assert "paused" in it.wall.plate.said.text() and it.wall.plate.isVisible()
    it.wall.acts.do("stop")
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"] and not it.wall.plate.isVisible()
    it.wall.touring.start("large")
    assert it.wall.shown == ["cam-7"]
    it.wall.touring.step(1)
    assert it.wall.shown == ["cam-6"]
    it.wall.touring.stop()
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"], "layout and cameras as before"


def test_an_alarm_holds_a_tour_and_it_goes_on_afterwards(screen) -> None:
    it, watch = _touring(screen)
    it.wall.touring.start("round")
    it.give("alarms", alarms={"a1": alarm()})
    assert it.wall.shown[0] in ("cam-8", "cam-9") and it.wall.tiles[0].brought and it.wall.tiles[0].level == 1
    watch.now_s += 60
    it.wall.touring.tick()
    assert it.wall.shown[1:] == ["cam-1", "cam-2"] and "waits" in it.wall.plate.said.text()
    it.give("alarms", alarms={"a1": alarm(state="acknowledged")})
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2"], "the page that was interrupted"
    watch.now_s += 10
    it.wall.touring.tick()
    assert it.wall.shown == ["cam-3"]
    it.give("alarms", alarms={"a1": alarm(ver=3)})
    it.wall.touring.tick()
    assert len(it.wall.shown) == 3 and it.wall.shown[0] in ("cam-8", "cam-9"), "the whole wall is there for the alarm"


def test_a_camera_put_on_a_page_by_hand_pauses_the_tour(screen) -> None:
    it, _ = _touring(screen)
    it.wall.touring.start("round")
    it.drop(1, camera_mime(["cam-5"]))
    assert it.wall.shown == ["cam-0", "cam-5", "cam-2"] and it.wall.touring.run.paused


def test_a_group_is_shown(screen) -> None:
    it, _ = _touring(screen)
    menu = it.wall.acts.pop_up(menus.groups)
    next(action for action in menu.actions() if action.text() == "two").trigger()
    menu.close()
    assert it.wall.shown == ["cam-7", "cam-6", ""]


def test_scenes_are_saved_by_name_recalled_and_deleted(qtbot, screen) -> None:
    it = screen()
    it.wall.set_layout(LAYOUTS["6"])
    it.drop(0, camera_mime(["cam-9"]))
    it.key(qtbot, KEY.Key_S, CTRL)
    dialog = it.wall.findChild(QInputDialog, "scene-name")
    dialog.setTextValue("夜班 & co")
    dialog.accept()
    saved = list(it.wall.shown)
    it.wall.set_layout(LAYOUTS["1"])
    other = screen()
    other.wall.restore_view(it.wall.save_view())
    other.key(qtbot, KEY.Key_S)
    qtbot.keyClick(menu_of(other.wall), KEY.Key_1)
    assert other.wall.shown == saved and len(other.wall.tiles) == 6
    other.wall.walls.delete_scene("夜班 & co")
    assert "scenes" not in other.wall.save_view()
    other.wall.restore_view({"scenes": {"x": 3, "y": {"layout": {"key": "4"}, "cameras": "z"}}, "layout": 7, "cameras": [1]})
    assert other.wall.walls.scenes == {}


# ---- what comes up by itself

def test_an_incident_that_is_over_lets_its_cameras_go(screen) -> None:
    it = screen()
    it.give("incidents", incidents={"i1": incident()})
    it.context.selection.select("incident", "i1")
    assert it.wall.shown == ["cam-8", "cam-9", "cam-2", "cam-3"]
    assert it.context.selection.watching == {"cam-8", "cam-9"}
    assert "2 cameras see it" in it.wall.plate.said.text()
    it.give("incidents", incidents={"i1": incident(closed_utc=9, status="closed")})
    assert it.wall.shown == ["cam-0", "cam-1", "cam-2", "cam-3"] and not it.context.selection.watching


def test_a_camera_behind_a_building_does_not_come_up(qtbot, screen) -> None:
    it = screen()
    lon, lat = destination(*PLACE, 180, 30)
    tower = shapely.box(float(lon) - 1e-4, float(lat) - 1e-4, float(lon) + 1e-4, float(lat) + 1e-4)
    houses = {"t": Feature("t", shapely.to_wkb(tower), {"height_m": 60})}
    it.give("features/buildings", features={"buildings": houses})
    it.give("incidents", incidents={"i1": incident()})
    it.context.selection.select("incident", "i1")
    qtbot.waitUntil(lambda: it.wall.walls.sight.is_ready, timeout=10_000)
    qtbot.waitUntil(lambda: it.context.selection.watching == {"cam-9"}, timeout=5_000)
    assert it.wall.shown == ["cam-0", "cam-9", "cam-2", "cam-3"], "the one that sees it stays where it is"


def test_alarms_come_up_until_they_are_acknowledged_or_put_back(qtbot, screen) -> None:
    it = screen()
    it.give("alarms", alarms={"a1": alarm(), "a2": alarm(alarm="a2", level=3)})
    assert it.wall.shown[:2] == ["cam-8", "cam-9"], "red comes up, yellow does not"
    it.key(qtbot, KEY.Key_Escape)
    assert it.wall.shown[:2] == ["cam-0", "cam-1"]
    it.give("alarms", alarms={"a1": alarm(ver=2)})
    assert it.wall.shown[:2] == ["cam-0", "cam-1"], "put back is put back"
    it.context.selection.select("alarm", "a1")
    assert it.wall.shown[:2] == ["cam-8", "cam-9"], "unless somebody asks for it"
    it.context.selection.select("", "")
    it.give("alarms", alarms={"a1": alarm(state="acknowledged")})
    assert it.wall.shown[:2] == ["cam-0", "cam-1"]
    it.key(qtbot, KEY.Key_A)
    it.give("alarms", alarms={"a3": alarm(alarm="a3")})
    assert it.wall.shown[:2] == ["cam-0", "cam-1"], "not followed any more"
    assert it.wall.save_view()["follow"] is False
    assert screen(alarm_level=0).wall.following.up == ()
