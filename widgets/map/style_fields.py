"""One control for each type of key that a style has; each says when it was changed and gives a plain value. GUI thread."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QListView,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from layers.styled import tokens
from widgets.map import style_offers as offers
from widgets.map.style_offers import Offers
from widgets.theme import theme

_NUMBER_MOST = 100_000.0


class Box(QComboBox):
    """Takes the room that it is given: Qt would measure every entry, and so paint all their pictures, to size it."""

    def __init__(self) -> None:
        super().__init__()
        listed = QListView(self)
        listed.setUniformItemSizes(True)  # else it measures them all as well, when its style is set
        self.setView(listed)

    def sizeHint(self) -> QSize:
        """A picture and some letters."""
        look, option = theme(), QStyleOptionComboBox()
        self.initStyleOption(option)
        inner = QSize(look.px(90), max(self.fontMetrics().height(), self.iconSize().height()))
        return self.style().sizeFromContents(QStyle.ContentsType.CT_ComboBox, option, inner, self)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()


class Swatches(Box):
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
    renamed = Signal()  # the language changed

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

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self.renamed.emit()
        super().changeEvent(event)

    def show_value(self, value: Any) -> None:
        """Show a value without saying that it was changed."""
        self.control.blockSignals(True)
        self._put(value)
        self.control.blockSignals(False)


def field_for(annotation: Any, metadata: tuple[Any, ...], speak: offers.Speak = lambda zh, en: en) -> Field:
    """The control for a key of a model. speak: chooses between a Chinese and an English title."""
    named: dict[Any, Callable[[], list[offers.Offer]]] = {
        tokens._known_colour: offers.colours, tokens._known_ramp: offers.ramps,
        tokens._known_symbol: lambda: offers.symbols(speak)}
    inner, optional = _without_none(annotation)
    for mark in (*metadata, *getattr(inner, "__metadata__", ())):
        make = named.get(getattr(mark, "func", None))  # type: ignore[arg-type]
        if make is not None:
            return _combo(Offers(make(), optional=optional))
    inner = get_args(inner)[0] if hasattr(inner, "__metadata__") else inner
    if get_origin(inner) is Literal:
        return _combo(Offers(offers.choices(str(one) for one in get_args(inner))))
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


def small_colours() -> Field:
    """Colours where there is no room for their names."""
    return _combo(Offers(offers.colours(), optional=True), Swatches())


def _combo(listed: Offers, made: QComboBox | None = None) -> Field:
    box = made or Box()
    look = theme()
    box.setIconSize(QSize(*(look.px(side) for side in offers.SWATCH)))
    listed.setParent(box)
    box.setModel(listed)
    field = Field(box, box.currentData, lambda value: box.setCurrentIndex(listed.place_of(value)))
    field.renamed.connect(listed.rename)
    box.activated.connect(lambda _: field.changed.emit())
    return field
