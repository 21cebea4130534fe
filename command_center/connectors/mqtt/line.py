"""One connection to a broker: the client's network thread fills a bounded queue, the connector's thread empties it."""

from __future__ import annotations

import fcntl
import queue
import ssl
import sys
import termios
import threading
import time
from typing import Any
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.mqtt.config import IN_FLIGHT, MqttConfig, Topic

_BATCH = 500
_GATHER_S = 0.02
_PRESSED_BYTES, _PRESSED_LOOKS = 4096, 3  # unread at so many looks in a row, a second apart: who keeps up leaves next to nothing
_UNSUPPORTED_VERSION = (0x84, 1)  # MQTT 5 and 3.1.1 words for "I do not speak this version"
_UNAUTHORIZED = (0x86, 0x87, 4, 5)


class Line:
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
        properties.ReceiveMaximum = IN_FLIGHT
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
        if message.qos == 0 and room <= IN_FLIGHT:  # the rest of the queue is for what must not be lost
            if self._sink is not None:
                self._sink.dropped()
            return
        try:
            self._messages.put_nowait(message)
        except queue.Full:
            if self._sink is not None:
                self._sink.dropped()  # unacknowledged: the broker sends it again
