"""Units by class: how many are free of all, and a bar of what the others do. Painted; GUI thread."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from command_center.alarms.vitals import LOST_STATES
from command_center.domain.time import SECOND
from command_center.state.snapshot import EMPTY, Changes, Snapshot
from widgets.context import Context
from widgets.lettering import LEFT, RIGHT, draw_text, text_width
from widgets.panels.frame import FramedPanel
from widgets.panels.words import class_words
from widgets.spans import span_words
from widgets.texture import hatch
from widgets.theme import draw_level, theme

CLASSES = ("fire", "police", "medical", "drainage", "power")
ROW, LEGEND = 40, 34  # design pixels
DASH = "––"
SCARCE = 0.3  # below this share of free units a class is marked, as level III
GROUPS = {"free": "free", "ordered": "en_route", "en_route": "en_route", "returning": "en_route",
          "on_scene": "on_scene", "out_of_service": "out"}
FILLS = (("free", "data"), ("en_route", "fill"), ("on_scene", "band"))


def count_units(snapshot: Snapshot) -> dict[str, Counter[str]]:
    """Class -> how many are free, en_route (ordered and returning too), on_scene and out. A free unit that an order
    binds is not free any more, whatever it says."""
    found: dict[str, Counter[str]] = {}
    for unit in snapshot.units.values():
        group = GROUPS.get(unit.status, "out")
        if group == "free" and unit.order:
            group = "en_route"
        found.setdefault(unit.class_key, Counter())[group] += 1
    order = {key: number for number, key in enumerate(CLASSES)}
    return dict(sorted(found.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))


def lost_since(snapshot: Snapshot) -> int:
    """When the first of the sources that units come from was last heard, 0 while all deliver."""
    names = {unit.source for unit in snapshot.units.values()}
    return min((source.last_message_utc or source.since_utc for name in names
                if (source := snapshot.sources.get(name)) is not None and source.state in LOST_STATES), default=0)


def last_heard(snapshot: Snapshot) -> int:
    """When a source of units last said anything, 0 if none is known."""
    names = {unit.source for unit in snapshot.units.values()}
    return max((snapshot.sources[name].last_message_utc for name in names if name in snapshot.sources), default=0)


class UnitsPanel(FramedPanel):
    """Units."""

    key = "units"
    area = "right"
    depends_on = ("units", "sources")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._bars = _Bars(self.is_wall)
        self._snapshot: Snapshot = EMPTY
        self.body.addWidget(self._bars)
        self.retranslate()

    def title(self) -> str:
        """Translated title."""
        return self.tr("Units")

    def retranslate(self) -> None:
        self.set_note(self.tr("free / all"))

    def on_clock(self, now_utc: int) -> None:
        """Once a source of units is lost, what was last known is hatched and its age said."""
        since = lost_since(self._snapshot)
        heard = since or last_heard(self._snapshot)
        age = span_words((now_utc - heard) / SECOND)
        words = self.tr("stale {age}") if since else self.tr("free / all   {age} old") if heard else self.tr("free / all")
        self.set_note(words.format(age=age))
        self._bars.show_stale(bool(since))

    def on_snapshot(self, snapshot: Snapshot, changes: Changes) -> None:
        self._snapshot = snapshot
        counts = count_units(snapshot)
        self._bars.show_counts(counts)
        if not self.is_wall:  # no taller than its rows need: what is left over belongs to the queue above
            rows = max(3, len(counts)) * ROW + LEGEND
            self.setMaximumHeight(self.head_height() + theme().px(rows))


class _Bars(QWidget):
    """One row a class, and the legend below."""

    def __init__(self, wall: bool) -> None:
        super().__init__()
        self._wall, self._stale = wall, False
        self._counts: dict[str, Counter[str]] = count_units(EMPTY)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_counts(self, counts: dict[str, Counter[str]]) -> None:
        """Paint these."""
        if counts != self._counts:
            self._counts = counts
            words = (f"{class_words(key)} {each['free']}/{each.total()}" for key, each in counts.items())
            self.setAccessibleDescription(", ".join(words))
            self.update()

    def show_stale(self, stale: bool) -> None:
        """Whether these are to be believed."""
        if stale != self._stale:
            self._stale = stale
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pad, legend = look.space("padding"), look.px(LEGEND)
        box = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        if not self._counts:
            draw_text(painter, box, self.tr("No unit is known yet."), "body", "lo")
        tall = min((box.height() - legend) / max(1, len(self._counts)), look.px(92 if self._wall else ROW))
        name = max((text_width(class_words(key), "body") for key in self._counts), default=0.0) + look.px(12)
        for number, (key, counts) in enumerate(self._counts.items()):
            row = QRectF(box.left(), number * tall, box.width(), tall)
            self._tall_row(painter, row, key, counts) if self._wall else self._row(painter, row, key, counts, name)
        self._legend(painter, QRectF(box.left(), box.bottom() - legend, box.width(), legend))
        painter.end()

    def _row(self, painter: QPainter, row: QRectF, key: str, counts: Counter[str], name: float) -> None:
        look, low = theme(), self._is_low(counts)
        draw_text(painter, QRectF(row.left(), row.top(), name, row.height()), class_words(key), "body",
                  "hi" if low else "mid")
        numbers = look.px(92)
        bar = QRectF(row.left() + name, row.center().y() - look.px(7), row.width() - name - numbers, look.px(14))
        self._bar(painter, bar, counts)
        self._numbers(painter, row, counts, "strong")

    def _tall_row(self, painter: QPainter, row: QRectF, key: str, counts: Counter[str]) -> None:
        look, low = theme(), self._is_low(counts)
        painter.fillRect(QRectF(row.left(), row.top(), row.width(), max(1, look.px(1))), look.colour("line"))
        words = QRectF(row.left(), row.top(), row.width(), row.height() * 0.62)
        draw_text(painter, words, class_words(key), "body", "hi" if low else "mid")
        self._numbers(painter, words, counts, "value")
        self._bar(painter, QRectF(row.left(), words.bottom() - look.px(2), row.width(), look.px(11)), counts)

    @staticmethod
    def _is_low(counts: Counter[str]) -> bool:
        return counts["free"] < counts.total() * SCARCE

    def _numbers(self, painter: QPainter, row: QRectF, counts: Counter[str], role: str) -> None:
        look, low = theme(), self._is_low(counts)
        total = f" / {counts.total()}"
        wide = text_width(total, "caption") + 2
        draw_text(painter, QRectF(row.right() - wide, row.top() + look.px(2), wide, row.height()), total, "caption",
                  "lo", align=RIGHT)
        free = DASH if self._stale else str(counts["free"])
        low = low and not self._stale
        number = text_width(free, role, True) + look.px(4)
        draw_text(painter, QRectF(row.right() - wide - number, row.top(), number, row.height()), free, role, "hi",
                  align=RIGHT, bold=True, level=3 if low else 0)
        if low:
            side = look.px(15)
            draw_level(painter, QRectF(row.right() - wide - number - side - look.px(8), row.center().y() - side / 2,
                                       side, side), 3, solid=False)

    def _bar(self, painter: QPainter, box: QRectF, counts: Counter[str]) -> None:
        look, left, total = theme(), box.left(), max(1, counts.total())
        painter.fillRect(box, look.colour("raised"))
        if self._stale:
            hatch(painter, box, look.colour("fill", 150), look.px(6), max(1, look.px(1)))
            return
        for group, token in FILLS:
            wide = box.width() * counts[group] / total
            if wide:
                painter.fillRect(QRectF(left, box.top(), max(1.0, wide - look.scale * 1.5), box.height()),
                                 look.colour(token))
            left += wide
        if counts["out"]:
            hatch(painter, QRectF(left, box.top(), box.width() * counts["out"] / total, box.height()),
                  look.colour("control"), look.px(4), max(1, look.px(1)))

    def _legend(self, painter: QPainter, box: QRectF) -> None:
        look, left = theme(), box.left()
        names = (self.tr("Free"), self.tr("En route"), self.tr("On scene"), self.tr("Out"))
        tight = sum(text_width(name, "caption") + look.px(28) for name in names) > box.width()
        role = "micro" if tight else "caption"
        words = sum(text_width(name, role) + 2 for name in names)
        room = max(0.0, box.width() - words) / 4  # shared by mark, gap after it and gap between
        mark = min(look.px(11), room * 0.42)
        inner, outer = min(look.px(6), room * 0.22), min(look.px(16), room * 0.30)
        for name, token in zip(names, ("data", "fill", "band", ""), strict=True):
            patch = QRectF(left, box.center().y() - look.px(5), mark, look.px(10))
            if token:
                painter.fillRect(patch, look.colour(token))
            else:
                hatch(painter, patch, look.colour("control"), look.px(4), max(1, look.px(1)))
            wide = text_width(name, role) + 2
            draw_text(painter, QRectF(patch.right() + inner, box.top(), wide, box.height()), name, role, "lo",
                      align=LEFT)
            left = patch.right() + inner + wide + outer
