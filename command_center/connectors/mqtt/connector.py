"""MQTT 5 with a fall back to 3.1.1. The client's network thread fills a bounded queue; the connector's thread maps,
publishes, and acknowledges QoS 1 and 2 only after the durable append."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any, ClassVar

import paho.mqtt.client as paho
from paho.mqtt.enums import MQTTProtocolVersion

from command_center.connectors.base import Connector, ConnectorError, EventSink
from command_center.connectors.mapping import Mapper
from command_center.connectors.mqtt.config import MqttConfig
from command_center.connectors.mqtt.line import Line
from command_center.connectors.rows import Rows
from command_center.connectors.texts import decode, load_json
from command_center.domain.events import Event
from command_center.domain.ids import new_id


class MqttConnector(Connector):
    """MQTT 5 and 3.1.1 subscriptions with a mapping."""

    kind = "mqtt"
    tier = "silver"
    inputs: ClassVar[tuple[str, ...]] = ("url",)
    Config = MqttConfig

    def __init__(self, config: MqttConfig) -> None:
        super().__init__(config)
        import jmespath

        self._rows = Rows()
        self._topics = [(topic, Mapper(topic.rule(), source=config.id, crs=config.crs, zone=config.timezone),
                         jmespath.compile(topic.items) if topic.items else None) for topic in config.subscriptions()]
        self._version = MQTTProtocolVersion.MQTTv311 if config.protocol == "3.1.1" else MQTTProtocolVersion.MQTTv5
        self._client_id = config.client_id or f"command-center-{config.id or new_id()[-10:]}"

    def remember(self, events: Sequence[Event]) -> None:
        """What the journal already holds of this source."""
        self._rows.remember(events)

    def run(self, sink: EventSink, stop: threading.Event) -> None:
        """Connect, subscribe, and publish until stopped or disconnected."""
        line = Line(self.config, self._version, self._client_id, [topic for topic, _, _ in self._topics], sink)
        try:
            line.open(stop)
            while not stop.is_set():
                self._work(line, sink)
                line.watch_pressure()
                if line.lost is not None:
                    raise line.lost
        except ConnectorError as error:
            if error.key == "unsupported_version" and self.config.protocol == "auto":
                self._version = MQTTProtocolVersion.MQTTv311
            raise
        finally:
            line.close()

    def check(self) -> None:
        """Connect and subscribe once."""
        raise_later: list[str] = []
        line = Line(self.config, self._version, self._client_id + "-check", [topic for topic, _, _ in self._topics],
                     None, raise_later)
        try:
            line.open(threading.Event())
        finally:
            line.close()
        if raise_later:
            raise ConnectorError("subscribe_refused", ", ".join(raise_later))

    def _work(self, line: Line, sink: EventSink) -> None:
        messages = line.take()
        if not messages:
            return
        events: list[Event] = []
        good = 0
        for message in messages:
            fresh, wrong, counted = self._message(message)
            events += fresh
            if wrong:
                sink.bad(wrong, bytes(message.payload[:400]))
            elif fresh:
                good += 1
            else:
                sink.skip("unchanged" if counted else "filtered")
        durable = [message for message in messages if message.qos > 0]
        if events and durable:
            sink.publish_durably(events, good)
        elif events:
            sink.publish(events, good)
        # A message that cannot be read is acknowledged too: it would come back for ever.
        for message in durable:
            line.acknowledge(message)

    def _message(self, message: paho.MQTTMessage) -> tuple[list[Event], str, bool]:
        if len(message.payload) > self.config.max_bytes:
            return [], f"too_large: {len(message.payload)} bytes", False
        fresh: list[Event] = []
        wrong, known = "", False
        for topic, maker, items in self._topics:
            if not paho.topic_matches_sub(topic.topic, message.topic):
                continue
            try:
                found = _items(message, topic.payload, items)
            except ValueError as error:
                wrong = str(error)[:200]
                continue
            for item in found:
                news, trouble, seen = self._rows.one(item, [maker], lambda _: message.topic)
                fresh, wrong, known = fresh + news, wrong or trouble, known or seen
        return fresh, wrong, known


def _items(message: paho.MQTTMessage, how: str, items: Any) -> list[dict[str, Any]]:
    """What a message holds, each with the words about its topic."""
    body = _payload(bytes(message.payload), how)
    about = {"_topic": message.topic, "_levels": message.topic.split("/"), "_retained": bool(message.retain)}
    listed = items.search(body) if items is not None else [body]
    listed = listed if isinstance(listed, list) else [] if listed is None else [listed]
    return [{**(item if isinstance(item, dict) else {"value": item}), **about} for item in listed]


def _payload(body: bytes, how: str) -> Any:
    if how == "text":
        return decode(body).strip()
    if not body.strip():
        raise ValueError("empty")
    try:
        return load_json(body)
    except ValueError:
        if how == "json" or body.lstrip()[:1] in (b"{", b"["):
            raise
        return decode(body).strip()
