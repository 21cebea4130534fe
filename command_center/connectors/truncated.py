"""JSON that breaks off: the whole records before the break are kept, the rest is counted as one bad record. Any thread.

A record is an element of the outermost list; one that is itself cut short is never taken for whole.
"""

from __future__ import annotations

import re
from typing import Any

from command_center.connectors.base import EventSink
from command_center.connectors.texts import load_json

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*(?:"|\Z)|[\[\]{}]', re.DOTALL)
_CLOSER = {b"[": b"]", b"{": b"}"}
_SHOWN_BYTES = 200


def load_whole_records(data: bytes, sink: EventSink) -> Any:
    """The value of JSON bytes; of a text that breaks off, what is whole. Raises ValueError where nothing is."""
    try:
        return load_json(data)
    except ValueError as error:
        kept = _mended(data)
        if kept is None:
            raise
        value = load_json(kept)  # a text that is wrong before its end stays wrong
        sink.bad(f"truncated: {error}"[:200], data[-_SHOWN_BYTES:])
        return value


def _mended(data: bytes) -> bytes | None:
    """The text up to its last whole record, closed; None if it does not break off behind one."""
    open_: list[bytes] = []
    cut, closers = 0, b""
    for token in _TOKEN.finditer(data):
        sign = token.group()
        if sign in _CLOSER:
            open_.append(sign)
        elif sign in (b"]", b"}"):
            if not open_ or _CLOSER[open_.pop()] != sign:
                return None
            if b"[" in open_ and open_.index(b"[") == len(open_) - 1:
                cut, closers = token.end(), b"".join(_CLOSER[one] for one in reversed(open_))
    return data[:cut] + closers if open_ and cut else None
