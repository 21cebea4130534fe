"""What devices are asked to notify of by themselves: changes of the catalogue, positions, alarms. Owned by the
connector's thread."""

from __future__ import annotations

from command_center.connectors.base import EventSink
from command_center.connectors.gb28181 import manscdp
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.registrar import Device
from command_center.connectors.gb28181.sip import Message
from command_center.connectors.gb28181.transactions import Transactions

_HOLDS_S = 3600
_AGAIN_S = 60.0  # after no answer
_COMMANDS = {"catalog": "Catalog", "position": "MobilePosition", "alarm": "Alarm"}


class Subscriptions:
    """Asks every device, and again before it runs out; one that refuses is left in peace until it registers anew."""

    def __init__(self, config: Gb28181Config, transactions: Transactions, sink: EventSink) -> None:
        self._config, self._transactions, self._sink = config, transactions, sink

    def renew(self, device: Device, now: float) -> None:
        """Ask for what is due."""
        for kind in self._config.subscribe:
            if kind not in device.refused and now >= device.subscriptions.get(kind, 0.0):
                device.subscriptions[kind] = now + _AGAIN_S
                self._ask(device, kind, now)

    def _ask(self, device: Device, kind: str, now: float) -> None:
        body = manscdp.write("Query", _COMMANDS[kind], self._transactions.serial(), device.identifier, self._fields(kind))
        data = self._transactions.build(
            "SUBSCRIBE", device.identifier, device.peer, body=body,
            headers=[("Event", "presence" if kind != "catalog" else f"Catalog;id={self._transactions.serial()}"),
                     ("Expires", str(_HOLDS_S)), ("Content-Type", manscdp.CONTENT_TYPE)])

        def answered(answer: Message | None) -> None:
            if answer is not None and answer.status < 300:
                device.subscriptions[kind] = now + _HOLDS_S * 0.8
            elif answer is not None:
                device.refused.add(kind)
                self._sink.skip(f"subscription_refused: {kind}")

        self._transactions.start(data, device.peer, answered)

    def _fields(self, kind: str) -> list[tuple[str, str]]:
        if kind == "position":
            return [("Interval", str(self._config.position_s))]
        if kind == "alarm":
            return [("StartAlarmPriority", "0"), ("EndAlarmPriority", "0"), ("AlarmMethod", "0")]
        return []
