"""The keys of a replay wherever pictures are: J backwards, K pause, L forwards, a comma and a full stop for one picture
back and on. GUI thread; the index of the recording is read on a thread of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from command_center.domain.cameras import Segment
from video.stepping import neighbour_picture
from widgets.shortcuts import local_shortcut

if TYPE_CHECKING:
    from widgets.context import Context


class Shuttle(QObject):
    """shown: the cameras on the tiles, in their order; who shows them says so with `show`."""

    changed = Signal()  # the cameras, or what plays
    _found = Signal(object, int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.shown: tuple[str, ...] = ()
        self._asked = 0
        self._waiting = 0  # pictures asked for while one is looked up
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="step")
        self._found.connect(self._go, Qt.ConnectionType.QueuedConnection)

    @property
    def cameras(self) -> tuple[str, ...]:
        """The selected camera, else those on the tiles."""
        selection = self._context.selection
        return (selection.id,) if selection.kind == "camera" and selection.id else self.shown

    def show(self, cameras: tuple[str, ...]) -> None:
        """These cameras are on the tiles now."""
        if cameras != self.shown:
            self.shown = cameras
            self.changed.emit()

    def keys(self, widget: QWidget, *, letters: bool = True) -> None:
        """Make the keys work while a widget, or something in it, has the keyboard. letters: J, K and L too."""
        acts = {",": lambda: self.step(False), ".": lambda: self.step(True)}
        if letters:
            acts |= {"J": lambda: self.run(True), "K": self.pause, "L": lambda: self.run(False)}
        for key, act in acts.items():
            local_shortcut(key, widget, act)

    def run(self, backwards: bool) -> None:
        """Play in a direction; again in the same one: twice as fast."""
        director = self._context.director
        if director is None or not director.has_session:
            return
        if director.in_replay and director.session.clock.speed and (director.speed < 0) == backwards:
            director.faster()
        else:
            director.run(backwards)
        self.changed.emit()

    def pause(self) -> None:
        """Stand still."""
        director = self._context.director
        if director is not None and director.control is not None:
            director.control.pause()
            self.changed.emit()

    def step(self, forward: bool) -> None:
        """The clock goes to the next (or previous) picture of the selected camera, else of the first on the tiles that has
        any, and stands there."""
        director, folder = self._context.director, self._context.recordings
        if director is None or not director.has_session or folder is None:
            return
        newest = getattr(director.session.box, "newest", lambda: None)()
        segments: Mapping[str, tuple[Segment, ...]] = newest.segments if newest is not None else {}
        camera = next((camera for camera in self.cameras if segments.get(camera)), None)
        if camera is None or self._waiting:
            return
        self.pause()
        self._asked += 1
        self._waiting = 1
        number = self._asked
        future = self._pool.submit(neighbour_picture, folder, segments[camera], director.session.clock.now_utc(),
                                   forward)
        future.add_done_callback(lambda done: self._answered(done, number))

    def _answered(self, done: Future[int | None], number: int) -> None:
        error = done.exception()
        if error is not None:
            sys.excepthook(type(error), error, error.__traceback__)
        self._found.emit(None if error else done.result(), number)

    def _go(self, at_utc: int | None, number: int) -> None:
        self._waiting = 0
        director = self._context.director
        if at_utc is not None and number == self._asked and director is not None:
            director.seek(at_utc)
            self.changed.emit()


def shuttle_of(context: Context) -> Shuttle:
    """The one of a window."""
    if context.shuttle is None:
        context.shuttle = Shuttle(context)
    shuttle: Shuttle = context.shuttle
    return shuttle
