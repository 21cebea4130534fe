"""Our own SVG drawings of resources/icons and resources/symbols, in a token's colour. GUI thread."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER
from widgets.theme import theme

_INK = "currentColor"  # what the files say for the colour they are to be drawn in


@cache
def artwork(folder: str, name: str, token: str) -> QSvgRenderer:
    """A drawing of a folder of resources; raises FileNotFoundError for an unknown name."""
    text = (FOLDER / folder / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace(_INK, theme().colour(token).name()).encode()))
