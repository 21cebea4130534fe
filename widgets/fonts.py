"""The bundled Chinese font, so that every character appears on a machine that has none. GUI thread."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from resources import FOLDER
from widgets.theme import FAMILY

FILES = ("NotoSansSC-Medium.otf", "NotoSansSC-Regular.otf")
_GENERIC = {"Monospace", "Sans Serif", "Serif"}  # names that are always listed, whether a font stands behind them or not
_missing: list[str] = []


@cache
def load_fonts() -> tuple[str, ...]:
    """Register both weights with Qt and make them the application's font; gives the families that Qt found.

    Needs a QApplication. What is missing or unreadable leaves the system's fonts in use; `font_trouble` says so.
    """
    families: set[str] = set()
    for name in FILES:
        number = QFontDatabase.addApplicationFont(str(FOLDER / "fonts" / name))
        if number >= 0:
            families.update(QFontDatabase.applicationFontFamilies(number))
        else:
            _missing.append(name)
    if FAMILY in families:
        font = QFont(FAMILY)
        font.setPixelSize(14)
        QApplication.setFont(font)
    return tuple(sorted(families))


def font_trouble() -> str:
    """One plain sentence about bundled fonts that could not be loaded, "" where all is well. Raises OSError where there
    is no font at all: a window without a letter tells nobody anything."""
    if not _missing:
        return ""
    what = f"the font {' and '.join(_missing)} in {FOLDER / 'fonts'} is missing or damaged"
    if set(QFontDatabase.families()) <= _GENERIC:
        raise OSError(f"{what}, and this machine has no other font: fetch the program's files again")
    return f"{what}: going on with the fonts of this machine, which may lack Chinese letters; fetch the program's files again"
