"""The style panel, by mouse and by keyboard."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from layer_stage import context, controls, go_to, row_of, shown_panel
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from layers.styled import tokens
from widgets.i18n import install_language
from widgets.map.panel import MapPanel
from widgets.map.style_classes import ClassesField, condition_of, condition_text
from widgets.map.style_panel import StylePanel


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[MapPanel]:
    yield from shown_panel(qtbot)


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
