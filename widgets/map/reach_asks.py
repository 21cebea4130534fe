"""What layers ask of the road network, asked from a raster worker, which has the roads. GUI thread."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QObject, Signal

from layers.base import View
from layers.stack import LayerStack
from widgets.map.raster_messages import Answer, AskReach, Built, Reached
from widgets.map.raster_share import Share

_AGAIN_S = 20.0
_CALM_S = 3.0  # places that move are not asked for more often


class ReachAsks(QObject):
    """found: layer -> (question, answer). Signal `changed`."""

    changed = Signal()

    def __init__(self, pool: Share, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self.found: dict[str, tuple[Any, Any]] = {}
        self._asked: dict[str, tuple[Any, float]] = {}
        self._stale = set[str]()  # answers of other roads, shown until the new ones are there
        self._has_roads = False
        pool.answered.connect(self._on_answer)

    def want(self, stack: LayerStack, view: View) -> None:
        """Ask for what the shown layers want and do not have; a question that somebody is computing is not repeated."""
        numbers = self._pool.numbers()
        if not numbers or not self._has_roads:
            return
        for entry in stack.shown():
            for key, question in entry.layer.asks(view).items():
                held, asked = self.found.get(key), self._asked.get(key)
                since_s = time.monotonic() - asked[1] if asked is not None else _AGAIN_S
                waits = since_s < (_AGAIN_S if asked is not None and asked[0] == question else _CALM_S)
                if (held is None or held[0] != question or key in self._stale) and not waits:
                    self._asked[key] = (question, time.monotonic())
                    self._pool.ask(numbers[-1], AskReach(key, question))

    def is_settled(self, stack: LayerStack, view: View) -> bool:
        """Whether every question of the shown layers has its answer, as far as there are roads."""
        wanted = {key: question for entry in stack.shown() for key, question in entry.layer.asks(view).items()}
        return not self._has_roads or all(key in self.found and self.found[key][0] == question and key not in self._stale
                                          for key, question in wanted.items())

    def _on_answer(self, number: int, answer: Answer) -> None:
        if isinstance(answer, Reached):
            self.found[answer.key] = (answer.question, answer.found)
            self._stale.discard(answer.key)
            self.changed.emit()
        elif isinstance(answer, Built) and number in self._pool.numbers()[-1:]:
            self._has_roads = answer.bounds is not None
            self._asked.clear()
            self._stale = set(self.found)
