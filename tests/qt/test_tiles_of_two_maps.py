"""Two maps on one server: each tile is asked for once, and what one leaves the other keeps."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from tile_stage import map_of, pixels_of, plain, serve_tiles, settle

from layers.tiles import sharing
from tests.servers.http_server import Answer, HttpServer


def test_two_maps_ask_a_server_once_and_outlive_each_other(qtbot: QtBot, tmp_path: Path) -> None:
    server = HttpServer()
    try:
        fresh = {"Content-Type": "image/png", "Cache-Control": "no-store"}  # nothing that the disk may keep
        url = serve_tiles(server, lambda z, x, y: Answer(200, plain(40, 90, 160), fresh))
        tiles = [{"kind": "xyz", "id": "t", "url": url, "rank": 5}]
        first, second = (map_of(qtbot, tiles, tmp_path) for _ in range(2))
        for panel in (first, second):
            assert pixels_of(settle(qtbot, panel))[350, 500].tolist() == [40, 90, 160]
        asked = Counter(request.path for request in server.requests)
        assert asked and set(asked.values()) == {1}
        assert first.map.stack.entry("t").layer.source is second.map.stack.entry("t").layer.source
        first.companions.leave()
        first.map.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        second.map.zoom(2)
        assert pixels_of(settle(qtbot, second))[350, 500].tolist() == [40, 90, 160]
        assert len(server.requests) > len(asked)
        second.map.close()
        assert not sharing._open
    finally:
        server.close()
