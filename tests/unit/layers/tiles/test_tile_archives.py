"""MBTiles and PMTiles: the samples, missing and wrong metadata, damage, byte ranges over HTTP."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from pydantic import ValidationError

from layers.tiles import pmtiles_format as form
from layers.tiles.base import VECTOR_TILE, TileError
from layers.tiles.folder import FolderConfig, FolderSource
from layers.tiles.grid import TileKey
from layers.tiles.mbtiles import MbtilesConfig, MbtilesSource
from layers.tiles.pmtiles import PmtilesConfig, PmtilesSource
from tests.servers.http_server import Answer, HttpServer, Request


def _mbtiles(path: Path, never: threading.Event, **settings: Any) -> MbtilesSource:
    source = MbtilesSource(MbtilesConfig(id="m", path=str(path), **settings))
    source.open(never)
    return source


def test_samples_of_images(samples: Path, never: threading.Event) -> None:
    for name, bounds in (("geography-class-png.mbtiles", (-180.0, -85.0511, 180.0, 85.0511)),
                         ("geography-class-png-no-bounds.mbtiles", (-180.0, -90.0, 180.0, 90.0))):
        source = _mbtiles(samples / "tiles" / name, never)
        assert source.grid is not None and [one.id for one in source.grid.matrices] == ["0", "1"]
        assert source.bounds_wgs84 == bounds and not source.is_vector and source.describe()["tiles"] == 5
        tiles = [source.read(key, never) for key in source.all_keys(10)]
        assert all(tile is not None and tile.media == "image/png" for tile in tiles)
        assert source.read(TileKey(1, 7, 7), never) is None
        source.close()


def test_rows_are_turned(samples: Path, never: threading.Event) -> None:
    source = _mbtiles(samples / "tiles" / "geography-class-png.mbtiles", never)
    with sqlite3.connect(samples / "tiles" / "geography-class-png.mbtiles") as plain:
        north_west = plain.execute("SELECT tile_data FROM tiles WHERE zoom_level=1 AND tile_column=0 AND tile_row=1").fetchone()
    tile = source.read(TileKey(1, 0, 0), never)
    assert tile is not None and tile.data == north_west[0]


def test_the_sample_of_vectors(samples: Path, never: threading.Event) -> None:
    source = _mbtiles(samples / "tiles" / "world_cities.mbtiles", never)
    told = source.describe()
    assert source.is_vector and told["tiles"] == 196 and (told["min_zoom"], told["max_zoom"]) == (0, 6)
    assert told["format"] == "pbf" and source.bounds_wgs84 == (-123.12359, -37.818085, 174.763027, 59.352706)
    tiles = [source.read(key, never) for key in source.all_keys(1000)]
    assert len(tiles) == 196
    for tile in tiles:
        assert tile is not None and tile.media == VECTOR_TILE and tile.data[:2] != b"\x1f\x8b"


def test_what_is_no_mbtiles_is_said(samples: Path, tmp_path: Path, never: threading.Event) -> None:
    (tmp_path / "text.mbtiles").write_text("hello, I am no database at all, but long enough to look like one " * 20)
    (tmp_path / "empty.mbtiles").write_bytes(b"")
    for path, key in ((samples / "tiles" / "invalid.mbtiles", "not_mbtiles"), (tmp_path / "text.mbtiles", "not_mbtiles"),
                      (tmp_path / "empty.mbtiles", "not_mbtiles"), (tmp_path / "none.mbtiles", "not_found"), (tmp_path, "not_found")):
        with pytest.raises(TileError) as caught:
            _mbtiles(path, never)
        assert caught.value.key == key and caught.value.fatal


def _made(path: Path, tiles: list[tuple[int, int, int, bytes]], metadata: dict[str, str] | None, view: bool = False) -> Path:
    with sqlite3.connect(path) as made:
        if view:
            made.execute("CREATE TABLE map (zoom_level INT, tile_column INT, tile_row INT, tile_id TEXT)")
            made.execute("CREATE TABLE images (tile_id TEXT, tile_data BLOB)")
            made.execute("CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images"
                         " ON map.tile_id = images.tile_id")
            for number, (z, x, y, data) in enumerate(tiles):
                made.execute("INSERT INTO map VALUES (?, ?, ?, ?)", (z, x, y, str(number)))
                made.execute("INSERT INTO images VALUES (?, ?)", (str(number), data))
        else:
            made.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
            made.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", tiles)
        if metadata is not None:
            made.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
            made.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
    return path


def test_metadata_may_be_missing_or_wrong(tmp_path: Path, png: Callable[..., bytes], never: threading.Event) -> None:
    bare = _mbtiles(_made(tmp_path / "a.mbtiles", [(4, 13, 9, png(512))], None, view=True), never)
    assert bare.grid is not None and [one.id for one in bare.grid.matrices] == ["4"]
    assert bare.grid.matrices[0].tile_size == (512, 512) and ("no_metadata", "a.mbtiles") in bare.notes
    wrong = _mbtiles(_made(tmp_path / "b.mbtiles", [(4, 13, 9, png()), (5, 26, 19, png())], {
        "minzoom": "0", "maxzoom": "x", "bounds": "1,2,3", "format": "pbf", "json": "{broken", "attribution": "<b>局</b>"}), never)
    assert wrong.grid is not None and len(wrong.grid.matrices) == 2 and not wrong.is_vector and wrong.attribution == "局"
    assert {"wrong_minzoom", "wrong_maxzoom", "no_bounds"} <= {key for key, _ in wrong.notes}
    assert wrong.read(TileKey(0, 13, 15 - 9), never) is not None
    north = _mbtiles(_made(tmp_path / "c.mbtiles", [(4, 13, 6, png())], {"scheme": "xyz"}), never)
    assert north.read(TileKey(0, 13, 6), never) is not None
    degrees = _mbtiles(_made(tmp_path / "d.mbtiles", [(4, 13, 6, png())], {"crs": "EPSG:4490"}), never)
    assert degrees.grid is not None and degrees.grid.crs == "cgcs2000" and degrees.grid.matrices[0].size == (32, 16)
    shifted = _mbtiles(tmp_path / "a.mbtiles", never, datum="gcj02")
    assert shifted.grid is not None and shifted.grid.datum == "gcj02"
    with pytest.raises(TileError) as caught:
        _mbtiles(_made(tmp_path / "e.mbtiles", [], {}), never)
    assert caught.value.key == "no_tiles"


def test_a_bad_tile_leaves_the_others(tmp_path: Path, png: Callable[..., bytes], never: threading.Event) -> None:
    source = _mbtiles(_made(tmp_path / "a.mbtiles", [(1, 0, 0, b"\xff" * 90), (1, 0, 1, b""), (1, 1, 0, png()),
                                                     (1, 1, 1, png()[:90])], {}), never)
    assert source.read(TileKey(0, 1, 1), never) is not None and source.read(TileKey(0, 0, 0), never) is None
    for key, reason in ((TileKey(0, 0, 1), "not_an_image"), (TileKey(0, 1, 0), "truncated")):
        with pytest.raises(TileError) as caught:
            source.read(key, never)
        assert caught.value.key == reason and not caught.value.fatal


def test_nothing_appears_beside_the_file(tmp_path: Path, png: Callable[..., bytes], never: threading.Event) -> None:
    path = _made(tmp_path / "a.mbtiles", [(0, 0, 0, png())], {})
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode = WAL")
    path.chmod(0o444)
    source = _mbtiles(path, never)
    assert source.read(TileKey(0, 0, 0), never) is not None
    assert [one.name for one in tmp_path.iterdir()] == ["a.mbtiles"]
    source.close()


def test_tiles_in_folders(tmp_path: Path, samples: Path, png: Callable[..., bytes], never: threading.Event) -> None:
    (tmp_path / "L03" / "R00000003").mkdir(parents=True)
    (tmp_path / "L03" / "R00000003" / "C00000006.png").write_bytes(png(256, 9))
    (tmp_path / "L03" / "R00000003" / "C00000007.png").write_bytes(png()[:99])
    source = FolderSource(FolderConfig(id="f", path=f"{tmp_path}/L{{z:02d}}/R{{y:08x}}/C{{x:08x}}.png", max_level=5))
    source.open(never)
    assert source.read(TileKey(3, 6, 3), never) == (png(256, 9), "image/png", 0, False, 0)
    assert source.read(TileKey(3, 5, 3), never) is None and source.read(TileKey(0, 0, 0), never) is None
    with pytest.raises(TileError) as caught:
        source.read(TileKey(3, 7, 3), never)
    assert caught.value.key == "truncated"
    (tmp_path / "0" / "0").mkdir(parents=True)
    (tmp_path / "0" / "0" / "0.pbf").write_bytes(gzip.compress((samples / "tiles" / "lakes_mvt_0_0_0.pbf").read_bytes()))
    vectors = FolderSource(FolderConfig(path=f"{tmp_path}/{{z}}/{{x}}/{{y}}.pbf", tile_px=512))
    vectors.open(never)
    tile = vectors.read(TileKey(0, 0, 0), never)
    assert vectors.is_vector and tile is not None and tile.media == VECTOR_TILE
    with pytest.raises(TileError) as caught:
        FolderSource(FolderConfig(path=f"{tmp_path}/none/{{z}}/{{x}}/{{y}}.png")).open(never)
    assert caught.value.key == "not_found"
    with pytest.raises(ValidationError):
        FolderConfig(path="tiles/all.png")


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def _directory(entries: list[tuple[int, int, int, int]]) -> bytes:
    """(id, offset, length, run)"""
    out, last = _varint(len(entries)), 0
    for identity, _, _, _ in entries:
        out += _varint(identity - last)
        last = identity
    return out + b"".join(_varint(run) for *_, run in entries) + b"".join(_varint(one[2]) for one in entries) + b"".join(
        _varint(one[1] + 1) for one in entries)


def _archive(tiles: dict[tuple[int, int, int], bytes], internal: int = form.GZIP, packing: int = form.NONE, kind: int = form.PNG,
             leaves: bool = False, metadata: bytes = b'{"name":"x","attribution":"<a href=\\"y\\" target=_blank>y</a> &copy; z"}') -> bytes:
    pack: dict[int, Callable[[bytes], bytes]] = {form.NONE: bytes, form.GZIP: gzip.compress, form.BROTLI: bytes,
                                                 form.ZSTD: lambda data: zstandard.ZstdCompressor().compress(data)}
    numbered = sorted((form.tile_number(*place), pack[packing](data)) for place, data in tiles.items())
    body, entries = b"", []
    for number, data in numbered:
        entries.append((number, len(body), len(data), 1))
        body += data
    leaf = b""
    if leaves:
        half = [pack[internal](_directory(entries[: len(entries) // 2])), pack[internal](_directory(entries[len(entries) // 2:]))]
        leaf = b"".join(half)
        entries = [(entries[0][0], 0, len(half[0]), 0), (entries[len(entries) // 2][0], len(half[0]), len(half[1]), 0)]
    root, told = pack[internal](_directory(entries)), pack[internal](metadata)
    zooms = [place[0] for place in tiles]
    start = 127
    header = b"PMTiles\x03" + struct.pack(
        "<11Q", start, len(root), start + len(root), len(told), start + len(root) + len(told), len(leaf),
        start + len(root) + len(told) + len(leaf), len(body), len(tiles), len(tiles), len(tiles)) + struct.pack(
        "<6B4iB2i", 1, internal, packing, kind, min(zooms), max(zooms), -1800000000, -850000000, 1800000000, 850000000, 0, 0, 0)
    return header + root + told + leaf + body


def _pmtiles(path: Path, never: threading.Event) -> PmtilesSource:
    source = PmtilesSource(PmtilesConfig(id="p", path=str(path)))
    source.open(never)
    return source


def test_the_sample_of_pmtiles(samples: Path, never: threading.Event) -> None:
    source = _pmtiles(samples / "tiles" / "test_fixture_1.pmtiles", never)
    told = source.describe()
    assert (told["tiles"], told["entries"], told["contents"], told["format"]) == (1, 1, 1, "mvt") and source.is_vector
    assert (told["min_zoom"], told["max_zoom"], told["bounds"]) == (0, 0, [0.0, 0.0, 0.9999999, 1.0])
    tile = source.read(TileKey(0, 0, 0), never)
    assert tile is not None and tile.media == VECTOR_TILE and source.is_local and not source.host
    source.close()


def test_numbers_of_tiles_follow_the_curve() -> None:
    assert [form.tile_number(*place) for place in ((0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0), (2, 0, 0))] == [
        0, 1, 2, 3, 4, 5]
    assert form.tile_number(12, 3423, 1763) == 19078479  # from the reference implementation's tests
    for level in range(20):
        for place in ((0, 0), (2 ** level - 1, 0), (2 ** level // 3, 2 ** level // 2)):
            assert form.tile_of(form.tile_number(level, *place)) == (level, *place)


@pytest.mark.parametrize("internal", [form.NONE, form.GZIP, form.ZSTD])
@pytest.mark.parametrize("packing", [form.NONE, form.GZIP, form.ZSTD])
@pytest.mark.parametrize("leaves", [False, True])
def test_every_packing_and_depth(tmp_path: Path, png: Callable[..., bytes], never: threading.Event, internal: int, packing: int,
                                 leaves: bool) -> None:
    tiles = {(z, x, y): png(256, 16 * z + x + 4 * y) for z in range(3) for x in range(2 ** z) for y in range(2 ** z)}
    path = tmp_path / "a.pmtiles"
    path.write_bytes(_archive(tiles, internal, packing, leaves=leaves))
    source = _pmtiles(path, never)
    assert len(source.all_keys(100)) == 21 and source.attribution == "y © z"
    for (z, x, y), data in tiles.items():
        tile = source.read(TileKey(z, x, y), never)
        assert tile is not None and tile.data == data


@pytest.mark.parametrize(("data", "key"), [
    (b"", "not_pmtiles"), (b"PMTiles\x04" + b"\0" * 200, "unsupported_version"), (b"PM\x02\0" + b"\0" * 200, "unsupported_version"),
    (b"PMTiles\x03", "truncated"), (b"<html>not here</html>" * 10, "not_pmtiles")])
def test_what_is_no_archive_is_said(tmp_path: Path, never: threading.Event, data: bytes, key: str) -> None:
    (tmp_path / "a.pmtiles").write_bytes(data)
    with pytest.raises(TileError) as caught:
        _pmtiles(tmp_path / "a.pmtiles", never)
    assert caught.value.key == key and caught.value.fatal


def test_brotli_and_foreign_kinds_are_said_plainly(tmp_path: Path, png: Callable[..., bytes], never: threading.Event) -> None:
    for settings, key in (({"packing": form.BROTLI}, "unsupported_compression"), ({"internal": form.BROTLI}, "unsupported_compression"),
                          ({"kind": form.AVIF}, "unsupported_tiles"), ({"kind": form.MLT}, "unsupported_tiles")):
        (tmp_path / "a.pmtiles").write_bytes(_archive({(0, 0, 0): png()}, **settings))  # type: ignore[arg-type]
        with pytest.raises(TileError) as caught:
            _pmtiles(tmp_path / "a.pmtiles", never)
        assert caught.value.key == key and caught.value.fatal


def test_any_damage_is_a_plain_reason(tmp_path: Path, png: Callable[..., bytes], never: threading.Event) -> None:
    whole = _archive({(1, x, y): png(64) for x in range(2) for y in range(2)}, leaves=True)
    chance, path = random.Random(3), tmp_path / "a.pmtiles"
    for _ in range(150):
        broken = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(3):
            if broken:
                broken[chance.randrange(min(len(broken), 400))] = chance.randrange(256)
        path.write_bytes(bytes(broken))
        source = PmtilesSource(PmtilesConfig(path=str(path)))
        try:
            source.open(never)
            for key in source.all_keys(8):
                source.read(key, never)
        except TileError as error:
            assert error.key
        finally:
            source.close()


def _ranges(data: bytes, etag: str = '"1"') -> Callable[[Request], Answer]:
    def answer(request: Request) -> Answer:
        first, _, last = request.headers["Range"].removeprefix("bytes=").partition("-")
        if int(first) >= len(data):
            return Answer(416)
        return Answer(206, data[int(first):int(last) + 1], {"ETag": etag, "Content-Range": f"bytes {first}-{last}/{len(data)}"})

    return answer


def test_an_archive_behind_a_server(server: HttpServer, png: Callable[..., bytes], never: threading.Event) -> None:
    tiles = {(2, x, y): png(256, x + 4 * y) for x in range(4) for y in range(4)}
    server.routes["/a.pmtiles"] = _ranges(_archive(tiles, leaves=True))
    source = PmtilesSource(PmtilesConfig(id="p", url=server.url + "/a.pmtiles"))
    source.open(never)
    before = len(server.requests)
    for (_, x, y), data in tiles.items():
        tile = source.read(TileKey(0, x, y), never)
        assert tile is not None and tile.data == data
    assert len(server.requests) - before == 18  # a range each, and two directories once
    assert source.host and source.cache_key and not source.is_local

    server.routes["/a.pmtiles"] = _ranges(_archive({(2, 0, 0): png()}), '"2"')
    with pytest.raises(TileError) as caught:
        source.read(TileKey(0, 0, 0), never)
    assert caught.value.key == "not_open" and source.grid is None  # another archive lies there
    source.open(never)
    assert source.read(TileKey(0, 0, 0), never) is not None


def test_a_server_without_ranges_is_said(server: HttpServer, png: Callable[..., bytes], never: threading.Event) -> None:
    server.routes["/a.pmtiles"] = Answer(200, _archive({(2, x, 0): png(512, x) for x in range(4)}) + b"\0" * 20000)
    with pytest.raises(TileError) as caught:
        PmtilesSource(PmtilesConfig(url=server.url + "/a.pmtiles")).open(never)
    assert caught.value.key == "no_ranges" and caught.value.fatal
    server.routes["/a.pmtiles"] = Answer(404)
    with pytest.raises(TileError) as caught:
        PmtilesSource(PmtilesConfig(url=server.url + "/a.pmtiles")).open(never)
    assert "404" in caught.value.detail


def test_broken_metadata_spoils_nothing(tmp_path: Path, png: Callable[..., bytes], never: threading.Event) -> None:
    for metadata in (b"{broken", b"[]", json.dumps({"vector_layers": 7}).encode()):
        (tmp_path / "a.pmtiles").write_bytes(_archive({(0, 0, 0): png()}, metadata=metadata))
        source = _pmtiles(tmp_path / "a.pmtiles", never)
        assert source.read(TileKey(0, 0, 0), never) is not None and source.describe()["layers"] == []
