"""What comes instead of a tile is recognised, and told in the server's own words."""

from __future__ import annotations

import gzip
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.tiles.base import VECTOR_TILE, TileError
from layers.tiles.images import look_at_image, raster_or_vector, vector_tile
from layers.tiles.mbtiles import MbtilesConfig, MbtilesSource

GIF = b"GIF89a\x02\x00\x03\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x02\x00\x03\x00\x00\x02\x02\x84]\x00;"
JPEG = (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08\x01\x00\x02\x00\x01\x01\x11\x00"
        b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f\xff\x00\x12\xff\xd9")


def _key_of(data: bytes) -> str:
    with pytest.raises(TileError) as caught:
        look_at_image(data)
    return caught.value.key


def test_pictures_are_known_by_their_bytes(png: Callable[..., bytes]) -> None:
    assert look_at_image(png(512)) == ("image/png", 512, 512)
    assert look_at_image(JPEG) == ("image/jpeg", 512, 256)
    assert look_at_image(GIF) == ("image/gif", 2, 3)


@pytest.mark.parametrize(("data", "key", "words"), [
    (b"", "empty", ""), (b"\0\0\0", "empty", ""),
    (b"<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title>", "html", "502 Bad Gateway"),
    (b"\xef\xbb\xbf\r\n<html><body>please log in", "html", ""),
    (b'<?xml version="1.0"?><ServiceExceptionReport version="1.3.0"><ServiceException code="LayerNotDefined">'
     b"no layer x</ServiceException></ServiceExceptionReport>", "service_exception", "no layer x"),
    (b'<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1"><ows:Exception><ows:ExceptionText>TileOutOfRange'
     b"</ows:ExceptionText></ows:Exception></ows:ExceptionReport>", "service_exception", "TileOutOfRange"),
    ('{"msg":"非法key","code":301012}'.encode(), "service_exception", "301012 非法key"),
    (b'{"error":{"code":498,"message":"Invalid Token"}}', "service_exception", "498 Invalid Token"),
    (b"%PDF-1.4", "not_an_image", "%PDF"), (b"\x00\x01\x02\x03", "not_an_image", "00 01"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_an_image", "XML")])
def test_what_is_no_picture_is_told(data: bytes, key: str, words: str) -> None:
    with pytest.raises(TileError) as caught:
        look_at_image(data)
    assert caught.value.key == key and words in caught.value.detail


def test_broken_pictures_are_told_from_whole_ones(png: Callable[..., bytes]) -> None:
    whole = png(256)
    assert _key_of(whole[:-1]) == _key_of(whole[: len(whole) // 2]) == _key_of(whole[:30]) == "truncated"
    flipped = bytearray(whole)
    flipped[60] ^= 0xFF
    assert _key_of(bytes(flipped)) == "damaged"
    assert _key_of(JPEG[:-2]) == _key_of(JPEG[:24]) == "truncated"
    assert _key_of(GIF[:-6]) == "truncated"
    assert look_at_image(JPEG + b"\0\0\0").media == "image/jpeg"  # padding behind the end occurs


def test_a_bomb_is_not_unpacked() -> None:
    assert _key_of(b"GIF89a\xff\xff\xff\xff\x80\0\0;") == "too_large"
    with pytest.raises(TileError) as caught:
        vector_tile(gzip.compress(b"\0" * (80 << 20)))
    assert caught.value.key == "too_large"


def test_vector_tiles_are_unpacked_and_looked_at(samples: Path) -> None:
    plain = (samples / "tiles" / "lakes_mvt_0_0_0.pbf").read_bytes()
    assert vector_tile(plain) == plain and len(plain) == 2960
    assert vector_tile(gzip.compress(plain)) == plain
    assert raster_or_vector(gzip.compress(plain)) == (plain, VECTOR_TILE)
    assert vector_tile(b"") == b"" and vector_tile(gzip.compress(b"")) == b""
    for data, key in ((plain[:1000], "truncated"), (gzip.compress(plain)[:900], "truncated"),
                      (b"<html><title>Login</title>", "html"), (b"\x08\x96\x01", "not_a_vector_tile"),
                      (b'{"message":"not found"}', "service_exception")):
        with pytest.raises(TileError) as caught:
            vector_tile(data)
        assert caught.value.key == key


def test_any_bytes_are_a_tile_or_a_plain_reason(samples: Path, png: Callable[..., bytes]) -> None:
    """Real tiles, with bytes changed at random, never bring more than a TileError."""
    chance = random.Random(11)
    source = MbtilesSource(MbtilesConfig(path=str(samples / "tiles" / "geography-class-png.mbtiles")))
    source.open(threading.Event())
    real = source.read(source.all_keys(1)[0], threading.Event())
    assert real is not None
    for whole in (real.data, JPEG, GIF, png(64), (samples / "tiles" / "lakes_mvt_0_0_0.pbf").read_bytes()):
        for _ in range(120):
            broken = bytearray(whole[: chance.randrange(1, len(whole) + 1)])
            for _ in range(chance.randrange(4)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                raster_or_vector(bytes(broken))
            except TileError as error:
                assert error.key
