"""The table of groups of cameras: how many are in order now, and both rates over a span. Painted rows. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from video.rates import TARGETS, Group, Share
from widgets.lettering import RIGHT, draw_fitting, draw_text, text_width
from widgets.panels.rows import RowList
from widgets.texture import hatch
from widgets.theme import draw_level, theme

ALL = "*"
ROW, HEAD = 30, 26  # design pixels
DASH = "––"
_FULL = 0.9995  # of a span known: said without a remark


def percent(share: Share, which: str) -> str:
    """A rate, rounded so that what misses 100 % never reads 100."""
    rate = share.rate(which)
    if rate is None:
        return DASH
    text = f"{100 * rate:.1f}"
    return "100" if rate == 1.0 else "99.9" if text == "100.0" else text


def misses(share: Share, which: str) -> bool:
    """Whether a rate is under its target."""
    rate = share.rate(which)
    return rate is not None and rate < TARGETS[which] - 1e-9


class RateTable(RowList):
    """One group a row; Enter or a click takes it for the list below."""

    def __init__(self, parent: QWidget | None = None, *, active: bool = True) -> None:
        super().__init__(parent, active=active)
        self.groups: Mapping[str, Group] = {}
        self.span = "today"
        self.titles: Mapping[str, str] = {}  # of groups, in the screen's language
        self.nameless = ""
        self.everything = ""

    def show_groups(self, groups: Sequence[Group]) -> None:
        """These, all cameras together first."""
        ordered = sorted(groups, key=lambda group: group.name != ALL)
        self.groups = {group.name: group for group in ordered}
        self.set_rows(list(self.groups))
        self.viewport().update()

    def row_height(self, key: str, current: bool) -> int:
        return theme().px(ROW)

    def name_of(self, key: str) -> str:
        """What stands in the first column."""
        return self.everything if key == ALL else self.titles.get(key, key) or self.nameless

    def columns(self, width: float) -> tuple[float, float, float]:
        """Right edges of the counts, online and in order."""
        look = theme()
        return width - look.px(152), width - look.px(76), width

    def paint_row(self, painter: QPainter, box: QRectF, key: str, current: bool) -> None:
        look, group = theme(), self.groups[key]
        counts, online, in_order = (box.left() + edge for edge in self.columns(box.width()))
        words = f"{group.now['ok']}/{len(group.cameras)}"
        wide = text_width(words, "caption") + look.px(4)
        draw_text(painter, QRectF(counts - wide, box.top(), wide, box.height()), words, "caption", "mid", align=RIGHT)
        draw_fitting(painter, QRectF(box.left(), box.top(), counts - wide - look.px(8) - box.left(), box.height()),
                     self.name_of(key), "body", "hi" if current or key == ALL else "mid", bold=key == ALL)
        share = group.shares.get(self.span, Share())
        for right, which in ((online, "online"), (in_order, "in_order")):
            self._rate(painter, QRectF(right - look.px(70), box.top(), look.px(70), box.height()), share, which)

    def _rate(self, painter: QPainter, box: QRectF, share: Share, which: str) -> None:
        look, below = theme(), misses(share, which)
        if share.coverage < _FULL:  # a thin hatched foot: how much of the span nobody knows
            foot = QRectF(box.left() + look.px(14), box.bottom() - look.px(5), box.width() - look.px(14), look.px(3))
            foot.setLeft(foot.right() - foot.width() * (1 - share.coverage))
            hatch(painter, foot, look.colour("control"), look.px(4), max(1, look.px(1)))
        words = percent(share, which)
        draw_text(painter, box, words, "body", "hi" if share.known else "lo", align=RIGHT, bold=below,
                  level=3 if below else 0)
        if below:
            side, wide = look.px(11), text_width(words, "body", True)
            draw_level(painter, QRectF(box.right() - wide - side - look.px(5), box.center().y() - side / 2, side, side), 3,
                       solid=False)
