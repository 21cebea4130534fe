"""Where connectors put what they read: bounded, blocking, counted. Called by the connector's thread; appends are
acknowledged on the journal's."""

from __future__ import annotations

import concurrent.futures
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

import msgspec

from command_center.connectors.base import ConnectorError
from command_center.connectors.camera_secrets import without_password
from command_center.connectors.health import SKEW_LIMIT_S, Health
from command_center.domain.events import Event, ObservationMade, PositionReported, ReportReceived
from command_center.domain.time import SECOND, now_utc

Submit = Callable[[Sequence[Event]], "Future[int]"]

IN_FLIGHT = 20_000  # events of one source that may wait for their append
CHUNK = 1_000  # events in one append
_LIVE = (ObservationMade, PositionReported, ReportReceived)


class HostSink:
    """The EventSink of one source."""

    keeps_secrets = True  # passwords that come with cameras go into the store

    def __init__(self, health: Health, submit: Submit, stop: threading.Event, limit: int = IN_FLIGHT) -> None:
        self.health = health
        self._submit, self._stop, self._limit = submit, stop, limit
        self._in_flight = 0
        self._room = threading.Condition()

    def publish(self, events: Sequence[Event], records: int | None = None) -> None:
        """Hand over; blocks while too many events of this source wait for their append."""
        self._hand_over(events, records)

    def publish_durably(self, events: Sequence[Event], records: int | None = None, timeout_s: float = 30.0) -> None:
        """Hand over and return after the durable append of the last event."""
        futures = self._hand_over(events, records)
        try:
            for future in futures:
                future.result(timeout=timeout_s)
        except concurrent.futures.TimeoutError as error:
            raise ConnectorError("not_recorded", "no acknowledgement in time") from error
        except concurrent.futures.CancelledError as error:
            raise ConnectorError("not_recorded", "the engine is stopping") from error
        except Exception as error:
            raise ConnectorError("not_recorded", str(error)) from error

    def _hand_over(self, events: Sequence[Event], records: int | None) -> list[Future[int]]:
        self._notice_clock(events)
        futures = []
        for start in range(0, len(events), CHUNK):
            part = [self.cleaned(event) for event in events[start:start + CHUNK]]
            self._reserve(len(part))
            futures.append(self._append(part))
        self.health.message(len(events), len(events) if records is None else records)
        return futures

    def cleaned(self, event: Event) -> Event:
        """As it may stand in the journal: with its source, without passwords."""
        named = event if event.source else msgspec.structs.replace(event, source=self.health.source)
        return without_password(named, self.health.source, self.keeps_secrets)

    def _append(self, part: list[Event]) -> Future[int]:
        try:
            future = self._submit(part)
        except BaseException:
            self._release(len(part))
            raise
        future.add_done_callback(lambda done: self._done(done, len(part)))
        return future

    def _done(self, future: Future[int], count: int) -> None:
        self._release(count)
        if future.cancelled() or future.exception() is not None:
            self.health.drop(count, "not_recorded")

    def _reserve(self, count: int) -> None:
        with self._room:
            while self._in_flight and self._in_flight + count > self._limit:
                if self._stop.is_set():
                    raise ConnectorError("stopped", "the engine is stopping")
                self._room.wait(0.2)
            self._in_flight += count

    def _release(self, count: int) -> None:
        with self._room:
            self._in_flight -= count
            self._room.notify_all()

    def _notice_clock(self, events: Sequence[Event]) -> None:
        ahead = max((event.at_utc for event in events if isinstance(event, _LIVE)), default=0) - now_utc()
        if ahead > SKEW_LIMIT_S * SECOND:  # lateness is no proof of a wrong clock, the future is
            self.health.clock(ahead / SECOND)

    def bad(self, reason: str, raw: bytes = b"") -> None:
        """Count a record that could not be read."""
        self.health.bad_record(reason, raw)

    def skip(self, reason: str, count: int = 1) -> None:
        """Count records that are none of our business."""
        if count:
            self.health.skip(count)

    def dropped(self, count: int = 1) -> None:
        """Count messages that the protocol allowed us to lose."""
        self.health.drop(count)

    def trouble(self, reason: str) -> None:
        """A part of the source does not work."""
        self.health.trouble(reason)

    def left_out(self, document: str, left_out: Mapping[str, Mapping[str, int]],
                 mended: Mapping[str, Mapping[str, int]]) -> None:
        """Features of a document that are not on the map, or were mended."""
        self.health.left_out(document, left_out, mended)

    def alive(self) -> None:
        """The source answered with nothing new."""
        self.health.message(0, 0)

    def clock(self, their_utc: int) -> None:
        """The source told its own time."""
        self.health.clock((their_utc - now_utc()) / SECOND)
