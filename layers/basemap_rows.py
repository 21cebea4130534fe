"""The features of the base map as they were sent, packed by class: they are needed again only when something of their
class changes, and 160,000 of them are 60 MB of small objects. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
import numpy as np
import zstandard
from numpy.typing import NDArray

_LEAST = 1000  # fewer stay as they are


class BaseRow(NamedTuple):
    """One feature as it is sent: key "COLLECTION/ID", class (-1: gone), WKB, names; place: where its name should
    stand (longitude, latitude), None to find out; detail: see basemap.detail."""

    key: str
    base: int
    geometry: bytes = b""
    zh: str = ""
    en: str = ""
    place: tuple[float, float] | None = None
    detail: int = 0


class _Packed(NamedTuple):
    hashes: NDArray[np.int64]  # of the keys, sorted
    body: bytes


class BaseRows:
    """Rows by key. `changed`: the classes that are not what they were when they were taken up last."""

    def __init__(self) -> None:
        self._loose: dict[int, dict[str, BaseRow]] = {}
        self._packed: dict[int, _Packed] = {}
        self.changed: set[int] = set()

    def __len__(self) -> int:
        return sum(map(len, self._loose.values())) + sum(len(one.hashes) for one in self._packed.values())

    def put(self, rows: Iterable[BaseRow]) -> None:
        """Take rows; what has the same key is replaced, in its class or another one."""
        for row in rows:
            self._drop(row.key)
            if row.base >= 0:
                self._unpack(row.base)[row.key] = row
                self.changed.add(row.base)

    def clear(self) -> None:
        """Forget everything."""
        self.changed |= {*self._loose, *self._packed}
        self._loose, self._packed = {}, {}

    def of(self, base: int) -> list[BaseRow]:
        """The rows of a class, in the order in which they came."""
        packed = self._packed.get(base)
        return list(self._loose.get(base, {}).values()) if packed is None else _rows(packed)

    def pack(self) -> None:
        """Nothing more is to be expected for now."""
        for base, rows in list(self._loose.items()):
            if len(rows) >= _LEAST:
                body = zstandard.ZstdCompressor(level=1).compress(msgspec.msgpack.encode(list(rows.values())))
                self._packed[base] = _Packed(np.sort(np.fromiter(map(hash, rows), np.int64, len(rows))), body)
                del self._loose[base]

    def _drop(self, key: str) -> None:
        for base, packed in list(self._packed.items()):
            at = int(np.searchsorted(packed.hashes, hash(key)))
            if at < len(packed.hashes) and packed.hashes[at] == hash(key):
                self._unpack(base)
        for base, rows in self._loose.items():
            if rows.pop(key, None) is not None:
                self.changed.add(base)

    def _unpack(self, base: int) -> dict[str, BaseRow]:
        packed = self._packed.pop(base, None)
        if packed is not None:
            self._loose[base] = {row.key: row for row in _rows(packed)}
        return self._loose.setdefault(base, {})


def _rows(packed: _Packed) -> list[BaseRow]:
    return msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(packed.body), type=list[BaseRow])
