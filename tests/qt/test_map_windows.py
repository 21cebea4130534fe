"""Maps of one process share the workers that draw them; a closed one is gone: its memory, the threads that fetched
tiles for it, and with the last one the workers."""

from __future__ import annotations

import gc
import os
import signal
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import synthetic_city as city
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sessions import HandSession
from tile_stage import pixels_of, plain, serve_tiles

from command_center.config import check_configuration
from command_center.domain.time import HOUR
from command_center.state.snapshot import Changes
from tests.servers.http_server import HttpServer
from widgets.bridge import Bridge
from widgets.context import Context
from widgets.director import Director
from widgets.map.map_window import MapWindow
from widgets.map.maps import maps_of
from widgets.map.raster_share import PLACES
from widgets.map.view import MapView

NOW, SNAPSHOT = city.NOW, city.snapshot()


@pytest.fixture
def server() -> Iterator[HttpServer]:
    running = HttpServer()
    yield running
    running.close()


@pytest.fixture
def context(server: HttpServer, tmp_path: Path) -> Iterator[Context]:
    url = serve_tiles(server, lambda z, x, y: plain(10, 120, 30))
    raw = {"city": {"centre": [city.LON, city.LAT], "metres_per_pixel": 4.0},
           "map": {"tiles": [{"kind": "xyz", "id": "t", "url": url}], "tile_cache": str(tmp_path / "tiles.sqlite")}}
    made = Context(check_configuration(raw, None), {}, "zh_CN", "desk", 1.0, "officer", "desk-1", lambda: None)
    made.director = Director(lambda at, axis: HandSession("replay", axis, SNAPSHOT, at_utc=at))
    made.director.start(HandSession(snapshot=SNAPSHOT, at_utc=NOW))
    made.session = lambda: made.director.session
    yield made
    made.director.session.close()


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    host = QWidget()
    qtbot.addWidget(host)
    made = Bridge(host)
    yield made
    made.stop()


def opened(context: Context, bridge: Bridge, qtbot: QtBot) -> MapWindow:
    window = MapWindow(context, bridge)
    window.show()
    window.panel.on_clock(NOW)
    window.panel.on_snapshot(SNAPSHOT, Changes(reset=True))
    qtbot.waitUntil(lambda: (window.panel.map.repaint() or window.panel.map.is_settled), timeout=60_000)
    return window


def work_with(window: MapWindow, context: Context, qtbot: QtBot) -> None:
    """A little of everything that might keep the map."""
    panel = window.panel
    context.selection.select("unit", "u/0")
    qtbot.keyClick(panel.map, Qt.Key.Key_F)
    for tool in panel.tool_bar.tools.values():
        if tool.key not in ("map_window", "compare"):
            panel.map.use(tool)
            panel.map.grab()
    panel.map.use(None)
    panel.layers.views.keep("夜间")
    panel.companions.window.show_last(HOUR)
    comparison = panel.companions.comparison
    comparison.with_instant(NOW - HOUR)
    qtbot.waitUntil(lambda: comparison.feed.session is not None)
    comparison.flip()
    panel.map.show_sheet(None)


def threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith(("tile", "raster", "prefetch"))]


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ended(qtbot: QtBot, *kept: Any) -> list[object]:
    """Those of weak references that still live once Qt and Python have cleaned up."""
    qtbot.wait(1)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(1)
    gc.collect()
    return [one() for one in kept if one() is not None]


@pytest.mark.parametrize("used", [False, True], ids=["looked at", "worked with"])
def test_a_closed_window_leaves_nothing(context: Context, bridge: Bridge, qtbot: QtBot, used: bool) -> None:
    for _ in range(3):
        window = opened(context, bridge, qtbot)
        if used:
            work_with(window, context, qtbot)
        view = window.panel.map
        pids = view.base.pool.pids()
        assert pids and threads()
        kept = [weakref.ref(one) for one in (window, window.panel, view, view.scene, view.base, view.stack, window.panel.companions)]
        if used:
            kept.append(weakref.ref(window.panel.companions.comparison.other))
        window.close()
        del window, view
        assert ended(qtbot, *kept) == []
        assert not maps_of(context).views and not any(map(lives, pids)) and not threads()


@pytest.mark.parametrize("waits", [True, False], ids=["open", "still being opened"])
def test_an_ended_comparison_leaves_nothing(context: Context, bridge: Bridge, qtbot: QtBot, waits: bool) -> None:
    window = opened(context, bridge, qtbot)
    comparison = window.panel.companions.comparison
    comparison.with_instant(NOW - HOUR)
    if waits:
        qtbot.waitUntil(lambda: comparison.feed.session is not None)
    kept, pids = weakref.ref(comparison.other), comparison.other.base.pool.pids()
    comparison.end()
    qtbot.waitUntil(lambda: ended(qtbot, kept) == [])
    assert not any(map(lives, pids)) and window.panel.map.base.pool.pids()
    window.close()


# one city in the workers

def picture(window: MapWindow, qtbot: QtBot) -> np.ndarray:
    view = window.panel.map
    qtbot.waitUntil(lambda: (view.repaint() or view.is_settled), timeout=60_000)
    return pixels_of(view.grab().toImage())


def test_maps_share_their_workers(context: Context, bridge: Bridge, qtbot: QtBot) -> None:
    one, other = opened(context, bridge, qtbot), opened(context, bridge, qtbot)
    pids = one.panel.map.base.pool.pids()
    assert len(pids) == 2 and other.panel.map.base.pool.pids() == pids
    assert (picture(one, qtbot) == picture(other, qtbot)).mean() > 0.999, "the later one has all that came before it"
    other.mode.setCurrentIndex(0)
    other.panel.map.centre_on(city.LON + 0.01, city.LAT)
    apart = picture(other, qtbot)
    assert (apart == picture(one, qtbot)).mean() < 0.999, "each draws what it shows"
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(set(one.panel.map.base.pool.pids()) - set(pids)) == 2, timeout=20_000)
    for window in (one, other):
        window.panel.map.base.tiles.lay_over(True)  # all is drawn anew
        window.panel.map.base.tiles.lay_over(False)
    assert (picture(other, qtbot) == apart).mean() > 0.999
    pids = one.panel.map.base.pool.pids()
    one.close()
    other.panel.map.zoom(1)
    picture(other, qtbot)
    assert other.panel.map.base.pool.pids() == pids, "the one that is left goes on"
    other.close()
    assert not any(map(lives, pids))


def test_a_map_of_another_instant_has_workers_of_its_own(context: Context, bridge: Bridge, qtbot: QtBot) -> None:
    window = opened(context, bridge, qtbot)
    comparison, pids = window.panel.companions.comparison, set(window.panel.map.base.pool.pids())
    comparison.with_instant(NOW - HOUR)
    assert not pids & set(comparison.other.base.pool.pids()), "the city may have been another then"
    window.panel.layers.views.keep("夜间")
    comparison.with_layers(window.panel.companions.saved_views()[-1].key)
    assert set(comparison.other.base.pool.pids()) == pids
    comparison.end()
    assert set(window.panel.map.base.pool.pids()) == pids
    window.close()


def test_more_maps_than_places_and_places_again(context: Context, bridge: Bridge, qtbot: QtBot) -> None:
    keeper = MapView(context)
    shared = set(keeper.base.pool.pids())
    views = [MapView(context) for _ in range(PLACES)]
    assert [set(view.base.pool.pids()) == shared for view in views] == [True] * (PLACES - 1) + [False]
    for view in views:
        view.close()
    for _ in range(2 * PLACES):
        view = MapView(context)
        assert set(view.base.pool.pids()) == shared
        view.close()
    keeper.close()
    assert not any(map(lives, shared)) and not threads()
