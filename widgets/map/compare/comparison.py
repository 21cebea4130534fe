"""A comparison on one map: the map itself at the left, a second one at the right of a divider. GUI thread.

Swiped: both show the same ground as one picture. Side by side: each shows the same middle. The right side is another
instant (a second session over the same journal, which goes along with the clock and keeps its distance) or the same state with another saved view of the layers.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QToolButton

from command_center.domain.time import MINUTE, to_datetime
from command_center.state.snapshot import Changes, Snapshot
from layers.groups import chain
from layers.views import Views
from widgets.map.compare.divider import WIDTH, Divider
from widgets.map.compare.feed import SecondFeed
from widgets.map.compare.plate import SidePlate
from widgets.map.past.tracks import Past
from widgets.map.past.window import window_of
from widgets.map.view import MapView
from widgets.map.viewpoint import Viewpoint
from widgets.replay_frame import ReplayFrame
from widgets.shortcuts import local_shortcut
from widgets.theme import theme

if TYPE_CHECKING:
    from widgets.map.panel import MapPanel

Way = Literal["swipe", "side"]


class Comparison(QObject):
    """changed: begun, ended, or another way. `other`: the map at the right, None while nothing is compared."""

    changed = Signal()

    def __init__(self, panel: MapPanel) -> None:
        super().__init__(panel)
        self._panel, self._map = panel, panel.map
        self.way: Way = "swipe"
        self.other: MapView | None = None
        self.feed: SecondFeed | None = None
        self.view_title = ""
        self._divider: Divider | None = None
        self._plates: list[SidePlate] = []
        self._frame: ReplayFrame | None = None
        self._along: QToolButton | None = None
        self._syncing = False
        self._map.moved.connect(lambda: self._sync(False))

    @property
    def is_on(self) -> bool:
        """Whether something is compared."""
        return self.other is not None

    @property
    def divider(self) -> Divider:
        """The line between the sides; only while something is compared."""
        assert self._divider is not None
        return self._divider

    @property
    def plates(self) -> tuple[str, ...]:
        """What the plates say, left and right."""
        return tuple(plate.said() for plate in self._plates)

    @property
    def is_settled(self) -> bool:
        """Whether both sides are complete."""
        return self.other is None or (self.other.is_settled and (self.feed is None or self.feed.session is not None))

    # ---- begin and end
    def with_instant(self, at_utc: int) -> None:
        """The shown state against another instant."""
        director = self._panel.context.director
        if director is None or not director.has_session:
            return
        self.end()
        other = self._begin(steps=True)
        other.stack.restore(self._map.stack.save())
        self.feed = SecondFeed(director, other, at_utc, self)
        feed = self.feed
        other.past = Past(window_of(self._panel.context), lambda: feed.session, other)
        other.past.changed.connect(other.update)
        feed.opened.connect(self._tell)
        self._finish()

    def with_layers(self, key: str) -> None:
        """The layers as they are against a saved view of them, at one instant."""
        self.end()
        other = self._begin(steps=False)
        views = Views(other.stack, self._panel.context.configuration.map.view)
        if self._panel.layers is not None:
            views.restore(self._panel.layers.views.views.save())
        view = views.apply(key)
        self.view_title = self._panel.context.say(*view.title) if view is not None else key
        self._finish_layers(other)

    def with_layer(self, key: str) -> None:
        """The layers as they are against the same with one of them: without it where it is shown."""
        self.end()
        other = self._begin(steps=False)
        other.stack.restore(self._map.stack.save())
        entry = other.stack.entry(key)
        if entry is not None:
            title = self._panel.context.say(*entry.layer.title())
            shown = entry in list(other.stack.shown())
            entry.visible = not shown
            for group in chain(entry.group, other.stack.groups) if not shown else ():
                group.visible = True
            self.view_title = (self.tr("without {layer}") if shown else self.tr("with {layer}")).format(layer=title)
        self._finish_layers(other)

    def _finish_layers(self, other: MapView) -> None:
        other.past = self._map.past
        other.take(self._map.stack.snapshot, Changes(reset=True))
        other.set_now(self._map.now_utc)
        self._finish()

    def _begin(self, *, steps: bool) -> MapView:
        panel = self._panel
        other = self.other = MapView(panel.context, panel, apart=steps)
        other.setAccessibleName(self.tr("Map at the right of the comparison"))
        other.pointing.leads = False
        other.moved.connect(lambda: self._sync(True))
        self._frame = ReplayFrame(other)
        divider = self._divider = Divider(panel)
        divider.setAccessibleName(self.tr("Divider of the comparison: arrow keys move it"))
        divider.moved.connect(lambda _: self.place())
        divider.stepped.connect(lambda minutes: self.step(minutes * MINUTE))
        divider.flipped.connect(self.flip)
        divider.ended.connect(self.end)
        self._plates = [SidePlate(panel), SidePlate(panel, steps=steps)]
        self._plates[1].stepped.connect(self.step)
        if steps:
            along = self._along = self._plates[1].add_button("play", self.tr("Goes along with the clock"))
            along.setCheckable(True)
            along.setChecked(True)
            along.toggled.connect(self._keep_distance)
        flip = self._plates[1].add_button("compare", self.tr("Swipe or side by side (Enter)"))
        flip.clicked.connect(lambda _=False: self.flip())
        close = self._plates[1].add_button("close", self.tr("End the comparison (Esc)"))
        close.clicked.connect(lambda _=False: self.end())
        return other

    def _finish(self) -> None:
        tools = self._map.tools
        for widget in (self.other, self._divider, *self._plates):
            for letter in tools.letters:
                local_shortcut(letter, widget, partial(tools.start, letter))  # type: ignore[arg-type]
        self._syncing = True  # until both have their places: the map itself stays where it is
        for widget in (self.other, self._divider, *self._plates):
            widget.show()  # type: ignore[union-attr]
        self._tell()
        self.place()
        self._map.covers = [*self._map.covers, *self._plates, self.divider]
        self.divider.setFocus()
        self.changed.emit()

    def end(self) -> None:
        """Only the map itself again."""
        if self.other is None:
            return
        other, divider = self.other, self.divider
        gone = {id(widget) for widget in (*self._plates, divider, other)}
        self._map.covers = [cover for cover in self._map.covers if id(cover) not in gone]
        self.other = None
        if self.feed is not None:
            self.feed.close()
            self.feed = None
        other.close()
        for widget in (other, divider, *self._plates):
            widget.hide()
            widget.deleteLater()
        self._divider, self._plates, self._frame, self._along, self.view_title = None, [], None, None, ""
        self._margin(0)
        self._map.setFocus()
        self.changed.emit()

    # ---- the operator
    def flip(self) -> None:
        """From swipe to side by side and back."""
        self.way = "side" if self.way == "swipe" else "swipe"
        self.place()
        self.changed.emit()

    def step(self, by_us: int) -> None:
        """Another instant at the right."""
        if self.feed is not None:
            self.feed.seek(self.feed.at_utc + by_us)
            self._tell()

    def _keep_distance(self, kept: bool) -> None:
        """Whether the right side goes along with the clock."""
        if self.feed is not None:
            self.feed.keep_distance(kept)

    # ---- state
    def take(self, snapshot: Snapshot, changes: Changes) -> None:
        """A new state of the map itself."""
        if self.other is not None and self.feed is None:
            self.other.take(snapshot, changes)

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on."""
        if self.other is not None:
            if self.feed is None:
                self.other.set_now(now_utc)
            self._tell()

    def rearranged(self) -> None:
        """The layers of the map itself were set otherwise: an instant is compared in the same layers."""
        if self.other is not None and self.feed is not None:
            self.other.stack.restore(self._map.stack.save())
            self.other.update()

    # ---- words
    def _tell(self) -> None:
        if len(self._plates) != 2:
            return
        session = self._panel.context.session()
        live = session is None or session.mode == "live"
        mode = self.tr("Live") if live else self.tr("Replay")
        now = self._when(self._map.now_utc)
        if self.feed is None:
            self._plates[0].say(self.tr("Layers as set"), f"{mode} {now}", past=not live)
            self._plates[1].say(self.tr("Layers: {view}").format(view=self.view_title), f"{mode} {now}", past=not live)
        else:
            axis = self.tr("as known then") if self.feed.session is None or self.feed.session.axis == "received" else self.tr("as it was")
            self._plates[0].say(f"{mode} {now}", "", past=not live)
            note = axis if self.feed.session is not None else self.tr("Reading the record…")
            if self.feed.at_utc < self.feed.first_utc:
                note = self.tr("The record begins at {time}").format(time=self._when(self.feed.first_utc))
            past = self.tr("Replay")
            self._plates[1].say(f"{past} {self._when(self.feed.at_utc)}", note, past=True)
        if self._frame is not None:
            self._frame.setVisible(self.feed is not None or not live)
        self._place_plates()

    def _when(self, at_utc: int) -> str:
        zone = self._panel.context.configuration.city.zone
        then, now = to_datetime(at_utc, zone), to_datetime(self._map.now_utc, zone)
        return then.strftime("%H:%M:%S" if then.date() == now.date() else "%Y-%m-%d %H:%M:%S") if at_utc else ""

    # ---- places
    def place(self) -> None:
        """Both sides, the divider, the plates."""
        if self.other is None:
            return
        self._syncing = True
        width, height = self._panel.width(), self._panel.height()
        at = round(width * self.divider.share)
        self._margin(width - at if self.way == "side" else 0)
        half = theme().px(WIDTH) // 2
        self.divider.setGeometry(at - half, 0, 2 * half, height)
        self.other.setGeometry(at, 0, width - at, height)
        self._syncing = False
        self._sync(False)
        if self._frame is not None:
            self._frame.fit(self.other.rect())
            self._frame.raise_()
        self._place_plates()
        self._panel.raise_controls()
        for widget in (self.divider, *self._plates):
            widget.raise_()

    def _margin(self, right: int) -> None:
        layout = self._panel.layout()
        if layout is not None and layout.contentsMargins().right() != right:
            layout.setContentsMargins(0, 0, right, 0)
            layout.activate()

    def _place_plates(self) -> None:
        if len(self._plates) == 2 and self._divider is not None:
            look, at = theme(), self.divider.geometry().center().x() + 1
            left, right = self._plates
            gap, top = look.px(WIDTH), look.px(72)  # below the north arrow
            left.move(max(0, at - gap - left.width()), top)
            right.move(min(self._panel.width() - right.width(), at + gap), top)

    # ---- viewpoints
    def _sync(self, from_other: bool) -> None:
        """The side that did not move looks where the other does."""
        if self.other is None or self._syncing:
            return
        self._syncing = True
        try:
            if from_other:
                self._map.go(self._of_map(self.other.viewpoint))
            else:
                self.other.go(self._of_other(self._map.viewpoint))
        finally:
            self._syncing = False

    def _shift(self) -> float:
        """Pixels from the middle of the map itself to the middle of the other, where both are one picture."""
        assert self.other is not None
        return self.other.x() + self.other.width() / 2 - self._map.width() / 2 if self.way == "swipe" else 0.0

    def _of_other(self, view: Viewpoint) -> Viewpoint:
        assert self.other is not None
        return view.moved(self._shift(), 0).sized(self.other.width(), self.other.height())

    def _of_map(self, view: Viewpoint) -> Viewpoint:
        return view.moved(-self._shift(), 0).sized(self._map.width(), self._map.height())
