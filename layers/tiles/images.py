"""Whether bytes are a tile: by their first and last bytes, never by what a server calls them. Pure; any thread."""

from __future__ import annotations

import gzip
import json
import re
import struct
import zlib
from typing import NamedTuple

from layers.tiles.base import VECTOR_TILE, TileError

LARGEST_SIDE_PX = 8192
_UNZIPPED_LIMIT = 64 << 20
_TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title>")
_TAG = re.compile(r"(?s)<!\[CDATA\[|\]\]>|<[^>]*>")
_XML_DECLARATION = re.compile(r"(?s)^\s*<\?xml.*?\?>")


class Image(NamedTuple):
    """media type, width and height in pixels."""

    media: str
    width: int
    height: int


def look_at_image(data: bytes) -> Image:
    """What image this is. Raises TileError: empty, html, service_exception, not_an_image, truncated, too_large."""
    if not data.strip(b"\0 \r\n\t"):
        raise TileError("empty", f"{len(data)} bytes")
    for reader in (_png, _jpeg, _webp, _gif):
        found = reader(data)
        if found is not None:
            if max(found.width, found.height) > LARGEST_SIDE_PX or min(found.width, found.height) < 1:
                raise TileError("too_large", f"{found.width} x {found.height} pixels")
            return found
    raise not_a_tile(data)


def not_a_tile(data: bytes) -> TileError:
    """What a server sent instead, in its own words where it has some."""
    head = data[:4096].decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    low = head[:400].lower()
    if "exceptionreport" in low or "serviceexception" in low or "<ows:exception" in low:
        return TileError("service_exception", _words(_XML_DECLARATION.sub("", head)))
    if "<html" in low or low.startswith("<!doctype html"):
        title = _TITLE.search(head)
        return TileError("html", _words(title[1]) if title else "a page instead of a tile")
    if head[:1] in "{[":
        return TileError("service_exception", _json_words(data) or _words(head))
    if head[:1] == "<":
        return TileError("not_an_image", f"XML: {_words(head)}"[:200])
    shown = head[:80] if "\ufffd" not in head[:80] and head[:80].isprintable() else data[:16].hex(" ")
    return TileError("not_an_image", f"begins with {shown!r}")


def _words(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())[:200]


def _json_words(data: bytes) -> str:
    try:
        value = json.loads(data[:65536])
    except ValueError:
        return ""
    if not isinstance(value, dict):
        return ""
    nested = value.get("error")
    inner = nested if isinstance(nested, dict) else value
    told = [str(inner[key]) for key in ("code", "msg", "message", "resolve", "description", "status") if inner.get(key)]
    return " ".join(told)[:200]


def _png(data: bytes) -> Image | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return None
    at, size = 8, (0, 0)
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at:at + 4]), data[at + 4:at + 8]
        end = at + 12 + length
        if end > len(data):
            break
        if zlib.crc32(data[at + 4:end - 4]) != int.from_bytes(data[end - 4:end]):
            raise TileError("damaged", f"PNG: {name!r} does not match its sum")
        if name == b"IHDR" and length >= 8:
            size = struct.unpack_from(">II", data, at + 8)
        if name == b"IEND":
            return Image("image/png", *size)
        at = end
    raise TileError("truncated", f"PNG of {len(data)} bytes ends early")


def _jpeg(data: bytes) -> Image | None:
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    at, size = 2, (0, 0)
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise TileError("damaged", "JPEG without a marker where one belongs")
        mark = data[at + 1]
        if mark == 0xFF or mark == 0x01 or 0xD0 <= mark <= 0xD8:
            at += 1 if mark == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2:at + 4])
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC) and at + 9 <= len(data):
            high, wide = struct.unpack_from(">HH", data, at + 5)
            size = (wide, high)
        if mark == 0xDA:
            if data.rfind(b"\xff\xd9", at) < 0:
                break
            return Image("image/jpeg", *size)
        at += 2 + length
    raise TileError("truncated", f"JPEG of {len(data)} bytes ends early")


def _webp(data: bytes) -> Image | None:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    if len(data) < int.from_bytes(data[4:8], "little") + 8 - 1 or len(data) < 30:
        raise TileError("truncated", f"WebP of {len(data)} bytes ends early")
    kind = data[12:16]
    if kind == b"VP8X":
        return Image("image/webp", int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1)
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return Image("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    wide, high = struct.unpack_from("<HH", data, 26)
    return Image("image/webp", wide & 0x3FFF, high & 0x3FFF)


def _gif(data: bytes) -> Image | None:
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    if len(data) < 14 or b";" not in data[-8:]:
        raise TileError("truncated", f"GIF of {len(data)} bytes ends early")
    return Image("image/gif", *struct.unpack_from("<HH", data, 6))


def unzipped(data: bytes) -> bytes:
    """The bytes themselves of a gzip or zlib stream, else as they are. Raises TileError("truncated" or "too_large")."""
    if data[:2] == b"\x1f\x8b":
        return _inflated(data, 31)
    if data[:1] == b"\x78" and len(data) > 2 and int.from_bytes(data[:2]) % 31 == 0:
        return _inflated(data, 15)
    return data


def _inflated(data: bytes, window: int) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        plain = stream.decompress(data, _UNZIPPED_LIMIT)
    except (zlib.error, gzip.BadGzipFile, EOFError) as error:
        raise TileError("damaged", f"compressed tile: {error}") from error
    if stream.unconsumed_tail:
        raise TileError("too_large", f"more than {_UNZIPPED_LIMIT} bytes when unpacked")
    if not stream.eof:
        raise TileError("truncated", f"compressed tile of {len(data)} bytes ends early")
    return plain


def vector_tile(data: bytes) -> bytes:
    """A Mapbox vector tile without its compression; b"" is one without features. Raises TileError for anything else:
    its outermost fields must be whole layers."""
    plain = unzipped(data)
    at = 0
    while at < len(plain):
        tag, at = _varint(plain, at)
        if tag & 7 != 2 or tag >> 3 == 0:
            if _looks_like_text(plain):
                raise not_a_tile(plain)
            raise TileError("not_a_vector_tile", f"begins with {plain[:16].hex(' ')}")
        length, at = _varint(plain, at)
        at += length
        if at > len(plain):
            if _looks_like_text(plain):
                raise not_a_tile(plain)
            raise TileError("truncated", f"vector tile of {len(plain)} bytes ends early")
    return plain


def _looks_like_text(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"<", b"{", b"[")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
    raise TileError("truncated", f"vector tile of {len(data)} bytes ends early")


def raster_or_vector(data: bytes) -> tuple[bytes, str]:
    """Bytes and media type of a tile of an archive that does not say what it holds."""
    try:
        return data, look_at_image(data).media
    except TileError as error:
        if error.key in ("truncated", "damaged", "too_large", "empty"):
            raise
        try:
            return vector_tile(data), VECTOR_TILE
        except TileError:
            if data[:1] in (b"\x1a", b"\x1f"):
                raise  # a layer or a gzip stream begins so: a vector tile that is damaged
        raise error
