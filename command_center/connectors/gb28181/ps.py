"""Where an MPEG program stream may be entered: a pack that begins with a system header or map, which devices send with
every key frame. Pure; one stream, one thread."""

from __future__ import annotations

_PACK = b"\x00\x00\x01\xba"
_ENTRIES = (b"\x00\x00\x01\xbb", b"\x00\x00\x01\xbc")
GROUP_LIMIT = 8 << 20


def is_entry(payload: bytes) -> bool:
    """Whether a packet's payload begins a pack with a system header or a map."""
    if payload[:4] != _PACK or len(payload) < 18:
        return False
    after = 14 + (payload[13] & 7)
    return payload[after:after + 4] in _ENTRIES


class Group:
    """The bytes since the last entry, so that a new reader has a picture at once."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self.began = False

    def put(self, payload: bytes) -> bool:
        """Take bytes; returns whether they are an entry."""
        entry = is_entry(payload)
        if entry or self._size > GROUP_LIMIT:
            self._parts.clear()
            self._size = 0
            self.began = entry
        if self.began:
            self._parts.append(payload)
            self._size += len(payload)
        return entry

    def bytes(self) -> bytes:
        """Everything since the last entry; b"" before the first."""
        return b"".join(self._parts)
