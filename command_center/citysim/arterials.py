"""The streets that are drawn by hand: river drives, avenues, ring and bridges. Rows follow the river, columns cross
it, and both turn a little in the old town. Metres; pure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
import shapely.ops
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiLineString

from command_center.citysim.water import Water, axis, bank, half_width, slope

OLD_TOWN = (150.0, 700.0)


class Street(NamedTuple):
    """A named line before the network is noded."""

    line: LineString
    kind: str
    name: str
    name_en: str
    layer: str = ""  # "tunnel" or "bridge": crosses the others without a junction


class Row(NamedTuple):
    """A street along the river at `offset` from its axis, from `west` to `east`."""

    offset: float
    west: float
    east: float
    kind: str
    name: str
    name_en: str


class Column(NamedTuple):
    """A street across: at `u`, from row offset `south` to `north`; bridge: its name, "" to stop at the banks."""

    u: float
    south: float
    north: float
    kind: str
    name: str
    name_en: str
    bridge: str = ""
    bridge_en: str = ""


ROWS = (
    Row(-1180, -6200, 8600, "secondary", "和平大道", "Heping Avenue"),
    Row(-1900, -7400, 9400, "primary", "人民路", "Renmin Road"),
    Row(-2550, -5400, 6600, "secondary", "新华路", "Xinhua Road"),
    Row(-3250, -9600, 9900, "primary", "解放路", "Jiefang Road"),
    Row(-4000, -6400, 7800, "secondary", "胜利路", "Shengli Road"),
    Row(-4800, -9000, 9600, "primary", "建设大道", "Jianshe Avenue"),
    Row(-5750, -6900, 7700, "secondary", "青年路", "Qingnian Road"),
    Row(-6800, -8800, 9000, "primary", "南岸大道", "Nan'an Avenue"),
    Row(-8000, -6200, 6400, "secondary", "科技路", "Keji Road"),
    Row(-9300, -7200, 7400, "primary", "南环路", "Nanhuan Road"),
    Row(1150, -7200, 8200, "secondary", "江北路", "Jiangbei Road"),
    Row(2000, -8200, 9000, "primary", "江北大道", "Jiangbei Avenue"),
    Row(2950, -5600, 7600, "secondary", "北湖路", "Beihu Road"),
    Row(3950, -6600, 7400, "primary", "机场路", "Jichang Road"),
    Row(5100, -4800, 6200, "secondary", "北环路", "Beihuan Road"),
)
COLUMNS = (
    Column(-8600, -9300, 2600, "primary", "西环路", "Xihuan Road"),
    Column(-7500, -7600, 600, "secondary", "大学城路", "Daxuecheng Road"),
    Column(-6300, -9300, 4000, "primary", "学府大道", "Xuefu Avenue"),
    Column(-5150, -8000, 2950, "secondary", "书香路", "Shuxiang Road"),
    Column(-3950, -9300, 5100, "primary", "学院路", "Xueyuan Road", "青江二桥", "Second Qingjiang Bridge"),
    Column(-2950, -9300, 3950, "secondary", "文化路", "Wenhua Road"),
    Column(-1950, -8000, 5100, "primary", "江汉路", "Jianghan Road"),
    Column(-1080, -6800, 2950, "secondary", "钟楼路", "Zhonglou Road"),
    Column(-250, -9300, 5100, "primary", "中山路", "Zhongshan Road", "青江大桥", "Qingjiang Bridge"),
    Column(620, -6800, 3950, "secondary", "东风路", "Dongfeng Road"),
    Column(1500, -9300, 5100, "primary", "迎宾大道", "Yingbin Avenue"),
    Column(2600, -8000, 3950, "secondary", "体育路", "Tiyu Road"),
    Column(3650, -9300, 5100, "primary", "东港一路", "Donggang 1st Road"),
    Column(4750, -6800, 2950, "secondary", "东港二路", "Donggang 2nd Road"),
    Column(6500, -9300, 3950, "primary", "洲头路", "Zhoutou Road", "江心洲大桥", "Jiangxinzhou Bridge"),
    Column(7600, -6800, 2000, "secondary", "港务路", "Gangwu Road"),
    Column(8800, -6800, 2950, "primary", "东环路", "Donghuan Road"),
)
TUNNELS = (  # column or row name, the street above, half length in metres, name
    ("中山路", "建设大道", 150.0, "中山路下穿隧道", "Zhongshan Road Underpass"),
    ("学院路", "解放路", 130.0, "学院路下穿隧道", "Xueyuan Road Underpass"),
    ("东港一路", "人民路", 130.0, "东港一路下穿隧道", "Donggang 1st Road Underpass"),
    ("迎宾大道", "南岸大道", 140.0, "迎宾大道下穿隧道", "Yingbin Avenue Underpass"),
    ("江汉路", "江北大道", 120.0, "江汉路下穿隧道", "Jianghan Road Underpass"),
)


def warp(u: NDArray[np.float64], offset: NDArray[np.float64]) -> NDArray[np.float64]:
    """Street coordinates -> metres: near the river rows follow its bends, far away they straighten out."""
    depth = np.abs(offset)
    follow = np.exp(-((np.maximum(0, depth - 900) / 5200) ** 1.25))
    east = u - slope(u) * follow * 2700 * np.tanh(offset / 2700) * 0.68
    north = axis(u) * follow + 1500 * (1 - follow) + offset
    wave = np.minimum(1, np.maximum(0, depth - half_width(u) - 300) / 1500)
    east = east + wave * (70 * np.sin(offset / 1900 + u / 4100) + 34 * np.sin(offset / 760 + 1.3))
    north = north + wave * (80 * np.sin(u / 2100 + 0.7) + 36 * np.sin(u / 830 + offset / 2500))
    return _turn(np.column_stack((east, north)))


def _turn(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The old town is older than the grid: it stands about 12 degrees askew."""
    away = points - OLD_TOWN
    angle = -0.24 * np.exp(-((np.hypot(away[:, 0], away[:, 1]) / 1500) ** 2))
    cos, sin = np.cos(angle), np.sin(angle)
    return np.column_stack((away[:, 0] * cos - away[:, 1] * sin, away[:, 0] * sin + away[:, 1] * cos)) + OLD_TOWN


def _row(row: Row) -> LineString:
    u = np.arange(row.west, row.east + 1, 120.0)
    return LineString(warp(u, np.full_like(u, row.offset)))


def _column(column: Column) -> LineString:
    offset = np.arange(column.south, column.north + 1, 110.0)
    return LineString(warp(np.full_like(offset, column.u), offset))


def ring() -> LineString:
    """The ring expressway: a rounded oval that crosses the river twice."""
    angle = np.linspace(0, 2 * np.pi, 181)
    x = 10_300 * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.82
    y = 7_700 * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.86
    turn = 0.10
    return LineString(np.column_stack((x * np.cos(turn) - y * np.sin(turn) - 100,
                                       x * np.sin(turn) + y * np.cos(turn) + 300)))


def _drives(water: Water) -> list[Street]:
    west = np.arange(-9300.0, 9601.0, 100.0)
    north = np.arange(-8700.0, 9201.0, 100.0)
    streets = [Street(LineString(bank(west, -1, 85)), "primary", "滨江路", "Binjiang Road"),
               Street(LineString(bank(north, 1, 85)), "secondary", "滨江北路", "Binjiang North Road"),
               Street(LineString(water.island.buffer(-70).exterior.coords), "tertiary", "洲环路", "Zhouhuan Road")]
    for lake in water.lakes:
        kind = "secondary" if lake.shape.area > 1e6 else "tertiary"
        loop = lake.shape.buffer(55).exterior
        streets.append(Street(LineString(loop.coords), kind, f"{lake.name}环路", f"{lake.name_en} Ring Road"))
    return streets


def _diagonals() -> list[Street]:
    def curve(points: list[tuple[float, float]], kind: str, name: str, name_en: str) -> Street:
        at = np.linspace(0, len(points) - 1, 60)
        rough = np.column_stack([np.interp(at, range(len(points)), np.array(points)[:, axis_]) for axis_ in (0, 1)])
        kernel = np.ones(9) / 9
        smooth = np.column_stack([np.convolve(np.pad(rough[:, k], 4, mode="reflect", reflect_type="odd"), kernel,
                                              "valid") for k in (0, 1)])
        return Street(LineString(smooth), kind, name, name_en)

    return [
        curve([(1300, -1480), (3500, -3500), (6000, -4900), (8600, -6400), (12500, -8800)], "trunk", "迎港快速路",
              "Yinggang Expressway"),
        curve([(-1700, -1650), (-4300, -2900), (-6900, -4900), (-9900, -6400), (-13500, -7600)], "trunk",
              "城西快速路", "Chengxi Expressway"),
        curve([(-300, 5300), (-2300, 7200), (-4300, 9300), (-5200, 11500)], "trunk", "机场快速路",
              "Airport Expressway"),
        curve([(-14500, 3900), (-10500, 3500), (-8300, 3100), (-5700, 4700), (-2500, 6500), (300, 8300),
               (4600, 8800), (9000, 7900), (14500, 9300)], "motorway", "江宁高速", "Jiangning Motorway"),
        curve([(-14500, -9800), (-7500, -8900), (-2500, -9150), (3500, -8700), (9500, -9600), (14500, -9000)],
              "motorway", "沿江高速", "Yanjiang Motorway"),
    ]


def _dry(street: Street, column: Column | None, banks: shapely.Geometry, lakes: shapely.Geometry) -> list[Street]:
    """Cut a street at the drives round the water; a column with a bridge goes over, over lakes nothing goes."""
    line = street.line.difference(lakes)
    over = line.intersection(banks)
    parts = [street._replace(line=part) for part in _lines(line.difference(banks))]
    if column is not None and column.bridge:
        parts += [Street(part, street.kind, column.bridge, column.bridge_en) for part in _lines(over)]
    return [part for part in parts if part.line.length > 60]


def _lines(geometry: shapely.Geometry) -> list[LineString]:
    if isinstance(geometry, MultiLineString):
        geometry = shapely.line_merge(geometry)
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "LineString"]


def make_streets(water: Water) -> list[Street]:
    """All hand-drawn streets, cut at the water and with their tunnels set apart."""
    lakes = shapely.union_all([lake.shape.buffer(55) for lake in water.lakes])
    x = np.arange(-9300.0, 9601.0, 100.0)
    banks = shapely.Polygon(np.vstack((bank(x, 1, 85), bank(x, -1, 85)[::-1]))).buffer(0)
    streets = _drives(water)
    for row in ROWS:
        streets += _dry(Street(_row(row), row.kind, row.name, row.name_en), None, banks, lakes)
    for column in COLUMNS:
        street = Street(_column(column), column.kind, column.name, column.name_en)
        streets += _dry(street, column, banks, lakes)
    streets += [Street(ring(), "trunk", "绕城快速路", "Ring Expressway"), *_diagonals()]
    for name, above, half, title, title_en in TUNNELS:
        streets = _tunnel(streets, name, above, half, (title, title_en))
    return streets


def _tunnel(streets: list[Street], name: str, above: str, half: float, title: tuple[str, str]) -> list[Street]:
    """Take the stretch of `name` under `above` out of the noding, as a street of its own."""
    over = [street.line for street in streets if street.name == above]
    out: list[Street] = []
    for street in streets:
        crossing = street.line.intersection(shapely.union_all(over)) if street.name == name else None
        if crossing is None or crossing.is_empty:
            out.append(street)
            continue
        middle = street.line.project(shapely.get_parts(crossing)[0].centroid)
        before, rest = _cut(street.line, middle - half)
        deep, after = _cut(rest, 2 * half)
        out += [street._replace(line=before), street._replace(line=after),
                Street(deep, street.kind, title[0], title[1], "tunnel")]
    return out


def _cut(line: LineString, at: float) -> tuple[LineString, LineString]:
    return shapely.ops.substring(line, 0, at), shapely.ops.substring(line, at, line.length)
