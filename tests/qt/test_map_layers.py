"""The list of layers, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from layer_stage import context, controls, drag, go_to, middle, row_of, shown_panel
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from widgets.map.layer_controls import LayerControls
from widgets.map.panel import MapPanel


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from shown_panel(qtbot)


def test_rows_say_how_many_and_what_is_wrong(panel: MapPanel) -> None:
    made = controls(panel)
    rows = {row.key[1]: row for row in made.list.rows()}
    assert rows["ways"].count == "24" and rows["houses"].count == "64" and rows["g"].lines == ("group of 2",)
    entry = panel.map.stack.entry("ways")
    assert entry is not None
    entry.layer.restyle(entry.layer.config.changed({"filter": "lanes > 2"}))  # type: ignore[attr-defined]
    entry.dirty = True
    made = controls(panel)
    row = made.list.rows()[row_of(made, "ways")]
    assert row.wrong and row.lines == ("0 shown", "No feature has the property “lanes”")


def test_groups_fold_and_hide_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    go_to(qtbot, made, "g")
    assert "Themes" in made.list.accessibleDescription() and "shown" in made.list.accessibleDescription()
    qtbot.keyClick(made.list, Qt.Key.Key_Return)
    assert not stack.groups["g"].is_open and all(row.key[1] != "ways" for row in made.list.rows())
    qtbot.keyClick(made.list, Qt.Key.Key_Space)
    assert "ways" not in [entry.layer.key for entry in stack.shown()]
    qtbot.keyClick(made.list, Qt.Key.Key_Space)
    qtbot.keyClick(made.list, Qt.Key.Key_Left)
    list(stack.shown())
    assert stack.entry("ways").strength == pytest.approx(0.9)  # type: ignore[union-attr]


def test_a_group_is_folded_and_ticked_by_mouse(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    qtbot.mouseClick(made.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(made, "g", 14))
    assert not stack.groups["g"].is_open
    qtbot.mouseClick(made.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(made, "g", 30))
    assert not stack.groups["g"].visible


def test_opacity_by_the_strip_and_order_by_dragging(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    from widgets.map.layer_row_painter import strip_box

    strip = strip_box(made.list._box(row_of(made, "ways")))
    qtbot.mousePress(made.list.viewport(), Qt.MouseButton.LeftButton, pos=strip.center().toPoint())
    assert stack.entry("ways").opacity == pytest.approx(0.5, abs=0.05)  # type: ignore[union-attr]
    drag(made.list.viewport(), round(strip.right()), round(strip.center().y()))
    qtbot.mouseRelease(made.list.viewport(), Qt.MouseButton.LeftButton, pos=strip.center().toPoint())
    assert stack.entry("ways").opacity == 1.0  # type: ignore[union-attr]
    order = [row.key[1] for row in made.list.rows()]
    upper, lower = order[2], order[3]
    qtbot.mousePress(made.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(made, lower, 90))
    place = middle(made, upper, 90)
    drag(made.list.viewport(), place.x(), place.y())
    qtbot.mouseRelease(made.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    moved = [row.key[1] for row in made.list.rows()]
    assert moved[2:4] == [lower, upper]
    assert stack.entry(lower).visible, "a drag does not tick"  # type: ignore[union-attr]


def press_and_drag(qtbot: QtBot, made: LayerControls, key: str, over: list[str]) -> None:
    """Press on a line and go over others, one after the other as they then stand."""
    view = made.list.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle(made, key, 90))
    for other in over:
        place = middle(made, other, 90)
        drag(view, place.x(), place.y())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle(made, key, 90))


def test_a_layer_is_dragged_into_a_group_and_out_of_it(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    press_and_drag(qtbot, made, "hydrants", ["g"])
    assert [row.key[1] for row in made.list.rows()][row_of(made, "g") + 1] == "hydrants"
    assert stack.entry("hydrants").group == "g" and stack.entry("hydrants").visible  # type: ignore[union-attr]
    assert made.list.rows()[row_of(made, "g")].count == "3"
    press_and_drag(qtbot, made, "hydrants", ["houses", "ways", "stations"])
    assert stack.entry("hydrants").group == "" and row_of(made, "hydrants") == row_of(made, "stations") + 1  # type: ignore[union-attr]
    press_and_drag(qtbot, made, "stations", ["ways"])
    assert stack.entry("stations").group == "g" and row_of(made, "ways") == row_of(made, "stations") + 1  # type: ignore[union-attr]
    saved = panel.save_view()
    other = MapPanel(context())
    qtbot.addWidget(other, before_close_func=lambda widget: widget.map.base.close())
    other.restore_view(saved)
    assert other.map.stack.entry("stations").group == "g"  # type: ignore[union-attr]
    other.map.base.close()


def test_a_group_is_dragged_with_all_in_it_and_not_into_itself(qtbot: QtBot, panel: MapPanel) -> None:
    made = controls(panel)
    above = made.list.rows()[row_of(made, "g") - 1].key[1]
    press_and_drag(qtbot, made, "g", ["ways", above])
    at = row_of(made, "g")
    assert [row.key[1] for row in made.list.rows()][at:at + 4] == ["g", "houses", "ways", above]


def test_ctrl_down_leads_through_groups_by_keyboard(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    above = made.list.rows()[row_of(made, "g") - 1].key[1]
    go_to(qtbot, made, above)
    control, groups = Qt.KeyboardModifier.ControlModifier, []
    for _ in range(4):
        qtbot.keyClick(made.list, Qt.Key.Key_Down, control)
        groups.append(stack.entry(above).group)  # type: ignore[union-attr]
        current = made.list.current()
        assert current is not None and current.key[1] == above, "the line that was moved stays the current one"
    assert groups == ["g", "g", "g", ""] and row_of(made, above) == row_of(made, "ways") + 1
    for _ in range(4):
        qtbot.keyClick(made.list, Qt.Key.Key_Up, control)
    assert row_of(made, above) == row_of(made, "g") - 1


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """Somebody listens: Qt tells of changes only then."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("screen_reader")
def test_a_screen_reader_finds_every_line(qtbot: QtBot, panel: MapPanel) -> None:
    made, stack = controls(panel), panel.map.stack
    heard = QAccessible.queryAccessibleInterface(made.list)
    assert heard.role() == QAccessible.Role.List and heard.text(QAccessible.Text.Name) == "Layers"
    lines = [heard.child(at) for at in range(heard.childCount())]
    assert [one.text(QAccessible.Text.Name) for one in lines] == ["Layers", *(row.title for row in made.list.rows())]
    ways = lines[row_of(made, "ways") + 1]
    assert ways.text(QAccessible.Text.Description) == "Classes of roads, shown, opacity 100 %, 24 shown"
    assert ways.rect().size() == made.list._box(0).toRect().size() and ways.state().checkable and ways.state().checked
    go_to(qtbot, made, "ways")
    assert made.list.currentIndex().data() == "Classes of roads" and "Classes of roads" in made.list.accessibleDescription()
    made.list.model().setData(made.list.currentIndex(), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert not stack.entry("ways").visible and not ways.state().checked  # type: ignore[union-attr]
    made.list.set_open(False)
    assert heard.childCount() == 1 and "folded" in heard.child(0).text(QAccessible.Text.Description)
