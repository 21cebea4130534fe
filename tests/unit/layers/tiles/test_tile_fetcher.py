"""The fetcher: order, giving up, limits, pauses, stale tiles, state. Against a real server that misbehaves."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from layers.tiles.base import TileConfig, TileData, TileError, TileSource
from layers.tiles.fetcher import Arrival, TileFetcher
from layers.tiles.gate import HostGate, gate_of
from layers.tiles.grid import TileKey
from layers.tiles.grids import mercator_grid
from layers.tiles.store import TileStore
from layers.tiles.wms import WmsConfig, WmsSource
from layers.tiles.xyz import XyzConfig, XyzSource
from tests.servers.http_server import Answer, HttpServer, Request, stall

KEYS = [TileKey(5, x, 12) for x in range(20)]


class _Everything(dict[str, Any]):
    """Routes where any path gets one answer."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer

    def get(self, path: str, default: Any = None) -> Any:
        return self.answer


def _source(server: HttpServer, name: str = "t", **settings: Any) -> XyzSource:
    return XyzSource(XyzConfig(id=name, url=server.url + "/{z}/{x}/{y}.png", **{"timeout_s": 2.0, **settings}))


class _Taker:
    """What a screen does: takes what came, and remembers it."""

    def __init__(self, fetcher: TileFetcher) -> None:
        self.fetcher = fetcher
        self.arrivals: list[Arrival] = []

    def take(self) -> list[Arrival]:
        self.arrivals += self.fetcher.take()
        return self.arrivals

    def good(self) -> int:
        return sum(one.data is not None for one in self.take())


@pytest.fixture
def open_fetchers() -> Any:
    made: list[TileFetcher] = []
    yield made
    for fetcher in made:
        fetcher.close(5.0)


def _fetcher(made: list[TileFetcher], source: TileSource, store: TileStore | None = None, **settings: Any) -> tuple[TileFetcher, _Taker]:
    fetcher = TileFetcher(source, store, **settings)
    made.append(fetcher)
    return fetcher, _Taker(fetcher)


def test_tiles_come_and_are_kept(server: HttpServer, store: TileStore, png: Callable[..., bytes], wait_for: Callable[..., Any],
                                 open_fetchers: list[TileFetcher]) -> None:
    server.routes = _Everything(png())
    woken = threading.Event()
    fetcher, taker = _fetcher(open_fetchers, _source(server), store, on_arrival=woken.set)
    assert fetcher.health().state == "starting"
    fetcher.want(KEYS)
    wait_for(lambda: taker.good() == 20)
    assert woken.is_set() and fetcher.health().state == "live" and fetcher.health().good == 20
    assert fetcher.health().bytes == 20 * len(png()) and fetcher.health().waiting == 0
    asked = len(server.requests)
    fetcher.want(KEYS)  # thrown away by the screen meanwhile: from the disk now
    wait_for(lambda: taker.good() == 40)
    assert len(server.requests) == asked and fetcher.health().cached == 20
    second, other = _fetcher(open_fetchers, _source(server, "another desk"), store)
    second.want(KEYS[:3])
    wait_for(lambda: other.good() == 3)
    assert len(server.requests) == asked  # the address is the same: the same tiles


def test_the_most_urgent_goes_first_and_the_rest_is_given_up(server: HttpServer, png: Callable[..., bytes],
                                                             wait_for: Callable[..., Any], open_fetchers: list[TileFetcher]) -> None:
    free = threading.Semaphore(0)

    def answer(_request: Request) -> Answer:
        free.acquire(timeout=10)
        return Answer(200, png())

    server.routes = _Everything(answer)
    fetcher, taker = _fetcher(open_fetchers, _source(server, timeout_s=10.0), threads=1)
    fetcher.want(list(reversed(KEYS)))
    wait_for(lambda: len(server.requests) == 1)
    fetcher.want(KEYS)
    for _ in range(30):
        free.release()
    wait_for(lambda: taker.good() == 20)
    xs = [int(request.path.split("/")[2]) for request in server.requests]
    assert xs[0] == 19 and xs[1:] == list(range(19))


def test_what_went_out_of_view_is_given_up(server: HttpServer, png: Callable[..., bytes], wait_for: Callable[..., Any],
                                           open_fetchers: list[TileFetcher]) -> None:
    """A server that hangs on some tiles holds up no others: their threads are replaced, their places freed."""
    server.routes = _Everything(lambda request: Answer(200, stall) if request.path.startswith("/4/") else Answer(200, png()))
    fetcher, taker = _fetcher(open_fetchers, _source(server, timeout_s=20.0, total_timeout_s=20.0))
    fetcher.want([TileKey(4, x, 5) for x in range(12)])
    wait_for(lambda: len(server.requests) == 4)
    fetcher.want(KEYS)
    wait_for(lambda: taker.good() == 20)
    assert {one.key.matrix for one in taker.arrivals} == {5} and fetcher.health().state == "live"
    server.ending.set()


def test_a_host_is_asked_by_so_many_at_once(server: HttpServer, png: Callable[..., bytes], wait_for: Callable[..., Any],
                                            open_fetchers: list[TileFetcher]) -> None:
    inside, most, lock = 0, 0, threading.Lock()

    def answer(_request: Request) -> Answer:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        time.sleep(0.02)
        with lock:
            inside -= 1
        return Answer(200, png())

    server.routes = _Everything(answer)
    pairs = [_fetcher(open_fetchers, _source(server, str(number))) for number in range(4)]
    for fetcher, _ in pairs:
        fetcher.want(KEYS)
    wait_for(lambda: all(taker.good() == 20 for _, taker in pairs))
    assert 1 < most <= 6  # four sources of four threads each


def test_loss_and_recovery_are_said_once(server: HttpServer, png: Callable[..., bytes], wait_for: Callable[..., Any],
                                         caplog: pytest.LogCaptureFixture, open_fetchers: list[TileFetcher]) -> None:
    caplog.set_level(logging.INFO, "command_center.tiles")
    server.routes = _Everything(Answer(200, b"<html><title>maintenance</title>"))
    fetcher, taker = _fetcher(open_fetchers, _source(server))
    fetcher.want(KEYS)
    wait_for(lambda: fetcher.health().failed >= 20)
    now = fetcher.health()
    assert (now.state, now.reason, now.detail) == ("lost", "html", "maintenance") and now.waiting == 20
    assert len([one for one in taker.take() if one.error is not None]) == 20
    server.routes = _Everything(png())
    fetcher.retry()
    wait_for(lambda: taker.good() == 20)
    assert fetcher.health().state in ("live", "degraded")
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2 and "is lost" in told[0] and told[1].endswith("is back")


def test_one_bad_tile_colours_the_source_and_no_more(server: HttpServer, png: Callable[..., bytes], wait_for: Callable[..., Any],
                                                     open_fetchers: list[TileFetcher]) -> None:
    server.routes = _Everything(lambda request: Answer(200, b"" if request.path.startswith("/5/7/") else png()))
    fetcher, taker = _fetcher(open_fetchers, _source(server))
    fetcher.want(KEYS)
    wait_for(lambda: taker.good() == 19)
    wait_for(lambda: fetcher.health().failed)
    now = fetcher.health()
    assert (now.state, now.reason, now.good, now.failed, now.waiting) == ("degraded", "empty", 19, 1, 1)
    failed = [one for one in taker.take() if one.error is not None]
    assert [(one.key, one.error and one.error.key) for one in failed] == [(TileKey(5, 7, 12), "empty")]


def test_a_host_in_trouble_is_left_alone_and_tried_by_one(server: HttpServer, png: Callable[..., bytes],
                                                          wait_for: Callable[..., Any], open_fetchers: list[TileFetcher]) -> None:
    server.routes = _Everything(Answer(503, b"", {"Retry-After": "1"}))
    fetcher, taker = _fetcher(open_fetchers, _source(server))
    fetcher.want(KEYS)
    wait_for(lambda: fetcher.health().retry_s > 0)
    asked = len(server.requests)
    assert asked <= 6 and fetcher.health().reason == "server_error"
    time.sleep(0.4)
    assert len(server.requests) <= 6  # nothing goes out in the pause
    server.routes = _Everything(png())
    wait_for(lambda: taker.good() == 20)  # by itself
    assert fetcher.health().retry_s == 0


def test_a_refused_key_pauses_the_source_not_the_host(server: HttpServer, png: Callable[..., bytes], wait_for: Callable[..., Any],
                                                      open_fetchers: list[TileFetcher]) -> None:
    server.routes = _Everything(lambda request: Answer(403) if "bad" in request.query else Answer(200, png()))
    bad, _ = _fetcher(open_fetchers, XyzSource(XyzConfig(id="bad", url=server.url + "/{z}/{x}/{y}?bad")))
    good, taker = _fetcher(open_fetchers, XyzSource(XyzConfig(id="good", url=server.url + "/{z}/{x}/{y}?fine")))
    bad.want(KEYS)
    wait_for(lambda: bad.health().reason == "unauthorized")
    good.want(KEYS)
    wait_for(lambda: taker.good() == 20)
    assert bad.health().retry_s > 1 and sum("bad" in request.query for request in server.requests) <= 4


def test_old_tiles_are_better_than_none(server: HttpServer, store: TileStore, png: Callable[..., bytes],
                                        wait_for: Callable[..., Any], open_fetchers: list[TileFetcher]) -> None:
    server.routes = _Everything(Answer(200, png(256, 1), {"Cache-Control": "max-age=0", "ETag": '"1"'}))
    first, taker = _fetcher(open_fetchers, _source(server), store)
    first.want(KEYS)
    wait_for(lambda: taker.good() == 20)
    store.flush()
    server.routes = _Everything(Answer(500, b"broken"))
    fetcher, other = _fetcher(open_fetchers, _source(server), store)
    fetcher.want(KEYS)
    wait_for(lambda: other.good() == 20)
    assert all(one.data is not None and one.data.stale for one in other.take()) and fetcher.health().stale == 20
    assert fetcher.health().waiting == 0

    server.routes = _Everything(lambda request: Answer(304 if request.headers.get("If-None-Match") else 500, b"",
                                                       {"Cache-Control": "max-age=100"}))
    fetcher.retry()  # still wanted: fresh ones follow by themselves
    wait_for(lambda: sum(one.data is not None and not one.data.stale for one in other.take()) == 20)
    asked = len(server.requests)
    again, third = _fetcher(open_fetchers, _source(server), store)
    again.want(KEYS)
    wait_for(lambda: third.good() == 20)
    assert len(server.requests) == asked and not any(one.data and one.data.stale for one in third.take())


def test_offline_the_disk_serves_what_it_has(server: HttpServer, store: TileStore, png: Callable[..., bytes],
                                             wait_for: Callable[..., Any], open_fetchers: list[TileFetcher]) -> None:
    """Fresh tiles and capabilities remembered: a map without a network, from the first moment."""
    capabilities = (b'<WMS_Capabilities version="1.3.0"><Capability><Layer><Name>a</Name><CRS>EPSG:3857</CRS></Layer></Capability>'
                    b"</WMS_Capabilities>")
    server.routes = _Everything(lambda request: Answer(200, capabilities if "GetCapabilities" in request.query else png(544)))
    url = server.url + "/wms"
    first, taker = _fetcher(open_fetchers, WmsSource(WmsConfig(id="w", url=url)), store)
    assert first.grid is None
    first.want([])
    wait_for(lambda: first.grid is not None)
    first.want(KEYS[:4])
    wait_for(lambda: taker.good() == 4)
    assert all(one.data is not None and one.data.gutter_px == 16 for one in taker.arrivals)
    store.flush()
    server.close()
    fetcher, other = _fetcher(open_fetchers, WmsSource(WmsConfig(id="w", url=url, timeout_s=0.5)), store)
    fetcher.want([])
    wait_for(lambda: fetcher.grid is not None)
    fetcher.want(KEYS[:6])
    wait_for(lambda: other.good() == 4)
    assert fetcher.health().cached == 4


def test_no_tile_here_is_told_once(server: HttpServer, wait_for: Callable[..., Any], open_fetchers: list[TileFetcher]) -> None:
    server.routes = _Everything(Answer(404))
    fetcher, taker = _fetcher(open_fetchers, _source(server))
    fetcher.want(KEYS)
    wait_for(lambda: len(taker.take()) == 20)
    assert all(one == (one.key, None, None) for one in taker.arrivals)
    assert (fetcher.health().state, fetcher.health().missing, fetcher.health().failed) == ("live", 20, 0)


def test_capabilities_that_fail_are_tried_again_with_pauses(server: HttpServer, wait_for: Callable[..., Any],
                                                            open_fetchers: list[TileFetcher]) -> None:
    server.routes = _Everything(Answer(200, b"<html><title>starting up</title>"))
    fetcher, _ = _fetcher(open_fetchers, WmsSource(WmsConfig(id="w", url=server.url + "/wms")))
    fetcher.want([])
    wait_for(lambda: fetcher.health().failed)
    time.sleep(0.3)
    assert len(server.requests) == 1 and fetcher.health().reason == "html" and fetcher.health().retry_s > 0


class _Broken(TileSource):
    kind = "broken"

    def __init__(self, error: Exception) -> None:
        super().__init__(TileConfig(id="b"))
        self.grid, self._error = mercator_grid(0, 5), error
        self.reads = 0

    def read(self, key: TileKey, stop: threading.Event) -> TileData | None:
        self.reads += 1
        raise self._error


def test_a_bug_of_a_source_is_its_state(wait_for: Callable[..., Any], open_fetchers: list[TileFetcher]) -> None:
    fetcher, taker = _fetcher(open_fetchers, _Broken(KeyError("oops")))
    fetcher.want(KEYS[:5])
    wait_for(lambda: len(taker.take()) == 5)
    assert fetcher.health().reason == "crashed" and "oops" in fetcher.health().detail


def test_a_fatal_reason_ends_the_asking(wait_for: Callable[..., Any], open_fetchers: list[TileFetcher]) -> None:
    source = _Broken(TileError("no_key", "set it", fatal=True))
    fetcher, _ = _fetcher(open_fetchers, source)
    fetcher.want(KEYS)
    wait_for(lambda: fetcher.health().state == "failed")
    reads = source.reads
    fetcher.want(KEYS[:3])
    time.sleep(0.2)
    assert source.reads <= reads + 3 and fetcher.health().reason == "no_key"


def test_an_idle_fetcher_rests_and_a_closed_one_ends(server: HttpServer, png: Callable[..., bytes],
                                                     wait_for: Callable[..., Any]) -> None:
    server.routes = _Everything(png())
    fetcher = TileFetcher(_source(server))
    taker = _Taker(fetcher)
    fetcher.want(KEYS[:4])
    wait_for(lambda: taker.good() == 4)
    names = [thread for thread in threading.enumerate() if thread.name == "tiles t"]
    assert names
    fetcher.close(5.0)
    assert not any(thread.is_alive() for thread in names)
    fetcher.want(KEYS)  # after its end nothing happens
    assert fetcher.take() == []


def test_a_gate_lets_one_try_after_a_failure() -> None:
    gate = HostGate(limit=3)
    assert [gate.enter() for _ in range(4)] == [True, True, True, False]
    for _ in range(3):
        gate.leave()
    gate.failed()
    assert not gate.enter() and gate.retry_s > 0
    gate.reopen()
    assert gate.enter() and not gate.enter()  # one at a time until it answers
    gate.good()
    assert gate.enter() and gate_of("http://x") is gate_of("http://x") and gate_of("") is not gate_of("")
