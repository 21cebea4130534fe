"""The sheet beside the map that makes a page of it: paper, title, legend; as a picture, a PDF, or on a printer. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from command_center.domain.time import to_datetime
from widgets.map.paper.content import content_of, legend_blocks, usual_title
from widgets.map.paper.options import Page
from widgets.map.paper.painting import map_area, paint_page
from widgets.map.paper.picture import MapPicture
from widgets.map.paper.writing import Paint, print_on, write_pdf, write_png
from widgets.map.tools.buttons import Buttons
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel


class PageSheet(QWidget):
    """`wrote`: the file that was written last."""

    def __init__(self, panel: MapPanel) -> None:
        super().__init__()
        self._panel = panel
        self.wrote: Path | None = None
        self._picture: MapPicture | None = None
        self.setWindowTitle(self.tr("Picture and print"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        self.title = QLineEdit(usual_title(panel), self)
        self.title.setAccessibleName(self.tr("Title of the page"))
        self.paper, self.way = QComboBox(self), QComboBox(self)
        self.paper.addItems(["A4", "A3"])
        self.paper.setAccessibleName(self.tr("Paper"))
        self.way.addItem(self.tr("Landscape"), True)
        self.way.addItem(self.tr("Portrait"), False)
        self.way.setAccessibleName(self.tr("Orientation"))
        self.legend = QCheckBox(self.tr("With the legend"), self)
        self.legend.setChecked(True)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setStyleSheet(f"color: {theme().colour('mid').name()};")
        for widget in (self.title, self.paper, self.way, self.legend):
            column.addWidget(widget)
        column.addWidget(Buttons([(self.tr("Picture (PNG)…"), lambda: self._ask("png")), (self.tr("PDF…"), lambda: self._ask("pdf")),
                                  (self.tr("Print…"), self._print)], self))
        column.addWidget(self.said)
        column.addStretch(1)

    def page(self) -> Page:
        """As chosen."""
        return Page(self.paper.currentText(), bool(self.way.currentData()), self.title.text().strip(), self.legend.isChecked())

    def _ask(self, kind: str) -> None:
        """Where to? Nothing waits for the answer."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        when = to_datetime(self._panel.map.now_utc, self._panel.context.configuration.city.zone).strftime("%Y%m%d-%H%M%S")
        dialog = QFileDialog(self, self.tr("Save the page"), str(Path(folder) / f"map-{when}.{kind}"), f"*.{kind}")
        dialog.setObjectName("page_file")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"map-{when}.{kind}")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.open()

    def write(self, path: Path) -> None:
        """As PDF or PNG, by the file's name, once the picture is complete."""
        page = self.page()

        def finish(paint: Paint) -> None:
            try:
                if path.suffix.lower() == ".pdf":
                    write_pdf(path, page, paint, page.title)
                else:
                    write_png(path, page, paint)
            except OSError as error:
                self.said.setText(self.tr("It cannot be written to {path}: {reason}. Choose another folder.").format(
                    path=path, reason=error.strerror or error))
                return
            self.wrote = path
            self.said.setText(self.tr("Written to {path}").format(path=path))

        self._make(page, finish)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer, page = QPrinter(QPrinter.PrinterMode.HighResolution), self.page()
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._make(page, lambda paint: self.said.setText(
            self.tr("Sent to the printer") if print_on(printer, page, paint) else self.tr("The printer did not take it"))))
        dialog.setModal(True)
        dialog.show()

    def _make(self, page: Page, finish: Callable[[Paint], None]) -> None:
        """A picture of the size of the page's map, then the page."""
        if self._picture is not None:
            return
        self.said.setText(self.tr("The page is being made…"))
        area = map_area(page, legend_blocks(self._panel, page))
        self._picture = picture = MapPicture(self._panel, area.width(), area.height())
        view = picture.viewpoint
        content = content_of(self._panel, page, view)  # of this instant, as the picture is

        def done(image: QImage, complete: bool) -> None:
            self._picture = None

            def paint(painter: QPainter) -> None:
                paint_page(painter, page, content, image, view)

            finish(paint)
            if not complete:
                late = self.tr("Some tiles did not come in time.")
                self.said.setText(f"{self.said.text()} {late}")

        picture.done.connect(done)
