"""A tile server and a map that shows it, for the tests of tile layers."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import synthetic_city as city
from PySide6.QtGui import QImage

from command_center.config import check_configuration
from command_center.state.snapshot import Changes
from tests.servers.http_server import Answer, HttpServer, Request
from widgets.context import Context
from widgets.map.panel import MapPanel


def png(pixels: np.ndarray) -> bytes:
    """Of (h, w, 3) or (h, w, 4) bytes."""
    height, width, depth = pixels.shape

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1).astype(np.uint8)], axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 6 if depth == 4 else 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows.tobytes(), 1))
            + chunk(b"IEND", b""))


def plain(*colour: int) -> bytes:
    """A tile of one colour."""
    return png(np.full((256, 256, len(colour)), colour, np.uint8))


class _Any(dict[str, Any]):
    def __init__(self, make: Callable[[Request], Any]) -> None:
        super().__init__()
        self._make = make

    def get(self, key: str, default: Any = None) -> Any:
        return self._make


def serve_tiles(server: HttpServer, tile: Callable[[int, int, int], Any]) -> str:
    """Answer /z/x/y.png by tile(z, x, y); the pattern to configure."""

    def answer(request: Request) -> Any:
        z, x, y = (int(part) for part in request.path.removesuffix(".png").split("/")[-3:])
        found = tile(z, x, y)
        return found if isinstance(found, Answer) else Answer(200, found, {"Content-Type": "image/png"})

    server.routes = _Any(answer)
    return server.url + "/{z}/{x}/{y}.png"


def map_of(qtbot: Any, tiles: list[dict[str, Any]], folder: Any, *, snapshot: Any = None, metres: float = 4.0,
           centre: tuple[float, float] = (city.LON, city.LAT), **settings: Any) -> MapPanel:
    """A map with tile layers; its cache lies in a folder."""
    raw = {"city": {"centre": list(centre), "metres_per_pixel": metres},
           "map": {"tiles": tiles, "tile_cache": str(folder / "tiles.sqlite"), **settings}}
    context = Context(check_configuration(raw, None), {}, "zh_CN", "desk", 1.0, "officer", "desk-1", lambda: None)
    panel = MapPanel(context)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.map.base.close())
    panel.resize(1000, 700)
    panel.show()
    panel.on_clock(city.NOW)
    if snapshot is not None:
        panel.on_snapshot(snapshot, Changes(reset=True))
    return panel


def settle(qtbot: Any, panel: MapPanel, timeout: int = 60_000) -> QImage:
    """The map once it shows all that can be had."""
    qtbot.waitUntil(lambda: (panel.map.repaint() or panel.map.is_settled), timeout=timeout)
    return panel.map.grab().toImage()


def pixels_of(image: QImage) -> np.ndarray:
    """(h, w, 3) red, green, blue."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return flat[..., [2, 1, 0]].astype(int)
