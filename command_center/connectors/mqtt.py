"""MQTT 5 with a fall back to 3.1.1. The client's network thread fills a bounded queue; the connector's thread maps,
publishes, and acknowledges QoS 1 and 2 only after the durable append."""

from __future__ import annotations

import fcntl
import queue
import ssl
import sys
import termios
import threading
import time
from collections.abc import Sequence
from typing import Any, ClassVar, Literal
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from command_center.connectors.base import Connector, ConnectorConfig, ConnectorError, EventSink
from command_center.connectors.mapping import EventName, EventRule, Mapper, check_zone
from command_center.connectors.rows import Rows
from command_center.connectors.texts import decode, load_json
from command_center.domain.events import Event
from command_center.domain.ids import new_id

_IN_FLIGHT = 100  # QoS 1 and 2 messages that wait for their acknowledgement
_BATCH = 500
_GATHER_S = 0.02
_PRESSED_BYTES, _PRESSED_LOOKS = 4096, 3  # unread at so many looks in a row, a second apart: who keeps up leaves next to nothing
_UNSUPPORTED_VERSION = (0x84, 1)  # MQTT 5 and 3.1.1 words for "I do not speak this version"
_UNAUTHORIZED = (0x86, 0x87, 4, 5)


class Topic(BaseModel):
    """A subscription and what its messages become."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    topic: str = Field(min_length=1, max_length=65535, description="topic filter, + and # allowed")
    qos: Literal[0, 1, 2] = Field(1, description="quality of service asked for")
    payload: Literal["auto", "json", "text"] = Field("auto", description="how a message is read")
    event: EventName = Field("ObservationMade", description="event a message becomes, with `mapping`")
    mapping: dict[str, Any] = Field({}, description="field -> JMESPath; _topic, _levels[0], _retained are there too")
    when: str = Field("", description="JMESPath that must be true")
    items: str = Field("", description="JMESPath of a list in the message; empty: the message is one item")

    @field_validator("topic")
    @classmethod
    def _filter(cls, value: str) -> str:
        levels = value.split("/")
        if any(("#" in level or "+" in level) and len(level) > 1 for level in levels) or "#" in levels[:-1]:
            raise ValueError("a topic filter: + stands for a whole level, # for the rest at the end")
        return value

    @model_validator(mode="after")
    def _rule_is_good(self) -> Topic:
        self.rule()
        return self

    def rule(self) -> EventRule:
        """As a rule of the mapping."""
        return EventRule(event=self.event, mapping=self.mapping, when=self.when)


class MqttConfig(ConnectorConfig):
    """url is mqtt://host:1883 or mqtts://host:8883; one topic with its mapping, or several in `topics`."""

    url: str = Field(description="mqtt:// or mqtts:// and the broker's host and port")
    username: str = Field("", description="user at the broker")
    password: str = Field("", description="write ${VARIABLE}, not the password")
    client_id: str = Field("", description="name at the broker, unique there; empty: made of this source's id")
    protocol: Literal["auto", "5", "3.1.1"] = Field("auto", description="auto: 5, and 3.1.1 where 5 is refused")
    keepalive_s: int = Field(30, ge=5, le=3600, description="seconds after which a silent connection counts as lost")
    session_s: int = Field(3600, ge=0, description="seconds the broker keeps QoS 1 and 2 messages for us")
    ca_file: str = Field("", description="trusted certificates for mqtts; empty: the system's")
    cert_file: str = Field("", description="our certificate, if the broker asks for one")
    key_file: str = Field("", description="its private key")
    topics: tuple[Topic, ...] = Field((), description="subscriptions")
    topic: str = Field("", description="the one topic, instead of `topics`")
    qos: Literal[0, 1, 2] = Field(1, description="its quality of service")
    payload: Literal["auto", "json", "text"] = Field("auto", description="how its messages are read")
    event: EventName = Field("ObservationMade", description="its event")
    mapping: dict[str, Any] = Field({}, description="its mapping")
    when: str = Field("", description="its condition")
    items: str = Field("", description="JMESPath of a list in its messages")
    timezone: str = Field("UTC", description="IANA time zone of times that state none")
    queue_size: int = Field(10_000, ge=_IN_FLIGHT * 2, description="messages that may wait; more of QoS 0 are dropped")
    max_bytes: int = Field(1 << 20, gt=0, description="largest message that is read")

    @field_validator("qos", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        return int(value) if isinstance(value, str) and value.isdecimal() else value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        return check_zone(value)

    @model_validator(mode="after")
    def _complete(self) -> MqttConfig:
        parts = urlsplit(self.url)
        if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname:
            raise ValueError("url: an mqtt:// or mqtts:// URL with a host")
        if bool(self.topic) == bool(self.topics):
            raise ValueError("either topic or topics")
        self.subscriptions()
        return self

    def subscriptions(self) -> tuple[Topic, ...]:
        """The topics, however they are written."""
        return self.topics or (Topic(topic=self.topic, qos=self.qos, payload=self.payload, event=self.event,
                                     mapping=self.mapping, when=self.when, items=self.items),)


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
        line = _Line(self.config, self._version, self._client_id, [topic for topic, _, _ in self._topics], sink)
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
        line = _Line(self.config, self._version, self._client_id + "-check", [topic for topic, _, _ in self._topics],
                     None, raise_later)
        try:
            line.open(threading.Event())
        finally:
            line.close()
        if raise_later:
            raise ConnectorError("subscribe_refused", ", ".join(raise_later))

    def _work(self, line: _Line, sink: EventSink) -> None:
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


class _Line:
    """One connection. Callbacks run on the client's network thread, the rest on the connector's."""

    def __init__(self, config: MqttConfig, version: MQTTProtocolVersion, client_id: str, topics: list[Topic],
                 sink: EventSink | None, refused: list[str] | None = None) -> None:
        self._config, self._version, self._topics, self._sink = config, version, topics, sink
        self._refused = refused if refused is not None else []
        self._messages: queue.Queue[paho.MQTTMessage] = queue.Queue(config.queue_size)
        self._ready, self._closing = threading.Event(), False
        self.lost: ConnectorError | None = None
        self._pressed, self._pressure_due_s, self._told_pressure = 0, 0.0, False
        five = version == MQTTProtocolVersion.MQTTv5
        self._client = paho.Client(CallbackAPIVersion.VERSION2, client_id=client_id, protocol=version, manual_ack=True,
                                   reconnect_on_failure=False,
                                   clean_session=None if five else not (config.id or config.client_id))
        self._client.on_connect, self._client.on_disconnect = self._connected, self._disconnected
        self._client.on_subscribe, self._client.on_message = self._subscribed, self._message
        self._pending: dict[int, Topic] = {}

    def open(self, stop: threading.Event) -> None:
        """Connect and subscribe. Raises ConnectorError."""
        config, parts = self._config, urlsplit(self._config.url)
        user, password = config.username or unquote(parts.username or ""), config.password or unquote(
            parts.password or "")
        if user:
            self._client.username_pw_set(user, password or None)
        where = f"{parts.hostname}:{parts.port or (8883 if parts.scheme == 'mqtts' else 1883)}"
        try:
            if parts.scheme == "mqtts":
                self._client.tls_set(config.ca_file or None, config.cert_file or None, config.key_file or None)
            self._connect(str(parts.hostname), int(where.rpartition(":")[2]))
        except ssl.SSLError as error:
            raise ConnectorError("tls", f"no trusted connection to {where}") from error
        except ConnectionRefusedError as error:
            raise ConnectorError("refused", where) from error
        except FileNotFoundError as error:
            raise ConnectorError("bad_configuration", f"no certificate file {error.filename}", fatal=True) from error
        except TimeoutError as error:
            raise ConnectorError("timeout", where) from error
        except (OSError, ValueError) as error:
            raise ConnectorError("unreachable", f"{where}: {type(error).__name__}") from error
        self._client.loop_start()
        deadline = time.monotonic() + 10.0
        while not self._ready.wait(0.1):
            if self.lost is not None:
                raise self.lost
            if stop.is_set():
                return
            if time.monotonic() > deadline:
                raise ConnectorError("timeout", f"{where} gives no answer")
        if self.lost is not None:
            raise self.lost

    def _connect(self, host: str, port: int) -> None:
        config = self._config
        self._client.connect_timeout = 10.0
        if self._version != MQTTProtocolVersion.MQTTv5:
            self._client.connect(host, port, config.keepalive_s)
            return
        properties = Properties(PacketTypes.CONNECT)
        properties.ReceiveMaximum = _IN_FLIGHT
        keeps = bool(config.id or config.client_id)
        properties.SessionExpiryInterval = config.session_s if keeps else 0
        self._client.connect(host, port, config.keepalive_s, clean_start=not keeps, properties=properties)

    def take(self) -> list[paho.MQTTMessage]:
        """What arrived, up to a batch; waits a little for the first."""
        try:
            found = [self._messages.get(timeout=0.2)]
        except queue.Empty:
            return []
        deadline = time.monotonic() + _GATHER_S
        while len(found) < _BATCH and (left := deadline - time.monotonic()) > 0:
            try:
                found.append(self._messages.get(timeout=left))
            except queue.Empty:
                break
        return found

    def watch_pressure(self) -> None:
        """Say that messages come faster than they can be read: the broker then drops those of QoS 0 without a word, so
        nothing could be counted here."""
        now = time.monotonic()
        if now < self._pressure_due_s or self._sink is None:
            return
        self._pressure_due_s = now + 1.0
        self._pressed = self._pressed + 1 if self._unread_bytes() > _PRESSED_BYTES else 0
        if self._pressed >= _PRESSED_LOOKS and not self._told_pressure:
            self._told_pressure = True
            self._sink.trouble("overflow")
        elif not self._pressed and self._told_pressure:
            self._told_pressure = False
            self._sink.trouble(self._refusals())

    def _unread_bytes(self) -> int:
        """What the system holds for us because the network thread does not keep up; 0 where it does not say."""
        held = self._client.socket()
        try:
            return 0 if held is None else int.from_bytes(fcntl.ioctl(held.fileno(), termios.FIONREAD, bytes(4)), sys.byteorder)
        except (OSError, ValueError):
            return 0  # just being closed, which its own callback tells

    def _refusals(self) -> str:
        return f"subscribe_refused: {', '.join(self._refused)}"[:200] if self._refused else ""

    def acknowledge(self, message: paho.MQTTMessage) -> None:
        """The message is recorded; the broker may forget it."""
        self._client.ack(message.mid, message.qos)

    def close(self) -> None:
        """Say good-bye."""
        self._closing = True
        self._client.disconnect()
        self._client.loop_stop()

    def _connected(self, client: paho.Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            code = int(reason.value)
            key = "unsupported_version" if code in _UNSUPPORTED_VERSION else (
                "unauthorized" if code in _UNAUTHORIZED else "refused")
            self.lost = ConnectorError(key, str(reason))
            return
        for topic in self._topics:
            _, mid = client.subscribe(topic.topic, topic.qos)
            if mid is not None:
                self._pending[mid] = topic

    def _subscribed(self, _client: Any, _data: Any, mid: int, reasons: list[Any], _properties: Any) -> None:
        topic = self._pending.pop(mid, None)
        if topic is not None and any(reason.is_failure for reason in reasons):
            self._refused.append(topic.topic)
        if self._sink is not None:
            if len(self._refused) == len(self._topics):
                self.lost = ConnectorError("subscribe_refused", ", ".join(self._refused)[:200])
            elif self._refused:
                self._sink.trouble(self._refusals())
        if not self._pending:
            if self._sink is not None and self.lost is None:
                self._sink.alive()
            self._ready.set()

    def _disconnected(self, _client: Any, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if self.lost is None and not self._closing:
            early = not self._ready.is_set() and self._version == MQTTProtocolVersion.MQTTv5
            # Old brokers close the connection when they meet MQTT 5, without a word.
            self.lost = ConnectorError("unsupported_version" if early else "disconnected", str(reason))

    def _message(self, _client: Any, _data: Any, message: paho.MQTTMessage) -> None:
        room = self._config.queue_size - self._messages.qsize()
        if message.qos == 0 and room <= _IN_FLIGHT:  # the rest of the queue is for what must not be lost
            if self._sink is not None:
                self._sink.dropped()
            return
        try:
            self._messages.put_nowait(message)
        except queue.Full:
            if self._sink is not None:
                self._sink.dropped()  # unacknowledged: the broker sends it again
