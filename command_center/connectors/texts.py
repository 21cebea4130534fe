"""Bytes to text and JSON, as forgiving as is honest. Pure; any thread."""

from __future__ import annotations

import codecs
import json
import re
from typing import Any

import msgspec

_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1d\x1f]")
_HEAD = re.compile(rb"(?:HTTP/[\d.]+ \d{3}[^\r\n]*\r?\n)?(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\r\n]*\r?\n)+\r?\n")
_MOST_HEAD = 16 << 10
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def _wide(head: bytes) -> str:
    """UTF-16 without a mark, by where its zeros stand; "" for anything else."""
    even, odd = head[::2].count(0) * 2 / len(head), head[1::2].count(0) * 2 / len(head)
    return "utf-16-le" if odd > 0.4 and even < 0.05 else "utf-16-be" if even > 0.4 and odd < 0.05 else ""


def decode(data: bytes, declared: str = "") -> str:
    """Text of bytes: by byte order mark, else as declared, else UTF-8, else GB 18030 (Chinese files without a word
    about it), else Windows-1252. Raises ValueError for an unknown declared encoding, or bytes that are no text."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            while data.startswith(codecs.BOM_UTF8):  # doubled marks occur
                data = data[3:]
            return data.decode(name, "replace")
    candidates = ([declared] if declared else []) + ["utf-8", "gb18030", "cp1252"]
    if b"\0" in data[:4096]:
        wide = _wide(data[:4096])
        if wide:
            return data.decode(wide, "replace")
        if _CONTROL.search(data[:4096]) or data[:4096].count(0) * 20 > len(data[:4096]):
            raise ValueError("no text")
        data = data.replace(b"\0", b"")  # a writer's slip: the rest is text
    for name in candidates:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
        except LookupError as error:
            raise ValueError(f"unknown encoding {name!r}") from error
    return data.decode("latin-1")


def without_head(data: bytes) -> bytes:
    """The body of an answer that was saved with the headers of HTTP or CGI before it; anything else unchanged."""
    match = _HEAD.match(data[:_MOST_HEAD])
    return data[match.end():] if match and b"content-type:" in match[0].lower() else data


def nearly_utf8(data: bytes) -> str | None:
    """The text of bytes that are UTF-8 but for a few (cut, or damaged on their way), those replaced; None for
    anything else."""
    text = data.decode("utf-8", "replace")
    beyond = sum(letter > "\x7f" for letter in text) if len(text) != len(data) else 0
    lost = text.count("\ufffd")
    return text if beyond and lost * 5 <= beyond else None


def load_json(data: bytes) -> Any:
    """The value of JSON bytes in any encoding that occurs; NaN and the like are accepted. Raises ValueError."""
    try:
        return msgspec.json.decode(data)
    except msgspec.DecodeError:
        pass  # another encoding, or what json takes and the standard does not; that reader says what is wrong
    except RecursionError as error:
        raise ValueError("bad_json: too deep") from error
    try:
        return json.loads(decode(data))
    except RecursionError as error:
        raise ValueError("bad_json: too deep") from error
    except ValueError as error:
        raise ValueError(f"bad_json: {error}") from error
