"""The one way to tell the operator something that is neither a source's trouble nor a refusal. Any thread.

Whoever has something to say calls `notify`; whoever shows it (the toasts of the desk, stderr of the CLI) subscribes.
A notice is a key with parameters, never a sentence: widgets translate.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

Severity = Literal["info", "warning", "error"]


class Notice(NamedTuple):
    """key: what to say ("notice.engine_lost"); parameters: what the sentence needs; repeats are merged by `key`."""

    severity: Severity
    key: str
    parameters: dict[str, Any]


_subscribers: list[Callable[[Notice], None]] = []
_lock = threading.Lock()


def notify(severity: Severity, key: str, **parameters: Any) -> None:
    """Tell the operator."""
    with _lock:
        targets = list(_subscribers)
    for target in targets:
        target(Notice(severity, key, parameters))


def subscribe(target: Callable[[Notice], None]) -> Callable[[], None]:
    """Hear every notice from now on, on the thread that gives it; returns the way out."""
    with _lock:
        _subscribers.append(target)

    def leave() -> None:
        with _lock:
            if target in _subscribers:
                _subscribers.remove(target)

    return leave
