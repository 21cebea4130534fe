"""Choosing the colour of a drawing: none, or that of a level, each with its shape and digit. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from command_center.domain.drawings import COLOURS
from layers.drawn_columns import LEVELS
from widgets.theme import draw_level, theme


class ColourRow(QWidget):
    """chosen(token): somebody took a colour."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        self.swatches: dict[str, QToolButton] = {}
        for colour in COLOURS:
            self.swatches[colour] = self._button(colour)
            row.addWidget(self.swatches[colour])
        row.addStretch(1)
        self._retranslate()

    def _button(self, colour: str) -> QToolButton:
        look, button = theme(), QToolButton(self)
        button.setCheckable(True)
        button.setIcon(_swatch(colour))
        button.setIconSize(QSize(look.px(18), look.px(18)))
        button.setFixedSize(look.px(34), look.px(30))
        button.setStyleSheet(f"QToolButton {{ padding: 0; min-height: 0; }} QToolButton:checked {{ background:"
                             f" {look.colour('line2').name()}; border-color: {look.colour('focus').name()}; }}")
        button.clicked.connect(lambda _=False: self._take(colour))
        return button

    def _take(self, colour: str) -> None:
        self.show_chosen(colour)
        self.chosen.emit(colour)

    def show_chosen(self, colour: str) -> None:
        """Mark one; emits nothing."""
        for token, button in self.swatches.items():
            button.setChecked(token == colour)

    def _retranslate(self) -> None:
        levels = (self.tr("no level"), self.tr("red, I"), self.tr("orange, II"), self.tr("yellow, III"), self.tr("blue, IV"))
        for digit, (button, text) in enumerate(zip(self.swatches.values(), levels, strict=True)):
            button.setToolTip(f"{text} ({digit})")
            button.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """The language changed."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _swatch(colour: str) -> QIcon:
    """A level's badge with shape and digit; a plain ring for none."""
    side = theme().px(18)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = picture.rect().toRectF().adjusted(2, 2, -2, -2)
    if colour in LEVELS:
        draw_level(painter, box, LEVELS[colour])
    else:
        painter.setPen(QPen(theme().colour(colour), 2 * theme().scale))
        painter.drawEllipse(box)
    painter.end()
    return QIcon(picture)
