"""QGIS at the same work: run by the Python that has it (Debian: python3-qgis), never imported by ours.

`python3 _qgis_peer.py FOLDER`: FOLDER/city.npz holds the columns, FOLDER/task.json says what to draw; figures go to
FOLDER/figures.json, pictures beside it. Stands alone: it must not need this project's packages.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsRectangle,
    QgsRendererCategory,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

JOBS = {"parallel": QgsMapRendererParallelJob, "sequential": QgsMapRendererSequentialJob}


def wkb(kind, part):
    """A line or a polygon of one ring."""
    head = b"\x01\x02\x00\x00\x00" if kind == "LineString" else b"\x01\x03\x00\x00\x00\x01\x00\x00\x00"
    return head + len(part).to_bytes(4, "little") + np.ascontiguousarray(part, "<f8").tobytes()


def layer(name, kind, xy, offset, kinds):
    """A memory layer with a spatial index."""
    made = QgsVectorLayer(f"{kind}?crs=EPSG:3857&field=kind:integer&index=yes", name, "memory")
    rows = []
    for number in range(len(kinds)):
        feature, geometry = QgsFeature(made.fields()), QgsGeometry()
        geometry.fromWkb(wkb(kind, xy[offset[number]:offset[number + 1]]))
        feature.setGeometry(geometry)
        feature.setAttributes([int(kinds[number])])
        rows.append(feature)
    made.dataProvider().addFeatures(rows)
    made.updateExtents()
    return made


def on_disk(source, path):
    """The same as FlatGeobuf, with its index."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "FlatGeobuf"
    QgsVectorFileWriter.writeAsVectorFormatV3(source, str(path), source.transformContext(), options)
    return QgsVectorLayer(str(path), source.name(), "ogr")


def fill(colour):
    return QgsFillSymbol.createSimple({"color": colour, "outline_style": "no"})


def line(colour, width):
    return QgsLineSymbol.createSimple({"color": colour, "width": str(width), "width_unit": "Pixel",
                                       "capstyle": "flat", "joinstyle": "round"})


def dot(colour, size):
    return QgsMarkerSymbol.createSimple({"name": "circle", "color": colour, "outline_style": "no", "size": str(size),
                                         "size_unit": "Pixel"})


def categories(symbols):
    return QgsCategorizedSymbolRenderer("kind", [QgsRendererCategory(n, symbol, str(n))
                                                 for n, symbol in enumerate(symbols)])


def settings(layers, view, background):
    """view: west, south, east, north, width, height."""
    made = QgsMapSettings()
    made.setLayers(layers)
    made.setBackgroundColor(QColor(background))
    made.setOutputSize(QSize(view[4], view[5]))
    made.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    made.setExtent(QgsRectangle(*view[:4]))
    made.setFlag(QgsMapSettings.Antialiasing, True)
    made.setFlag(QgsMapSettings.UseRenderingOptimization, True)
    made.setOutputDpi(96)
    return made


def draw(made, mode):
    began = time.perf_counter()
    job = JOBS[mode](made)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    return (time.perf_counter() - began) * 1000, picture


def timed(made, mode, times):
    draw(made, mode)
    return min(draw(made, mode)[0] for _ in range(times))


def measure_city(folder, task, columns):
    """Least ms by view, source and mode; a picture of each view."""
    look = task["style"]
    memory = [layer(name, kind, columns[name + "_xy"], columns[name + "_offset"], columns[name + "_kind"])
              for name, kind in (("roads", "LineString"), ("buildings", "Polygon"), ("districts", "Polygon"))]
    files = [on_disk(one, folder / f"{one.name()}.fgb") for one in memory]
    figures = {}
    for source, layers in (("memory", memory), ("flatgeobuf", files)):
        layers[0].setRenderer(categories([line(*one) for one in look["roads"]]))
        layers[1].setRenderer(categories([fill(look["buildings"])]))
        layers[2].setRenderer(categories([fill(one) for one in look["districts"]]))
        for name, view in task["views"].items():
            made = settings(layers, view, look["background"])
            for mode in JOBS:
                figures[f"{name} {source} {mode}"] = timed(made, mode, task["times"])
            draw(made, "sequential")[1].convertToFormat(QImage.Format_RGB32).save(str(folder / f"qgis-{name}.png"))
    return figures


def measure_points(task, columns):
    """Least ms to draw all points, and to move all and draw them."""
    xy = columns["points"]
    made = QgsVectorLayer("Point?crs=EPSG:3857&field=kind:integer&index=yes", "points", "memory")
    rows = []
    for x, y in xy.tolist():
        feature = QgsFeature(made.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        feature.setAttributes([0])
        rows.append(feature)
    provider = made.dataProvider()
    _, rows = provider.addFeatures(rows)
    made.updateExtents()
    made.setRenderer(categories([dot(task["style"]["points"], task["style"]["point_size"])]))
    view = settings([made], task["views"]["whole"], task["style"]["background"])
    figures = {f"points {mode}": timed(view, mode, task["times"]) for mode in JOBS}
    ids = [row.id() for row in rows]
    moved = []
    for _ in range(3):
        xy = xy + 3.0
        began = time.perf_counter()
        provider.changeGeometryValues({identity: QgsGeometry.fromPointXY(QgsPointXY(x, y))
                                       for identity, (x, y) in zip(ids, xy.tolist(), strict=True)})
        draw(view, "parallel")
        moved.append((time.perf_counter() - began) * 1000)
    figures["points moved"] = min(moved)
    return figures


def main():
    folder = Path(sys.argv[1])
    task = json.loads((folder / "task.json").read_text())
    app = QgsApplication([], False)
    app.initQgis()
    app.setMaxThreads(-1)
    with np.load(folder / "city.npz") as file:
        columns = dict(file)
    figures = {"version": Qgis.QGIS_VERSION, "threads": app.maxThreads()}
    if "city" in task["measure"]:
        figures.update(measure_city(folder, task, columns))
    if "points" in task["measure"]:
        figures.update(measure_points(task, columns))
    (folder / "figures.json").write_text(json.dumps(figures))
    os._exit(0)  # its destructors crash without an event loop


main()
