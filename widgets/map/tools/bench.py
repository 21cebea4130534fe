"""What the map tools of one window share: the things there are, a worker thread for slow questions, the marks they
leave on every map of the window. GUI thread outside; questions run on the worker.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from command_center.dispatch.routing import Router
from layers.spatial.geodesy import Cancelled
from layers.spatial.stocks import Stocks
from widgets.context import Context
from widgets.map.tools.held import Held
from widgets.map.tools.marks import Marks

if TYPE_CHECKING:
    from widgets.map.view import MapView

Stop = Callable[[], bool]
_REST_S = 0.004
_log = logging.getLogger(__name__)


class Bench(QObject):
    """stocks, router: for the worker; marks: for the maps. busy_changed: a question was begun or answered."""

    busy_changed = Signal()
    _answered = Signal(str, int, object)

    def __init__(self) -> None:
        super().__init__()
        self.stocks = Stocks(lambda: time.sleep(_REST_S))
        self.marks = Marks()
        self.router = Router(lambda: time.sleep(_REST_S))
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="map-tools")
        self._numbers: dict[str, int] = {}
        self._waiting: dict[str, Callable[[Any], None]] = {}
        self._answered.connect(self._take)
        pool = self._pool
        self.destroyed.connect(lambda: pool.shutdown(wait=False, cancel_futures=True))
        pool.submit(_warm)

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for an answer."""
        return bool(self._waiting)

    def ask(self, asker: str, question: Callable[[Stop], Any], answer: Callable[[Any], None]) -> None:
        """Have a question answered on the worker; answer(result) is called here. Of one asker only the newest
        counts: what it asked before is told to stop, and its answer is dropped."""
        number = self._numbers.get(asker, 0) + 1
        self._numbers[asker] = number
        self._waiting[asker] = answer
        future = self._pool.submit(question, lambda: self._numbers.get(asker) != number)
        future.add_done_callback(lambda done: self._hear(asker, number, done))
        self.busy_changed.emit()

    def cancel(self, asker: str) -> None:
        """Nobody wants the answer any more."""
        if self._waiting.pop(asker, None) is not None:
            self._numbers[asker] += 1
            self.busy_changed.emit()

    def _hear(self, asker: str, number: int, done: Future[Any]) -> None:
        """On the worker thread."""
        result: Any = None
        if not done.cancelled():
            error = done.exception()
            if error is None:
                result = done.result()
            elif not isinstance(error, Cancelled):
                _log.error("map tool %s", asker, exc_info=error)
        try:
            self._answered.emit(asker, number, result)
        except RuntimeError:  # the window has gone meanwhile
            return

    def _take(self, asker: str, number: int, result: Any) -> None:
        if self._numbers.get(asker) != number:
            return
        answer = self._waiting.pop(asker, None)
        self.busy_changed.emit()
        if answer is not None and result is not None:
            answer(result)

    def show_on(self, map_view: MapView) -> None:
        """Have the marks painted on a map."""
        map_view.overlays.append(self.marks.paint)
        self.marks.changed.connect(map_view.update)
        held = Held(map_view, self)
        map_view.overlays.append(held.paint)
        map_view.context.selection.many_changed.connect(map_view.update)


def _warm() -> None:
    """The slow imports, before somebody waits for them."""
    import pyproj  # noqa: F401
    import shapely  # noqa: F401

    from layers.spatial.geodesy import length_m

    length_m([(0.0, 0.0), (0.0, 1.0)])


def bench_of(context: Context) -> Bench:
    """The one of this window."""
    if context.bench is None:
        context.bench = Bench()
    found: Bench = context.bench
    return found
