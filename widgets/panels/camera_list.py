"""Cameras with what is wrong with each: since when, why, and a strip of how it was. Painted rows. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from command_center.domain.cameras import Camera
from video.rates import UNKNOWN, Report, Stretch, condition_of
from widgets.camera_states import state_words
from widgets.context import Context
from widgets.lettering import RIGHT, draw_fitting, draw_text, text_width
from widgets.panels.camera_words import why_words
from widgets.panels.rows import RowList
from widgets.spans import time_of_day
from widgets.texture import hatch
from widgets.theme import theme

ROW = 66  # design pixels
FILLS = {"ok": "band", "faulty": "data", "offline": "hi"}


class CameraList(RowList):
    """One camera a row; the current one's strip is what the span shows."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent, active=context.profile != "wall")
        self.context = context
        self.cameras: dict[str, Camera] = {}
        self.report: Report | None = None
        self.span, self.now_utc = "today", 0

    def row_height(self, key: str, current: bool) -> int:
        return theme().px(ROW)

    def name_of(self, camera: Camera) -> str:
        """In the screen's language as far as its source gives one."""
        return self.context.say(camera.name, camera.properties.get("name_en", "")) or camera.camera

    def state_of(self, key: str) -> str:
        """As it was measured last; unknown where nobody watches now."""
        if self.report is not None and key in self.report.history and self.report.state(key) == UNKNOWN:
            return UNKNOWN
        return self.cameras[key].state

    def paint_row(self, painter: QPainter, box: QRectF, key: str, current: bool) -> None:
        look, camera = theme(), self.cameras[key]
        state, line, top = self.state_of(key), look.px(20), box.top() + look.px(5)
        words = state_words(state)
        wide = text_width(words, "caption", True) + look.px(4)
        draw_text(painter, QRectF(box.right() - wide, top, wide, line), words, "caption",
                  "lo" if state in ("ok", UNKNOWN) else "hi", align=RIGHT, bold=state not in ("ok", UNKNOWN))
        draw_fitting(painter, QRectF(box.left(), top, box.width() - wide - look.px(8), line), self.name_of(camera),
                     "body", "hi" if current else "mid")
        since = self.since_words(key, state)
        wide = text_width(since, "micro") + look.px(4)
        draw_text(painter, QRectF(box.right() - wide, top + line, wide, line), since, "micro", "mid", align=RIGHT)
        why = why_words(camera) if state not in ("ok", UNKNOWN) or camera.recorded is False else camera.district
        draw_fitting(painter, QRectF(box.left(), top + line, box.width() - wide - look.px(8), line), why or camera.district,
                     "caption", "lo")
        strip = QRectF(box.left(), top + 2 * line + look.px(3), box.width(), look.px(9))
        if self.report is not None:
            self.draw_strip(painter, strip, self.report.history.get(key, ()), self.report.begins[self.span])

    def since_words(self, key: str, state: str) -> str:
        """When the state began, in the city's time."""
        history = self.report.history.get(key) if self.report is not None else None
        since = self.cameras[key].state_since_utc
        if state == UNKNOWN:
            since = history[-1].from_utc if history and len(history) > 1 else 0
        if not since:
            return ""
        return self.tr("since {time}").format(time=time_of_day(since, self.context.configuration.city.zone, self.now_utc))

    def draw_strip(self, painter: QPainter, box: QRectF, history: Sequence[Stretch], since_utc: int) -> None:
        """How it was: dim in order, light when something was wrong with the picture, white without a picture, hatched
        where nobody knows. What was short stays visible."""
        look = theme()
        until = max(self.now_utc, since_utc + 1)
        if not history or history[-1].until_utc <= since_utc:
            hatch(painter, box, look.colour("control", 160), look.px(5), max(1, look.px(1)))
            return
        order = sorted(history, key=lambda each: condition_of(each.state) in ("faulty", "offline"))
        for stretch in order:
            if stretch.until_utc <= since_utc:
                continue
            last = stretch is history[-1]
            left = box.left() + box.width() * max(0, stretch.from_utc - since_utc) / (until - since_utc)
            right = box.left() + box.width() * ((until if last else stretch.until_utc) - since_utc) / (until - since_utc)
            kind = condition_of(stretch.state)
            piece = QRectF(left, box.top(), max(1.0, right - left), box.height())
            if kind == UNKNOWN:
                hatch(painter, piece, look.colour("control", 160), look.px(5), max(1, look.px(1)))
                continue
            if kind != "ok":
                piece.setWidth(max(look.px(2), piece.width()))
            painter.fillRect(piece, look.colour(FILLS[kind]))
