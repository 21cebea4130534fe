"""Writes a page as a PNG picture or a PDF file, or sends it to a printer. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from widgets.map.paper.options import DPI, SIZES_MM, Page

Paint = Callable[[QPainter], None]


def layout_of(page: Page) -> QPageLayout:
    """Without margins: the page has its own."""
    size = QPageSize(QSizeF(*SIZES_MM[page.paper]), QPageSize.Unit.Millimeter, page.paper)
    way = QPageLayout.Orientation.Landscape if page.landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def write_png(path: Path, page: Page, paint: Paint) -> None:
    """Raises OSError where it cannot be written."""
    image = QImage(*page.size, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(DPI / 0.0254))
    image.setDotsPerMeterY(round(DPI / 0.0254))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]  # the stub knows bytes alone
        raise OSError(f"{path}")


def write_pdf(path: Path, page: Page, paint: Paint, title: str) -> None:
    """Texts stay texts. Raises OSError where it cannot be written."""
    with path.open("wb"):
        pass  # QPdfWriter says nothing of a place that cannot be written
    writer = QPdfWriter(str(path))
    writer.setResolution(round(DPI))
    writer.setPageLayout(layout_of(page))
    writer.setTitle(title)
    writer.setCreator("Command Center")
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(f"{path}")
    paint(painter)
    painter.end()


def print_on(printer: Any, page: Page, paint: Paint) -> bool:
    """On a QPrinter, scaled to its own pixels; whether it took it."""
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(page))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    factor = printer.resolution() / DPI
    painter.scale(factor, factor)
    paint(painter)
    painter.end()
    return True
