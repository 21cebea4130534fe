"""Sends orders that stand in the journal to the units' sources and records what became of each.

An order is sent at most once in its life: what is pending when an engine starts becomes unknown, never a second
order. Sending blocks, so it has threads of its own; the rest is called by the engine's core thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from command_center.connectors.base import SendOutcome
from command_center.domain.events import (
    Event,
    OrderCancelled,
    OrderConfirmed,
    OrderFailed,
    OrderUnresolved,
    UnitOrdered,
    UnitReleased,
)
from command_center.domain.time import not_before, now_utc
from command_center.state.snapshot import Snapshot

Order = UnitOrdered | OrderCancelled
LIMIT_S = 15.0
SENDERS = 8
_NO_CHANNEL = ("no_source", "not_handled")  # nothing that runs takes orders for this unit


@dataclass
class _Sending:
    order: Order
    deadline_s: float
    overdue: bool = False


class OrderSender:
    """send: the host's, blocking; append: records outcomes; limit_s: after which an order's fate is unknown."""

    def __init__(self, send: Callable[[Order, str], SendOutcome],
                 append: Callable[[Sequence[Event]], Future[int]], limit_s: float = LIMIT_S) -> None:
        self._send, self._append, self._limit_s = send, append, limit_s
        self._pool = ThreadPoolExecutor(SENDERS, thread_name_prefix="order")
        self._under_way: dict[bytes, _Sending] = {}
        self._last: dict[str, Future[None]] = {}

    def settle_after_restart(self, snapshot: Snapshot) -> list[Event]:
        """Pending orders of an engine that is gone: nobody knows whether they left."""
        return [OrderUnresolved(at_utc=not_before(now_utc(), incident.last_utc), incident=incident.incident, order=part.order, unit=part.unit,
                                reason="engine_restarted", stream=f"incident:{incident.incident}")
                for incident in snapshot.incidents.values() for part in incident.assignments
                if part.state == "pending"]

    def on_event(self, event: Event, snapshot: Snapshot) -> None:
        """Every event of the journal, after the snapshot has it."""
        if isinstance(event, UnitOrdered | OrderCancelled):
            self._carry_out(event, _source_of(event.unit, snapshot))
        elif isinstance(event, UnitReleased) and event.actor:
            # The operator's word ends the unit's part; its own service only knows the calling back.
            recall = OrderCancelled(at_utc=event.at_utc, incident=event.incident, order=event.order, unit=event.unit,
                                    reason="released")
            self._pool.submit(self._send, recall, _source_of(event.unit, snapshot))

    def tick(self) -> None:
        """Call a few times a second: says of orders without an answer in time that their fate is unknown."""
        for sending in list(self._under_way.values()):
            if not sending.overdue and time.monotonic() > sending.deadline_s:
                sending.overdue = True
                self._record(sending.order, SendOutcome("unknown", "no_answer"))

    def close(self) -> None:
        """Wait for nothing: what is still under way is unknown after the next start."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _carry_out(self, order: Order, source: str) -> None:
        before = self._last.get(order.order)
        self._under_way[order.eid] = _Sending(order, time.monotonic() + self._limit_s)
        self._last[order.order] = self._pool.submit(self._deliver, order, source, before)

    def _deliver(self, order: Order, source: str, before: Future[None] | None) -> None:
        if before is not None:  # a calling back must not overtake its order
            # However that went, and if it hangs only for a while: by then the order's fate is recorded as unknown, and
            # a calling back that comes late is better than none.
            wait([before], timeout=self._limit_s)
        outcome = self._send(order, source) if source else SendOutcome("failed", "no_source")
        sending = self._under_way.pop(order.eid, None)
        if outcome.state != "unknown" or sending is None or not sending.overdue:
            self._record(order, outcome)

    def _record(self, order: Order, outcome: SendOutcome) -> None:
        event = _outcome_event(order, outcome)
        if event is not None:
            self._append([event])


def _source_of(unit: str, snapshot: Snapshot) -> str:
    known = snapshot.units.get(unit)
    return known.source if known is not None else ""


def _outcome_event(order: Order, outcome: SendOutcome) -> Event | None:
    """A calling back that was not delivered leaves the order's fate unknown: the unit may still be on its way."""
    common: dict[str, Any] = {"at_utc": not_before(now_utc(), order.at_utc), "incident": order.incident,
              "order": order.order, "unit": order.unit,
              "stream": f"incident:{order.incident}", "cause_id": order.eid}
    if isinstance(order, OrderCancelled):
        return None if outcome.state == "confirmed" else OrderUnresolved(**common, reason="cancel_not_delivered")
    if outcome.state == "confirmed":
        return OrderConfirmed(**common)
    if outcome.state == "failed":
        reason = "no_channel" if outcome.reason in _NO_CHANNEL else outcome.reason
        return OrderFailed(**common, reason=reason, detail=outcome.detail)
    return OrderUnresolved(**common, reason=outcome.reason or "no_answer")
