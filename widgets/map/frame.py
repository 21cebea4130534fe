"""What a frame is asked to show, besides the layers. GUI thread."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

from layers.base import View
from widgets.map.viewpoint import Viewpoint


@dataclass
class Frame:
    """blink: the phase in which outlines of fresh red ones are lit; cover: boxes of controls over the map."""

    viewpoint: Viewpoint
    view: View
    cursor: tuple[float, float] | None = None
    choosing: bool = False
    blink: bool = True
    cover: list[QRectF] = field(default_factory=list)
