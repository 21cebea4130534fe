"""Paints docs/pictures/symbols.png, all symbols as the application's page shows them. Needs no display; run by hand
after a symbol was changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from widgets.fonts import load_fonts  # noqa: E402
from widgets.symbols_page import SymbolsPage  # noqa: E402
from widgets.theme import theme  # noqa: E402

COLUMNS = 9


def main() -> None:
    """Grab the page's list, tall enough for all."""
    application = QApplication([])
    load_fonts()
    application.setStyle("Fusion")
    page = SymbolsPage(chinese=False)
    cell = page.list.gridSize()
    rows = -(-page.list.count() // COLUMNS)
    page.list.setParent(None)
    page.list.setStyleSheet(f"background: {theme().colour('void').name()};")
    page.list.clearSelection()
    page.list.setCurrentRow(-1)
    page.list.resize(cell.width() * COLUMNS + 24, cell.height() * rows + 8)
    for off in (page.list.setVerticalScrollBarPolicy, page.list.setHorizontalScrollBarPolicy):
        off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.list.show()
    page.list.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8).save(str(HERE.parent / "pictures" / "symbols.png"))


if __name__ == "__main__":
    main()
