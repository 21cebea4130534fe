"""A whole city drawn cold at 1920x1080, and 3 km of it: 60,000 road segments, 100,000 buildings, 50 districts.

Ours is the painter of the raster workers, on one thread, without any tile kept; beside it QGIS with the same features,
colours and widths, in its parallel renderer and (zoomed) in its best mode. Then how far the two pictures differ.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._city import MIDDLE, NEAR_M, WHOLE_M, CityColumns, city, features
from benchmarks._map_stage import SIZE, application
from benchmarks._qgis import PEER, figures
from benchmarks.measurement import Measurement, times_better
from layers.basemap import BaseClass
from layers.basemap_model import BaseModel
from layers.basemap_style import BaseStyle

NAME = "map_city"
TIMES = 9
FAR_OFF = 40  # levels of 255 by which a pixel differs visibly
ROADS = {BaseClass.MOTORWAY: ("#e66101", 4.0), BaseClass.PRIMARY: ("#f5a742", 3.0),
         BaseClass.SECONDARY: ("#ffffff", 2.0), BaseClass.RESIDENTIAL: ("#ffffff", 1.0)}
FILLS = {BaseClass.BLOCK: "#e8f0e0", BaseClass.PARK: "#e3ebf3", BaseClass.BUILDING: "#d0c4b8"}


class Plain(BaseStyle):
    """The style that QGIS is given too."""

    land = "#f2efe9"
    casing_from = hollow_from = 1e9
    plain = True

    def __init__(self, everything: bool) -> None:
        self.everything = everything

    def road_width(self, base: BaseClass, ground_mpp: float) -> float:
        return ROADS[base][1] if base in ROADS else 0.0

    def road_colour(self, base: BaseClass, width: float) -> str:
        return ROADS[base][0]

    def fill(self, base: BaseClass, ground_mpp: float) -> tuple[str, int]:
        return (FILLS[base], 255) if base in FILLS else ("#000000", 0)


def view(metres_per_pixel: float) -> list[float]:
    """West, south, east, north, width, height of a view of the middle."""
    half_x, half_y = SIZE[0] / 2 * metres_per_pixel, SIZE[1] / 2 * metres_per_pixel
    return [MIDDLE[0] - half_x, MIDDLE[1] - half_y, MIDDLE[0] + half_x, MIDDLE[1] + half_y, *SIZE]


def task(*measure: str) -> dict[str, Any]:
    """What QGIS is asked for."""
    return {"measure": measure, "times": TIMES, "views": {"whole": view(WHOLE_M), "near": view(NEAR_M)},
            "style": {"background": Plain.land, "roads": list(ROADS.values()),
                      "buildings": FILLS[BaseClass.BUILDING], "points": "#1f77b4", "point_size": 6,
                      "districts": [FILLS[BaseClass.BLOCK], FILLS[BaseClass.PARK]]}}


def model(columns: CityColumns) -> BaseModel:
    """The columns as a raster worker holds them."""
    from widgets.map.base_feed import base_row

    made = BaseModel()
    for name, collection in features(columns).items():
        made.put([row for feature in collection.values() if (row := base_row(name, feature)) is not None])
    made.build()
    return made


def run(peer: str = PEER) -> list[Measurement]:
    """Ours, then QGIS; about 60 s."""
    application()
    columns = city()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = _ours(columns, folder)
        theirs = figures(columns, task("city"), folder) if peer == PEER else {}
        apart = _apart(folder / "near.png", folder / "qgis-near.png") if theirs else None
    whole = min((value for key, value in theirs.items() if key.startswith("whole") and key.endswith("parallel")),
                default=0.0)
    near = min((value for key, value in theirs.items() if key.startswith("near")), default=0.0)
    named = f"QGIS {theirs.get('version', '')}, parallel" if theirs else ""
    rows = [
        _row("whole city cold at 1080p, level of detail", ours["whole"], whole, named, "ratio >= 4"),
        _row("whole city cold at 1080p, every feature", ours["whole, everything"], whole, named, "ratio >= 2"),
        _row("3 km of the city cold at 1080p", ours["near"], near, named.replace("parallel", "best mode"), "ratio >= 1.3"),
    ]
    if apart is not None:
        rows.append(Measurement("pixels of the 3 km that differ from QGIS by more than 40 levels", apart, "%", PEER, None,
                                "value < 0.1"))
    return rows


def _row(name: str, ours: float, theirs: float, named: str, goal: str) -> Measurement:
    return Measurement(name, ours, "ms", PEER if named else "", times_better(ours, theirs) if named else None,
                       goal if named else "")


def _ours(columns: CityColumns, folder: Path) -> dict[str, float]:
    """Least ms of each view (what else the machine does can only add), nothing kept but the columns; a picture of
    each."""
    from PySide6.QtGui import QImage

    from widgets.map.tile_painter import TilePainter

    built = model(columns)
    found: dict[str, float] = {}
    for name, metres, everything in (("whole", WHOLE_M, False), ("whole, everything", WHOLE_M, True),
                                     ("near", NEAR_M, False)):
        painter = TilePainter(built, 1.0, Plain(everything))
        image = QImage(*SIZE, QImage.Format.Format_RGB32)
        west, _, _, north, *_ = view(metres)
        times = []
        for _ in range(TIMES + 2):
            began = time.perf_counter()
            painter.paint(image, west, -north, metres)
            times.append((time.perf_counter() - began) * 1000)
        found[name] = min(times[2:])
        image.save(str(folder / f"{name}.png"))
    return found


def _apart(ours: Path, theirs: Path) -> float:
    """Per cent of the pixels of two pictures that differ by more than FAR_OFF levels in any colour."""
    from PySide6.QtGui import QImage

    pixels = []
    for path in (ours, theirs):
        image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
        pixels.append(np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].astype(int))
    return float((np.abs(pixels[0] - pixels[1]).max(axis=2) > FAR_OFF).mean() * 100)
