"""Fetch an area's tiles ahead: which source, which area, which levels, what it takes, how far it is. GUI thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from layers.spatial.shapes import shape_of
from layers.tiles.base import TileError
from layers.tiles.prefetch import PrefetchProgress
from layers.tiles.prefetch_plan import PrefetchPlan
from widgets.map.raster_layers.layers import RasterLayers
from widgets.map.raster_layers.prefetch_jobs import Asked
from widgets.map.tools.bench import bench_of
from widgets.map.tools.buttons import Buttons
from widgets.map.tools.naming import thing_title
from widgets.sentences import reason, sentence
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.view import MapView

_QUIET_MS = 250
_POLL_MS = 500
_MORE_LEVELS = 3  # below what the view shows, as a proposal


class PrefetchSheet(QWidget):
    """Stays true while the map moves: the view that was shown when it was opened is what is fetched."""

    def __init__(self, map_view: MapView) -> None:
        super().__init__()
        self._map, self._rasters = map_view, map_view.base.rasters
        self._plan: PrefetchPlan | None = None
        self._asked: Asked | None = None
        self._areas = self._known_areas()
        self.setWindowTitle(self.tr("Fetch tiles ahead"))
        self.source, self.area = QComboBox(self), QComboBox(self)
        self.first, self.last = QComboBox(self), QComboBox(self)
        for key in self._rasters.servers():
            self.source.addItem(self._title(key), key)
        for title, area in self._areas:
            self.area.addItem(title, area)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.buttons = Buttons([(self.tr("Fetch"), self.start), (self.tr("Stop"), self.stop)], self)
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._later.timeout.connect(self._ask)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._show)
        self._poll.start()
        self.source.currentIndexChanged.connect(self._on_source)
        for box in (self.area, self.first, self.last):
            box.currentIndexChanged.connect(self._later.start)
        self._rasters.jobs.planned.connect(self._on_planned)
        self._rasters.jobs.progressed.connect(self._show)
        self._on_source()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme().px(6))
        for text, box in ((self.tr("Source"), self.source), (self.tr("Area"), self.area),
                          (self.tr("From level"), self.first), (self.tr("To level"), self.last)):
            box.setAccessibleName(text)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            form.addRow(text, box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addLayout(form)
        self.said.setStyleSheet(f"color: {theme().colour('mid').name()};")
        self.bar.setFixedHeight(theme().px(6))
        look = theme()
        self.bar.setStyleSheet(f"QProgressBar {{ border: 0; background: {look.colour('line2').name()}; }}"
                               f"QProgressBar::chunk {{ background: {look.colour('hi').name()}; }}")
        for widget in (self.said, self.bar, self.buttons):
            column.addWidget(widget)

    def _title(self, key: str) -> str:
        title = self._rasters.tiles[key].layer.title()
        return title.zh if self._map.context.language.startswith("zh") else title.en

    def _known_areas(self) -> list[tuple[str, Any]]:
        """The view, and what is selected if it has an area."""
        found: list[tuple[str, Any]] = [(self.tr("What the map shows"), _view_box(self._map))]
        selection = self._map.context.selection
        if selection.id:
            thing = (selection.kind, selection.id)
            shape = shape_of(bench_of(self._map.context).stocks, self._map.stack.snapshot, thing)
            ring = _ring(shape)
            if ring is not None:
                found.append((thing_title(self._map, *thing), ring))
        return found

    @property
    def _key(self) -> str:
        return str(self.source.currentData() or "")

    def _on_source(self) -> None:
        """Other levels, the ones around the view's proposed."""
        grid = self._rasters.tiles[self._key].layer.source.grid if self._key else None
        for box in (self.first, self.last):
            box.blockSignals(True)
            box.clear()
            for number, matrix in enumerate(grid.matrices if grid is not None else ()):
                box.addItem(f"{matrix.id}  ({_scale_text(grid.metres_per_pixel(number))})", number)  # type: ignore[union-attr]
            box.blockSignals(False)
        if grid is not None:
            now = grid.level_for(self._map.view().metres_per_pixel, 0.8)
            self.first.setCurrentIndex(now)
            self.last.setCurrentIndex(min(len(grid.matrices) - 1, now + _MORE_LEVELS))
        self._later.start()
        self._show()

    def _ask(self) -> None:
        if not self._key:
            return
        area = self._areas[max(0, self.area.currentIndex())][1]
        first, last = self.first.currentData() or 0, self.last.currentData() or 0
        self._plan, self._asked = None, Asked(self._key, area, min(first, last), max(first, last))
        one = self._rasters.tiles[self._key]
        self._rasters.jobs.plan(self._asked, one.layer.source, self._rasters.store())
        self._show()

    def _on_planned(self, asked: Asked, found: PrefetchPlan | TileError) -> None:
        if asked is not self._asked:
            return
        if isinstance(found, TileError):
            self._plan = None
            self.said.setText(f"{reason(found.key)} {found.detail}".strip())
            return
        self._plan = found
        if self.first.count() == 0 and self._rasters.tiles[asked.key].layer.source.grid is not None:
            self._on_source()  # it was read just now
        self._show()

    def start(self) -> None:
        """Begin."""
        if self._plan is not None and not self._plan.refused:
            one = self._rasters.tiles[self._key]
            self._rasters.jobs.start(self._key, one.layer.source, self._rasters.store(), self._plan)
        self._show()

    def stop(self) -> None:
        """Stop; what came is kept, and is not fetched again."""
        self._rasters.jobs.cancel(self._key)

    def _show(self) -> None:
        progress = self._rasters.jobs.progress(self._key)
        runs = progress is not None and progress.state in ("ready", "running", "paused")
        self.buttons.all[0].setEnabled(not runs and self._plan is not None and not self._plan.refused)
        self.buttons.all[1].setEnabled(runs)
        for box in (self.source, self.area, self.first, self.last):
            box.setEnabled(not runs)
        self.bar.setVisible(progress is not None)
        if progress is not None:
            self.bar.setRange(0, max(1, progress.tiles))
            self.bar.setValue(progress.done)
        lines = [self._plan_text()] if not runs else []
        if progress is not None:
            lines += self._progress_text(progress)
        text = "\n".join(line for line in lines if line)
        if text and text != self.said.text():
            self.said.setText(text)

    def _plan_text(self) -> str:
        plan = self._plan
        if plan is None:
            return self.tr("Reckoning…") if self._asked is not None else ""
        size = _size_text(plan.bytes)
        if plan.refused:
            limit = self._rasters.tiles[self._key].layer.config.prefetch_limit
            return sentence(plan.refused, {"tiles": f"{plan.tiles:,}", "limit": f"{limit:,}", "size": size})
        return self.tr("{tiles} tiles, about {size}").format(tiles=f"{plan.tiles:,}", size=size)

    def _progress_text(self, now: PrefetchProgress) -> list[str]:
        said = {"ready": self.tr("Begins"), "running": self.tr("Fetching"), "paused": self.tr("The server wants a pause"),
                "done": self.tr("Done"), "cancelled": self.tr("Stopped"), "failed": self.tr("Given up")}[now.state]
        lines = [self.tr("{state}: {done} of {tiles} tiles, {size}").format(
            state=said, done=f"{now.done:,}", tiles=f"{now.tiles:,}", size=_size_text(now.bytes))]
        if now.remaining_s and now.state == "running":
            lines.append(self.tr("About {minutes} min more").format(minutes=max(1, round(now.remaining_s / 60))))
        if now.failed or now.state == "failed":
            lines.append(self.tr("{failed} did not come: {reason}").format(
                failed=f"{now.failed:,}", reason=f"{reason(now.reason)} {now.detail}".strip()))
        return lines


def offer_prefetch(map_view: MapView) -> bool:
    """Whether there is anything to fetch ahead."""
    rasters: RasterLayers = map_view.base.rasters
    return bool(rasters.servers())


def _view_box(map_view: MapView) -> tuple[float, float, float, float]:
    view = map_view.viewpoint
    places = [view.lonlat(x, y) for x in (0, view.width / 2, view.width) for y in (0, view.height / 2, view.height)]
    lon, lat = zip(*places, strict=True)
    return max(-180.0, min(lon)), max(-90.0, min(lat)), min(180.0, max(lon)), min(90.0, max(lat))


def _ring(shape: Any) -> Any | None:
    """The outline of the largest area of a shape, or the box around several."""
    import numpy as np
    import shapely

    if shape is None:
        return None
    areas = [part for part in shapely.get_parts(shape).tolist() if part.geom_type == "Polygon" and not part.is_empty]
    if not areas:
        return None
    if len(areas) > 1:
        return tuple(map(float, shapely.bounds(shapely.union_all(areas)).tolist()))
    return np.asarray(areas[0].exterior.coords, np.float64)[:-1, :2]


def _scale_text(metres: float) -> str:
    return f"{metres:,.0f} m/px" if metres >= 10 else f"{metres:.2g} m/px"


def _size_text(count: float) -> str:
    return f"{count / 2 ** 30:.1f} GB" if count >= 2 ** 30 else f"{max(0.1, count / 2 ** 20) if count else 0:.1f} MB"
