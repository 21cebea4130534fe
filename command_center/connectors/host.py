"""Runs the connectors: a thread each, retry with backoff, health as events, orders out. Owned by the engine process.

A connector's trouble stays its own: it is shown as the state of its source and never reaches another one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable, Sequence

from command_center.connectors.backoff import Backoff
from command_center.connectors.base import Connector, ConnectorConfig, ConnectorError, SendOutcome
from command_center.connectors.health import Health
from command_center.connectors.sink import HostSink, Submit
from command_center.domain.events import Event, OrderCancelled, UnitOrdered
from command_center.domain.ptz import PtzRequest
from command_center.domain.time import SECOND, now_utc
from command_center.registry import plugins

log = logging.getLogger("command_center.connectors")

_TICK_S = 0.25
_JOIN_S = 5.0


class _Runner:
    """One connector on its thread."""

    def __init__(self, connector: Connector, submit: Submit) -> None:
        config = connector.config
        self.connector = connector
        self.health = Health(config.id, connector.kind, config.title)
        self._stop = threading.Event()
        self._sink = HostSink(self.health, submit, self._stop)
        self._thread = threading.Thread(target=self._run, name=f"connector-{config.id}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        self._stop.set()

    def join(self, timeout_s: float) -> bool:
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        backoff = Backoff()
        while not self._stop.is_set():
            before = self.health.counters()
            error = self._once()
            if self._stop.is_set():
                break
            if error is None:
                self.health.turn("stopped", "complete")
                return
            if error.fatal:
                self.health.turn("failed", error.key, error.detail)
                return
            if self.health.counters() != before:
                backoff.reset()
            wait = backoff.next_s(error.retry_after_s)
            self.health.turn("lost", error.key, error.detail, now_utc() + int(wait * SECOND))
            self._stop.wait(wait)
        self.health.turn("stopped", "asked")

    def _once(self) -> ConnectorError | None:
        try:
            self.connector.run(self._sink, self._stop)
        except ConnectorError as error:
            return error
        except Exception as error:  # a plug-in's bug must not take the others down
            if not self._stop.is_set():
                log.exception("connector %s (%s) crashed", self.health.source, self.connector.kind)
            return ConnectorError("crashed", f"{type(error).__name__}: {error}")
        return None


class ConnectorHost:
    """All connectors of a city. `submit` takes a batch and gives the future of its durable append; it may block."""

    def __init__(self, connectors: Sequence[tuple[str, ConnectorConfig]], submit: Submit) -> None:
        """connectors: (kind, checked configuration), ids unique. Raises KeyError for an unknown kind, ImportError
        for a plug-in that cannot be loaded."""
        known = plugins("connectors")
        self._submit = submit
        self._runners = {config.id: _Runner(known[kind].load()(config), submit) for kind, config in connectors}
        self._ending = threading.Event()
        self._reporter = threading.Thread(target=self._report, name="connector-health", daemon=True)

    def remember(self, events: Iterable[Event]) -> None:
        """Tell the connectors, before `start`, what the journal already holds of their sources."""
        by_source: dict[str, list[Event]] = {}
        for event in events:
            by_source.setdefault(event.source, []).append(event)
        for source, known in by_source.items():
            if source in self._runners:
                self._runners[source].connector.remember(known)

    def start(self) -> None:
        """Start every connector and the health reports."""
        for runner in self._runners.values():
            runner.start()
        self._reporter.start()

    def stop(self) -> None:
        """Ask all to stop, wait a little, publish their last word. A connector that does not end in time is left to
        end with the process."""
        for runner in self._runners.values():
            runner.ask_to_stop()
        deadline = time.monotonic() + _JOIN_S
        for name, runner in self._runners.items():
            if not runner.join(max(0.05, deadline - time.monotonic())):
                log.warning("connector %s did not stop in time", name)
        self._ending.set()
        if self._reporter.is_alive():
            self._reporter.join(2.0)
        self._publish_health(now=True)

    def send(self, order: UnitOrdered | OrderCancelled, source: str) -> SendOutcome:
        """Carry an order out through a source; blocks until it is known how it went. Never raises."""
        runner = self._runners.get(source)
        if runner is None:
            return SendOutcome("failed", "no_source", source)
        if not isinstance(order, runner.connector.handles):
            return SendOutcome("failed", "not_handled", source)
        try:
            return runner.connector.send(order)
        except ConnectorError as error:
            return SendOutcome("failed", error.key, error.detail)
        except Exception as error:  # it may have been delivered before the bug struck
            log.exception("connector %s crashed while sending", source)
            return SendOutcome("unknown", "crashed", type(error).__name__)

    def move(self, camera: str, request: PtzRequest, source: str) -> SendOutcome:
        """Move a camera through its source; blocks until it answered. Never raises."""
        runner = self._runners.get(source)
        if runner is None:
            return SendOutcome("failed", "no_source", source)
        if not runner.connector.moves_cameras:
            return SendOutcome("failed", "not_handled", source)
        try:
            return runner.connector.move(camera, request)
        except ConnectorError as error:
            return SendOutcome("failed", error.key, error.detail)
        except Exception as error:
            log.exception("connector %s crashed while moving a camera", source)
            return SendOutcome("unknown", "crashed", type(error).__name__)

    def states(self) -> dict[str, str]:
        """State by source now."""
        return {name: runner.health.state for name, runner in self._runners.items()}

    def _report(self) -> None:
        while not self._ending.wait(_TICK_S):
            self._publish_health()

    def _publish_health(self, now: bool = False) -> None:
        reports = [report for runner in self._runners.values() if (report := runner.health.report(now)) is not None]
        if reports:
            try:
                self._submit(reports)
            except Exception:
                log.exception("source health could not be recorded")
