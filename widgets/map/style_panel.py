"""How a layer looks, edited while one watches: every change is on the map at once, can be undone, and can be copied as
TOML into the configuration. GUI thread.

A style has twenty keys and more, each with a control: they are made a few at a time, so that the map goes on meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
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
_SLICE_S = 0.004  # of a turn of the event loop, for controls that are still to be made


class _Keys(QScrollArea):
    """Wants the same room before its rows are made as after."""

    def sizeHint(self) -> QSize:
        """As tall as a scrolled list is at most."""
        return QSize(theme().px(300), theme().px(520))


class StylePanel(QWidget):
    """The keys of one configured layer. Signals: changed(layer): draw it anew; completed(): every key has its control.
    kind: of its [[map.layer]] table."""

    changed = Signal(str)
    completed = Signal()

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
        self._form = QFormLayout()
        column.addWidget(self._area(), 1)
        column.addLayout(self._buttons())
        for keys, act in (("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo)):
            local_shortcut(keys, self, act)
        self._enable()
        self._retranslate()
        self._making: Iterator[None] | None = self._rows()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(lambda: self._go_on())
        self._turn.start()

    # what is in it

    @property
    def is_complete(self) -> bool:
        """Whether every key has its control."""
        return self._making is None

    def _area(self) -> QScrollArea:
        look, form = theme(), self._form
        inside = QWidget()
        inside.setObjectName("keys")
        inside.setStyleSheet(f"* {{ font-size: {look.size('caption')}px; }}"
                             f"QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox {{ min-height: {look.px(24)}px; min-width: 0; }}"
                             f"QLabel, QScrollArea, QWidget#keys {{ background: {look.colour('panel').name()}; }}"
                             f"QToolButton {{ padding: 0; }}"
                             f"QLabel[wrong=true] {{ color: {look.colour('orange').name()};"
                             f" font-size: {look.size('micro')}px; }}")
        form.setContentsMargins(0, 0, look.px(8), 0)
        form.setVerticalSpacing(look.px(4))
        form.setHorizontalSpacing(look.px(10))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        inside.setLayout(form)
        area = _Keys()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumHeight(look.px(240))
        return area

    def _keys(self) -> Iterator[tuple[str, Any]]:
        """Paths in the configuration with their fields, in the order of the panel."""
        config = type(self._layer.config)
        yield from ((name, config.model_fields[name]) for name in _COMMON)
        style = config.model_fields["style"].annotation
        yield from ((f"style.{name}", field) for name, field in style.model_fields.items() if name != "label")
        label = style.model_fields["label"].annotation
        yield from ((f"style.label.{name}", field) for name, field in label.model_fields.items())

    def _rows(self) -> Iterator[None]:
        """Makes a control at every step."""
        for path, field in self._keys():
            made = self._add(path, field)
            if isinstance(made, ClassesField):
                yield from made.filling(self._value_of(path))
            else:
                made.show_value(self._value_of(path))
            yield

    def _go_on(self, seconds: float = _SLICE_S) -> None:
        """As many controls as a slice of a turn has room for."""
        until = time.perf_counter() + seconds
        while self._making is not None:
            if next(self._making, self) is self:
                self._making = None
                self._turn.stop()
                self.completed.emit()
            elif time.perf_counter() > until:
                return

    def _value_of(self, path: str) -> Any:
        value: Any = self._layer.config.model_dump(mode="json")
        for part in path.split("."):
            value = value[part]
        return value

    def _add(self, path: str, field: Any) -> Field | ClassesField:
        made: Field | ClassesField
        if path.endswith(".classes") and "tuple" in str(field.annotation) and field.annotation is not int:
            made = ClassesField(field.annotation.__args__[0])
        else:
            made = field_for(field.annotation, tuple(field.metadata), self._context.say)
        made.changed.connect(lambda: self._on_edit(path))
        error = QLabel()
        error.setProperty("wrong", True)
        error.setWordWrap(True)
        error.hide()
        name = QLabel()
        name.setBuddy(made)
        name.setWordWrap(False)
        self._fields[path], self._names[path], self._errors[path] = made, name, error
        self._name(path)
        if isinstance(made, ClassesField):
            self._form.addRow(name)
            self._form.addRow(made)
        else:
            self._form.addRow(name, made)
        self._form.addRow(error)
        return made

    def _name(self, path: str) -> None:
        """What a key is called, for the eye and for the ear."""
        text, control = say(path.removeprefix("style.")), self._fields[path]
        self._names[path].setText(text)
        (control.control if isinstance(control, Field) else control).setAccessibleName(text)

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
        for path in self._names:
            self._name(path)
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
        self._go_on(float("inf"))
        for path, field in self._fields.items():
            field.show_value(self._value_of(path))
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
