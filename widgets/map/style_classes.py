"""The classes of a style as lines: what belongs to a class, its colour, its size. GUI thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from layers.styled.classes import StyleClass
from widgets.icons import icon
from widgets.map.style_fields import Field, field_for, small_colours
from widgets.theme import theme

_LENGTHS = ("size", "width", "fill")


def condition_text(one: dict[str, Any]) -> str:
    """What belongs to a class in one line: "trunk, primary", "≥ 300", "? speed > 80"."""
    if one.get("when"):
        return f"? {one['when']}"
    if one.get("above") is not None:
        return f"≥ {one['above']:g}"
    value = one.get("value")
    return ", ".join(_plain(part) for part in (value if isinstance(value, (list, tuple)) else [value]) if part is not None)


def condition_of(text: str) -> dict[str, Any]:
    """The inverse. Raises ValueError with the key of a word."""
    plain = text.strip()
    if plain[:1] in ("?", "？"):
        return {"when": plain[1:].strip()}
    for sign in ("≥", ">=", "＞＝"):
        if plain.startswith(sign):
            try:
                return {"above": float(plain[len(sign):])}
            except ValueError as error:
                raise ValueError("wrong.class") from error
    parts = [_value(part.strip()) for part in plain.replace("，", ",").split(",") if part.strip()]
    if not parts:
        raise ValueError("wrong.class")
    return {"value": parts[0] if len(parts) == 1 else parts}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text


class ClassesField(QWidget):
    """Lines that can be added and removed. Signal changed()."""

    changed = Signal()

    def __init__(self, model: type[StyleClass]) -> None:
        super().__init__()
        self._model = model
        self._length = next((name for name in _LENGTHS if name in model.model_fields), "")
        self._lines: list[tuple[dict[str, Any], QWidget, QLineEdit, Field, Field | None]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(4))
        self.add = QPushButton()
        self.add.clicked.connect(self._on_add)
        self._column.addWidget(self.add)
        self._retranslate()

    def _retranslate(self) -> None:
        self.add.setText(self.tr("Add a class"))
        for _, _, condition, _, _ in self._lines:
            condition.setAccessibleName(self.tr("What belongs to the class"))

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def show_value(self, classes: Sequence[dict[str, Any]]) -> None:
        """Show classes without saying that they were changed; lines that are the same keep the keyboard."""
        if [dict(one) for one in classes] == self._try_value():
            return
        for line in self._lines:
            self._drop(line[1])
        self._lines = []
        for _ in self.filling(classes):
            pass

    def filling(self, classes: Sequence[dict[str, Any]]) -> Iterator[None]:
        """Adds a line at every step."""
        for one in classes:
            self._append(dict(one))
            yield

    def _try_value(self) -> list[dict[str, Any]] | None:
        try:
            return self.value()
        except ValueError:
            return None

    def value(self) -> list[dict[str, Any]]:
        """The classes. Raises ValueError with the key of a word."""
        found = []
        for base, _, condition, colour, length in self._lines:
            kept = {name: value for name, value in base.items() if name not in ("value", "above", "when")}
            kept["colour"] = colour.value()
            if length is not None:
                kept[self._length] = length.value() or None
            one = {"value": None, "above": None, "when": "", **kept, **condition_of(condition.text())}
            found.append({name: one[name] for name in base if name in one} | one)
        return found

    def _append(self, one: dict[str, Any]) -> QLineEdit:
        look = theme()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        condition = QLineEdit(condition_text(one))
        condition.textEdited.connect(lambda _: self.changed.emit())
        colour = small_colours()
        colour.show_value(one.get("colour"))
        colour.changed.connect(self.changed)
        row.addWidget(condition, 3)
        row.addWidget(colour, 2)
        length: Field | None = None
        if self._length:
            length = field_for(float, ())
            length.control.setRange(0.0, 60.0)  # type: ignore[attr-defined]
            length.control.setSpecialValueText("—")  # type: ignore[attr-defined]
            length.show_value(one.get(self._length) or 0.0)
            length.changed.connect(self.changed)
            row.addWidget(length, 1)
        row.addWidget(self._remove_button(line))
        self._column.insertWidget(self._column.count() - 1, line)
        self._lines.append((one, line, condition, colour, length))
        condition.setAccessibleName(self.tr("What belongs to the class"))
        return condition

    def _remove_button(self, line: QWidget) -> QToolButton:
        look = theme()
        button = QToolButton()
        button.setIcon(icon("close", "mid"))
        button.setIconSize(QSize(look.px(12), look.px(12)))
        button.setFixedWidth(look.px(28))
        button.setProperty("flat", True)
        button.setAccessibleName(self.tr("Remove the class"))
        button.setToolTip(self.tr("Remove the class"))
        button.clicked.connect(partial(self._on_remove, line))
        return button

    def _drop(self, line: QWidget) -> None:
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _on_add(self) -> None:
        blank = self._model.model_construct().model_dump(mode="json") | {"value": ""}
        self._append(blank).setFocus()

    def _on_remove(self, line: QWidget) -> None:
        self._lines = [one for one in self._lines if one[1] is not line]
        self._drop(line)
        self.add.setFocus()
        self.changed.emit()
