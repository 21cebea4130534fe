"""How a layer looks, edited while one watches: every change is on the map at once, can be undone, and can be copied as
TOML into the configuration. GUI thread."""

from __future__ import annotations

import time
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from layers.stack import Entry
from layers.styled.config import LayerConfig, merged
from layers.styled.expression import ExpressionError
from layers.styled.toml import to_toml
from widgets.context import Context
from widgets.map.style_classes import ClassesField
from widgets.map.style_fields import Field, field_for
from widgets.map.style_words import expression_wrong, say
from widgets.shortcuts import local_shortcut
from widgets.theme import theme

_COMMON = ("filter", "min_mpp", "max_mpp", "last_min")
_ONE_STEP_S = 0.8  # edits of one key that follow each other this quickly are undone together
_STEPS = 100


class StylePanel(QWidget):
    """The keys of one configured layer. Signal changed(layer): draw it anew. kind: of its [[map.layer]] table."""

    changed = Signal(str)

    def __init__(self, context: Context, entry: Entry, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._entry, self._kind = context, entry, kind
        self._layer: Any = entry.layer
        self._undo: list[LayerConfig] = []
        self._redo: list[LayerConfig] = []
        self._last = ("", 0.0)
        self._fields: dict[str, Field | ClassesField] = {}
        self._names: dict[str, QLabel] = {}
        self._errors: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form(), 1)
        column.addLayout(self._buttons())
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo)):
            local_shortcut(keys, self, act)
        self._show()
        self._retranslate()

    # what is in it

    def _form(self) -> QScrollArea:
        look = theme()
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, look.px(8), 0)
        form.setVerticalSpacing(look.px(4))
        form.setHorizontalSpacing(look.px(10))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        config = type(self._layer.config)
        for name in _COMMON:
            self._add(form, name, config.model_fields[name])
        style = config.model_fields["style"].annotation
        for name, field in style.model_fields.items():
            if name != "label":
                self._add(form, f"style.{name}", field)
        for name, field in style.model_fields["label"].annotation.model_fields.items():
            self._add(form, f"style.label.{name}", field)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumHeight(look.px(240))
        inside.setStyleSheet(f"* {{ font-size: {look.size('caption')}px; }}"
                             f"QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {{ min-height: {look.px(24)}px; min-width: 0; }}"
                             f"QLabel, QScrollArea, QWidget#keys {{ background: {look.colour('panel').name()}; }}")
        inside.setObjectName("keys")
        return area

    def _add(self, form: QFormLayout, path: str, field: Any) -> None:
        made: Field | ClassesField
        if path.endswith(".classes") and "tuple" in str(field.annotation) and field.annotation is not int:
            made = ClassesField(field.annotation.__args__[0])
        else:
            made = field_for(field.annotation, tuple(field.metadata))
        made.changed.connect(lambda: self._on_edit(path))
        error = QLabel()
        error.setWordWrap(True)
        error.setFont(theme().font("micro"))
        error.setStyleSheet(f"color: {theme().colour('orange').name()};")
        error.hide()
        name = QLabel()
        name.setFont(theme().font("caption"))
        name.setBuddy(made)
        name.setWordWrap(False)
        self._fields[path], self._names[path], self._errors[path] = made, name, error
        if isinstance(made, ClassesField):
            form.addRow(name)
            form.addRow(made)
        else:
            form.addRow(name, made)
        form.addRow(error)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(4))
        self.undo_button, self.redo_button = QPushButton(), QPushButton()
        self.reset_button, self.copy_button = QPushButton(), QPushButton()
        for button, act in ((self.undo_button, self.undo), (self.redo_button, self.redo),
                            (self.reset_button, self.reset), (self.copy_button, self.copy)):
            button.clicked.connect(act)
            button.setStyleSheet(f"padding: 0 {theme().px(8)}px;")
            row.addWidget(button)
        return row

    def _retranslate(self) -> None:
        self.setWindowTitle(self._context.say(*self._layer.title()))
        for path, label in self._names.items():
            key = path.removeprefix("style.")
            label.setText(say(key))
            control = self._fields[path]
            (control.control if isinstance(control, Field) else control).setAccessibleName(say(key))
        self.undo_button.setText(self.tr("Undo"))
        self.redo_button.setText(self.tr("Redo"))
        self.reset_button.setText(self.tr("Reset"))
        self.copy_button.setText(self.tr("Copy as TOML"))
        self.undo_button.setToolTip("Ctrl+Z")
        self.redo_button.setToolTip("Ctrl+Shift+Z")

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _show(self) -> None:
        """What the configuration says into the controls."""
        plain = self._layer.config.model_dump(mode="json")
        for path, field in self._fields.items():
            value: Any = plain
            for part in path.split("."):
                value = value[part]
            field.show_value(value)
            self._errors[path].hide()
        self._enable()

    def _enable(self) -> None:
        self.undo_button.setEnabled(bool(self._undo))
        self.redo_button.setEnabled(bool(self._redo))
        self.reset_button.setEnabled(self._layer.config != self._layer.original)

    # acts

    def _on_edit(self, path: str) -> None:
        """Something was edited: onto the map if it can be used, else say what is wrong beside it."""
        error = self._errors[path]
        try:
            changes: Any = self._fields[path].value()
            for part in reversed(path.split(".")):
                changes = {part: changes}
            whole = merged(self._layer.config.model_dump(), changes)
            config = type(self._layer.config)(**whole)
        except ValidationError as problem:
            error.setText(_said(problem))
            error.show()
            return
        except ValueError as problem:
            error.setText(say(str(problem)))
            error.show()
            return
        error.hide()
        if config != self._layer.config:
            self._remember(path)
            self._restyle(config)

    def _remember(self, path: str) -> None:
        now = time.monotonic()
        if self._last[0] != path or now - self._last[1] > _ONE_STEP_S:
            self._undo = [*self._undo[-_STEPS + 1:], self._layer.config]
        self._last = (path, now)
        self._redo = []

    def _restyle(self, config: LayerConfig) -> None:
        self._layer.restyle(config)
        self._entry.dirty = True
        self._enable()
        self.changed.emit(self._layer.key)

    def undo(self) -> None:
        """One step back."""
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        """One step forth again."""
        self._step(self._redo, self._undo)

    def _step(self, taken: list[LayerConfig], given: list[LayerConfig]) -> None:
        if taken:
            given.append(self._layer.config)
            self._last = ("", 0.0)
            self._restyle(taken.pop())
            self._show()

    def reset(self) -> None:
        """As the configuration file has it; can be undone too."""
        self._remember("")
        self._restyle(self._layer.original)
        self._show()

    def copy(self) -> None:
        """The table for the configuration file onto the clipboard."""
        QGuiApplication.clipboard().setText(to_toml(self._kind, self._layer.config))


def _said(problem: ValidationError) -> str:
    """The first thing that is wrong, in the screen's language."""
    for item in problem.errors():
        cause = item.get("ctx", {}).get("error")
        if isinstance(cause, ExpressionError):
            return expression_wrong(cause)
        if "count" in item["loc"]:
            return say("wrong.data")
    return say("wrong")
