"""A picture of a tile as a PNG file: what it shows, with masks and watermark, name and time beneath. GUI thread."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from platformdirs import user_pictures_path
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from command_center.domain.time import to_datetime
from command_center.notices import notify
from video.masks import burn
from video.pictures import Picture
from video.zooming import Zoom
from widgets.context import Context
from widgets.theme import theme
from widgets.video.dress import Dress
from widgets.video.over import paint_mark
from widgets.video.tile import Tile

_FOLDER = "command-center"
_UNFIT = re.compile(r"[^\w.-]+")


def save_still(context: Context, dress: Dress, tile: Tile, picture: Picture | None) -> Path | None:
    """Write it among the operator's pictures and say so; None where there is nothing to save, or it cannot be."""
    if picture is None or (tile.message and not tile.over_picture):
        notify("warning", "notice.still_nothing", name=tile.name)
        return None
    image = compose(context, dress, tile, picture)
    at = to_datetime(picture.captured_utc, context.configuration.city.zone)
    name = _UNFIT.sub("_", tile.name).strip("_") or "camera"
    folder = user_pictures_path() / _FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        notify("error", "notice.still_failed", path=str(folder), why=error.strerror or str(error))
        return None
    path = _free(folder / f"{name}_{at:%Y%m%d_%H%M%S}.png")
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        notify("error", "notice.still_failed", path=str(path), why="")
        return None
    notify("info", "notice.still_saved", path=str(path))
    return path


def compose(context: Context, dress: Dress, tile: Tile, picture: Picture) -> QImage:
    """The picture at its own size (the zoomed part of it), masks burnt in, over a strip with name and time."""
    pixels = np.array(picture.pixels)  # the shared picture is overwritten soon
    pixels[:, :, 3] = 255
    burn(pixels, dress.covered(tile.camera, picture.captured_utc))
    pixels = _part(pixels, dress.zoom(tile.camera))
    height, width = pixels.shape[:2]
    at = to_datetime(picture.captured_utc, context.configuration.city.zone)
    written = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGB32)
    look = theme()
    strip = max(look.px(28), height // 24)
    image = QImage(width, height + strip, QImage.Format.Format_RGB32)
    image.fill(look.colour("panel"))
    painter = QPainter(image)
    painter.drawImage(0, 0, written)
    mark = dress.mark()
    if mark:
        painter.setClipRect(QRect(0, 0, width, height))
        paint_mark(painter, QSize(width, height), mark)
        painter.setClipping(False)
    _write_strip(painter, QRect(0, height, width, strip), tile.name, f"{at:%Y-%m-%d %H:%M:%S %Z}", tile.hatched and bool(tile.message))
    painter.end()
    for key, text in (("Camera", tile.camera), ("Name", tile.name), ("Captured", at.isoformat()),
                      ("Operator", context.actor), ("Desk", context.desk)):
        image.setText(key, text)
    return image


def _write_strip(painter: QPainter, box: QRect, name: str, time: str, old: bool) -> None:
    look = theme()
    font = look.font("caption")
    font.setPixelSize(max(look.size("caption"), box.height() // 2))
    painter.setFont(font)
    inner = box.adjusted(look.px(8), 0, -look.px(8), 0)
    wide = painter.fontMetrics().horizontalAdvance(time) + look.px(8)
    painter.setPen(look.colour("lo" if old else "mid"))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, time)
    painter.setPen(look.colour("hi"))
    room = inner.adjusted(0, 0, -wide, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                     painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(0, room.width())))


def _part(pixels: np.ndarray, zoom: Zoom) -> np.ndarray:
    if zoom.factor <= 1:
        return pixels
    height, width = pixels.shape[:2]
    left, top, share, _ = zoom.part
    x, y = round(left * width), round(top * height)
    return np.ascontiguousarray(pixels[y:y + max(2, round(share * height)), x:x + max(2, round(share * width))])


def _free(path: Path) -> Path:
    """The name, numbered where it is taken."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_stem(f"{path.stem}_{number}")
    return found
