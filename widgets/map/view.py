"""The map widget: draws snapshots, and says where it looks. GUI thread.

The mouse and the keys: input.py, which hands them to navigation.py, pointing.py and tools/.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from command_center.domain.geo import is_place
from command_center.state.snapshot import Changes, Snapshot
from layers.base import View
from layers.opening import open_stack
from layers.projection import projection_of
from widgets.context import Context
from widgets.map.base_map import BaseMap
from widgets.map.carrying import Carrying
from widgets.map.covers import Covers
from widgets.map.frame import Frame, Overlay
from widgets.map.input import MapInput
from widgets.map.label_images import LabelImages
from widgets.map.navigation import Navigation, first_view, fitted, near, opened
from widgets.map.pointing import Pointing
from widgets.map.raster_layers.lettering import TileLettering
from widgets.map.scene import MapScene
from widgets.map.tools.base import Tool
from widgets.map.tools.host import ToolHost
from widgets.map.view_state import restored_viewpoint, save_viewpoint
from widgets.map.viewpoint import Viewpoint
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.companions import Companions
    from widgets.map.past.tracks import Past
    from widgets.map.tools.sheet import Sheet

_BLINK_MS = 500

class MapView(MapInput):
    """Draws snapshots. Signals: moved(): the viewpoint changed; tool_changed(): another tool, or another hint of it;
    rearranged(): somebody else set its layers.
    `overlays` are painted over the scene, in order."""

    moved = Signal()
    tool_changed = Signal()
    rearranged = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None, *, apart: bool = False) -> None:
        """apart: it is shown another state than the other maps of the process."""
        super().__init__(parent)
        self.context = context
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(160, 120)
        settings = context.configuration.map
        self.stack = open_stack(settings)
        projection = self.stack.projection = projection_of(settings.crs, context.configuration.city.centre[1])
        images = LabelImages()
        screen = self.screen().size() if self.screen() is not None else QSize(1920, 1080)
        self.base = BaseMap(context, self.stack, images, min(screen.width(), 7680), min(screen.height(), 4320), self, apart=apart)
        self.lettering = TileLettering(self.base.rasters, self.base.labels, self)
        self.lettering.changed.connect(self.update)
        self.scene = MapScene(context, self.stack, self.base, images)
        self.home = first_view(context.configuration.city, projection)
        self.viewpoint = self.home
        self.now_utc = 0
        self.companions: Companions | None = None  # what its panel has beside it
        self.past: Past | None = None  # what happened in the time window, where there is one
        self._covers = Covers(self)
        self.overlays: list[Overlay] = []
        self.sheet: Sheet | None = None  # where tools show lists; a wall has none
        self.tools = ToolHost(self)
        self.pointing = Pointing(self)
        self.carrying = Carrying(self)
        self.navigation = Navigation(lambda: self.viewpoint, self.go, lambda: self.home, self)
        self._start_blinking()
        self.base.changed.connect(self.update)
        self.destroyed.connect(partial(self.base.pool.close))  # a share of workers may have lost its Qt half by then

    def _start_blinking(self) -> None:
        self._blink = True
        self._blinking = QTimer(self, interval=_BLINK_MS)
        self._blinking.timeout.connect(self._on_blink)

    # state in

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state to draw."""
        if self.stack.take(snapshot, changes):
            self.update()
        self.base.take(snapshot, changes)

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on."""
        self.now_utc = now_utc
        self.base.reaches.want(self.stack, self.view())
        self.base.rasters.set_now(now_utc)
        self.update()

    @property
    def is_settled(self) -> bool:
        """Whether the picture is complete: no tile and no label is still to come."""
        return (self.base.is_settled and self.scene.is_settled(self.viewpoint)
                and self.base.reaches.is_settled(self.stack, self.view()) and not self._covers.is_holding)

    # the view

    @property
    def covers(self) -> Sequence[QWidget]:
        """Controls that lie over it."""
        return self._covers.widgets

    @covers.setter
    def covers(self, widgets: Sequence[QWidget]) -> None:
        self._covers.widgets = widgets

    def view(self) -> View:
        """What the layers are told."""
        point, selection = self.viewpoint, self.context.selection
        scale = point.metres_per_pixel * point.projection.mercator_m
        return View(self.now_utc, point.mercator_bounds, scale, (point.width, point.height),
                    self.context.language, theme().scale, (selection.kind, selection.id), self.pointing.hovered,
                    self.context.packs, self.base.ways.paths, self.base.reaches.found,
                    self.past.span if self.past else None, self.past.tracks if self.past else None, selection.watching)

    def go(self, viewpoint: Viewpoint) -> None:
        """Look from there."""
        self.viewpoint = viewpoint
        self.base.tiles.want(viewpoint)
        self.update()
        self.moved.emit()

    def open_on(self, west: float, south: float, east: float, north: float) -> None:
        """Show a rectangle of WGS84 degrees whole, and come home to it from now on."""
        self.home = opened(self.viewpoint, west, south, east, north)
        self.go(self.home)

    def zoom(self, steps: float, at: tuple[float, float] | None = None) -> None:
        """In (positive) or out by half powers of two about a pixel, by default the middle."""
        self.navigation.zoom(steps, at)

    def centre_on(self, lon: float, lat: float) -> None:
        """Bring a place to the middle, near enough to see it."""
        if is_place(lon, lat):
            self.go(near(self.viewpoint, lon, lat))

    def fit(self, west: float, south: float, east: float, north: float) -> None:
        """Show a box of WGS84 degrees as a whole."""
        self.go(fitted(self.viewpoint, west, south, east, north))

    # tools

    @property
    def tool(self) -> Tool | None:
        """The one in use."""
        return self.tools.tool

    def use(self, tool: Tool | None) -> None:
        """Take up a tool, or put down the one in use."""
        if tool is self.tools.tool:
            return
        if tool is not None:
            self.setFocus()  # before: one that is done as soon as it is begun may hand the keyboard on
        self.tools.use(tool)
        self.pointing.hovered = ("", "")
        if tool is not None and self.tool is tool:
            self.setFocus()
        self.pointing.show_cursor()
        self.tool_moved()

    def show_sheet(self, content: QWidget | None) -> None:
        """A tool's list beside the map (its windowTitle is the title); None closes it."""
        if self.sheet is not None:
            self.sheet.show_content(content)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads into the sheet first, where there is one."""
        if forward and self.sheet is not None and self.sheet.take_focus():
            return True
        return super().focusNextPrevChild(forward)

    def tool_moved(self) -> None:
        """The tool in use looks or says something else."""
        self.update()
        self.tool_changed.emit()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """One frame."""
        covers = [QRectF(widget.geometry()) for widget in self.covers if widget.isVisible()]
        frame = Frame(self.viewpoint, self.view(), self.tools.cross or self.pointing.cursor,
                      bool(self.wanted_place), self._blink, covers, self.overlays,
                      self.tool is None or not self.tool.is_drawing)
        strength = {entry.layer.key: entry.strength for entry in self.stack.shown()}
        self.base.labels.show_at(strength.get("basemap", 1.0),
                                 max((strength.get(key, 0.0) for key in self.base.rasters.tiles), default=1.0))
        painter = QPainter(self)
        self.scene.paint(painter, frame)
        self.tools.paint(painter, self.viewpoint)
        self._covers.paint(painter, moving=self.scene.is_moving)
        painter.end()
        if self.scene.again:
            QTimer.singleShot(0, self, self.update)
        if self.scene.blinks != self._blinking.isActive():
            self._blink = True
            self._blinking.start() if self.scene.blinks else self._blinking.stop()

    def _on_blink(self) -> None:
        self._blink = not self._blink
        self.update()

    def hold_still(self, held: bool) -> None:
        """For a screenshot: nothing blinks."""
        self._blink = True
        self._blinking.blockSignals(held)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The middle stays in the middle."""
        self.home = self.home.sized(self.width(), self.height())
        self.go(self.viewpoint.sized(self.width(), self.height()))
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what is to be seen."""
        self.base.tiles.want(self.viewpoint)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The workers end with it."""
        self.base.close()
        super().closeEvent(event)

    @property
    def wanted_place(self) -> str:
        """Who waits for a click on the map; "" for nobody."""
        return self.pointing.wanted_place

    # state out and in

    def save(self) -> dict[str, Any]:
        """Where it looks and how its layers are set."""
        return {**save_viewpoint(self.viewpoint), "layers": self.stack.save()}

    def restore(self, state: dict[str, Any]) -> bool:
        """Bring it back; rubbish is ignored. Whether it looks where it did."""
        view = restored_viewpoint(self.viewpoint, state)
        if view is not None:
            self.go(view)
        self.stack.restore(state.get("layers"))
        self.update()
        return view is not None
