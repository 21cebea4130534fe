"""The overview at the lower right of the map: the whole city, where the map looks, and where incidents are. GUI thread.

A click or a drag brings the map there; the arrow keys move it by half a view, plus and minus zoom the map.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QWidget

from command_center.domain.geo import is_place
from command_center.state.snapshot import Changes, Snapshot
from layers.drawing import Floats
from layers.overview import Overview, overview
from widgets.map.navigation import fitted
from widgets.map.tools.bench import bench_of
from widgets.map.view import MapView
from widgets.map.viewpoint import Viewpoint
from widgets.theme import draw_level, theme

SIZE = (232, 164)  # design pixels
_FROM_BELOW = 92
_LEAST_PX = 10  # the frame is never smaller


class OverviewMap(QWidget):
    """Hidden until it is asked for."""

    def __init__(self, map_view: MapView, parent: QWidget) -> None:
        super().__init__(parent)
        self._map, self._around = map_view, parent
        self._city = Overview()
        self._known: object = None
        self._picture: QPixmap | None = None
        self._view = Viewpoint()
        self.above: list[QWidget] = []  # what it stands over, while that is shown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Overview of the city"))
        map_view.moved.connect(self.update)
        self.hide()

    def set_shown(self, shown: bool) -> None:
        """Show or hide."""
        self.setVisible(shown)
        if shown:
            self.place()
            self.take(self._map.stack.snapshot, Changes(reset=True))

    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state: the picture is made anew, on a worker, when the city itself is another."""
        if not self.isVisible():
            return
        mine = tuple(id(snapshot.features.get(name)) for name in ("districts", "water", "roads"))
        if mine != self._known:
            self._known = mine
            bench_of(self._map.context).ask(f"overview {id(self)}", lambda _stop: overview(snapshot), self._take_city)
        elif changes.touches("incidents"):
            self.update()

    def _take_city(self, city: Overview) -> None:
        self._city, self._picture = city, None
        self.update()

    def place(self) -> None:
        """Lower right, above the legends."""
        look = theme()
        wide, tall = (look.px(length) for length in SIZE)
        x, bottom = self._around.width() - wide - look.px(56), self._around.height() - look.px(_FROM_BELOW)
        for widget in self.above:
            if widget.isVisible() and widget.geometry().right() > x:
                bottom = min(bottom, widget.y() - look.px(8))
        self.setGeometry(x, max(look.px(56), bottom - tall), wide, tall)
        self.raise_()

    # ---- painting
    def _frame_view(self) -> Viewpoint:
        """The view of the whole city in this window."""
        view = replace(self._map.viewpoint, level=24.0).sized(self.width(), self.height())
        bounds = self._city.bounds
        return fitted(view, *bounds) if bounds is not None else view

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The kept picture, incidents, the frame."""
        if self._picture is None or self._picture.size() != self.size():
            self._view = self._frame_view()
            self._picture = self._paint_city()
        painter, look = QPainter(self), theme()
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = look.px(9)
        for incident in sorted(self._map.stack.snapshot.incidents.values(), key=lambda one: -one.grade):
            if incident.is_open and is_place(incident.lon, incident.lat):
                x, y = self._view.pixel(incident.lon, incident.lat)
                draw_level(painter, QRectF(x - side / 2, y - side / 2, side, side), incident.grade)
        for pen in (QPen(look.colour("void"), look.px(4)), QPen(look.colour("focus"), look.px(1.6))):
            painter.setPen(pen)
            painter.drawPolygon(self.frame())
        painter.setPen(QPen(look.colour("focus" if self.hasFocus() else "line2"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def frame(self) -> QPolygonF:
        """What the map shows, as pixels here; grown where it would be too small to see."""
        view = self._map.viewpoint
        corners = [self._view.pixel(*view.lonlat(x, y)) for x, y in
                   ((0, 0), (view.width, 0), (view.width, view.height), (0, view.height))]
        polygon = QPolygonF([QPointF(*corner) for corner in corners])
        box, least = polygon.boundingRect(), theme().px(_LEAST_PX)
        if box.width() >= least and box.height() >= least:
            return polygon
        wide, tall = max(least, box.width()), max(least, box.height())
        return QPolygonF(QRectF(box.center().x() - wide / 2, box.center().y() - tall / 2, wide, tall))

    def _paint_city(self) -> QPixmap:
        look, picture = theme(), QPixmap(self.size())
        picture.fill(look.colour("map.land"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("map.water"))
        for piece in self._city.water:
            painter.drawPolygon(self._polygon(piece))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("line2"), 1))
        for piece in self._city.roads:
            painter.drawPolyline(self._polygon(piece))
        painter.setPen(QPen(look.colour("control"), 1, Qt.PenStyle.DashLine))
        for piece in self._city.districts:
            painter.drawPolyline(self._polygon(piece))
        painter.end()
        return picture

    def _polygon(self, piece: Floats) -> QPolygonF:
        return QPolygonF([QPointF(x, y) for x, y in self._view.pixels(piece).tolist()])

    # ---- the operator
    def _go(self, x: float, y: float) -> None:
        lon, lat = self._view.lonlat(x, y)
        if is_place(lon, lat):
            self._map.go(self._map.viewpoint.centred(lon, lat))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position().x(), event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().x(), event.position().y())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._map.zoom(event.angleDelta().y() / 120)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view = self._map.viewpoint
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        way = ways.get(Qt.Key(event.key()))
        if way is not None:
            self._map.go(view.moved(way[0] * view.width / 2, way[1] * view.height / 2))
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._map.zoom(-1 if event.key() == Qt.Key.Key_Minus else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._map.setFocus()
        else:
            super().keyPressEvent(event)
