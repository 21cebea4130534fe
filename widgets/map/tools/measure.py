"""Lengths and areas on the ellipsoid, told while they are drawn; a finished one stays on the map. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from layers.drawing import Floats
from layers.spatial.geodesy import area_m2, bearing_deg, dense, perimeter_m, polygon, segments_m
from widgets.map.tools import figures
from widgets.map.tools.bench import bench_of
from widgets.map.tools.marks import Label, Mark
from widgets.map.tools.vertices import Place, VertexTool

MARKS = "measure"


class _Measure(VertexTool):
    group = "measure"
    copied = ""  # the last result as text

    def _press_key(self, event: QKeyEvent, units: Sequence[str], unit: str) -> str:
        """The next unit."""
        return units[(list(units).index(unit) + 1) % len(units)]

    def copy(self) -> bool:
        """The last result to the clipboard."""
        if self.copied:
            QGuiApplication.clipboard().setText(self.copied)
        return bool(self.copied)


class MeasureLength(_Measure):
    """Along a line: every stretch and the total."""

    key = "measure_length"
    icon = "measure"
    letter = "D"
    _unit: figures.LengthUnit = "auto"

    def title(self) -> str:
        return self.tr("Measure a distance")  #: 测距

    def hint(self) -> str:
        return self.tr("Click along the line; Enter ends it. Backspace: one back. U: other unit. Ctrl+C: copy.")
        #: 沿线点选，回车结束；退格撤回一点；U 换单位；Ctrl+C 复制结果

    def figures(self, path: Floats) -> Sequence[str]:
        stretches = segments_m(path)
        if not len(stretches):
            return ()
        total = figures.length(float(stretches.sum()), self._unit)
        bearing = bearing_deg((path[-2, 0], path[-2, 1]), (path[-1, 0], path[-1, 1]))
        last = self.tr("last {length} · {bearing}°").format(
            length=figures.length(float(stretches[-1]), self._unit), bearing=f"{bearing:.1f}")  #: 本段 {length} · {bearing}°
        return (total, last)

    def done(self, vertices: list[Place]) -> None:
        line, stretches = np.array(vertices), segments_m(vertices)
        middles = ((line[:-1] + line[1:]) / 2).tolist()
        labels = [Label(lon, lat, figures.length(float(metres), self._unit))
                  for (lon, lat), metres in zip(middles, stretches.tolist(), strict=True)] if len(stretches) > 1 else []
        total = figures.length(float(stretches.sum()), self._unit)
        labels.append(Label(*vertices[-1], total, strong=True, beside=True))
        bench_of(self.context).marks.add(MARKS, Mark(lines=[dense(line)], dots=vertices, labels=labels))
        self.copied = "\n".join([*(f"{row + 1}\t{metres:.2f} m" for row, metres in enumerate(stretches.tolist())),
                                 f"Σ\t{stretches.sum():.2f} m"])

    def key_press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_U:
            self._unit = self._press_key(event, figures.LENGTH_UNITS, self._unit)  # type: ignore[assignment]
            self.changed.emit()
            return True
        return event.matches(QKeySequence.StandardKey.Copy) and self.copy()


class MeasureArea(_Measure):
    """Inside an outline: surface and circumference."""

    key = "measure_area"
    icon = "measure_area"
    letter = "Z"
    closed = True
    least = 3
    _unit: figures.AreaUnit = "auto"

    def title(self) -> str:
        return self.tr("Measure an area")  #: 测面积

    def hint(self) -> str:
        return self.tr("Click round the area; Enter closes it. Backspace: one back. U: other unit. Ctrl+C: copy.")
        #: 沿边界点选，回车闭合；退格撤回一点；U 换单位；Ctrl+C 复制结果

    def figures(self, path: Floats) -> Sequence[str]:
        if len(path) < 3:
            return (figures.length(float(segments_m(path).sum())),) if len(path) == 2 else ()
        return (figures.area(area_m2(polygon(path)), self._unit),
                self.tr("round it {length}").format(length=figures.length(perimeter_m(path))))  #: 周长 {length}

    def done(self, vertices: list[Place]) -> None:
        ring = np.array(vertices)
        area, round_it = area_m2(polygon(ring)), perimeter_m(ring)
        middle = polygon(ring).representative_point()
        label = Label(middle.x, middle.y, figures.area(area, self._unit), strong=True)
        bench_of(self.context).marks.add(MARKS, Mark(rings=[ring], dots=vertices, labels=[label]))
        self.copied = f"{area:.1f} m²\t{round_it:.2f} m"

    def key_press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_U:
            self._unit = self._press_key(event, figures.AREA_UNITS, self._unit)  # type: ignore[assignment]
            self.changed.emit()
            return True
        return event.matches(QKeySequence.StandardKey.Copy) and self.copy()

