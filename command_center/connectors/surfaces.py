"""Surfaces that shapely does not know as those it does: WKB in, WKB out. Pure; any thread.

Codes are those of ISO 13249-3 and OGC 06-103r4: a TIN or PolyhedralSurface is written like a MultiPolygon, a Triangle
like a Polygon, so that only the codes change.
"""

from __future__ import annotations

import struct

_POINT, _LINE, _POLYGON, _COLLECTION, _TRIANGLE = 1, 2, 3, 7, 17
_PLAIN = {15: 6, 16: 6, _TRIANGLE: _POLYGON}
_MEMBERS = frozenset({4, 5, 6, _COLLECTION, 15, 16})
_ORDINATES = (2, 3, 3, 4)  # by the thousands of a code: XY, Z, M, ZM
_DEEPEST = 32


def plain_surfaces(blob: bytes) -> bytes:
    """The same geometry without TIN, PolyhedralSurface and Triangle; what is none of these, or broken, as it is."""
    if len(blob) < 9 or _code(blob, 0)[1] % 1000 not in {*_PLAIN, _COLLECTION}:
        return blob
    plain = bytearray(blob)
    try:
        _rewrite(plain, 0, 0)
    except (struct.error, ValueError, IndexError):
        return blob
    return bytes(plain)


def _code(blob: bytes | bytearray, at: int) -> tuple[str, int]:
    order = "<" if blob[at] == 1 else ">"
    return order, int(struct.unpack_from(f"{order}I", blob, at + 1)[0])


def _rewrite(blob: bytearray, at: int, depth: int) -> int:
    """Rewrite the geometry that begins at an offset; gives the offset behind it."""
    order, code = _code(blob, at)
    kind, size = code % 1000, 8 * _ORDINATES[code // 1000]
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if kind in _PLAIN:
        struct.pack_into(f"{order}I", blob, at + 1, code - kind + _PLAIN[kind])
    at += 5
    if kind == _POINT:
        return at + size
    count, at = int(struct.unpack_from(f"{order}I", blob, at)[0]), at + 4
    if kind == _LINE:
        return at + count * size
    if kind not in _MEMBERS and kind not in (_POLYGON, _TRIANGLE):
        raise ValueError("unknown geometry")
    for _ in range(count):
        if kind in _MEMBERS:
            at = _rewrite(blob, at, depth + 1)
        else:
            at += 4 + size * int(struct.unpack_from(f"{order}I", blob, at)[0])
    return at
