"""Where an MPEG program stream may be entered: a pack that begins with a system header or map, which devices send with
every key frame. Pure; one stream, one thread."""

from __future__ import annotations

_PACK = b"\x00\x00\x01\xba"
_ENTRIES = (b"\x00\x00\x01\xbb", b"\x00\x00\x01\xbc")
_STRICT = 400  # packets after which any pack will do: not every sender marks its key frames so
GROUP_LIMIT = 8 << 20


def entry_at(payload: bytes, *, any_pack: bool = False) -> int:
    """Where in a packet's payload such a pack begins, -1 for nowhere."""
    at = payload.find(_PACK)
    while at >= 0 and not any_pack:
        if at + 18 <= len(payload):
            after = at + 14 + (payload[at + 13] & 7)
            if payload[after:after + 4] in _ENTRIES:
                return at
        at = payload.find(_PACK, at + 4)
    return at


class Group:
    """The bytes since the last entry, so that a new reader has a picture at once."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = self._without = 0
        self._began = False

    def put(self, payload: bytes) -> int:
        """Take bytes; returns where in them an entry is, -1 for nowhere."""
        at = entry_at(payload, any_pack=self._without > _STRICT)
        if at >= 0:
            self._parts, self._size, self._began = [payload[at:]], len(payload) - at, True
            self._without = min(self._without, _STRICT + 1) if self._without > _STRICT else 0
            return at
        self._without += 1
        if self._began:
            self._parts.append(payload)
            self._size += len(payload)
            if self._size > GROUP_LIMIT:
                self._parts, self._size, self._began = [], 0, False
        return at

    def bytes(self) -> bytes:
        """Everything since the last entry; b"" before the first."""
        return b"".join(self._parts)
