"""Legend, saved views and what layers show, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import synthetic_city as city
from layer_stage import context, controls, shown_panel
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from command_center.state.snapshot import Changes
from layers.groups import DIMMED
from widgets.map.panel import MapPanel


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from shown_panel(qtbot)


def test_the_legend_folds_by_key_and_lists_what_is_drawn(qtbot: QtBot, panel: MapPanel) -> None:
    made = controls(panel)
    assert not made.legend.is_open
    made.legend.setFocus()
    qtbot.keyClick(made.legend, Qt.Key.Key_Return)
    assert made.legend.is_open and "trunk" in made.legend.accessibleDescription()
    assert "Houses" in [text for block in made.legend._blocks for _, text in block.entries]
    tall = made.legend.height()
    panel.map.stack.groups["g"].visible = False
    panel.map.grab()
    panel.on_clock(city.NOW)
    assert "trunk" not in made.legend.accessibleDescription() and made.legend.height() < tall
    qtbot.mouseClick(made.legend, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert not made.legend.is_open


def test_saved_views_by_menu_and_by_key(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    names = [action.text() for action in made.views.menu_now().actions() if action.text()]
    assert names[:2] == ["As configured\tCtrl+Alt+1", "Plain\tCtrl+Alt+2"]
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClick(panel.map, Qt.Key.Key_2,
                   Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: made.views.views.current == "plain")
    assert not stack.groups["g"].visible and stack.entry("basemap").opacity == 0.5  # type: ignore[union-attr]
    assert panel.map.viewpoint.ground_scale == pytest.approx(3.0, rel=0.25)
    made.views.menu_now().actions()[0].trigger()
    assert stack.groups["g"].visible and stack.entry("basemap").opacity == 1.0  # type: ignore[union-attr]


def test_a_wall_shows_its_legend_and_takes_a_view_by_key(qtbot: QtBot) -> None:
    wall = MapPanel(context(profile="wall"))
    qtbot.addWidget(wall, before_close_func=lambda widget: widget.map.base.close())
    wall.resize(1100, 780)
    with qtbot.waitActive(wall):
        wall.show()
        wall.activateWindow()
    wall.on_snapshot(city.snapshot(), Changes(reset=True))
    wall.map.grab()
    wall.on_clock(city.NOW)
    legend = wall.wall.legend  # type: ignore[union-attr]
    assert legend.isVisible() and "trunk" in legend.accessibleDescription() and legend.heading == ""
    assert legend.geometry().right() < wall.width() and legend.height() > 60
    wall.resize(900, 360)
    wall.on_clock(city.NOW)
    tall = max(block.lines() for block in legend._blocks)
    assert len(legend._blocks) > 1 and legend.height() >= legend._content(), "in columns, for nobody scrolls a wall"
    assert tall * 20 < 300 and legend.width() < 480
    wall.resize(1100, 780)
    wall.map.grab()
    wall.map.setFocus()
    qtbot.keyClick(wall.map, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not wall.map.stack.groups["g"].visible)
    wall.map.grab()
    wall.on_clock(city.NOW)
    assert legend.heading == "Plain" and "trunk" not in legend.accessibleDescription()
    wall.show_view("")
    assert wall.map.stack.groups["g"].visible and legend.heading == ""
    wall.show_view("nothing of this name")
    assert wall.map.stack.groups["g"].visible
    wall.map.base.close()


def test_names_of_the_ground_are_dimmed_with_it(qtbot: QtBot, panel: MapPanel) -> None:
    controls(panel)
    ground = panel.map.stack.entry("basemap")
    assert ground is not None

    def faintest() -> int:
        panel.map.grab()
        shown = panel.map.scene._labels.shown
        return min((name.style.alpha for name in shown.names), default=0) if shown is not None else 0

    qtbot.waitUntil(lambda: panel.map.is_settled and faintest() > 0, timeout=20_000)
    bright = faintest()
    panel.map.stack.groups["g"].alone = True
    panel.map.update()
    qtbot.waitUntil(lambda: 0 < faintest() <= bright * DIMMED + 6, timeout=20_000)
    panel.map.stack.groups["g"].alone = False
    qtbot.waitUntil(lambda: faintest() == bright, timeout=20_000)


def test_a_view_of_ones_own_is_named_kept_and_deleted(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    stack.entry("units").visible = False  # type: ignore[union-attr]
    made.views.ask_name()
    dialog = made.views.findChild(QInputDialog, "view_name")
    assert dialog is not None
    dialog.setTextValue("夜班")
    dialog.accept()
    saved = panel.save_view()
    other = MapPanel(context("zh_CN"))
    qtbot.addWidget(other, before_close_func=lambda widget: widget.map.base.close())
    other.restore_view(saved)
    assert other.layers is not None
    own = [view for view in other.layers.views.views if view.own]
    assert [view.title.zh for view in own] == ["夜班"]
    other.layers.views.apply(own[0].key)
    assert not other.map.stack.entry("units").visible  # type: ignore[union-attr]
    delete = other.layers.views.menu_now().actions()[-1].menu()
    assert delete is not None
    delete.actions()[0].trigger()  # type: ignore[attr-defined]
    assert not [view for view in other.layers.views.views if view.own]
    other.map.base.close()


def test_a_click_on_a_number_opens_the_cluster(qtbot: QtBot, panel: MapPanel) -> None:
    controls(panel)
    for entry in panel.map.stack.entries:
        entry.visible = entry.layer.key == "houses"
    panel.map.grab()
    points = panel.map.stack.entry("houses").drawing.points  # type: ignore[union-attr]
    at = next(row for row, identity in enumerate(points.ids) if identity.startswith("cluster:"))
    level = panel.map.viewpoint.level
    x, y = panel.map.viewpoint.to_screen(points.xy[at:at + 1])[0]
    qtbot.mouseClick(panel.map, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert panel.map.viewpoint.level > level and panel.context.selection.id == ""


def test_rings_come_back_from_a_worker(qtbot: QtBot, panel: MapPanel) -> None:
    entry = panel.map.stack.entry("reach")
    assert entry is not None
    entry.visible = True
    panel.map.update()

    def drawn() -> bool:
        panel.on_clock(city.NOW)
        panel.map.grab()
        return len(entry.drawing.areas.ids) == 2

    qtbot.waitUntil(drawn, timeout=60_000)
    assert not panel.map.stack.status(entry).trouble


def test_words_are_whole_in_both_languages(qtbot: QtBot) -> None:
    for language in ("zh_CN", "en"):
        made = MapPanel(context(language))
        qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
        made.resize(900, 600)
        assert made.layers is not None
        made.layers.list.look()
        assert made.layers.list.height() <= 600 and made.layers.list.width() < 420
        assert made.layers.views.geometry().right() < made.layers.list.width()
        made.map.base.close()
