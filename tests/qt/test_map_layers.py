"""List of layers, style panel, legend and saved views, by mouse and by keyboard."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
import synthetic_city as city
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QComboBox, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from command_center.config import Configuration, check_configuration
from command_center.state.snapshot import Changes
from layers.groups import DIMMED
from layers.styled import tokens
from widgets.context import Context
from widgets.i18n import install_language
from widgets.map.layer_controls import LayerControls
from widgets.map.panel import MapPanel
from widgets.map.style_classes import ClassesField, condition_of, condition_text
from widgets.map.style_panel import StylePanel

MAP: dict[str, Any] = {
    "group": [{"key": "g", "title": "专题", "title_en": "Themes"}],
    "layer": [
        {"kind": "lines", "key": "ways", "title": "道路分级", "title_en": "Classes of roads", "data": "features:roads",
         "group": "g", "style": {"by": "class", "classes": [{"value": "trunk", "colour": "hi", "width": 4}]}},
        {"kind": "clusters", "key": "houses", "title_en": "Houses", "data": "features:buildings", "group": "g",
         "style": {"cell": 300}},
        {"kind": "isochrones", "key": "reach", "title_en": "Reach", "data": "features:fire_stations", "visible": False,
         "style": {"minutes": [1, 2]}}],
    "view": [{"key": "plain", "title": "简图", "title_en": "Plain", "hide": ["g"], "opacity": {"basemap": 0.5},
              "centre": [115.03, 30.22], "metres_per_pixel": 3.0}],
}


def context(language: str = "en", profile: str = "desk") -> Context:
    configuration: Configuration = check_configuration(
        {"map": MAP, "packs": [], "city": {"centre": [city.LON, city.LAT], "metres_per_pixel": 4.0}}, None)
    return Context(configuration, {}, language, profile, 1.0, "officer", "desk-1", lambda: None)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    made = MapPanel(context())
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.resize(1100, 780)
    made.show()
    made.on_snapshot(city.snapshot(), Changes(reset=True))
    made.on_clock(city.NOW)
    yield made
    made.map.base.close()


def controls(panel: MapPanel) -> LayerControls:
    assert panel.layers is not None
    panel.map.grab()
    panel.layers.look()
    return panel.layers


def row_of(made: LayerControls, key: str) -> int:
    return next(at for at, row in enumerate(made.list.rows()) if row.key[1] == key)


def middle(made: LayerControls, key: str, x: float) -> QPoint:
    return QPoint(round(x), round(made.list._box(row_of(made, key)).center().y()))


def go_to(qtbot: QtBot, made: LayerControls, key: str) -> None:
    made.list.setFocus()
    qtbot.keyClick(made.list, Qt.Key.Key_Home)
    for _ in range(row_of(made, key)):
        qtbot.keyClick(made.list, Qt.Key.Key_Down)


def drag(widget: Any, x: int, y: int) -> None:
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(x, y), widget.mapToGlobal(QPointF(x, y)), Qt.MouseButton.NoButton,
                        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


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


def open_style(qtbot: QtBot, panel: MapPanel, key: str) -> StylePanel:
    made = controls(panel)
    go_to(qtbot, made, key)
    qtbot.keyClick(made.list, Qt.Key.Key_Return)
    assert panel.map.sheet is not None and isinstance(panel.map.sheet.content, StylePanel)
    style = panel.map.sheet.content
    qtbot.waitUntil(lambda: style.is_complete, timeout=20_000)
    return style


def type_into(qtbot: QtBot, field: Any, text: str) -> None:
    edit = field.control
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)


def test_a_filter_is_typed_and_its_error_is_said_with_its_place(qtbot: QtBot, panel: MapPanel) -> None:
    style = open_style(qtbot, panel, "ways")
    entry = panel.map.stack.entry("ways")
    assert entry is not None
    type_into(qtbot, style._fields["filter"], "class = 'trunk' and")
    assert style._errors["filter"].text() == "Character 20: the expression ends too early"
    assert style._errors["filter"].isVisible() and style._undo
    type_into(qtbot, style._fields["filter"], "class = 'trunk'")
    assert not style._errors["filter"].isVisible()
    panel.map.grab()
    assert len(entry.drawing.lines.ids) == 4 and style._fields["filter"].control.accessibleName() == "Filter"


def test_edits_are_undone_redone_reset_and_copied(qtbot: QtBot, panel: MapPanel) -> None:
    style = open_style(qtbot, panel, "ways")
    layer: Any = panel.map.stack.entry("ways").layer  # type: ignore[union-attr]
    colour = style._fields["style.colour"].control
    assert isinstance(colour, QComboBox)
    colour.setFocus()
    colour.setCurrentIndex(colour.findData("hi"))
    colour.activated.emit(colour.currentIndex())
    style._fields["style.width"].control.setValue(7)  # type: ignore[union-attr]
    assert (layer.style.colour, layer.style.width) == ("hi", 7.0)
    qtbot.keyClick(style, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (layer.style.colour, layer.style.width) == ("hi", 2.0)
    style.undo()
    assert layer.config == layer.original and not style.undo_button.isEnabled()
    style.redo()
    assert layer.style.colour == "hi" and colour.currentData() == "hi"
    qtbot.mouseClick(style.copy_button, Qt.MouseButton.LeftButton)
    table = tomllib.loads(QGuiApplication.clipboard().text())["map"]["layer"][0]
    assert table["kind"] == "lines" and table["style"]["colour"] == "hi" and table["style"]["classes"][0]["value"] == "trunk"
    qtbot.mouseClick(style.reset_button, Qt.MouseButton.LeftButton)
    assert layer.config == layer.original
    style.undo()
    assert layer.style.colour == "hi"


def test_classes_are_added_changed_and_removed(qtbot: QtBot, panel: MapPanel) -> None:
    style = open_style(qtbot, panel, "ways")
    layer: Any = panel.map.stack.entry("ways").layer  # type: ignore[union-attr]
    classes = style._fields["style.classes"]
    assert isinstance(classes, ClassesField)
    qtbot.mouseClick(classes.add, Qt.MouseButton.LeftButton)
    line = classes._lines[-1][2]
    qtbot.keyClicks(line, "primary, secondary")
    assert [one.value for one in layer.style.classes] == ["trunk", ("primary", "secondary")]
    line.selectAll()
    qtbot.keyClicks(line, "? width >")
    assert style._errors["style.classes"].isVisible()
    classes._on_remove(classes._lines[-1][1])
    assert len(layer.style.classes) == 1 and layer.style.classes[0].width == 4


def test_a_style_is_made_a_few_keys_at_a_time(qtbot: QtBot, panel: MapPanel) -> None:
    made = controls(panel)
    made.open_style("ways")
    style: Any = panel.map.sheet.content  # type: ignore[union-attr]
    assert not style.is_complete and not style._fields, "the map goes on before the controls are made"
    tall = panel.map.sheet.height()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: "style.width" in style._fields, timeout=20_000)
    style._fields["style.width"].control.setValue(7)
    style.undo()
    assert style.is_complete and style._fields["style.width"].value() == 2.0
    assert len(style._fields["style.classes"].value()) == 1, "what was half made is not made twice"
    assert panel.map.sheet.height() == tall  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_colours_and_symbols_are_offered_by_name_with_a_picture(qtbot: QtBot, language: str) -> None:
    install_language(language)
    made = MapPanel(context(language))
    qtbot.addWidget(made, before_close_func=lambda widget: widget.map.base.close())
    made.layers.open_style("houses")  # type: ignore[union-attr]
    style: Any = made.map.sheet.content  # type: ignore[union-attr]
    for _ in style._making:
        pass
    try:
        for path, word in (("style.colour", {"zh_CN": "浅灰", "en": "Light grey"}),
                           ("style.symbol", {"zh_CN": "消火栓", "en": "Hydrant"})):
            box = style._fields[path].control
            names = [box.itemText(row) for row in range(box.count())]
            assert word[language] in names and len(set(names)) == len(names)
            assert not set(names) & {*tokens.colours(), *(name for name in tokens.drawings() if "_" in name)}
            assert not any(box.itemIcon(row).isNull() for row in range(box.count()))
    finally:
        install_language("en")
        made.map.base.close()


def test_a_colour_that_is_not_offered_is_kept(qtbot: QtBot, panel: MapPanel) -> None:
    style = open_style(qtbot, panel, "ways")
    field: Any = style._fields["style.colour"]
    field.show_value("map.water")
    assert field.value() == "map.water" and field.control.currentText() == "map.water"


@pytest.mark.parametrize(("text", "condition"), [
    ("trunk", {"value": "trunk"}), ("1, 2.5", {"value": [1.0, 2.5]}), ("true", {"value": True}),
    ("≥ 300", {"above": 300.0}), (">= 3", {"above": 3.0}), ("? a > 1", {"when": "a > 1"}), ("？ a", {"when": "a"})])
def test_conditions_in_one_line(text: str, condition: dict[str, Any]) -> None:
    assert condition_of(text) == condition
    assert condition_of(condition_text(condition)) == condition


def test_only_configured_layers_have_a_style(qtbot: QtBot, panel: MapPanel) -> None:
    made = controls(panel)
    go_to(qtbot, made, "units")
    qtbot.keyClick(made.list, Qt.Key.Key_Return)
    assert panel.map.sheet is not None and panel.map.sheet.content is None
    units, ways = (made.list.rows()[row_of(made, key)] for key in ("units", "ways"))
    assert len(made.list.menu(ways).actions()) == len(made.list.menu(units).actions()) + 2


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
