"""How one tile is painted: picture 1:1, hatch where it is not live, caption strip with badge, name and time. GUI
thread; called from paintEvent only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from command_center.domain.masks import Outline
from video.masks import WHOLE as EVERYTHING
from video.pictures import Picture
from video.zooming import WHOLE, Zoom
from widgets.texture import hatch
from widgets.theme import theme
from widgets.video.blit import fits, image_of
from widgets.video.caption import draw_badge_on, draw_strip, draw_time_on
from widgets.video.instant import draw_again
from widgets.video.over import draw_heard, draw_over, draw_part
from widgets.video.strip import strip_image

_SHRUNK = 0.7
_INSET = 24  # design pixels of a caption that lies on the picture


class Places(NamedTuple):
    """Where the parts of a tile lie; not to be changed in place. See `Tile`."""

    picture: QRect
    caption: QRect
    clear: QRect


@dataclass
class Tile:
    """What a tile shows now. message: words instead of (or, with `over_picture`, on) the picture; hatched: whether hatch
    lies under the words; level, solid: badge
    of the incident its camera looks at; inset: the caption lies on the picture instead of under it; brought: white frame; sequence: of the picture painted last; zoom, covered,
    mark, notes, heard: see `dress`."""

    box: QRect = field(default_factory=QRect)
    camera: str = ""
    name: str = ""
    time: str = ""
    message: str = ""
    over_picture: bool = False
    hatched: bool = True
    level: int = 0
    solid: bool = False
    brought: bool = False
    current: bool = False
    sequence: int = 0
    inset: bool = False
    time_on: bool = False  # the time stands on the picture, because some name of the wall needs the whole strip
    zoom: Zoom = WHOLE
    covered: tuple[Outline, ...] = ()
    mark: str = ""
    notes: tuple[str, ...] = ()
    heard: str = ""
    again: str = ""  # what the badge of an instant replay says
    _placed: tuple[QRect, bool, Places] | None = None

    @property
    def places(self) -> Places:
        """Where its parts lie. Asked for with every picture of every tile, so it is remembered."""
        placed, box, inset = self._placed, self.box, self.inset
        if placed is not None and placed[0] is box and placed[1] is inset:
            return placed[2]
        tall = theme().px(_INSET) if inset else caption_height()
        clear = box.adjusted(0, 0, 0, -tall)
        places = Places(box if inset else clear, QRect(box.left(), box.bottom() + 1 - tall, box.width(), tall), clear)
        self._placed = (box, inset, places)
        return places

    @property
    def picture_box(self) -> QRect:
        """Where the picture lies."""
        return self.places.picture

    @property
    def clear_box(self) -> QRect:
        """The part of the picture that no caption covers."""
        return self.places.clear

    @property
    def caption_box(self) -> QRect:
        """The strip under it, or on its lower edge."""
        return self.places.caption

    @property
    def is_plain(self) -> bool:
        """Whether its picture is shown as it comes, and nothing but the time lies on it."""
        return not (self.message or self.covered or self.mark or self.notes or self.heard or self.level or self.again
                    or self.zoom.factor > 1)


def caption_height() -> int:
    """Height of the strip under a picture."""
    return theme().px(30 if theme().profile == "wall" else 28)


def snug(box: QRect, *, inset: bool = False) -> QRect:
    """A tile's box whose picture has even sides: pictures then fill it without a stripe beside them, and scaling to an odd
    width takes twice as long."""
    caption = 0 if inset else caption_height()
    height = box.height() - caption
    return QRect(box.left(), box.top(), box.width() & ~1, (height & ~1) + caption) if height > 2 else box


def draw_picture(painter: QPainter, tile: Tile, picture: Picture | None) -> None:
    """The picture part of a tile; nothing beside it."""
    box = tile.picture_box
    if picture is not None and tile.is_plain and fits(box, picture):
        painter.drawImage(box.topLeft(), image_of(picture))
    elif tile.message or tile.again or tile.zoom.factor > 1:
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        _draw_dressed(painter, tile, box, picture)
        painter.restore()
    else:
        _draw_dressed(painter, tile, box, picture)
    draw_time_on(painter, tile, tile.clear_box)


def _draw_dressed(painter: QPainter, tile: Tile, box: QRect, picture: Picture | None) -> None:
    if picture is None or (tile.message and not tile.over_picture):
        painter.fillRect(box, theme().colour("panel"))
    else:
        if tile.zoom.factor > 1:
            draw_part(painter, box, picture, tile.zoom)
        else:
            draw_image(painter, box, picture)
        draw_over(painter, tile, picture)
    if tile.message:
        _draw_message(painter, tile)
    draw_badge_on(painter, tile, box)
    if tile.heard:
        draw_heard(painter, tile.clear_box, tile.heard)
    if tile.again:
        draw_again(painter, box, tile.again)


def draw_image(painter: QPainter, box: QRect, picture: Picture) -> None:
    """A shared picture in the middle of a box, pixel for pixel; scaled only while the right size is on its way."""
    height, width = picture.pixels.shape[:2]
    image = image_of(picture)
    if abs(box.width() - width) <= 1 and abs(box.height() - height) <= 1:
        painter.drawImage(box.topLeft(), image)
        if box.width() > width:
            painter.fillRect(box.left() + width, box.top(), 1, box.height(), theme().colour("void"))
        if box.height() > height:
            painter.fillRect(box.left(), box.top() + height, box.width(), 1, theme().colour("void"))
        return
    painter.fillRect(box, theme().colour("void"))
    if width <= box.width() and height <= box.height() and (width + 2 >= box.width() or height + 2 >= box.height()):
        painter.drawImage(box.topLeft() + QPoint((box.width() - width) // 2, (box.height() - height) // 2), image)
        return
    ratio = min(box.width() / width, box.height() / height)
    target = QRectF(0, 0, width * ratio, height * ratio)
    target.moveCenter(QRectF(box).center())
    smooth = ratio < _SHRUNK  # its camera is shown large elsewhere: this goes on for a while
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(target, image)
    if smooth:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)


def draw_caption(painter: QPainter, tile: Tile) -> None:
    """The strip: badge, name, time of the picture."""
    if tile.inset and tile.camera:
        painter.drawImage(tile.caption_box.topLeft(), strip_image(tile))
    elif not tile.inset:
        draw_strip(painter, tile, tile.caption_box)


def _draw_message(painter: QPainter, tile: Tile) -> None:
    look, box = theme(), tile.clear_box
    if tile.hatched or not tile.over_picture:
        hatch(painter, QRectF(box), look.colour("band" if not tile.over_picture else "lo"), look.px(9))
    font = look.font("body")
    painter.setFont(font)
    room = box.adjusted(look.px(8), look.px(6), -look.px(8), -look.px(6))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    if tile.over_picture and not tile.hatched and tile.covered != EVERYTHING:  # the picture is live: the middle of it stays free
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    text = painter.boundingRect(room, flags, tile.message)
    if text.height() > box.height() - look.px(8):
        painter.setFont(look.font("micro"))
        text = painter.boundingRect(room, flags, tile.message)
    painter.fillRect(text.adjusted(-look.px(8), -look.px(4), look.px(8), look.px(4)) & box, look.colour("panel"))
    painter.setPen(look.colour("hi" if tile.over_picture else "mid"))
    painter.drawText(room, flags, tile.message)


def draw_empty(painter: QPainter, box: QRect, words: str) -> None:
    """A wall without any camera: one sentence instead of empty tiles."""
    look = theme()
    painter.fillRect(box, look.colour("panel"))
    painter.setFont(look.font("body"))
    painter.setPen(look.colour("lo"))
    painter.drawText(box.adjusted(look.px(14), 0, -look.px(14), 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                     words)


def draw_mark(painter: QPainter, tile: Tile) -> None:
    """A tile that is marked for joining, or that what is held would fall on."""
    look, width = theme(), max(2, theme().px(3))
    painter.fillRect(tile.box, look.colour("focus", 36))
    painter.setPen(QPen(look.colour("focus"), width, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(tile.box.adjusted(width // 2, width // 2, -(width + 1) // 2, -(width + 1) // 2))


def draw_frame(painter: QPainter, tile: Tile) -> None:
    """White round what the selected incident brought; corners mark the tile that the keyboard is on."""
    if not (tile.brought or tile.current):
        return
    look, width = theme(), max(1, theme().px(2))
    painter.setPen(QPen(look.colour("focus"), width))
    inner = tile.box.adjusted(width // 2, width // 2, -(width + 1) // 2, -(width + 1) // 2)
    if tile.brought:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inner)
    if tile.current:
        arm = look.px(14)
        near = inner.adjusted(look.px(4), look.px(4), -look.px(4), -look.px(4)) if tile.brought else inner
        for corner, x, y in ((near.topLeft(), 1, 1), (near.topRight(), -1, 1),
                             (near.bottomLeft(), 1, -1), (near.bottomRight(), -1, -1)):
            painter.drawLine(corner, corner + QPoint(x * arm, 0))
            painter.drawLine(corner, corner + QPoint(0, y * arm))
