"""One question at a time to a session's history; answers of another session or of an earlier time are dropped. GUI thread
outside; the answer crosses from the history's thread by signal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Asking(QObject):
    """busy: whether an answer is awaited."""

    _came = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._take: Callable[[Any], None] | None = None
        self._came.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether somebody waits."""
        return self._take is not None

    def drop(self) -> None:
        """Nobody wants the answer any more."""
        self._number += 1
        self._take = None

    def ask(self, future: Future[Any], take: Callable[[Any], None]) -> None:
        """take(result) is called here once it is there; not at all if it is dropped before."""
        self._number += 1
        number, self._take = self._number, take

        def done(answered: Future[Any]) -> None:
            result = None
            if not answered.cancelled():
                error = answered.exception()
                if error is not None:
                    sys.excepthook(type(error), error, error.__traceback__)
                else:
                    result = answered.result()
            try:
                self._came.emit(number, result)
            except RuntimeError:
                return  # the window has gone meanwhile

        future.add_done_callback(done)

    def _answer(self, number: int, result: Any) -> None:
        if number != self._number:
            return
        take, self._take = self._take, None
        if take is not None and result is not None:
            take(result)
