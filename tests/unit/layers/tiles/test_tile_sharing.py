"""Maps of one process share fetchers: a tile that several show is asked for once; maps come and go, and look at other
instants."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from command_center.domain.time import HOUR, SECOND
from layers.tiles import sharing
from layers.tiles.base import Fetched, TileConfig, TileData, TileError, TileSource
from layers.tiles.fetcher import Arrival
from layers.tiles.grid import TileKey
from layers.tiles.grids import mercator_grid
from layers.tiles.sharing import Share, join
from layers.tiles.store import TileStore, open_store
from layers.tiles.xyz import XyzConfig, XyzSource
from tests.servers.http_server import HttpServer

KEYS = [TileKey(5, x, 12) for x in range(20)]


class ClockConfig(TileConfig):
    follows_clock: bool = True


class Counted(TileSource):
    """Gives each tile when it may, and counts. `read_keys`: every tile that was asked for, of all of them."""

    kind = "counted"
    Config = ClockConfig
    read_keys: list[tuple[TileKey, int]] = []
    gate = threading.Event()
    fails = False
    opened = 0

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.hour = 0

    def open(self, stop: threading.Event) -> None:
        type(self).opened += 1
        self.grid = mercator_grid(0, 18)

    def read(self, key: TileKey, stop: threading.Event) -> TileData | None:
        type(self).gate.wait(5.0)
        type(self).read_keys.append((key, self.hour))
        if type(self).fails:
            raise TileError("bad_tile", "no picture")
        return TileData(b"tile %d" % key.column, "image/png")

    def fetch(self, key: TileKey, stop: threading.Event, etag: str = "", modified: str = "") -> Fetched:
        return Fetched(self.read(key, stop))

    def at(self, now_utc: int) -> bool:
        before, self.hour = self.hour, now_utc // HOUR
        return before != self.hour


class Map:
    """What a map does with its share."""

    def __init__(self, source: TileSource, store: Callable[[], TileStore | None] = lambda: None) -> None:
        self.arrivals: list[Arrival] = []
        self.share: Share = join(source, store)

    def good(self) -> int:
        self.arrivals += self.share.take()
        return len({one.key for one in self.arrivals if one.data is not None})


@pytest.fixture
def maps() -> Iterator[Callable[..., Map]]:
    Counted.read_keys, Counted.gate, Counted.fails, Counted.opened = [], threading.Event(), False, 0
    Counted.gate.set()
    made: list[Map] = []

    def make(source: TileSource | None = None, **more: Any) -> Map:
        made.append(Map(source or Counted(ClockConfig(id="radar")), **more))
        return made[-1]

    yield make
    Counted.gate.set()
    for one in made:
        one.share.close(5.0)
    assert not sharing._open, "the last map ended the fetcher"


def test_a_tile_that_two_maps_want_comes_once_and_to_both(maps: Any, wait_for: Callable[..., Any]) -> None:
    one, other = maps(), maps()
    assert one.share.source is other.share.source
    Counted.gate.clear()
    one.share.want(KEYS[:12])
    other.share.want(KEYS[6:])
    Counted.gate.set()
    wait_for(lambda: one.good() == 12 and other.good() == 14)
    assert sorted(key for key, _ in Counted.read_keys) == KEYS and Counted.opened == 1
    later = maps()
    later.share.want(KEYS)  # whoever comes a little later, without a cache on disk
    assert later.good() == 20 and len(Counted.read_keys) == 20


def test_a_map_that_goes_takes_nothing_from_the_other(maps: Any, wait_for: Callable[..., Any]) -> None:
    one, other = maps(), maps()
    Counted.gate.clear()
    one.share.want(KEYS)
    other.share.want(KEYS[:3])
    one.share.close()
    one.share.close()
    Counted.gate.set()
    wait_for(lambda: other.good() == 3)
    time.sleep(0.1)
    assert len(Counted.read_keys) <= 3 + 4, "what the other wanted alone is given up, but for what was under way"
    assert one.good() == 0 and one.share.take() == []
    other.share.want(KEYS[10:12])
    wait_for(lambda: other.good() == 5)


def test_failures_are_heard_by_whoever_comes_later(maps: Any, wait_for: Callable[..., Any]) -> None:
    Counted.fails = True
    one = maps()
    one.share.want(KEYS[:1])
    wait_for(lambda: one.good() == 0 and one.arrivals and one.arrivals[0].error is not None)
    other = maps()
    other.share.want(KEYS[:1])
    other.good()
    assert [arrival.error.key for arrival in other.arrivals] == ["bad_tile"]
    assert other.share.health().failed == one.share.health().failed == 1
    Counted.fails = False
    other.share.retry()
    wait_for(lambda: one.good() == 1 and other.good() == 1)


def test_maps_of_one_clock_turn_together(maps: Any, wait_for: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = maps(), maps()
    for made in (one, other):
        made.share.want(KEYS[:4])
    wait_for(lambda: one.good() == 4 and other.good() == 4)
    assert one.share.at(2 * HOUR + 1) and other.share.at(2 * HOUR + 2), "one is told after the other, and both forget"
    for made in (one, other):
        made.arrivals.clear()
        made.share.want(KEYS[:4])
    wait_for(lambda: one.good() == 4 and other.good() == 4)
    assert [hour for _, hour in Counted.read_keys] == [0] * 4 + [2] * 4 and Counted.opened == 1
    assert other.share.at(5 * HOUR) and one.share.at(5 * HOUR + 9), "a leap of the clock"
    assert not one.share.at(5 * HOUR + SECOND) and not other.share.at(5 * HOUR + SECOND)
    monkeypatch.setattr(sharing, "_STRAY_S", 0.05)
    assert not other.share.at(5 * HOUR + 2 * SECOND) and other.share.source is one.share.source


def test_a_comparison_with_another_instant_gets_its_own(maps: Any, wait_for: Callable[..., Any],
                                                        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_STRAY_S", 0.05)
    one, other = maps(), maps()
    for made in (one, other):
        made.share.want(KEYS[:2])
    assert one.share.at(9 * HOUR)
    assert other.share.at(2 * HOUR) and not one.share.at(9 * HOUR + SECOND) and not other.share.at(2 * HOUR)
    time.sleep(0.06)
    assert other.share.at(2 * HOUR), "it goes on showing another instant"
    assert other.share.source is not one.share.source
    other.share.want(KEYS[:2])
    wait_for(lambda: any(hour == 2 for _, hour in Counted.read_keys))
    assert not one.share.at(9 * HOUR + 2 * SECOND), "the first stays where it was"
    third = maps()
    third.share.want(KEYS[:1])
    third.share.at(9 * HOUR + 2 * SECOND)
    assert third.share.source is one.share.source


def test_a_map_that_does_not_show_the_layer_holds_nobody_up(maps: Any) -> None:
    one, other = maps(), maps()
    one.share.want(KEYS[:1])
    other.share.want(KEYS[:1])
    other.share.rest()
    assert one.share.at(7 * HOUR)


def test_one_cache_on_disk_for_the_process(tmp_path: Path, server: HttpServer, png: Callable[..., bytes], maps: Any,
                                           wait_for: Callable[..., Any]) -> None:
    stores = [open_store(str(tmp_path / "t.sqlite")) for _ in range(2)]
    assert stores[0] is stores[1]
    server.routes.update({f"/5/{x}/12.png": png() for x in range(20)})
    made = [maps(XyzSource(XyzConfig(id="t", url=server.url + "/{z}/{x}/{y}.png")), store=lambda store=store: store)
            for store in stores]
    for one in made:
        one.share.want(KEYS[:5])
    wait_for(lambda: all(one.good() == 5 for one in made))
    assert len(server.requests) == 5
    made[0].share.close()
    stores[0].close()
    made[1].share.want(KEYS[5:8])
    wait_for(lambda: made[1].good() == 8)
    assert not stores[1].trouble
    made[1].share.close(5.0)
    stores[1].close()
    again = open_store(str(tmp_path / "t.sqlite"))
    assert again is not stores[0]
    again.close()
