"""What of a layout fits an area, and which tile lies beside another. Pure but for the theme's lengths. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect

from video.layouts import Layout, usual
from widgets.theme import theme
from widgets.video.tile import caption_height

NARROWEST = 130  # design pixels of a tile under which names would be cut
_FULL = 0.97  # of a tile's width that a picture above its caption must reach
_LEAST_SHARE = 0.6  # of the canvas that tiles take at least, whatever their shape
LOWEST = 48  # design pixels of a picture under which nothing can be told


class Fitted(NamedTuple):
    """A layout with its cells fixed; inset: captions lie on the pictures; area: what the tiles take of the canvas."""

    layout: Layout
    inset: bool
    area: QRect


def fitted(layout: Layout, width: int, height: int) -> Fitted:
    """How a layout lies in an area. Captions lie on the pictures where a strip under them would make these smaller, and
    then the tiles keep together instead of each having bars beside its picture. Where tiles would be too small, as many
    equal ones as have room for a camera's name."""
    gap, caption = theme().space("gap"), caption_height()
    if not _fits(layout, width, height):
        counts = range(layout.count - (0 if layout.cells else 1), 1, -1)
        layout = usual(next((count for count in counts if _fits(usual(count), width, height)), min(1, layout.count)))
    boxes = layout.boxes(width, height, 0, gap)
    inset = len(boxes) > 1 and any((box.height - caption) * 16 / 9 < _FULL * box.width for box in boxes)
    fixed = layout.over(width, height, 0 if inset else caption, gap)
    columns, rows = len(fixed.columns), len(fixed.rows)
    wide = width
    if inset and rows:
        row = (height - gap * (rows - 1)) / rows
        wide = min(width, max(round(_LEAST_SHARE * width), round(columns * row * 16 / 9) + gap * (columns - 1)))
    return Fitted(fixed, inset, QRect((width - wide) // 2, 0, wide, height))


def fits(layout: Layout, width: int, height: int) -> bool:
    """Whether all tiles of a layout can be told apart in an area."""
    return _fits(layout, width, height)


def _fits(layout: Layout, width: int, height: int) -> bool:
    look, caption = theme(), caption_height()
    boxes = layout.boxes(width, height, caption, look.space("gap"))
    return all(box.width >= look.px(NARROWEST) and box.height - caption >= look.px(LOWEST) for box in boxes)


def neighbour(boxes: Sequence[QRect], at: int, step: tuple[int, int]) -> int | None:
    """The nearest tile in a direction, those that lie level with this one first; None at the edge."""
    here, best = boxes[at], None
    for number, box in enumerate(boxes):
        if step[0]:
            ahead = (box.left() - here.right()) if step[0] > 0 else (here.left() - box.right())
            beside = max(0, box.top() - here.bottom(), here.top() - box.bottom())
            off = abs(box.center().y() - here.center().y())
        else:
            ahead = (box.top() - here.bottom()) if step[1] > 0 else (here.top() - box.bottom())
            beside = max(0, box.left() - here.right(), here.left() - box.right())
            off = abs(box.center().x() - here.center().x())
        if number != at and ahead > 0 and not beside and (best is None or (ahead, off) < best[:2]):
            best = (ahead, off, number)
    return best[2] if best is not None else None
