"""Tile layers on a map, with real servers, good ones and bad ones, and with files."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import synthetic_city as city
from pytestqt.qtbot import QtBot
from tile_stage import map_of, pixels_of, plain, png, serve_tiles, settle

from command_center.domain.geo import from_wgs84
from command_center.state.snapshot import EMPTY
from layers.tiles.grids import HALF_M
from tests.servers.http_server import Answer, HttpServer, stall
from widgets.map.raster_layers.prefetch_sheet import PrefetchSheet
from widgets.map.tools.menu import place_menu

SIDE = 2 * HALF_M


@pytest.fixture
def server() -> Iterator[HttpServer]:
    running = HttpServer()
    yield running
    running.close()


def middle(image) -> list[int]:
    """The colour beside the middle, where no control lies."""
    return pixels_of(image)[350, 500].tolist()


def test_tiles_fill_the_map_in_their_opacity_and_go_when_hidden(server, qtbot: QtBot, tmp_path: Path) -> None:
    url = serve_tiles(server, lambda z, x, y: plain(200, 40, 0))
    panel = map_of(qtbot, [{"kind": "xyz", "id": "t", "url": url, "rank": 5}], tmp_path)
    assert middle(settle(qtbot, panel)) == [200, 40, 0]
    entry = panel.map.stack.entry("t")
    entry.opacity = 0.5
    panel.map.update()
    land = 23, 27, 31
    assert middle(settle(qtbot, panel)) == pytest.approx([(a + b) / 2 for a, b in zip((200, 40, 0), land, strict=True)], abs=2)
    entry.visible = False
    panel.map.update()
    assert middle(settle(qtbot, panel)) == pytest.approx(land, abs=1)
    assert panel.map.stack.status(entry).count > 3


def test_roads_lie_over_a_picture_below_the_base_map_and_land_does_not(server, qtbot: QtBot, tmp_path: Path) -> None:
    url = serve_tiles(server, lambda z, x, y: plain(10, 120, 30))
    panel = map_of(qtbot, [{"kind": "xyz", "id": "t", "url": url}], tmp_path, snapshot=city.snapshot())
    pixels = pixels_of(settle(qtbot, panel))
    picture = (np.abs(pixels - (10, 120, 30)).max(axis=2) < 3).mean()
    assert 0.5 < picture < 0.995
    panel.map.stack.entry("t").visible = False
    panel.map.update()
    pixels = pixels_of(settle(qtbot, panel))
    assert (np.abs(pixels - (10, 120, 30)).max(axis=2) < 3).mean() < 0.001


@pytest.mark.parametrize(("datum", "plane"), [("gcj02", "EPSG:3857"), ("wgs84", "EPSG:4547")])
def test_a_mark_in_a_servers_tiles_lies_where_the_map_has_its_place(server, qtbot: QtBot, tmp_path: Path, datum: str,
                                                                     plane: str) -> None:
    lon, lat = city.LON + 0.004, city.LAT - 0.003
    east, north = map(float, from_wgs84(*from_wgs84(lon, lat, datum), "epsg:3857"))

    def tile(z: int, x: int, y: int) -> bytes:
        size = SIDE / 2 ** z
        own_x, own_y = (east + HALF_M - x * size) / size * 256, (HALF_M - north - y * size) / size * 256
        rows, columns = np.mgrid[0:256, 0:256] + 0.5
        near = np.clip(6.0 - np.hypot(columns - own_x, rows - own_y), 0, 1)
        return png(np.repeat((near * 255)[..., None], 3, axis=2))

    panel = map_of(qtbot, [{"kind": "xyz", "id": "t", "url": serve_tiles(server, tile), "datum": datum, "rank": 5}],
                   tmp_path, crs=plane, metres=2.0)
    pixels = pixels_of(settle(qtbot, panel))[..., 1].astype(float)
    x, y = panel.map.viewpoint.pixel(lon, lat)
    near = pixels[round(y) - 20:round(y) + 20, round(x) - 20:round(x) + 20]
    rows, columns = np.mgrid[round(y) - 20:round(y) + 20, round(x) - 20:round(x) + 20] + 0.5
    found = (near * columns).sum() / near.sum(), (near * rows).sum() / near.sum()
    assert math.hypot(found[0] - x, found[1] - y) < 1.0


def test_a_server_that_hangs_and_one_that_sends_pages_leave_the_map_alone(server, qtbot: QtBot, tmp_path: Path) -> None:
    other = HttpServer()
    hung = HttpServer()
    try:
        good = serve_tiles(server, lambda z, x, y: plain(0, 0, 200))
        html = serve_tiles(other, lambda z, x, y: Answer(200, b"<html>busy</html>", {"Content-Type": "text/html"}))
        hangs = serve_tiles(hung, lambda z, x, y: Answer(200, stall))
        panel = map_of(qtbot, [{"kind": "xyz", "id": "good", "url": good, "rank": 5},
                               {"kind": "xyz", "id": "html", "url": html, "rank": 6},
                               {"kind": "xyz", "id": "hangs", "url": hangs, "rank": 7, "timeout_s": 1.0}], tmp_path)

        def told(key: str) -> list[str]:
            return [one.key for one in panel.map.stack.status(panel.map.stack.entry(key)).trouble]

        def is_told() -> bool:
            panel.map.repaint()
            return bool(told("html")) and bool(told("hangs")) and middle(panel.map.grab().toImage()) == [0, 0, 200]

        qtbot.waitUntil(is_told, timeout=30_000)
        assert told("good") == []
        assert told("html")[0] in ("tiles.lost", "tiles.degraded", "tiles.failed")
        trouble = panel.map.stack.status(panel.map.stack.entry("hangs")).trouble[0]
        assert trouble.parameters["reason"] == "timeout"
        panel.map.go(panel.map.viewpoint.moved(400, 0))
        panel.map.zoom(1)
        panel.map.grab()
    finally:
        hung.close()
        other.close()


def test_while_tiles_are_missing_coarser_ones_are_shown(server, qtbot: QtBot, tmp_path: Path) -> None:
    levels: set[int] = set()

    def tile(z: int, x: int, y: int) -> object:
        levels.add(z)
        return plain(90, 90, 0) if z <= min(levels) + 1 else Answer(503, b"")

    url = serve_tiles(server, tile)
    panel = map_of(qtbot, [{"kind": "xyz", "id": "t", "url": url, "rank": 5}], tmp_path)
    qtbot.waitUntil(lambda: (panel.map.repaint() or middle(panel.map.grab().toImage()) == [90, 90, 0]), timeout=30_000)


def test_a_worker_that_dies_is_no_loss(server, qtbot: QtBot, tmp_path: Path) -> None:
    url = serve_tiles(server, lambda z, x, y: plain(3, 130, 130))
    panel = map_of(qtbot, [{"kind": "xyz", "id": "t", "url": url, "rank": 5}], tmp_path)
    panel.map.repaint()
    for pid in panel.map.base.pool.pids():
        os.kill(pid, signal.SIGKILL)
    assert middle(settle(qtbot, panel)) == [3, 130, 130]


def test_files_of_pictures_and_of_vectors(samples: Path, qtbot: QtBot, tmp_path: Path) -> None:
    folder = samples / "tiles"
    panel = map_of(qtbot, [
        {"kind": "mbtiles", "id": "geo", "path": str(folder / "geography-class-png.mbtiles"), "rank": 5},
        {"kind": "mbtiles", "id": "cities", "path": str(folder / "world_cities.mbtiles"), "rank": 6},
        {"kind": "mbtiles", "id": "broken", "path": str(folder / "invalid.mbtiles"), "rank": 7},
        {"kind": "pmtiles", "id": "one", "path": str(folder / "test_fixture_1.pmtiles"), "rank": 8},
    ], tmp_path, metres=20_000.0, centre=(110.0, 25.0), snapshot=EMPTY)
    pixels = pixels_of(settle(qtbot, panel))
    assert len(np.unique(pixels[100:600, 450:900].reshape(-1, 3), axis=0)) > 50
    names = panel.map.stack.entry("cities").layer.names.labels
    assert {"Beijing", "Shanghai", "Singapore"} <= set(names.texts)
    panel.map.stack.refresh(panel.map.view())
    x, y = panel.map.viewpoint.to_screen(names.xy)[list(names.texts).index("Beijing")]
    lon, lat = panel.map.viewpoint.lonlat(x, y)
    assert (lon, lat) == pytest.approx((116.39, 39.93), abs=0.2)
    status = panel.map.stack.status(panel.map.stack.entry("broken"))
    assert status.trouble and status.trouble[0].key == "tiles.failed"
    view = panel.map.viewpoint
    panel.map.go(view.centred(0.5, 0.5))
    panel.map.zoom(6)
    settle(qtbot, panel)


def test_layers_in_one_order_in_both_views_of_the_stack(server, qtbot: QtBot, tmp_path: Path) -> None:
    url = serve_tiles(server, lambda z, x, y: plain(250, 0, 0))
    other = HttpServer()
    try:
        second = serve_tiles(other, lambda z, x, y: plain(0, 250, 0))
        panel = map_of(qtbot, [{"kind": "xyz", "id": "a", "url": url, "rank": 5},
                               {"kind": "xyz", "id": "b", "url": second, "rank": 6}], tmp_path)
        assert middle(settle(qtbot, panel)) == [0, 250, 0]
        panel.map.stack.move("a", 1)
        panel.map.update()
        assert middle(settle(qtbot, panel)) == [250, 0, 0]
    finally:
        other.close()


def test_an_area_is_fetched_ahead_from_the_maps_menu(server, qtbot: QtBot, tmp_path: Path) -> None:
    url = serve_tiles(server, lambda z, x, y: plain(60, 60, 60))
    panel = map_of(qtbot, [{"kind": "xyz", "id": "t", "url": url, "rank": 5, "max_level": 18, "cache_hours": 24.0}],
                   tmp_path, snapshot=city.snapshot())
    settle(qtbot, panel)
    seen = len(server.requests)
    menu = place_menu(panel.map, panel.tool_bar.tools, 400, 300, panel)
    next(action for action in menu.actions() if "Fetch map tiles" in action.text()).trigger()
    sheet = panel.map.sheet.content
    assert isinstance(sheet, PrefetchSheet)
    qtbot.waitUntil(lambda: sheet.buttons.all[0].isEnabled(), timeout=20_000)
    planned = sheet._plan.tiles
    assert planned > 10 and f"{planned:,}" in sheet.said.text()
    sheet.buttons.all[0].click()
    qtbot.waitUntil(lambda: panel.map.base.rasters.jobs.progress("t").state == "done", timeout=30_000)
    progress = panel.map.base.rasters.jobs.progress("t")
    assert (progress.done, progress.failed) == (planned, 0)
    assert len(server.requests) > seen
    sheet.first.setCurrentIndex(18)
    sheet.last.setCurrentIndex(18)
    sheet.last.setCurrentIndex(17)
    qtbot.waitUntil(lambda: sheet._plan is not None and sheet._asked.first == 17, timeout=20_000)


def test_a_prefetch_is_stopped_and_a_forbidden_one_is_refused(server, qtbot: QtBot, tmp_path: Path) -> None:
    url = serve_tiles(server, lambda z, x, y: plain(60, 60, 60))
    hung = HttpServer()
    try:
        hangs = serve_tiles(hung, lambda z, x, y: Answer(200, stall))
        panel = map_of(qtbot, [{"kind": "xyz", "id": "no", "url": url, "prefetch_limit": 0, "rank": 5},
                               {"kind": "xyz", "id": "hangs", "url": hangs, "timeout_s": 1.0, "visible": False}], tmp_path)
        sheet = PrefetchSheet(panel.map)
        panel.map.show_sheet(sheet)
        sheet.source.setCurrentIndex(sheet.source.findData("no"))
        qtbot.waitUntil(lambda: sheet._plan is not None and sheet._asked.key == "no", timeout=20_000)
        assert not sheet.buttons.all[0].isEnabled() and sheet._plan.refused == "prefetch.forbidden"
        sheet.source.setCurrentIndex(sheet.source.findData("hangs"))
        qtbot.waitUntil(lambda: sheet.buttons.all[0].isEnabled(), timeout=20_000)
        sheet.buttons.all[0].click()
        qtbot.waitUntil(lambda: sheet.buttons.all[1].isEnabled(), timeout=20_000)
        sheet.buttons.all[1].click()
        qtbot.waitUntil(lambda: panel.map.base.rasters.jobs.progress("hangs").state in ("cancelled", "failed"), timeout=20_000)
        panel.map.show_sheet(None)
    finally:
        hung.close()
