"""Things that a test makes as many of as it likes, each closed after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar


class _Closes(Protocol):
    def close(self) -> None: ...


Made = TypeVar("Made", bound=_Closes)


def making(kind: Callable[..., Made], qtbot: Any) -> Iterator[Callable[..., Made]]:
    """For a fixture: `yield from making(Screen, qtbot)`."""
    made: list[Made] = []

    def make(*given: Any, **more: Any) -> Made:
        made.append(kind(qtbot, *given, **more))
        return made[-1]

    yield make
    for each in made:
        each.close()
