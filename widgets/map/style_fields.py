"""One control for each type of key that a style has; each says when it was changed and gives a plain value. GUI thread."""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from layers.styled import tokens
from widgets.map.style_words import say
from widgets.map.symbols import extent, paint_symbol
from widgets.theme import theme

_NUMBER_MOST = 100_000.0


class Swatches(QComboBox):
    """Shows the picture of its choice alone, where there is no room for its name; the list has both."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Without the text."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = "" if not option.currentIcon.isNull() else option.currentText
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def showPopup(self) -> None:
        """As wide as the names need."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + theme().px(24))
        super().showPopup()


class Field(QWidget):
    """Holds one control. Signal changed(): somebody edited it. `value()` is what stands in it; raises ValueError with
    the key of a word where it cannot be read."""

    changed = Signal()

    def __init__(self, control: QWidget, get: Callable[[], Any], put: Callable[[Any], None]) -> None:
        super().__init__()
        self.control, self._get, self._put = control, get, put
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(control)
        control.setSizePolicy(QSizePolicy.Policy.Ignored, control.sizePolicy().verticalPolicy())
        control.setMinimumWidth(0)
        self.setFocusProxy(control)

    def value(self) -> Any:
        """What stands there."""
        return self._get()

    def show_value(self, value: Any) -> None:
        """Show a value without saying that it was changed."""
        self.control.blockSignals(True)
        self._put(value)
        self.control.blockSignals(False)


def field_for(annotation: Any, metadata: tuple[Any, ...]) -> Field:
    """The control for a key of a model."""
    named = {tokens._known_colour: _colours, tokens._known_ramp: _ramps, tokens._known_symbol: _symbols}
    inner, optional = _without_none(annotation)
    for mark in (*metadata, *getattr(inner, "__metadata__", ())):
        make = named.get(getattr(mark, "func", None))  # type: ignore[arg-type]
        if make is not None:
            return make(optional)
    inner = get_args(inner)[0] if hasattr(inner, "__metadata__") else inner
    if get_origin(inner) is Literal:
        return _choices([str(one) for one in get_args(inner)])
    if inner is bool:
        return _check()
    if get_origin(inner) is tuple:
        return _numbers(optional)
    if inner in (int, float):
        return _number(inner, metadata)
    return _text(optional)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [one for one in get_args(annotation) if one is not type(None)]
        return rest[0], len(rest) < len(get_args(annotation))
    return annotation, False


def _number(kind: type, metadata: tuple[Any, ...]) -> Field:
    low, high = 0.0 if kind is int else -_NUMBER_MOST, _NUMBER_MOST
    for mark in metadata:
        bound: Any = mark
        low = float(bound.ge) if isinstance(mark, Ge) else float(bound.gt) if isinstance(mark, Gt) else low
        high = float(bound.le) if isinstance(mark, Le) else float(bound.lt) if isinstance(mark, Lt) else high
    if kind is int:
        whole = QSpinBox()
        whole.setRange(int(low), int(high))
        field = Field(whole, whole.value, lambda value: whole.setValue(int(value)))
        whole.valueChanged.connect(lambda _: field.changed.emit())
        return field
    box = QDoubleSpinBox()
    small = high <= 1.0
    box.setDecimals(2 if small else 1)
    box.setSingleStep(0.05 if small else 0.5)
    strict = any(isinstance(mark, Gt) for mark in metadata)
    box.setRange(low + (0.1 if strict else 0.0), high)
    field = Field(box, box.value, lambda value: box.setValue(float(value)))
    box.valueChanged.connect(lambda _: field.changed.emit())
    return field


def _check() -> Field:
    box = QCheckBox()
    field = Field(box, box.isChecked, lambda value: box.setChecked(bool(value)))
    box.toggled.connect(lambda _: field.changed.emit())
    return field


def _text(optional: bool) -> Field:
    edit = QLineEdit()
    field = Field(edit, lambda: edit.text().strip() or (None if optional else ""),
                  lambda value: edit.setText("" if value is None else str(value)))
    edit.textEdited.connect(lambda _: field.changed.emit())
    return field


def _numbers(optional: bool) -> Field:
    """A list of numbers, with commas of either width."""
    edit = QLineEdit()

    def get() -> Any:
        words = edit.text().replace("，", ",").replace("、", ",").split(",")
        try:
            found = [float(word) for word in words if word.strip()]
        except ValueError as error:
            raise ValueError("wrong.numbers") from error
        return found or (None if optional else [])

    field = Field(edit, get, lambda value: edit.setText(", ".join(f"{one:g}" for one in value or ())))
    edit.textEdited.connect(lambda _: field.changed.emit())
    return field


def _choices(names: list[str]) -> Field:
    return _combo([(name, say(f"choice.{name}"), None) for name in names])


def _colours(optional: bool) -> Field:
    return _combo(_colour_rows(), optional)


def small_colours() -> Field:
    """Colours where there is no room for their names."""
    return _combo(_colour_rows(), True, Swatches())


def _colour_rows() -> list[tuple[str, str, QIcon | None]]:
    return [(name, name, _swatch((name,))) for name in tokens.colours() if not name.startswith("map.")]


def _ramps(optional: bool) -> Field:
    return _combo([(name, name, _swatch(tokens.ramp(name, tokens.STEPS))) for name in tokens.ramps()], optional)


def _symbols(optional: bool) -> Field:
    names = (*tokens.SHAPES[:4], *tokens.drawings())
    return _combo([(name, name, _picture(name)) for name in names], optional)


def _combo(rows: list[tuple[str, str, QIcon | None]], optional: bool = False, made: QComboBox | None = None) -> Field:
    box = made or QComboBox()
    look = theme()
    box.setIconSize(QSize(look.px(42), look.px(16)))
    box.setMinimumContentsLength(4)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    if optional:
        box.addItem(say("choice.none"), None)
    for value, title, picture in rows:
        box.addItem(title, value) if picture is None else box.addItem(picture, title, value)

    def put(value: Any) -> None:
        at = box.findData(value)
        if at < 0 and value is not None:  # a token that the list does not offer is kept all the same
            box.addItem(str(value), value)
            at = box.count() - 1
        box.setCurrentIndex(at)

    field = Field(box, box.currentData, put)
    box.activated.connect(lambda _: field.changed.emit())
    return field


@cache
def _swatch(names: tuple[str, ...]) -> QIcon:
    look = theme()
    picture = QPixmap(look.px(42), look.px(14))
    painter = QPainter(picture)
    width = picture.width() / len(names)
    for number, name in enumerate(names):
        painter.fillRect(round(number * width), 0, round(width) + 1, picture.height(), look.colour(name))
    painter.end()
    return QIcon(picture)


@cache
def _picture(name: str) -> QIcon:
    look = theme()
    picture = QPixmap(look.px(42), look.px(16))
    picture.fill(Qt.GlobalColor.transparent)
    one = tokens.symbol(name, "hi", 13.0)
    side = extent(one)
    painter = QPainter(picture)
    painter.drawPixmap(QPointF((picture.width() - side) / 2, (picture.height() - side) / 2), paint_symbol(one, float("nan")))
    painter.end()
    return QIcon(picture)
