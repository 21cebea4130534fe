"""The disk cache: limit, freshness, several processes, kill -9, damage, no room."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest

from command_center.domain.time import now_utc
from command_center.notices import Notice, subscribe
from layers.tiles.base import Fetched, TileData
from layers.tiles.grid import Span, TileKey
from layers.tiles.store import TileStore, open_store

HOUR = 3_600_000_000


def _fetched(data: bytes, fresh_for: int = HOUR, etag: str = "") -> Fetched:
    return Fetched(TileData(data, "image/png", 2), False, now_utc() + fresh_for, etag, "", True)


def test_what_is_put_is_there_at_once_and_after_a_restart(tmp_path: Path) -> None:
    store = TileStore(tmp_path / "deep" / "t.sqlite")
    key = TileKey(3, 6, 3)
    assert store.get("a", key) is None
    store.put("a", key, _fetched(b"one", etag="e"))
    for again in (store, None):
        if again is None:
            store.close()
            store = TileStore(tmp_path / "deep" / "t.sqlite")
        kept = store.get("a", key)
        assert kept is not None and kept.is_fresh and kept.etag == "e"
        assert kept.tile() == TileData(b"one", "image/png", 2, False, kept.fetched_utc)
    assert store.get("b", key) is None and store.get("a", TileKey(3, 6, 4)) is None
    store.put("a", key, _fetched(b"two"))
    store.flush()
    kept = store.get("a", key)
    assert kept is not None and kept.data == b"two" and store.use().tiles == 1
    store.close()


def test_no_tile_is_remembered_and_no_store_obeyed(store: TileStore) -> None:
    store.put("a", TileKey(0, 0, 0), Fetched(None, False, now_utc() + HOUR, "", "", True))
    kept = store.get("a", TileKey(0, 0, 0))
    assert kept is not None and kept.tile() is None and kept.is_fresh
    store.put("a", TileKey(0, 0, 1), _fetched(b"x")._replace(keep=False))
    assert store.get("a", TileKey(0, 0, 1)) is None


def test_old_tiles_are_stale_and_renewed(store: TileStore) -> None:
    key = TileKey(0, 0, 0)
    store.put("a", key, _fetched(b"x", fresh_for=-1))
    store.flush()
    kept = store.get("a", key)
    assert kept is not None and not kept.is_fresh and store.has_fresh("a", 0, Span(0, 5, 0, 5)) == set()
    store.renew("a", key, now_utc() + HOUR)
    kept = store.get("a", key)
    assert kept is not None and kept.is_fresh and store.has_fresh("a", 0, Span(0, 5, 0, 5)) == {(0, 0)}


def test_the_limit_holds_and_what_was_used_longest_ago_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.tiles.store._MEASURE_EVERY", 10)
    monkeypatch.setattr("layers.tiles.store._TOUCH_AFTER", 0)
    store = TileStore(tmp_path / "t.sqlite", 1 << 20)
    store.put("a", TileKey(0, 0, 0), _fetched(os.urandom(20_000)), pinned=True)
    for number in range(40):
        store.put("a", TileKey(1, number, 0), _fetched(os.urandom(20_000)))
        store.flush()
    assert store.get("a", TileKey(1, 0, 0)) is not None  # used now: it stays
    store.put("a", TileKey(1, 40, 0), _fetched(b"x"))
    store.flush()
    for number in range(41, 75):
        store.put("a", TileKey(1, number, 0), _fetched(os.urandom(20_000)))
        store.flush()
    use = store.use()
    assert use.bytes < 1.3 * (1 << 20) and use.pinned == 1
    assert store.get("a", TileKey(1, 0, 0)) is not None and store.get("a", TileKey(1, 1, 0)) is None
    assert store.get("a", TileKey(0, 0, 0)) is not None and store.get("a", TileKey(1, 74, 0)) is not None
    assert (tmp_path / "t.sqlite").stat().st_size < 3 << 20
    store.close()


def test_a_source_can_be_forgotten(store: TileStore) -> None:
    for name in ("a", "b"):
        store.put(name, TileKey(0, 0, 0), _fetched(b"x" * 1000))
    store.flush()
    assert store.mean_bytes("a") == 1000.0 and store.mean_bytes("a", 3) == 0.0
    store.clear("a")
    assert store.get("a", TileKey(0, 0, 0)) is None and store.get("b", TileKey(0, 0, 0)) is not None
    store.keep_document("caps", b"<x/>")
    document = store.document("caps")
    assert document is not None and document[0] == b"<x/>" and store.document("none") is None


_WRITER = """
import sys, time
from pathlib import Path
from command_center.domain.time import now_utc
from layers.tiles.base import Fetched, TileData
from layers.tiles.grid import TileKey
from layers.tiles.store import TileStore
store = TileStore(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 10 ** 9):
    store.put("a", TileKey(0, number, 0), Fetched(TileData(b"%d" % number * 2000, "image/png"), False, now_utc() + 10 ** 12,
                                                  "", "", True))
    if number % 50 == 0:
        store.flush()
        print(number, flush=True)
"""


def test_two_desks_write_and_one_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(path), str(start)], stdout=subprocess.PIPE, text=True)
               for start in (0, 1_000_000)]
    reached = []
    for writer in writers:
        assert writer.stdout is not None
        reached.append([int(writer.stdout.readline()) for _ in range(6)][-1])
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    store = TileStore(path)
    for start, last in zip((0, 1_000_000), reached, strict=True):
        for number in range(start, last + 1, 50):
            kept = store.get("a", TileKey(0, number, 0))
            assert kept is not None and kept.data == b"%d" % number * 2000
    assert store.trouble == ""
    store.close()
    check = apsw.Connection(str(path))
    assert check.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    check.close()


@pytest.fixture
def notices() -> Any:
    heard: list[Notice] = []
    leave = subscribe(heard.append)
    yield heard
    leave()


@pytest.mark.parametrize("damage", ["rubbish", "foreign", "half", "page"])
def test_a_damaged_file_is_made_anew_and_said(tmp_path: Path, notices: list[Notice], damage: str) -> None:
    path = tmp_path / "t.sqlite"
    if damage == "rubbish":
        path.write_bytes(b"this is no database " * 400)
    elif damage == "foreign":
        other = apsw.Connection(str(path))
        other.execute("CREATE TABLE precious (x)")
        other.close()
    else:
        store = TileStore(path)
        for number in range(200):
            store.put("a", TileKey(0, number, 0), _fetched(os.urandom(3000)))
        store.flush()
        store.close()
        data = bytearray(path.read_bytes())
        if damage == "half":
            data = data[: len(data) // 3]
        else:
            data[4096:] = b"\xa5" * (len(data) - 4096)
        path.write_bytes(bytes(data))
    store = TileStore(path)
    for number in range(200):
        store.get("a", TileKey(0, number, 0))
    store.put("a", TileKey(0, 0, 0), _fetched(b"new"))
    store.flush()
    kept = store.get("a", TileKey(0, 0, 0))
    assert kept is not None and kept.data == b"new" and store.trouble == ""
    store.close()
    again = TileStore(path)
    kept = again.get("a", TileKey(0, 0, 0))
    assert kept is not None and kept.data == b"new"
    again.close()
    assert [notice.key for notice in notices] == ["notice.tile_cache_renewed"]


def test_without_a_place_to_write_the_map_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = TileStore(tmp_path / "file" / "t.sqlite")
    assert store.get("a", TileKey(0, 0, 0)) is None and store.trouble
    store.put("a", TileKey(0, 0, 0), _fetched(b"x"))
    began = time.monotonic()
    store.flush(2.0)
    assert store.use().tiles == 0 and time.monotonic() - began < 60
    store.close()


def test_a_full_disk_is_said_and_survived(tmp_path: Path, wait_for: Callable[..., Any]) -> None:
    store = TileStore(tmp_path / "t.sqlite")
    store.put("a", TileKey(0, 0, 0), _fetched(b"x"))
    store.flush()
    store._do(lambda db: db.execute("PRAGMA max_page_count = 20").fetchall())  # as if the disk had no more room
    for number in range(60):
        store.put("a", TileKey(1, number, 0), _fetched(os.urandom(20_000)))
    wait_for(lambda: store.trouble)
    assert "Full" in store.trouble
    store.close()


def test_the_configuration_says_where(tmp_path: Path) -> None:
    store = open_store("cache/t.sqlite", 64, tmp_path / "city.toml")
    assert store.path == tmp_path / "cache" / "t.sqlite" and store.limit_bytes == 64 << 20
    store.close()
    default = open_store()
    assert default.path.name == "tiles.sqlite" and default.limit_bytes == 2 << 30
    default.close()
