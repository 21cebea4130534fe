"""What the boxes of the style panel offer: colours, ramps, symbols and choices by name, each with its picture. A name is
said in the language of the screen and a picture is painted when the box first asks for it. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap

from layers.styled import tokens
from layers.symbol_set import emblems
from widgets.map.style_words import say
from widgets.map.symbols import extent, paint_symbol
from widgets.theme import theme

_ROOT = QModelIndex()
Speak = Callable[[str, str], str]  # the right one of a Chinese and an English title
Index = QModelIndex | QPersistentModelIndex
SWATCH = (42, 16)  # design pixels of a picture


class Offer(NamedTuple):
    """value: what is chosen; name: as it is called now; picture: painted on demand."""

    value: Any
    name: Callable[[], str]
    picture: Callable[[], QIcon] | None = None


class Offers(QAbstractListModel):
    """A list for a box. Roles: display the name, decoration the picture, user the value."""

    def __init__(self, offers: Iterable[Offer], *, optional: bool = False) -> None:
        super().__init__()
        self._offers = [Offer(None, lambda: say("choice.none"))] if optional else []
        self._offers += offers

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, picture or value."""
        if not index.isValid():
            return None
        offer = self._offers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return offer.name()
        if role == Qt.ItemDataRole.UserRole:
            return offer.value
        if role == Qt.ItemDataRole.DecorationRole and offer.picture is not None:
            return offer.picture()
        return None

    def place_of(self, value: Any) -> int:
        """The row of a value. One that is not offered is kept all the same, at the end; None then has no row."""
        for row, offer in enumerate(self._offers):
            if offer.value == value:
                return row
        if value is None:
            return -1
        self.beginInsertRows(QModelIndex(), len(self._offers), len(self._offers))
        self._offers.append(Offer(value, lambda: str(value)))
        self.endInsertRows()
        return len(self._offers) - 1

    def rename(self) -> None:
        """The language changed."""
        if self._offers:
            self.dataChanged.emit(self.index(0), self.index(len(self._offers) - 1))


def choices(names: Iterable[str]) -> list[Offer]:
    """Words of a closed list."""
    return [Offer(name, partial(say, f"choice.{name}")) for name in names]


def colours() -> list[Offer]:
    """The colours that a layer may use; those of the ground are its own."""
    return [Offer(name, partial(colour_name, name), partial(_swatch, (name,))) for name in tokens.colours()
            if not name.startswith("map.")]


def colour_name(token: str) -> str:
    """What a colour is called: "Light grey" for mid, "Water 3" for ramp.water3."""
    table, _, name = token.rpartition(".")
    if table == "ramp":
        ramp = name.rstrip("0123456789")
        return say("colour.step", ramp=say(f"ramp.{ramp}"), step=name[len(ramp):])
    return say(f"colour.{token}")


def ramps() -> list[Offer]:
    """Ramps from little to much."""
    return [Offer(name, partial(say, f"ramp.{name}"), partial(_swatch, tokens.ramp(name, tokens.STEPS)))
            for name in tokens.ramps()]


def symbols(speak: Speak) -> list[Offer]:
    """Plain shapes, then the drawings of resources/symbols by their titles."""
    plain = [Offer(name, partial(say, f"shape.{name}"), partial(_picture, name)) for name in tokens.SHAPES[:3]]
    return plain + [Offer(name, partial(_title, name, speak), partial(_picture, name)) for name in tokens.drawings()]


def _title(name: str, speak: Speak) -> str:
    known = emblems().get(name)
    return speak(*known.title) if known is not None else name


@cache
def _swatch(names: tuple[str, ...]) -> QIcon:
    """Fields of colour side by side, in a frame that holds the dark ones off the dark list."""
    look = theme()
    picture = QPixmap(look.px(SWATCH[0]), look.px(SWATCH[1] - 2))
    painter = QPainter(picture)
    width = picture.width() / len(names)
    for number, name in enumerate(names):
        painter.fillRect(round(number * width), 0, round(width) + 1, picture.height(), look.colour(name))
    painter.setPen(QPen(look.colour("control"), 1))
    painter.drawRect(0, 0, picture.width() - 1, picture.height() - 1)
    painter.end()
    return QIcon(picture)


@cache
def _picture(name: str) -> QIcon:
    look = theme()
    picture = QPixmap(look.px(SWATCH[0]), look.px(SWATCH[1]))
    picture.fill(Qt.GlobalColor.transparent)
    one = tokens.symbol(name, "hi", 13.0)
    side = extent(one)
    painter = QPainter(picture)
    painter.drawPixmap(QPointF((picture.width() - side) / 2, (picture.height() - side) / 2), paint_symbol(one, 0.0))
    painter.end()
    return QIcon(picture)
