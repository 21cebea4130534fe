"""What is known of one source's health. Written by its connector's thread, read by the host's: every call locks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping

from command_center.domain.events import SourceHealthChanged
from command_center.domain.time import now_utc
from command_center.redaction import redact

log = logging.getLogger("command_center.connectors")

REPORT_EVERY_S = 5.0
DEGRADED_FOR_S = 30.0  # so long a bad record, a drop or a skewed clock colours the source
SKEW_LIMIT_S = 5.0
_KEPT_BYTES = 200
Tables = dict[str, dict[str, int]]


class Health:
    """Counters and state of a source. states: see SourceHealthChanged."""

    def __init__(self, source: str, kind: str = "", title: str = "") -> None:
        self.source, self._kind, self._title = source, kind, title
        self._lock = threading.Lock()
        self._state, self._reason, self._detail = "starting", "", ""
        self.good = self.bad = self.skipped = self.dropped = self.events = 0
        self._last_message_utc = self._retry_utc = 0
        self._last_bad, self._bad_reason, self._bad_until = "", "", 0.0
        self._trouble = ""
        self._skew_s = 0.0
        self._rate, self._rate_events, self._rate_at = 0.0, 0, time.monotonic()
        self._left_out: dict[str, Tables] = {}
        self._mended: dict[str, Tables] = {}
        self._reported: tuple[object, ...] = ()
        self._reported_at = 0.0
        self._was_lost = False

    def message(self, events: int, records: int) -> None:
        """The source gave something (or answered that there is nothing new): it lives."""
        with self._lock:
            self.events += events
            self.good += records
            self._last_message_utc = now_utc()
            if self._state in ("starting", "lost", "failed"):
                self._recover()

    def _recover(self) -> None:
        self._state, self._reason, self._detail, self._retry_utc = "live", "", "", 0
        if self._was_lost:
            self._was_lost = False
            log.info("source %s is back", self.source)

    def bad_record(self, reason: str, raw: bytes) -> None:
        """Count a record that could not be read; keep the beginning of its bytes."""
        with self._lock:
            self.bad += 1
            self._last_message_utc = now_utc()
            self._last_bad = readable(raw)
            self._colour(reason)
            if self._state in ("starting", "lost", "failed"):
                self._recover()

    def skip(self, count: int) -> None:
        """Count records that are none of our business."""
        with self._lock:
            self.skipped += count
            self._last_message_utc = now_utc()
            if self._state in ("starting", "lost", "failed"):
                self._recover()  # it answered, if only with what we do not want

    def drop(self, count: int, reason: str = "overflow") -> None:
        """Count what was lost where the protocol allows it."""
        with self._lock:
            self.dropped += count
            self._colour(reason)

    def clock(self, ahead_s: float) -> None:
        """The source's clock against ours, positive where it is ahead."""
        with self._lock:
            self._skew_s = round(ahead_s, 1) if abs(ahead_s) > SKEW_LIMIT_S else 0.0

    def trouble(self, reason: str) -> None:
        """A part does not work: degraded until the source is lost or the part works."""
        with self._lock:
            self._trouble = reason

    def left_out(self, document: str, left_out: Mapping[str, Mapping[str, int]],
                 mended: Mapping[str, Mapping[str, int]]) -> None:
        """What the last reading of a document could not put on the map, or had to mend; a part of the state, not a
        total, because a bad feature is met again at every reading."""
        with self._lock:
            for known, tables in ((self._left_out, left_out), (self._mended, mended)):
                plain = {name: dict(counts) for name, counts in tables.items() if counts}
                if plain:
                    known[document] = plain
                else:
                    known.pop(document, None)

    def _colour(self, reason: str) -> None:
        self._bad_reason, self._bad_until = reason, time.monotonic() + DEGRADED_FOR_S

    def turn(self, state: str, reason: str = "", detail: str = "", retry_utc: int = 0) -> None:
        """Set the state; one log line for a loss, however often the retries fail."""
        with self._lock:
            first = not self._was_lost and state in ("lost", "failed")
            self._was_lost = self._was_lost or state in ("lost", "failed")
            detail = redact(detail)
            self._state, self._reason, self._detail, self._retry_utc = state, reason, detail, retry_utc
            self._trouble = ""
        if first:
            log.warning("source %s is %s: %s %s", self.source, state, reason, detail)

    @property
    def state(self) -> str:
        """The state now; degraded is live with recent trouble."""
        with self._lock:
            return self._shown()[0]

    def _shown(self) -> tuple[str, str]:
        if self._state == "live" and time.monotonic() < self._bad_until:
            return "degraded", self._bad_reason
        if self._state == "live" and self._trouble:
            return "degraded", self._trouble
        if self._state == "live" and self._skew_s:
            return "degraded", "clock_skew"
        return self._state, self._reason

    def report(self, now: bool = False) -> SourceHealthChanged | None:
        """The event to publish, or None if nothing that matters changed: a new state at once, counters every
        REPORT_EVERY_S."""
        with self._lock:
            clock = time.monotonic()
            self._measure(clock)
            state, reason = self._shown()
            print_ = (state, reason, self._detail, self._retry_utc)
            left_out, mended = summed(self._left_out), summed(self._mended)
            counters = (self._last_message_utc, self.good, self.bad, self.skipped, self.dropped, left_out, mended)
            same_state = print_ == self._reported[:4]
            if not now and same_state and (counters == self._reported[4:]
                                           or clock - self._reported_at < REPORT_EVERY_S):
                return None
            self._reported, self._reported_at = (*print_, *counters), clock
            head, _, rest = reason.partition(":")
            return SourceHealthChanged(
                at_utc=now_utc(), source=self.source, state=state, kind=self._kind, title=self._title, reason=head,
                detail=rest.strip() or self._detail, retry_utc=self._retry_utc,
                last_message_utc=self._last_message_utc, rate_per_s=round(self._rate, 2), good=self.good,
                bad=self.bad, skipped=self.skipped, dropped=self.dropped, clock_skew_s=self._skew_s,
                last_bad=self._last_bad, left_out=left_out, mended=mended)

    def _measure(self, clock: float) -> None:
        passed = clock - self._rate_at
        if passed >= 1.0:
            fresh = (self.events - self._rate_events) / passed
            self._rate += (fresh - self._rate) * min(1.0, passed / 10.0)
            self._rate_events, self._rate_at = self.events, clock

    def counters(self) -> dict[str, int]:
        """What `connect try` sums up."""
        with self._lock:
            return {"events": self.events, "good": self.good, "bad": self.bad, "skipped": self.skipped}


def summed(documents: Mapping[str, Tables]) -> Tables:
    """collection -> reason -> count over all documents."""
    total: Tables = {}
    for tables in documents.values():
        for name, counts in tables.items():
            table = total.setdefault(name, {})
            for reason, count in counts.items():
                table[reason] = table.get(reason, 0) + count
    return total


def readable(raw: bytes) -> str:
    """The beginning of some bytes as text where they are text, else as hex."""
    cut = raw[:_KEPT_BYTES]
    text = cut.decode("utf-8", "replace").rstrip("�")
    if text and "�" not in text and all(letter.isprintable() or letter in "\r\n\t" for letter in text):
        return redact(text)
    return cut.hex(" ")
