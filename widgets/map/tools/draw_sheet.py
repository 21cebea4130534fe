"""The properties of what is drawn next, or of the drawing that is edited: title, colour, line, fill, symbol, note,
incident. GUI thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from command_center.domain.drawings import AREA_KINDS, FILLS, LINE_KINDS, LINES, SIZES, WIDTHS
from layers.drawings import KINDS
from layers.names import incident_title
from widgets.map.tools.draw_colours import ColourRow
from widgets.map.tools.draw_pad import Content, Pad
from widgets.map.tools.draw_symbols import SymbolPicker
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView


class Subject(Protocol):
    """Whose properties are shown."""

    pad: Pad
    def content(self) -> Content | None:
        """What it is now; None for nothing."""

    def set_content(self, content: Content) -> None:
        """It is to be that."""

    def ready(self) -> None:
        """Enter in the title."""


class DrawSheet(QWidget):
    """Follows its subject. Texts are taken over as they are typed, or with Enter where they change what is on the map
    already."""

    def __init__(self, subject: Subject, map_view: MapView, *, on_map: bool = False) -> None:
        super().__init__()
        self._subject, self._map, self._on_map = subject, map_view, on_map
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        self.picker = SymbolPicker(map_view.context, self)
        self.picker.chosen.connect(lambda name: self._set(symbol=name))
        column.addWidget(self.picker)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme().px(6))
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._labels: dict[str, QLabel] = {}
        self._fields: dict[str, QWidget] = {}
        self._make_fields()
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        column.addWidget(self.said)
        column.addLayout(self._make_buttons())
        self._retranslate()
        self.refresh()
        subject.pad.changed.connect(self.refresh)

    # making

    def _make_fields(self) -> None:
        # From the top down, for Tab goes as they are made.
        self.title, self.colours, self.line, self.width_of = QLineEdit(self), ColourRow(self), QComboBox(self), QDoubleSpinBox(self)
        self.fill, self.size_of, self.heading = QComboBox(self), QSpinBox(self), QSpinBox(self)
        self.incident, self.note = QComboBox(self), QPlainTextEdit(self)
        self.note.setFixedHeight(theme().px(54))
        self.note.setTabChangesFocus(True)
        self.width_of.setRange(*WIDTHS)
        self.width_of.setSingleStep(0.5)
        self.width_of.setDecimals(1)
        self.size_of.setRange(*map(round, SIZES))
        self.size_of.setSingleStep(2)
        self.heading.setRange(-1, 359)
        self.heading.setSingleStep(10)
        self.heading.setWrapping(True)
        for spin in (self.width_of, self.size_of, self.heading):
            spin.setKeyboardTracking(False)
        for row, (key, widget) in enumerate({
                "title": self.title, "colour": self.colours, "line": self.line, "width": self.width_of, "fill": self.fill,
                "size": self.size_of, "heading": self.heading, "incident": self.incident, "note": self.note}.items()):
            self._labels[key], self._fields[key] = QLabel(self), widget
            self._labels[key].setBuddy(widget)
            self._grid.addWidget(self._labels[key], row, 0)
            self._grid.addWidget(widget, row, 1)
        self._connect()

    def _connect(self) -> None:
        self.title.returnPressed.connect(self._on_title_entered)
        if self._on_map:
            self.title.editingFinished.connect(lambda: self._set(title=self.title.text().strip()))
            self.note.installEventFilter(self)
        else:
            self.title.textEdited.connect(lambda text: self._set(title=text))
            self.note.textChanged.connect(lambda: self._set(text=self.note.toPlainText()))
        self.colours.chosen.connect(lambda colour: self._set_style(colour=colour))
        self.line.activated.connect(lambda _: self._set_style(line=self.line.currentData()))
        self.fill.activated.connect(lambda _: self._set_style(fill=self.fill.currentData()))
        self.incident.activated.connect(lambda _: self._set(incident=self.incident.currentData()))
        self.width_of.valueChanged.connect(lambda value: self._set_style(width=round(value, 1)))
        self.size_of.valueChanged.connect(lambda value: self._set_style(size=float(value)))
        self.heading.valueChanged.connect(lambda value: self._set_style(heading_deg=None if value < 0 else float(value)))

    def _make_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.undo_button, self.redo_button, self.remove_button = (QPushButton(self) for _ in range(3))
        self.undo_button.clicked.connect(lambda: self._subject.pad.undo())
        self.redo_button.clicked.connect(lambda: self._subject.pad.redo())
        self.remove_button.clicked.connect(self._remove)
        for button in (self.undo_button, self.redo_button, self.remove_button):
            button.setStyleSheet(f"padding: 0 {theme().px(8)}px; min-height: {theme().px(26)}px;")
            row.addWidget(button)
        return row

    # out

    def _set(self, **fields: Any) -> None:
        content = self._subject.content()
        if content is not None and not self._filling:
            self._subject.set_content(replace(content, **fields))

    def _set_style(self, **fields: Any) -> None:
        content = self._subject.content()
        if content is not None and not self._filling:
            self._set(style=replace(content.style, **fields))

    def _remove(self) -> None:
        remove = getattr(self._subject, "remove", None)
        if remove is not None:
            remove()

    def _on_title_entered(self) -> None:
        if self._on_map:
            self._set(title=self.title.text().strip())
        self._subject.ready()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """The note of what is on the map already counts once it was left."""
        if watched is self.note and event.type() == QEvent.Type.FocusOut:
            self._set(text=self.note.toPlainText().strip())
        return super().eventFilter(watched, event)

    # in

    def refresh(self) -> None:
        """Show the subject as it is; a text that is being typed is left alone."""
        content = self._subject.content()
        self._filling = True
        try:
            self._fill(content if content is not None else Content())
        finally:
            self._filling = False
        for widget in (self.picker, *self._fields.values()):
            widget.setEnabled(content is not None)
        self._show(content.kind if content is not None else "")
        pad = self._subject.pad
        self.undo_button.setEnabled(pad.can_undo)
        self.redo_button.setEnabled(pad.can_redo)
        self.remove_button.setVisible(self._on_map)
        self.remove_button.setEnabled(content is not None)
        self._say(pad)

    def _fill(self, content: Content) -> None:
        style = content.style
        is_typed = self.title.hasFocus() and (bool(content.title) or self._on_map)
        if not is_typed and self.title.text().strip() != content.title.strip():
            self.title.setText(content.title)
        if not self.note.hasFocus() and self.note.toPlainText().strip() != content.text.strip():
            self.note.setPlainText(content.text)
        self.colours.show_chosen(style.colour)
        self.line.setCurrentIndex(self.line.findData(style.line))
        self.fill.setCurrentIndex(self.fill.findData(style.fill))
        self.width_of.setValue(style.width)
        self.size_of.setValue(round(style.size))
        self.heading.setValue(-1 if style.heading_deg is None else round(style.heading_deg))
        self._fill_incidents(content.incident)
        self.picker.show_chosen(content.symbol)

    def _fill_incidents(self, chosen: str) -> None:
        snapshot, chinese = self._map.stack.snapshot, self._map.context.chinese
        rows = [("", self.tr("none"))]
        rows += [(one.incident, f"{one.number} {incident_title(one, snapshot, chinese)}")
                 for one in snapshot.incidents.values() if one.is_open or one.incident == chosen]
        if [self.incident.itemData(row) for row in range(self.incident.count())] != [key for key, _ in rows]:
            with QSignalBlocker(self.incident):
                self.incident.clear()
                for key, text in rows:
                    self.incident.addItem(text, key)
                    self.incident.setItemData(self.incident.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
        self.incident.setCurrentIndex(max(0, self.incident.findData(chosen)))

    def _show(self, kind: str) -> None:
        drawn = {"line": kind in (*LINE_KINDS, *AREA_KINDS), "width": kind in (*LINE_KINDS, *AREA_KINDS),
                 "fill": kind in (*AREA_KINDS, "attack"), "size": kind == "symbol", "heading": kind == "symbol"}
        for key, wanted in drawn.items():
            self._labels[key].setVisible(wanted)
            self._fields[key].setVisible(wanted)
        self.picker.setVisible(kind == "symbol")
        name = KINDS.get(kind)
        self.setWindowTitle(self._map.context.say(*name) if name is not None else self.tr("Drawing"))
        if self._map.sheet is not None and self._map.sheet.content is self:
            self._map.sheet.place()

    def _say(self, pad: Pad) -> None:
        refused = next((one.said for one in reversed(pad.pending.values()) if one.refused), "")
        waiting = any(not one.refused for one in pad.pending.values())
        self.said.setText(self.tr("Refused: {why}").format(why=refused) if refused else
                          self.tr("Recording, please wait") if waiting else "")
        self.said.setStyleSheet(f"color: {theme().colour('hi' if refused else 'mid').name()};")
        self.said.setVisible(bool(self.said.text()))

    # words and keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        """F2 on the map: the title, ready to be typed over."""
        self.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.title.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the map and keeps the tool."""
        if event.key() == Qt.Key.Key_Escape:
            self._map.setFocus()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        names = {"title": self.tr("Title"), "colour": self.tr("Colour"), "line": self.tr("Line"), "width": self.tr("Width"),
                 "fill": self.tr("Fill"), "size": self.tr("Size"), "heading": self.tr("Turned"),
                 "incident": self.tr("Belongs to"), "note": self.tr("Note")}
        for key, name in names.items():
            self._labels[key].setText(name)
            self._fields[key].setAccessibleName(name)
        for combo, texts in ((self.line, {"solid": self.tr("solid"), "dashed": self.tr("dashed"), "dotted": self.tr("dotted")}),
                             (self.fill, {"none": self.tr("no fill"), "faint": self.tr("faint"), "hatch": self.tr("hatched"),
                                          "dense": self.tr("densely hatched")})):
            with QSignalBlocker(combo):
                chosen = combo.currentData()
                combo.clear()
                for key in (LINES if combo is self.line else FILLS):
                    combo.addItem(texts[key], key)
                combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self.heading.setSpecialValueText(self.tr("upright"))
        self.heading.setSuffix("°")
        self.width_of.setSuffix(" px")
        self.size_of.setSuffix(" px")
        for button, text, keys in ((self.undo_button, self.tr("Undo"), "Ctrl+Z"), (self.redo_button, self.tr("Redo"), "Ctrl+Shift+Z"),
                                   (self.remove_button, self.tr("Remove"), "Del")):
            button.setText(text)
            button.setToolTip(f"{text} ({keys})")

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.refresh()
        super().changeEvent(event)
