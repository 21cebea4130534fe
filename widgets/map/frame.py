"""What a frame is asked to show, besides the layers. GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from layers.base import View
from widgets.map.viewpoint import Viewpoint

Overlay = Callable[[QPainter, Viewpoint], None]


@dataclass
class Frame:
    """blink: the phase in which outlines of fresh red ones are lit; cover: boxes of controls over the map; overlays:
    painted over the layers and their labels, under cards and furniture, in this order; cards: not while something is
    drawn, which they would cover."""

    viewpoint: Viewpoint
    view: View
    cursor: tuple[float, float] | None = None
    choosing: bool = False
    blink: bool = True
    cover: list[QRectF] = field(default_factory=list)
    overlays: Sequence[Overlay] = ()
    cards: bool = True
