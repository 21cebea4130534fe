"""A server, a cache and pictures of any size for the tests of tile sources."""

from __future__ import annotations

import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from layers.tiles.store import TileStore
from tests.servers.http_server import HttpServer


def _png(side: int = 256, shade: int = 128) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"".join(b"\0" + bytes([shade]) * side for _ in range(side)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)) + chunk(
        b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture(scope="session")
def png() -> Callable[..., bytes]:
    """A grey picture: png(side, shade)."""
    return _png


@pytest.fixture
def server() -> Iterator[HttpServer]:
    running = HttpServer()
    yield running
    running.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TileStore]:
    kept = TileStore(tmp_path / "tiles.sqlite", 64 << 20)
    yield kept
    kept.close()


@pytest.fixture
def never() -> threading.Event:
    """A stop that nobody sets."""
    return threading.Event()


def _wait_for(condition: Callable[[], Any], limit_s: float = 15.0) -> Any:
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        found = condition()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError("it did not come about")


@pytest.fixture(scope="session")
def wait_for() -> Callable[..., Any]:
    """Wait until something is so, however slow the machine is; its value."""
    return _wait_for
