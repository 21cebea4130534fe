"""Tiles of every coordinate system land where the map has their places; hostile bytes are refused."""

from __future__ import annotations

import json
import struct
import zlib

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from layers.projection import projection_of
from layers.tiles.grid import TileGrid, TileKey
from layers.tiles.grids import baidu_grid, custom_grid, geodetic_grid, mercator_grid, tianditu_geodetic_grid
from widgets.map.raster_layers.messages import DrawPieces, Matrix, Piece
from widgets.map.raster_layers.needs import Needs
from widgets.map.raster_layers.pictures import PICTURE, NoPicture, Pictures, decode
from widgets.map.raster_layers.warp import WITHIN_PX, Warp
from widgets.map.slots import TILE
from widgets.map.tiles import Key
from widgets.map.viewpoint import level_scale

WORLD = (-180.0, -90.0, 180.0, 90.0)
ZONE_RESOLUTIONS = tuple(1000.0 / 2 ** z for z in range(12))


def zone_grid(lon: float) -> TileGrid:
    code = 4534 + round(lon / 3) - 25
    return custom_grid(f"epsg:{code}", (-5_000_000.0, 10_000_000.0), ZONE_RESOLUTIONS, (256, 256), 0)


# name: the grid for a longitude, and which pair of the reference file is a place of it (None: reckoned by PROJ)
GRIDS = {
    "mercator": (lambda lon: mercator_grid(0, 18), "EPSG3857"),
    "mercator_512": (lambda lon: mercator_grid(0, 18, 512), "EPSG3857"),
    "gcj02": (lambda lon: mercator_grid(0, 18, crs="gcj02/epsg:3857"), None),
    "bd09": (lambda lon: baidu_grid(3, 19), "BD09MC"),
    "degrees": (lambda lon: geodetic_grid(0, 17), "WGS84"),
    "gcj02_degrees": (lambda lon: geodetic_grid(0, 17, crs="gcj02"), "GCJ02"),
    "bd09_degrees": (lambda lon: geodetic_grid(0, 17, crs="bd09"), "BD09"),
    "tianditu": (lambda lon: tianditu_geodetic_grid(1, 18), "WGS84"),
    "zone": (zone_grid, None),
}


@pytest.fixture(scope="module")
def cities(samples):
    rows = json.loads((samples / "coords" / "china_cities_5crs.json").read_text("utf-8"))
    return [row["coords"] for row in rows]


def place_in(grid: TileGrid, pair: str | None, city: dict) -> tuple[float, float]:
    """A city in the coordinates of a grid, as far as possible not by the code under test."""
    if pair is not None:
        return tuple(city[pair])
    if grid.crs == "gcj02/epsg:3857":
        from pyproj import Transformer

        return Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform(*city["GCJ02"])
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", grid.crs.upper(), always_xy=True).transform(*city["WGS84"])


def png_of(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


def marked(grid: TileGrid, key: TileKey, place: tuple[float, float]) -> bytes:
    """A black tile with a white disk at a place (whose middle may lie on a neighbour)."""
    matrix = grid.matrices[key.matrix]
    west, _, _, north = matrix.bounds(key.column, key.row)
    image = QImage(*matrix.tile_size, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("white"))
    painter.setPen(QColor("white"))
    x, y = (place[0] - west) / matrix.resolution, (north - place[1]) / matrix.resolution
    painter.translate(x, y)
    painter.drawEllipse(-4, -4, 8, 8)
    painter.end()
    return png_of(image)


def found_mark(grid: TileGrid, place: tuple[float, float], lon: float, lat: float, level: int, crs: str
               ) -> tuple[float, float]:
    """How far (pixels) the mark lies from where the map has the place."""
    plane = projection_of(crs, lat)
    x, y = (float(part) for part in plane.forward(lon, lat))
    mpp = level_scale(level)
    key = Key(level, int(np.floor(x / mpp / TILE)), int(np.floor(-y / mpp / TILE)))
    need = Needs(grid, WORLD, plane, (x, y)).of(key)
    matrix = grid.matrices[need.matrix]
    pieces = [Piece(one.column, one.row, marked(grid, one, place)) for one in need.keys]
    image = QImage(TILE, TILE, PICTURE)
    side = TILE * mpp
    order = DrawPieces(1, 0, key.x * side, key.y * side, mpp, plane.crs,
                       Matrix(grid.crs, matrix.resolution, matrix.origin, matrix.tile_size), pieces)
    answer = Pictures().draw(image, order)
    assert not answer.broken and not answer.blank
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(TILE, TILE, 4)[..., 0].astype(float)
    expected = x / mpp - key.x * TILE, -y / mpp - key.y * TILE
    if not (20 < expected[0] < TILE - 20 and 20 < expected[1] < TILE - 20):
        pytest.skip("the mark is cut by the edge")
    rows, columns = np.mgrid[0:TILE, 0:TILE] + 0.5
    return (float((pixels * columns).sum() / pixels.sum() - expected[0]),
            float((pixels * rows).sum() / pixels.sum() - expected[1]))


@pytest.mark.parametrize("name", GRIDS)
@pytest.mark.parametrize("zone", [False, True], ids=["3857", "zone"])
@pytest.mark.parametrize("level", [32, 28])
def test_a_mark_in_tiles_of_any_datum_lies_where_the_map_has_its_place(cities, name, zone, level):
    make, pair = GRIDS[name]
    for city in cities[::60]:
        lon, lat = city["WGS84"]
        grid = make(lon)
        crs = f"EPSG:{4534 + round(lon / 3) - 25}" if zone else "EPSG:3857"
        try:
            off = found_mark(grid, place_in(grid, pair, city), lon, lat, level, crs)
        except pytest.skip.Exception:
            continue
        assert abs(off[0]) < 1.0 and abs(off[1]) < 1.0, (city, off)


@pytest.mark.parametrize("grid_crs", ["wgs84", "gcj02/epsg:3857", "bd09mc", "bd09", "epsg:4547", "epsg:3857"])
@pytest.mark.parametrize("map_crs", ["epsg:3857", "epsg:4547"])
@pytest.mark.parametrize("level", [33, 24, 16, 11])
def test_the_net_of_a_warp_is_true_to_a_fraction_of_a_pixel(grid_crs, map_crs, level):
    mpp, plane = level_scale(level), projection_of(map_crs)
    x, y = (float(part) for part in plane.forward(113.9, 22.6))
    warp = Warp(x - 300 * mpp, -y - 200 * mpp, mpp, map_crs, grid_crs)
    own = np.abs(np.diff(np.stack(warp.at(np.array([0.0, 512.0]), np.array([0.0, 0.0]))), axis=1)).max() / 512
    step, net = warp.fine_net(own)
    inner = np.arange(0.5, TILE, 7.0)
    px, py = np.meshgrid(inner, inner)
    true = np.stack(warp.at(px, py), axis=-1)
    column, row = (px // step).astype(int), (py // step).astype(int)
    across, down = (px / step - column)[..., None], (py / step - row)[..., None]
    corners = [net[row + i, column + j] for i in (0, 1) for j in (0, 1)]
    # The affine map that fits a mesh best, as it is painted.
    middle = sum(corners) / 4
    east, south = (corners[1] - corners[0] + corners[3] - corners[2]) / 2, (
        corners[2] - corners[0] + corners[3] - corners[1]) / 2
    reckoned = middle + east * (across - 0.5) + south * (down - 0.5)
    assert np.abs(reckoned - true).max() < 2 * WITHIN_PX * own


def test_tiles_that_are_no_pictures_are_named_and_the_others_drawn(qapp):
    grid = mercator_grid(0, 18)
    good = QImage(256, 256, QImage.Format.Format_RGB32)
    good.fill(QColor("red"))
    pieces = [Piece(0, 0, b"<html>503</html>"), Piece(1, 0, png_of(good)), Piece(0, 1, b""), Piece(1, 1, png_of(good))]
    matrix = grid.matrices[1]
    image = QImage(TILE, TILE, PICTURE)
    whole = 40_075_016.68
    answer = Pictures().draw(image, DrawPieces(7, 0, -whole / 2, -whole / 2, whole / TILE, "epsg:3857", Matrix(
        grid.crs, matrix.resolution, matrix.origin, matrix.tile_size), pieces))
    assert (answer.ticket, answer.broken) == (7, [0, 2])
    assert answer.reason
    assert image.pixelColor(400, 100) == QColor("red")
    assert image.pixelColor(100, 100).alpha() == 0


def test_a_picture_of_absurd_size_is_refused_before_it_takes_memory():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", pixels)))
    with pytest.raises(NoPicture, match="60000"):
        decode(png)


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
                                  b"\x89PNG\r\n\x1a\n", b"{}"])
def test_only_pictures_of_pixels_are_taken(data):
    with pytest.raises(NoPicture):
        decode(data)


@pytest.mark.parametrize("form", ["PNG", "JPG", "WEBP"])
def test_pictures_of_the_usual_kinds(form):
    image = QImage(32, 32, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 100, 50))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, form)
    colour = decode(bytes(data)).pixelColor(16, 16)
    assert max(abs(colour.red() - 200), abs(colour.green() - 100), abs(colour.blue() - 50)) < 12


def test_a_tile_needs_only_what_its_source_has():
    plane = projection_of("EPSG:3857")
    place = tuple(map(float, plane.forward(115.0, 30.0)))
    mpp = level_scale(28)
    key = Key(28, int(place[0] / mpp // TILE), int(-place[1] / mpp // TILE))
    grid = mercator_grid(0, 18)
    everything = Needs(grid, WORLD, plane, place).of(key)
    assert len(everything.keys) >= 4 and all(one.matrix == everything.matrix for one in everything.keys)
    some = Needs(grid, (115.0, 30.0, 115.001, 30.001), plane, place).of(key)
    assert 1 <= len(some.keys) <= 2
    assert Needs(grid, (110.0, 20.0, 111.0, 21.0), plane, place).of(key).keys == ()
    fine = Needs(mercator_grid(16, 18), WORLD, plane, place)
    assert fine.of(Key(12, 0, 0)).keys == (), "a source of streets has nothing for a continent"
    assert Needs(grid, WORLD, plane, place).matrix(40) == 18, "beyond its finest level it is magnified"


def test_what_belongs_to_the_neighbours_is_cut_off():
    image = QImage(276, 276, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    assert decode(png_of(image), gutter=10).width() == 256


def test_no_seam_between_tiles_of_a_source():
    grid = mercator_grid(0, 18)
    grey = QImage(256, 256, QImage.Format.Format_RGB32)
    grey.fill(QColor(90, 120, 150))
    plane = projection_of("EPSG:3857")
    key = Key(27, 120, -30)
    need = Needs(grid, WORLD, plane, (0.0, 0.0)).of(key)
    matrix = grid.matrices[need.matrix]
    image = QImage(TILE, TILE, PICTURE)
    mpp = level_scale(27)
    pieces = [Piece(one.column, one.row, png_of(grey)) for one in need.keys]
    Pictures().draw(image, DrawPieces(1, 0, key.x * TILE * mpp, key.y * TILE * mpp, mpp, "epsg:3857", Matrix(
        grid.crs, matrix.resolution, matrix.origin, matrix.tile_size), pieces))
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(TILE, TILE, 4)
    assert (np.abs(pixels.astype(int) - (150, 120, 90, 255)) <= 1).all()
