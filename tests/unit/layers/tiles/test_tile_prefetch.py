"""An area fetched ahead: counted first, with progress, cancelled, gone on with, refused where it may not be."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from layers.tiles.fetcher import TileFetcher
from layers.tiles.grid import TileKey
from layers.tiles.mbtiles import MbtilesConfig, MbtilesSource
from layers.tiles.prefetch import Prefetch
from layers.tiles.prefetch_plan import plan_prefetch
from layers.tiles.store import TileStore
from layers.tiles.wms import WmsConfig, WmsSource
from layers.tiles.xyz import XyzConfig, XyzSource
from tests.servers.http_server import Answer, HttpServer, Request, stall

CITY = (114.9, 30.1, 115.2, 30.3)


class _Tiles(dict[str, Any]):
    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer

    def get(self, path: str, default: Any = None) -> Any:
        return self.answer


def _source(server: HttpServer, **settings: Any) -> XyzSource:
    return XyzSource(XyzConfig(id="t", url=server.url + "/{z}/{x}/{y}.png", **{"timeout_s": 2.0, **settings}))


def _by_hand(source: XyzSource, level: int) -> int:
    span = source.grid.covering(level, CITY) if source.grid else None
    return span.tiles if span else 0


def test_tiles_are_counted_and_bytes_reckoned(server: HttpServer, store: TileStore, png: Callable[..., bytes]) -> None:
    source = _source(server)
    plan = plan_prefetch(source, store, CITY, 8, 12)
    assert plan.tiles == sum(_by_hand(source, level) for level in range(8, 13)) and not plan.refused
    assert [stage.matrix for stage in plan.stages] == [8, 9, 10, 11, 12] and plan.bytes == plan.tiles * 18_000
    assert source.grid is not None and len(list(plan.keys(source.grid))) == len(set(plan.keys(source.grid))) == plan.tiles
    from layers.tiles.base import Fetched, TileData
    store.put(source.cache_key, TileKey(12, 0, 0), Fetched(TileData(b"x" * 5000, "image/png"), False, 0, "", "", True))
    store.flush()
    assert plan_prefetch(source, store, CITY, 8, 12).bytes == plan.tiles * 5000
    assert not server.requests  # nothing was asked


def test_a_polygon_takes_only_what_it_touches(server: HttpServer, store: TileStore) -> None:
    source = _source(server)
    west, south, east, north = CITY
    triangle = np.array([(west, south), (east, south), (west, north)])
    plan = plan_prefetch(source, store, triangle, 13, 13)
    whole = plan_prefetch(source, store, CITY, 13, 13)
    assert 0.45 * whole.tiles < plan.tiles < 0.75 * whole.tiles
    assert source.grid is not None
    keys = set(plan.keys(source.grid))
    span = source.grid.covering(13, (west, south, west + 1e-6, south + 1e-6))
    assert span is not None and TileKey(13, span.first_column, span.last_row) in keys
    corner = source.grid.covering(13, (east - 1e-6, north - 1e-6, east, north))
    assert corner is not None and TileKey(13, corner.first_column, corner.first_row) not in keys


def test_what_may_not_be_is_refused(server: HttpServer, tmp_path: Path, samples: Path) -> None:
    small = TileStore(tmp_path / "s.sqlite", 1 << 20)
    assert plan_prefetch(_source(server, prefetch_limit=10), small, CITY, 8, 14).refused == "prefetch.too_many"
    assert plan_prefetch(_source(server), small, CITY, 8, 14).refused == "prefetch.no_room"
    assert plan_prefetch(_source(server, prefetch_limit=0), small, CITY, 8, 9).refused == "prefetch.forbidden"
    assert plan_prefetch(_source(server, bounds=(0, 0, 1, 1)), small, CITY, 8, 9).refused == "prefetch.outside"
    assert plan_prefetch(_source(server, cache_hours=0), small, CITY, 8, 9).refused == "prefetch.local"
    local = MbtilesSource(MbtilesConfig(path=str(samples / "tiles" / "geography-class-png.mbtiles")))
    local.open(threading.Event())
    assert plan_prefetch(local, small, CITY, 0, 1).refused == "prefetch.local"
    unread = WmsSource(WmsConfig(url=server.url))
    assert plan_prefetch(unread, small, CITY, 0, 1).refused == "prefetch.not_open"
    world = plan_prefetch(_source(server), small, (-180.0, -80.0, 180.0, 80.0), 0, 19)
    assert world.refused == "prefetch.too_many" and world.tiles > 10 ** 11  # reckoned, not counted one by one
    with pytest.raises(ValueError):
        Prefetch(_source(server), small, world)
    small.close()


def test_an_area_is_there_without_the_server(server: HttpServer, store: TileStore, png: Callable[..., bytes],
                                             wait_for: Callable[..., Any]) -> None:
    server.routes = _Tiles(png())
    source, changes = _source(server), []
    plan = plan_prefetch(source, store, CITY, 9, 12)
    job = Prefetch(source, store, plan, on_change=lambda: changes.append(1))
    assert job.progress().state == "ready"
    job.start()
    assert job.wait(20)
    told = job.progress()
    assert (told.state, told.done, told.fetched, told.failed) == ("done", plan.tiles, plan.tiles, 0) and changes
    assert told.bytes == plan.tiles * len(png()) and store.use().pinned == plan.tiles
    server.close()
    fetcher = TileFetcher(_source(server), store)
    assert source.grid is not None
    fetcher.want(list(plan.keys(source.grid)))
    came: list[Any] = []
    wait_for(lambda: came.extend(fetcher.take()) or len(came) == plan.tiles)
    assert all(one.data is not None and not one.data.stale for one in came)
    fetcher.close(5.0)


def test_it_is_cancelled_and_goes_on(server: HttpServer, store: TileStore, png: Callable[..., bytes],
                                     wait_for: Callable[..., Any]) -> None:
    server.routes = _Tiles(lambda _request: time.sleep(0.02) or Answer(200, png()))
    source = _source(server)
    plan = plan_prefetch(source, store, CITY, 10, 13)
    first = Prefetch(source, store, plan)
    first.start()
    wait_for(lambda: first.progress().fetched >= 10)
    assert first.progress().state == "running" and first.progress().remaining_s > 0
    first.cancel()
    assert first.wait(10) and first.progress().state == "cancelled"
    fetched = first.progress().fetched
    assert 10 <= fetched < plan.tiles
    server.routes = _Tiles(png())
    second = Prefetch(source, store, plan)
    second.start()
    assert second.wait(30)
    told = second.progress()
    assert told.state == "done" and told.present >= fetched and told.fetched == plan.tiles - told.present
    assert told.done == told.tiles


def test_tiles_that_fail_are_tried_again_and_counted(server: HttpServer, store: TileStore, png: Callable[..., bytes]) -> None:
    tries: dict[str, int] = {}

    def answer(request: Request) -> Answer:
        tries[request.path] = tries.get(request.path, 0) + 1
        number = sum(map(int, request.path.removesuffix(".png").split("/")[1:]))
        if number % 7 == 0:
            return Answer(404)
        if number % 7 == 1:
            return Answer(200, b"<html><title>bad</title>")
        return Answer(200, png() if number % 7 != 2 or tries[request.path] > 1 else b"")

    server.routes = _Tiles(answer)
    source = _source(server)
    plan = plan_prefetch(source, store, CITY, 12, 12)
    job = Prefetch(source, store, plan)
    job.start()
    assert job.wait(30)
    told = job.progress()
    assert told.state == "done" and told.failed and told.missing and told.done == told.tiles
    assert told.fetched + told.missing + told.failed == told.tiles and (told.reason, told.detail) == ("html", "bad")
    assert set(tries.values()) <= {1, 2, 3}


def test_a_server_that_is_down_ends_it_with_a_reason(server: HttpServer, store: TileStore) -> None:
    server.routes = _Tiles(Answer(200, b"<html><title>closed</title>"))
    source = _source(server)
    job = Prefetch(source, store, plan_prefetch(source, store, CITY, 13, 13))
    job.start()
    assert job.wait(30)
    told = job.progress()
    assert (told.state, told.reason) == ("failed", "html") and told.failed < told.tiles


def test_a_hanging_server_can_be_left(server: HttpServer, store: TileStore) -> None:
    server.routes = _Tiles(Answer(200, stall))
    source = _source(server, timeout_s=0.3)
    job = Prefetch(source, store, plan_prefetch(source, store, CITY, 10, 10))
    job.start()
    time.sleep(0.1)
    job.cancel()
    assert job.wait(10) and job.progress().state == "cancelled"


def test_pauses_of_the_host_are_kept(server: HttpServer, store: TileStore, png: Callable[..., bytes],
                                     wait_for: Callable[..., Any]) -> None:
    server.routes = _Tiles(Answer(429, b"", {"Retry-After": "1"}))
    source = _source(server)
    plan = plan_prefetch(source, store, CITY, 10, 10)
    job = Prefetch(source, store, plan)
    job.start()
    wait_for(lambda: job.progress().state == "paused")
    assert len(server.requests) <= 2
    server.routes = _Tiles(png())
    assert job.wait(30) and job.progress().state == "done" and job.progress().fetched == plan.tiles
