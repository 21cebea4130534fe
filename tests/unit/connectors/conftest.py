"""A recording sink, a way to run a connector to its end, and real servers."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Any

import pytest

from command_center.connectors.base import Connector, ConnectorError
from command_center.connectors.health import Health
from command_center.connectors.sink import HostSink
from command_center.domain.events import Event
from command_center.registry import plugins
from tests.servers.http_server import HttpServer


class Recorder:
    """Runs a connector like the host does and keeps what it gave."""

    def __init__(self, connector: Connector) -> None:
        self.connector = connector
        self.events: list[Event] = []
        self.reasons: list[str] = []
        self.stop = threading.Event()
        self.error: ConnectorError | None = None
        self.health = Health(connector.config.id, connector.kind)
        self.sink = HostSink(self.health, self._submit, self.stop)
        plain = self.sink.bad
        self.sink.bad = lambda reason, raw=b"": (self.reasons.append(reason), plain(reason, raw))[1]  # type: ignore
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _submit(self, batch: Sequence[Event]) -> Future[int]:
        self.events += batch
        done: Future[int] = Future()
        done.set_result(len(self.events))
        return done

    def _run(self) -> None:
        try:
            self.connector.run(self.sink, self.stop)
        except ConnectorError as error:
            self.error = error

    def to_end(self) -> Recorder:
        """Run here until the source is exhausted."""
        self._run()
        return self

    def start(self) -> Recorder:
        """Run on a thread; end it with `finish`."""
        self._thread.start()
        return self

    def until(self, condition: Any, timeout_s: float = 15.0) -> Recorder:
        """Wait for a condition of this recorder."""
        deadline = time.monotonic() + timeout_s
        while not condition(self):
            assert time.monotonic() < deadline, f"{self.counts} {self.reasons[:5]} {self.error}"
            time.sleep(0.01)
        return self

    def finish(self) -> Recorder:
        """Ask to stop and wait."""
        self.stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()
        return self

    @property
    def counts(self) -> tuple[int, int, int]:
        """good, bad, skipped."""
        return self.health.good, self.health.bad, self.health.skipped

    @property
    def kinds(self) -> Counter[str]:
        """Events by name."""
        return Counter(type(event).__name__ for event in self.events)


def make(kind: str, **settings: Any) -> Recorder:
    """A recorder around a new connector."""
    loaded = plugins("connectors")[kind].load()
    return Recorder(loaded(loaded.Config(**settings)))


@pytest.fixture
def server() -> Iterator[HttpServer]:
    """A server that ends with the test."""
    running = HttpServer()
    yield running
    running.close()
