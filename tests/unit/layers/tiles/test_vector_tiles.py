"""Vector tiles read right, hostile ones refused; their layers get the base map's classes."""

from __future__ import annotations

import gzip
import itertools
import random
import struct
from pathlib import Path

import apsw
import numpy as np
import pytest

from layers.basemap import BaseClass
from layers.tiles.vector_classes import LAND, PLAIN, look_of, name_of
from layers.tiles.vector_tile import LINE, POINT, POLYGON, BadTile, read_tile, varints


def number(value: int) -> bytes:
    found = b""
    while value >= 0x80:
        found += bytes([value & 0x7F | 0x80])
        value >>= 7
    return found + bytes([value])


def part(field: int, data: bytes) -> bytes:
    return number(field << 3 | 2) + number(len(data)) + data


def zigzag(*values: int) -> list[int]:
    return [(value << 1) ^ (value >> 63) for value in values]


def packed(values: list[int]) -> bytes:
    return b"".join(number(value & (1 << 64) - 1) for value in values)


def feature(kind: int, geometry: list[int], tags: tuple[int, ...] = ()) -> bytes:
    return part(2, part(2, packed(list(tags))) + number(3 << 3) + number(kind) + part(4, packed(geometry)))


def layer(name: str, *features: bytes, keys: tuple[str, ...] = (), values: tuple[bytes, ...] = (), extent: int = 4096) -> bytes:
    return part(3, part(1, name.encode()) + b"".join(features) + b"".join(part(3, key.encode()) for key in keys)
                + b"".join(part(4, value) for value in values) + number(5 << 3) + number(extent) + number(15 << 3) + number(2))


# The geometries of the specification's examples.
SQUARE = [9, *zigzag(3, 6), 18, *zigzag(5, 6, 12, 22), 15]
LINES = [9, *zigzag(2, 2), 18, *zigzag(0, 8, 8, 0), 9, *zigzag(-9, -9), 10, *zigzag(2, 4)]
POINTS = [17, *zigzag(5, 7, -2, -5)]


def test_the_examples_of_the_specification() -> None:
    data = layer("x", feature(POLYGON, SQUARE), feature(LINE, LINES), feature(POINT, POINTS))
    (found,) = read_tile(data)
    assert found.kinds[POLYGON].xy.tolist() == [[3, 6], [8, 12], [20, 34]]
    assert found.kinds[LINE].xy.tolist() == [[2, 2], [2, 10], [10, 10], [1, 1], [3, 5]]
    assert found.kinds[LINE].offset.tolist() == [0, 3, 5] and found.kinds[LINE].owner.tolist() == [0, 0]
    assert found.kinds[POINT].xy.tolist() == [[5, 7], [3, 2]]
    assert found.left_out == 0


def test_properties_of_every_type() -> None:
    values = (part(1, "江".encode()), number(2 << 3 | 5) + struct.pack("<f", 1.5), number(3 << 3 | 1) + struct.pack("<d", 2.5),
              number(4 << 3) + number((1 << 64) - 7), number(5 << 3) + number(9), number(6 << 3) + number(5),
              number(7 << 3) + number(1))
    keys = tuple("abcdefg")
    tags = tuple(one for at in range(7) for one in (at, at))
    (found,) = read_tile(layer("x", feature(POINT, [9, 2, 2], (*tags, 99, 0, 0, 99)), keys=keys, values=values))
    assert found.kinds[POINT].properties == [{"a": "江", "b": 1.5, "c": 2.5, "d": -7, "e": 9, "f": -3, "g": True}]


def test_numbers_of_any_length() -> None:
    draw = random.Random(3)
    rows = [[draw.randrange(1 << draw.randrange(1, 60)) for _ in range(draw.randrange(0, 9))] for _ in range(200)]
    found, at = varints([memoryview(packed(row)) for row in rows])
    assert [found[a:b].tolist() for a, b in itertools.pairwise(at)] == rows
    assert varints([])[0].size == 0


def test_damaged_features_and_layers_are_left_out_and_the_others_kept() -> None:
    good = feature(LINE, LINES)
    bad = (feature(LINE, [9, 2]), feature(LINE, [9, 2, 2, 0xFFFFFFFF, 2, 2]), feature(POLYGON, [9, 2, 2]),
           feature(LINE, [6, 1, 1]), feature(9, LINES), feature(LINE, []))
    found = read_tile(layer("odd", *bad, good) + layer("fine", good) + part(3, b"\xff\xff\xff")
                      + layer("wide", good, extent=1 << 40))
    assert [one.name for one in found] == ["odd", "fine"]
    assert (found[0].left_out, len(found[0].kinds[LINE].properties)) == (len(bad), 1)


@pytest.mark.parametrize("data", [b"<html><body>Service Unavailable</body></html>", b"\x1a\xff\xff\xff\x7f", b"\x89PNG\r\n\x1a\n",
                                  b"\x00" * 40, b"\x1a" * 99, b"{}", part(3, b"\x80" * 40)])
def test_what_is_no_vector_tile_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(BadTile):
        read_tile(data)


def test_rubbish_never_does_more_than_that() -> None:
    whole = layer("x", feature(POLYGON, SQUARE, (0, 0)), feature(LINE, LINES), keys=("k",), values=(part(1, b"v"),))
    draw = random.Random(1)
    for _ in range(3000):
        data = bytearray(whole)
        for _ in range(draw.randrange(1, 6)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            read_tile(bytes(data[:draw.randrange(1, len(data) + 1)]))
        except BadTile:
            continue


def test_an_absurd_number_of_vertices_is_refused() -> None:
    with pytest.raises(BadTile, match="bytes"):
        read_tile(b"\x1a" + b"x" * (17 << 20))


def test_real_tiles(samples: Path) -> None:
    (lakes,) = read_tile((samples / "tiles" / "lakes_mvt_0_0_0.pbf").read_bytes())
    assert lakes.name == "ne_110m_lakes" and len(lakes.kinds[POLYGON].properties) == 25
    file = apsw.Connection(str(samples / "tiles" / "world_cities.mbtiles"), flags=apsw.SQLITE_OPEN_READONLY)
    cities = set[str]()
    for (data,) in file.execute("SELECT tile_data FROM tiles"):
        for one in read_tile(gzip.decompress(data)):
            assert np.isfinite(one.kinds[POINT].xy).all()
            cities |= {row["name"] for row in one.kinds[POINT].properties}
    assert len(cities) == 68 and "Ürümqi" in cities
    assert look_of("cities", POINT, {"name": "Ürümqi"}) == PLAIN
    assert name_of("cities", {"name": "Ürümqi"}, False)[0] == "Ürümqi"


@pytest.mark.parametrize(("name", "kind", "properties", "expected"), [
    ("transportation", LINE, {"class": "motorway"}, BaseClass.MOTORWAY),
    ("transportation", LINE, {"class": "minor"}, BaseClass.RESIDENTIAL),
    ("transportation", LINE, {"class": "primary", "brunnel": "tunnel"}, BaseClass.TUNNEL),
    ("transportation", LINE, {"class": "rail"}, BaseClass.RAIL),
    ("transportation", LINE, {"class": "trunk_construction"}, BaseClass.TRUNK),
    ("roads", LINE, {"kind": "major_road", "kind_detail": "secondary"}, BaseClass.SECONDARY),
    ("roads", LINE, {"pmap:kind": "highway"}, BaseClass.MOTORWAY),
    ("streets", LINE, {"kind": "residential"}, BaseClass.RESIDENTIAL),
    ("streets", LINE, {"kind": "motorway", "tunnel": True}, BaseClass.TUNNEL),
    ("water", POLYGON, {"class": "lake"}, BaseClass.WATER),
    ("ocean", POLYGON, {}, BaseClass.WATER),
    ("waterway", LINE, {"class": "river"}, BaseClass.WATER),
    ("water_lines", LINE, {"kind": "stream"}, BaseClass.STREAM),
    ("landcover", POLYGON, {"class": "wood"}, BaseClass.PARK),
    ("landuse", POLYGON, {"class": "residential"}, BaseClass.BLOCK),
    ("land", POLYGON, {"kind": "forest"}, BaseClass.PARK),
    ("building", POLYGON, {}, BaseClass.BUILDING), ("buildings", POLYGON, {"kind": "building"}, BaseClass.BUILDING),
    ("earth", POLYGON, {}, LAND),
    ("boundary", LINE, {"admin_level": 4}, BaseClass.BOUNDARY), ("boundary", LINE, {"admin_level": 10}, None),
    ("poi", POINT, {"class": "shop"}, None), ("transportation_name", LINE, {}, None),
    ("natural", POLYGON, {"landuse": "forest"}, BaseClass.PARK), ("mask", POLYGON, {}, None),
    ("landuse", POLYGON, {"landuse": "residential", "pmap:kind": "other"}, BaseClass.BLOCK),
    ("physical_line", LINE, {"waterway": "river"}, BaseClass.WATER),
    ("pipes", LINE, {}, PLAIN), ("pipes", POLYGON, {}, PLAIN),
])
def test_layers_of_the_usual_schemas(name: str, kind: int, properties: dict[str, object], expected: object) -> None:
    assert look_of(name, kind, properties) == expected


def test_names_are_in_the_screens_language_and_ranked() -> None:
    place = {"class": "city", "name": "武汉", "name:en": "Wuhan"}
    assert name_of("place", place, True)[0] == "武汉"
    assert name_of("place", place, False)[0] == "Wuhan"
    assert name_of("place", place, True)[1] < name_of("place", {"class": "village", "name": "东村"}, True)[1]
    city, village = ({"name": "n", "kind": "locality", "kind_detail": kind} for kind in ("city", "village"))
    assert name_of("places", city, True)[1] == name_of("place", place, True)[1] < name_of("places", village, True)[1]
    assert name_of("poi", {"name": "店"}, True) is None
    assert name_of("place", {"class": "city"}, True) is None
