"""Areas round things: a buffer of a place, a line, an area or what is selected, and what is within. GUI thread; buffers
and counts are made on the tools' worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from layers.drawing import Floats
from layers.spatial.geodesy import area_m2, buffer, polygon, segments_m
from layers.spatial.selected import Thing
from layers.spatial.shapes import shape_of_all
from layers.spatial.within import Survey, survey
from widgets.map.tools import figures
from widgets.map.tools.area_sheet import AreaSheet
from widgets.map.tools.base import Pointer
from widgets.map.tools.bench import bench_of
from widgets.map.tools.marks import Mark, rings_of
from widgets.map.tools.vertices import Place, VertexTool

STEPS_M = (0, 50, 100, 200, 300, 500, 800, 1000, 1500, 2000, 3000, 5000, 10_000)
_ROUND_A_PLACE_M = 500.0
_SOURCES = ("point", "line", "area", "thing")


class Around(VertexTool):
    """A VertexTool whose places make a point, a line or an area by `source_kind`; "thing" takes what is clicked."""

    group = "analyse"
    first_source: ClassVar[str] = "point"
    first_distance_m: ClassVar[float] = 500.0
    counts: ClassVar[bool] = False  # whether what is within is counted at once

    def __init__(self, context: Any, parent: Any = None) -> None:
        super().__init__(context, parent)
        self.source_kind, self.distance_m = self.first_source, self.first_distance_m
        self.source: Any = None
        self.area: Any = None
        self._view: Any = None
        self._sheet: AreaSheet | None = None

    def sources(self) -> dict[str, str]:
        """What an area can be round of."""
        return {"point": self.tr("Around a point"), "line": self.tr("Along a line"), "area": self.tr("A drawn area"),
                "thing": self.tr("Around a thing")}

    def hint(self) -> str:
        if self.source_kind == "thing":
            return self.tr("Click the thing (Enter: what is selected). 1-4: point, line, area, thing. [ and ] change the distance.")
        if self.source_kind == "point":
            return self.tr("Click the place. 1-4: point, line, area, thing. [ and ] change the distance. Esc: end.")
        return self.tr("Click one place after the other, Enter ends. 1-4: point, line, area, thing. [ and ] change the distance.")

    def begin(self, map_view: Any) -> None:
        super().begin(map_view)
        self._view = map_view
        self._open_sheet()
        shape = self._selected()
        if shape is not None and (shape.area > 0 or not self.counts):
            self.source_kind = "thing"
            self.take(shape)
        elif self.source_kind == "thing":
            self.set_source(self.first_source)

    def _open_sheet(self) -> None:
        sheet = self._sheet = AreaSheet(self, self._view)
        sheet.destroyed.connect(partial(self._forget_sheet, id(sheet)))
        self._view.show_sheet(sheet)

    def _forget_sheet(self, which: int, *_: Any) -> None:
        """It was closed; by then another may be open."""
        if id(self._sheet) == which:
            self._sheet = None

    def is_closed(self) -> bool:
        return self.source_kind == "area"

    @property
    def least_places(self) -> int:
        """How many places the source needs."""
        return {"point": 1, "line": 2, "area": 3}.get(self.source_kind, 1)

    def set_source(self, kind: str) -> None:
        """Of what the area is from now on."""
        if kind in _SOURCES and kind != self.source_kind:
            self.source_kind = kind
            self.vertices = []
            self._tell()

    def set_distance(self, metres: float) -> None:
        """How far round it."""
        if metres != self.distance_m:
            self.distance_m = float(metres)
            self._tell()
            self.work_out()

    def click(self, event: Pointer) -> bool:
        if self.source_kind == "thing" and self.map is not None:
            self.context.selection.select(*self.map.pointing.under(event.x, event.y))
            self.take_selected()
            return True
        super().click(event)
        if self.source_kind == "point":
            self.finish()
        return True

    def finish(self) -> bool:
        if self.source_kind == "thing":
            self.take_selected()
            return True
        if len(self.vertices) < self.least_places:
            return False
        vertices, self.vertices = self.vertices, []
        self.done(vertices)
        self.changed.emit()
        return True

    def done(self, vertices: list[Place]) -> None:
        import shapely

        made = {"point": lambda: shapely.Point(vertices[0]), "line": lambda: shapely.LineString(vertices),
                "area": lambda: polygon(vertices)}
        self.take(made[self.source_kind]())

    def take_selected(self) -> None:
        """What is selected, be it one thing or many."""
        self.take(self._selected())

    def _selected(self) -> Any:
        selection = self.context.selection
        things: list[Thing] = [(selection.kind, selection.id)] if selection.id else sorted(selection.many.things)
        return shape_of_all(bench_of(self.context).stocks, self._view.stack.snapshot, things)

    def take(self, source: Any) -> None:
        """Work with this shape; what has no inside is looked round."""
        self.source = source
        if source is not None and source.area == 0 and self.distance_m <= 0:
            self.distance_m = _ROUND_A_PLACE_M
        self.work_out()

    def work_out(self) -> None:
        """The area anew, on the worker."""
        if self.source is None or self._view is None:
            return
        source, metres = self.source, self.distance_m
        bench_of(self.context).ask(self.key, lambda stop: buffer(source, metres, stop), self._on_area)

    def _on_area(self, area: Any) -> None:
        self.area = None if area.is_empty else area
        marks = [Mark(rings=rings_of(area))] if self.area is not None else []
        bench_of(self.context).marks.put("around", *marks)
        if self._sheet is None:
            self._open_sheet()
        assert self._sheet is not None
        self._sheet.show_survey(None)
        if self.counts:
            self.count()
        self._tell()

    def count(self) -> None:
        """What is within, on the worker."""
        if self.area is None:
            return
        bench, snapshot, area = bench_of(self.context), self._view.stack.snapshot, self.area
        bench.ask(f"{self.key}/count", lambda stop: survey(bench.stocks, snapshot, area, None, stop), self._on_survey)

    def _on_survey(self, found: Survey) -> None:
        if self._sheet is not None:
            self._sheet.show_survey(found)

    def clear(self) -> None:
        """Take the area off the map."""
        bench_of(self.context).marks.put("around")
        self.area = self.source = None
        if self._sheet is not None:
            self._sheet.show_survey(None)

    def say_area(self) -> str:
        """The area in figures."""
        if self.area is None:
            return self.tr("Nothing there has a place or an area.") if self.source is not None else ""
        return self.tr("Area {area}").format(area=figures.area(area_m2(self.area)))

    def figures(self, path: Floats) -> Sequence[str]:
        if self.source_kind == "area" and len(path) > 2:
            return (figures.area(area_m2(polygon(path))),)
        return (figures.length(float(segments_m(path).sum())),) if len(path) > 1 else ()

    def key_press(self, event: QKeyEvent) -> bool:
        text = event.text()
        if text in ("1", "2", "3", "4"):
            self.set_source(_SOURCES[int(text) - 1])
        elif text in ("[", "]", "【", "】") or event.key() in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            wider = text in ("]", "】") or event.key() == Qt.Key.Key_BracketRight
            steps = [step for step in STEPS_M if (step > self.distance_m if wider else step < self.distance_m)]
            if steps:
                self.set_distance(min(steps) if wider else max(steps))
        else:
            return False
        return True

    def _tell(self) -> None:
        if self._sheet is not None:
            self._sheet.show_state()
        self.changed.emit()


class Buffer(Around):
    """An area so far round something."""

    key = "buffer"
    icon = "buffer"
    letter = "B"

    def title(self) -> str:
        return self.tr("Buffer")


class Within(Around):
    """What lies in an area, or so far round something: people, what must be protected, what helps."""

    key = "within"
    icon = "within"
    letter = "W"
    first_source = "area"
    first_distance_m = 0.0
    counts = True

    def title(self) -> str:
        return self.tr("What is within")
