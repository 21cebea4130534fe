"""The bundled Chinese font, so that every character appears on a machine that has none. GUI thread."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from resources import FOLDER
from widgets.theme import FAMILY


@cache
def load_fonts() -> tuple[str, ...]:
    """Register both weights with Qt and make them the application's font; gives the families that Qt found.

    Needs a QApplication. An unreadable file leaves the system's fonts in use; `doctor` says so.
    """
    families: set[str] = set()
    for path in sorted((FOLDER / "fonts").glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families.update(QFontDatabase.applicationFontFamilies(number))
    if FAMILY in families:
        font = QFont(FAMILY)
        font.setPixelSize(14)
        QApplication.setFont(font)
    return tuple(sorted(families))
