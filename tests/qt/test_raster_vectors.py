"""Vector tiles painted as the base map is, in every plane; holes stay open, tiles end where their neighbours begin."""

from __future__ import annotations

import numpy as np
import pytest
import synthetic_city as city
from PySide6.QtGui import QImage

from layers.basemap_labels import ROAD, WATER, table_from
from layers.projection import projection_of
from layers.tiles.grid import TileKey
from layers.tiles.grids import mercator_grid
from tests.unit.layers.tiles.test_vector_tiles import LINE, POINT, POLYGON, feature, layer, part, zigzag
from widgets.map.base_labels import BaseLabels, Placed
from widgets.map.label_images import LabelImages
from widgets.map.raster_layers.messages import DrawPieces, Matrix, Piece, PiecesDrawn
from widgets.map.raster_layers.needs import Needs
from widgets.map.raster_layers.pictures import PICTURE, Pictures
from widgets.map.slots import TILE
from widgets.map.tiles import Key
from widgets.map.viewpoint import Viewpoint, level_scale
from widgets.theme import theme

WORLD = (-180.0, -90.0, 180.0, 90.0)


def ring(*corners: tuple[int, int], start: tuple[int, int] = (0, 0)) -> tuple[list[int], tuple[int, int]]:
    """Commands of a ring and where it ends."""
    steps = np.diff(np.array([start, *corners]), axis=0)
    numbers = [9, *zigzag(*steps[0].tolist()), (len(corners) - 1) << 3 | 2]
    for step in steps[1:].tolist():
        numbers += zigzag(*step)
    return [*numbers, 15], corners[-1]


def drawn(body: bytes, crs: str = "EPSG:3857", grid_crs: str = "epsg:3857", level: int = 30,
          language: str = "zh_CN") -> tuple[QImage, PiecesDrawn, DrawPieces]:
    grid, plane = mercator_grid(0, 16, 512, grid_crs), projection_of(crs, city.LAT)
    x, y = (float(part_) for part_ in plane.forward(city.LON, city.LAT))
    mpp = level_scale(level)
    key = Key(level, int(x / mpp // TILE), int(-y / mpp // TILE))
    need = Needs(grid, WORLD, plane, (x, y)).of(key)
    matrix = grid.matrices[need.matrix]
    pieces = [Piece(one.column, one.row, body) for one in need.keys]
    order = DrawPieces(1, 0, key.x * TILE * mpp, key.y * TILE * mpp, mpp, plane.crs, Matrix(
        grid.crs, matrix.resolution, matrix.origin, matrix.tile_size), pieces, True, language)
    image = QImage(TILE, TILE, PICTURE)
    return image, Pictures().draw(image, order), order


def pixels_of(image: QImage) -> np.ndarray:
    return np.frombuffer(image.constBits(), np.uint8).reshape(TILE, TILE, 4)[..., [2, 1, 0, 3]].astype(int)


def is_colour(pixels: np.ndarray, token: str) -> np.ndarray:
    colour = theme().colour(token)
    return np.abs(pixels - (colour.red(), colour.green(), colour.blue(), 255)).max(axis=-1) <= 1


@pytest.mark.parametrize(("crs", "grid_crs"), [("EPSG:3857", "epsg:3857"), ("EPSG:4547", "epsg:3857"),
                                               ("EPSG:3857", "gcj02/epsg:3857"), ("EPSG:4547", "gcj02/epsg:3857")])
def test_water_that_goes_on_over_all_tiles_has_no_seams_and_a_hole_is_land(crs: str, grid_crs: str) -> None:
    outer, end = ring((-80, -80), (4176, -80), (4176, 4176), (-80, 4176))
    hole, _ = ring((1024, 1024), (1024, 3072), (3072, 3072), (3072, 1024), start=end)
    image, answer, _ = drawn(layer("water", feature(POLYGON, outer + hole)), crs, grid_crs)
    assert not answer.broken and not answer.blank
    pixels = pixels_of(image)
    water, land = is_colour(pixels, "map.water"), pixels[..., 3] == 0
    assert 0.65 < water.mean() < 0.85 and 0.15 < land.mean() < 0.35
    assert (~water & ~land).mean() < 0.03, "only edges of holes are something between"


def test_faint_areas_that_overlap_at_tiles_are_even() -> None:
    body = layer("whatever", feature(POLYGON, ring((-80, -80), (4176, -80), (4176, 4176), (-80, 4176))[0]))
    pixels = pixels_of(drawn(body)[0])
    values, counts = np.unique(pixels[..., 3], return_counts=True)
    assert counts.max() / counts.sum() > 0.97 and 30 <= values[counts.argmax()] <= 50


def test_roads_lie_over_water_and_the_broader_over_the_narrower() -> None:
    water = layer("water", feature(POLYGON, ring((-80, -80), (4176, -80), (4176, 4176), (-80, 4176))[0]))
    cross = [9, *zigzag(0, 2048), 10, *zigzag(4096, 0)]
    roads = layer("transportation", feature(LINE, cross, (0, 0)), feature(LINE, [9, *zigzag(2048, 0), 10, *zigzag(0, 4096)], (0, 1)),
                  keys=("class",), values=(part(1, b"primary"), part(1, b"minor")))
    pixels = pixels_of(drawn(roads + water, level=33)[0])
    assert is_colour(pixels, "map.water").mean() > 0.6
    assert is_colour(pixels, "map.road_secondary").any() and is_colour(pixels, "map.road_minor").any()


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4547"])
def test_names_come_back_where_they_stand(crs: str) -> None:
    body = layer("place", feature(POINT, [9, *zigzag(2048, 2048)], (0, 0, 1, 1, 2, 2)),
                 feature(POINT, [9, *zigzag(4100, 2048)], (0, 0, 1, 1)),
                 keys=("class", "name", "name:en"), values=(part(1, b"city"), part(1, "江州".encode()), part(1, b"Jiangzhou")))
    _, answer, order = drawn(body, crs)
    _, english, _ = drawn(body, crs, language="en")
    assert {name.text for name in answer.names} == {"江州"} and {name.text for name in english.names} == {"Jiangzhou"}
    grid = mercator_grid(0, 16, 512)
    number = next(at for at, one in enumerate(grid.matrices) if one.resolution == order.matrix.resolution)
    plane, middles = projection_of(crs), []
    for piece in order.pieces:
        west, south, east, north = grid.bounds_wgs84(TileKey(number, piece.column, piece.row))
        x, y = (float(part_) for part_ in plane.forward((west + east) / 2, (south + north) / 2))
        across, down = (x - order.west) / order.metres_per_pixel, (-y - order.top) / order.metres_per_pixel
        if 0 <= across < TILE and 0 <= down < TILE:
            middles.append((x, y))
    assert len(answer.names) == len(middles) < len(order.pieces), "what lies beyond an edge is the neighbour's"
    for name, middle in zip(answer.names, middles, strict=True):
        assert (name.x, name.y) == pytest.approx(middle, abs=20.0)


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4547"])
def test_names_along_roads_come_back_at_the_angle_of_the_road(crs: str) -> None:
    """A road of one name in two pieces is one line; it is written where it is long enough for its name."""
    keys, values = ("class", "name", "name:en"), (part(1, b"primary"), part(1, "中山路".encode()), part(1, b"Zhongshan Road"))
    named = (0, 0, 1, 1, 2, 2)
    body = layer("transportation_name", feature(LINE, [9, *zigzag(0, 4096), 10, *zigzag(2048, -2048)], named),
                 feature(LINE, [9, *zigzag(2048, 2048), 10, *zigzag(2048, -2048)], named),
                 feature(LINE, [9, *zigzag(100, 100), 10, *zigzag(20, 0)], (0, 0)), keys=keys, values=values)
    _, answer, order = drawn(body, crs, level=33)
    _, english, _ = drawn(body, crs, level=33, language="en")
    assert answer.names and {(name.text, name.kind) for name in answer.names} == {("中山路", ROAD)}
    assert {name.text for name in english.names} == {"Zhongshan Road"}
    tilt = 0.0 if crs == "EPSG:3857" else 3.0
    assert all(name.angle == pytest.approx(-45.0, abs=1.0 + tilt) for name in answer.names), "up to the right, never upside down"
    places = {(round(name.x), round(name.y)) for name in answer.names}
    assert len(places) == len(answer.names), "told by one of the tiles that overlap there"
    side = order.metres_per_pixel * TILE
    assert all(order.west <= name.x < order.west + side and order.top <= -name.y < order.top + side for name in answer.names)


def test_a_name_is_left_out_where_its_road_is_too_small_for_the_scale_or_the_name() -> None:
    def names(kind: bytes, level: int, length: int) -> list[str]:
        body = layer("roads", feature(LINE, [9, *zigzag(1024, 1024), 10, *zigzag(length, 0)], (0, 0, 1, 1)),
                     keys=("kind", "name"), values=(part(1, kind), part(1, "人民路".encode())))
        return [name.text for name in drawn(body, level=level)[1].names]

    assert names(b"minor_road", 35, 3000) and not names(b"minor_road", 30, 3000)
    assert not names(b"minor_road", 35, 40)
    assert not names(b"rail", 35, 3000), "tracks are not written along"


def test_waters_are_named_and_labels_of_other_styles_are_not_painted() -> None:
    water = layer("water_name", feature(POINT, [9, *zigzag(2048, 2048)], (0, 0)), keys=("name",), values=(part(1, "明月湖".encode()),))
    label = layer("road_label", feature(LINE, [9, *zigzag(0, 2048), 10, *zigzag(4096, 0)], ()))
    _, answer, _ = drawn(water)
    assert {(name.text, name.kind) for name in answer.names} == {("明月湖", WATER)}
    assert not pixels_of(drawn(label)[0])[..., 3].any()


def test_names_of_tiles_stand_among_those_of_the_base_map(qapp: object) -> None:
    labels, level = BaseLabels(LabelImages()), 30
    view = Viewpoint(0.0, 0.0, level, 800, 600)

    def shown() -> list[Placed]:
        steps = labels.around(view, "zh_CN")
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value

    assert shown() == [] and labels.version == 0
    mpp = level_scale(level)
    labels.lend(table_from([("次路", 4 * mpp, 0.0, 20.0, 42.0, ROAD), ("主路", 0.0, 0.0, 20.0, 20.0, ROAD)]))
    assert [(one.text, one.angle) for one in shown()] == [("主路", 20.0)], "the more important has the place"
    labels.lend(None)
    assert shown() == [] and labels.version == 2


def test_a_piece_that_is_no_vector_tile_is_named() -> None:
    _, answer, order = drawn(b"<html>no</html>")
    assert answer.broken == list(range(len(order.pieces))) and answer.reason and answer.blank
