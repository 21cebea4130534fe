"""A GB/T 28181 device with one channel that has registered at a running connector of ours: for the screen's tests and the
terminal's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.servers.gb28181_device import Device, channel
from tests.unit.connectors.conftest import make


@contextmanager
def registered_device() -> Iterator[tuple[Any, Device]]:
    """(the connector as it runs, the device), both ended afterwards."""
    found = make("gb28181", id="gb", listen="127.0.0.1:0", password="12345678", catalogue_idle_s=0.6)
    found.start().until(lambda each: each.connector.port)
    running = Device(found.connector.port, items=[channel(1)])
    try:
        assert running.register() == 200
        found.until(lambda each: len(each.events) >= 1)
        yield found, running
    finally:
        running.close()
        found.finish()
