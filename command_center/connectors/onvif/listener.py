"""Listens to one device's events for as long as it is connected. On the device's thread."""

from __future__ import annotations

import threading
import time

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.onvif.alarms import AlarmBook
from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.facts import DeviceFacts, cameras, eyes
from command_center.connectors.onvif.soap import EVENTS
from command_center.connectors.onvif.subscription import PullPoint

TRIES = 2  # subscriptions in a row that give nothing but errors
AGAIN_S = 300.0


class Listener:
    """A camera whose events do not work still shows pictures: then it is only asked again after a while."""

    def __init__(self, client: OnvifClient, config: OnvifConfig, book: AlarmBook, stop: threading.Event) -> None:
        self._client, self._config, self._book, self._stop = client, config, book, stop
        self._point: PullPoint | None = None
        self._failures = 0
        self._again_at = 0.0

    def listen(self, facts: DeviceFacts, sink: EventSink) -> bool:
        """Wait for events and publish them; False at once where there are none to be had now. Raises ConnectorError
        where the device itself is lost."""
        place = facts.services.get(EVENTS)
        if not self._config.alarms or not place or time.monotonic() < self._again_at:
            return False
        try:
            if self._point is None:
                self._point = PullPoint(self._client, place)
            self._pull(self._point, facts, sink)
        except ConnectorError as error:
            if error.key == "stopped":
                raise
            self._point = None
            self._client.look_at_clock()  # raises where the device is gone
            self._failures += 1
            if self._failures >= TRIES:
                self._failures, self._again_at = 0, time.monotonic() + AGAIN_S
        else:
            self._failures = 0
        return True

    def close(self) -> None:
        """Let the camera forget us."""
        if self._point is not None:
            self._point.close()

    def _pull(self, point: PullPoint, facts: DeviceFacts, sink: EventSink) -> None:
        began, heard = time.monotonic(), 0
        seen, known = eyes(facts, self._config.id), cameras(facts, self._config)
        for notice in point.pull():
            heard += 1
            events = self._book.events(notice, seen, known, self._client.skew_us)
            if events:
                sink.publish(events)
            else:
                sink.skip("no_alarm")
        if not heard:
            sink.alive()
            if time.monotonic() - began < 0.5:  # a camera that does not wait as it was asked to
                self._stop.wait(1.0)
