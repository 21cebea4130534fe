"""The Journal interface. One test suite runs against every implementation. Calls are safe from any thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from typing import Literal, NamedTuple, Protocol

from command_center.domain.events import Event

Axis = Literal["received", "at"]


class Entry(NamedTuple):
    """A recorded event. seq: its number, without gaps and rising; event.received_utc is set."""

    seq: int
    event: Event


class Conflict(Exception):
    """Somebody else was first: a (stream, ver) of the batch is taken, or an expected version is not the head."""

    def __init__(self, stream: str, message: str = "") -> None:
        super().__init__(message or stream)
        self.stream = stream


class JournalError(Exception):
    """The journal cannot be used. key and parameters make the sentence for the operator."""

    def __init__(self, key: str, **parameters: object) -> None:
        super().__init__(f"{key} {parameters}")
        self.key = key
        self.parameters = parameters


class Journal(Protocol):
    """Append, read, seek, tail. All-or-none, durable when the future is done, idempotent by eid.

    identity: made once with the journal, so that what is derived from it (keyframes, blocks) is never taken for
    another's.
    """

    identity: str

    def append(self, batch: Sequence[Event], expected: Mapping[str, int] | None = None) -> Future[int]:
        """Record a batch; the future gives the seq of its last event, or raises Conflict or JournalError.

        The same eids again give the same answer. `expected`: stream -> version it must have now. The journal stamps
        received_utc (never falling) unless it was opened for an import, where a given received_utc is kept (again
        never falling). Runs of telemetry in a batch may be packed into one row of a *Batch kind.
        """

    def read(
        self, after: int = 0, until: int | None = None, *, kinds: Collection[int] | None = None,
        axis: Axis = "received", after_utc: int | None = None, until_utc: int | None = None,
    ) -> Iterator[list[Entry]]:
        """Pages of entries with after < seq <= until and after_utc < instant on `axis` <= until_utc.
        axis="received": by seq. axis="at": by (at_utc, seq); a batch row stands at its earliest sample."""

    def seek(self, at_utc: int, axis: Axis = "received") -> int:
        """The last seq recorded at or before an instant of receipt (axis "received"), 0 if none; for axis "at" the
        greatest seq among the events that happened at or before it."""

    def head(self) -> int:
        """The last seq, 0 when empty."""

    def bounds(self, axis: Axis = "received") -> tuple[int, int]:
        """First and last instant on an axis, (0, 0) when empty."""

    def earliest(self, after: int) -> int | None:
        """The earliest occurrence among the entries after a seq, None if there are none: from there on, what was
        derived by occurrence up to that seq is stale."""

    def tail(self, after: int, on_batch: Callable[[list[Entry]], None]) -> Callable[[], None]:
        """Give every entry after a seq once, in order, without gap, on a thread of its own; returns stop()."""

    def close(self) -> None:
        """Write what was acknowledged (it is already) and let go."""
