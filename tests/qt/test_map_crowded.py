"""What stands over the map keeps out of each other's way, and says so where there is nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
import synthetic_city as city
from map_stage import context
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from widgets.map import card as cards
from widgets.map.furniture import legend_box, place_box, place_text, scale_box
from widgets.map.panel import MapPanel
from widgets.map.viewpoint import Viewpoint


@pytest.mark.parametrize("width", [340, 460, 610, 1200])
def test_the_coordinates_are_not_cut_by_the_legend(width: int, qtbot: QtBot) -> None:
    context()
    view = replace(Viewpoint(width=width, height=700).centred(city.LON, city.LAT), level=24.0)
    box = place_box(view, place_text(-115.05531, 30.22412, view.ground_scale))
    assert not box.intersects(legend_box(view)) and box.right() <= width and box.bottom() <= 700
    bar = scale_box(view)
    assert box.left() >= 150 or box.bottom() <= bar.top() + 10, "beside the bar or above it"


def test_a_card_of_a_thing_below_a_cover_stands_beside_the_cover(qtbot: QtBot) -> None:
    context()
    layout = cards.Layout(280.0, 140.0, ())
    cover = QRectF(800, 12, 340, 420)
    box = cards.best_place(layout, 960.0, 150.0, 10.0, QRectF(8, 8, 1190, 770), [], [cover])
    assert not box.intersects(cover) and QRectF(8, 8, 1190, 770).contains(box)


def test_no_bookmarks_are_said(qtbot: QtBot) -> None:
    panel = MapPanel(context())
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.map.base.close())
    panel.resize(1100, 700)
    panel.show()
    qtbot.keyClick(panel.map, Qt.Key.Key_K)
    sheet = panel.map.sheet.content
    assert sheet.said.isVisible() and not sheet.buttons.isEnabled() and panel.focusWidget() is sheet.name
    sheet.name.setText("滨江")
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    assert not sheet.said.isVisible() and sheet.buttons.isEnabled() and sheet.list.isVisible()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Escape)
    assert not panel.map.sheet.isVisible()
    panel.map.base.close()


def test_the_list_of_layers_ends_above_the_time_window(qtbot: QtBot) -> None:
    panel = MapPanel(context())
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.map.base.close())
    panel.resize(1100, 360)
    panel.show()
    panel.layer_panel.set_open(True)
    panel.companions.bar.show()
    panel.companions.place()
    panel.layer_panel.look()
    panel.layer_panel.fit()
    assert panel.layer_panel.geometry().bottom() < panel.companions.bar.geometry().top()
    panel.map.base.close()


def test_no_tool_tip_covers_the_lines_of_the_list(qtbot: QtBot) -> None:
    panel = MapPanel(context())
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.map.base.close())
    panel.resize(1100, 700)
    panel.show()
    panel.layer_panel.set_open(True)
    for y, shown in ((80, False), (10, True)):
        at = QPoint(40, y)
        QApplication.sendEvent(panel.layer_panel.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, panel.layer_panel.mapToGlobal(at)))
        assert QToolTip.isVisible() == shown
    QToolTip.hideText()
    panel.map.base.close()


def test_space_in_the_list_is_not_the_windows(qtbot: QtBot) -> None:
    panel = MapPanel(context())
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.map.base.close())
    paused = []
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Space), panel)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(lambda: paused.append(True))
    panel.resize(1100, 700)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.layer_panel.set_open(True)
    panel.layer_panel.setFocus()
    row = panel.layer_panel.current()
    qtbot.keyClick(panel.layer_panel, Qt.Key.Key_Space)
    assert not paused and panel.layer_panel.current().visible != row.visible
    panel.map.base.close()
