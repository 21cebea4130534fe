"""Draws tiles of heavy layers, with the painter that the screen has too. Runs in the raster workers."""

from __future__ import annotations

import os

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage, QPainter

from layers.point_cells import keep_cells
from resources import FOLDER
from widgets.fonts import FILES
from widgets.map.heavy.columns import Held, read
from widgets.map.heavy.messages import DrawHeavy, HeavyDrawn, Hold
from widgets.map.live_painter import LivePainter
from widgets.map.slots import TILE
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.theme import Theme, set_theme, theme


class Heavy:
    """The drawings that this worker holds, by number."""

    def __init__(self) -> None:
        self._held: dict[int, Held] = {}
        self._painter: LivePainter | None = None
        self._application: object | None = None

    def hold(self, question: Hold) -> None:
        """Take up a drawing, or only let go of one."""
        self._held.pop(question.instead, None)
        if not question.path:
            return
        if self._painter is None:
            os.environ["QT_QPA_PLATFORM"] = "offscreen"  # sprites are pixmaps, and those want an application
            self._application = QGuiApplication.instance() or QGuiApplication([])
            for name in FILES:  # the letters of plates
                QFontDatabase.addApplicationFont(str(FOLDER / "fonts" / name))
            if (theme().scale, theme().profile) != (question.scale, question.profile):
                set_theme(Theme(question.profile, question.scale))
            self._painter = LivePainter(patient=True)
        found: Held = read(question.path)
        if found.cells is not None:
            keep_cells(found.drawing.points.xy, found.cells)
        self._held[question.number] = found

    def draw(self, question: DrawHeavy, image: QImage) -> HeavyDrawn:
        """One tile. A number that is not held any more is blank."""
        found = self._held.get(question.number)
        if found is None or self._painter is None:
            return HeavyDrawn(question.ticket, blank=True)
        if found.cells is not None:
            keep_cells(found.drawing.points.xy, found.cells)
        image.fill(0)
        painter = QPainter(image)
        mpp = level_scale(question.level)
        view = Viewpoint((question.x + 0.5) * TILE * mpp, (question.y + 0.5) * TILE * mpp, float(question.level), TILE, TILE)
        self._painter.draw(painter, str(question.number), found.drawing, view, QRect(0, 0, TILE, TILE))
        painter.end()
        pixels = np.frombuffer(image.constBits(), np.uint32)
        return HeavyDrawn(question.ticket, blank=not pixels.any())
