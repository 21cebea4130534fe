"""The tracks of a map's time window, kept up with the shown clock: only what is new is asked for. GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from command_center.domain.time import SECOND
from command_center.domain.tracks import NO_TRACKS, Tracks
from command_center.engine.session import Session
from widgets.map.past.asking import Asking
from widgets.map.past.window import Span, TimeWindow

_EVERY_US = 5 * SECOND  # of the shown clock, between two questions for what is new


class Past(QObject):
    """changed: span or tracks are others. `tracks` None while they are not known."""

    changed = Signal()

    def __init__(self, window: TimeWindow, session: Callable[[], Session | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._session = window, session
        self.span: Span | None = None
        self.tracks: Tracks | None = None
        self._held: Span = (0, 0)
        self._of: Any = None
        self._now_utc = 0
        self._asking = Asking(self)
        window.changed.connect(self._look_again)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is awaited."""
        return not self._asking.busy

    def set_now(self, now_utc: int) -> None:
        """The shown instant moved on, back, or to another session."""
        self._now_utc = now_utc
        span, session = self._window.at(now_utc) if now_utc else None, self._session()
        whole = self._window.whole(now_utc) if now_utc else None
        if span != self.span:
            self.span = span
            self.changed.emit()
        if whole is None or session is None:
            self._forget()
        else:
            self._follow(session, whole)

    def _look_again(self) -> None:
        self.set_now(self._now_utc)

    def _forget(self) -> None:
        if self.tracks is not None or self._asking.busy:
            self._asking.drop()
            self.tracks, self._held, self._of = None, (0, 0), None
            self.changed.emit()

    def _follow(self, session: Session, whole: Span) -> None:
        since, until = whole
        goes_on = self._held[1] - _EVERY_US <= until <= self._held[1] + (until - since)  # no jump, either way
        fits = self._of is session and self._held[0] <= since and goes_on
        if not fits:
            self._asking.drop()
            self._of, self._held = session, (since, until)
            if self.tracks is not None:
                self.tracks = None
                self.changed.emit()
            self._asking.ask(session.history.tracks(since, until), lambda tracks: self._take(tracks, None))
        elif not self._asking.busy and until - self._held[1] >= _EVERY_US:
            after, self._held = self._held[1] - _EVERY_US, (since, until)
            known = self.tracks or NO_TRACKS
            self._asking.ask(session.history.tracks(after, until), lambda tracks: self._take(tracks, known.within(since, until)))

    def _take(self, tracks: Tracks, before: Tracks | None) -> None:
        self.tracks = tracks if before is None else before.joined(tracks)
        self.changed.emit()
