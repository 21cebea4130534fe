"""The connector at work: devices register, list their cameras, notify. On the connector's thread, but for what the
relay and the engine's PTZ threads ask (`open_stream`, `records`, `control`, `ask`)."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

from command_center.connectors.base import ConnectorError, EventSink, SendOutcome
from command_center.connectors.gb28181 import manscdp
from command_center.connectors.gb28181.cameras import Cameras
from command_center.connectors.gb28181.collect import Collection
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.controls import mansrtsp
from command_center.connectors.gb28181.dialogs import Dialogs, Wanted
from command_center.connectors.gb28181.media import Stream
from command_center.connectors.gb28181.notices import Notices
from command_center.connectors.gb28181.queries import Queries
from command_center.connectors.gb28181.readers import MediaError
from command_center.connectors.gb28181.records import asked_for, record_of
from command_center.connectors.gb28181.registrar import Device, Registrar
from command_center.connectors.gb28181.sip import Message, SipError, parse, respond
from command_center.connectors.gb28181.subscriptions import Subscriptions
from command_center.connectors.gb28181.transactions import Transactions
from command_center.connectors.gb28181.transport import Peer, Transport
from command_center.domain.time import now_utc

log = logging.getLogger("command_center.connectors")

_TICK_S = 0.1
_RECORDS_S = 8.0


class Signalling:
    """One listening address with all its devices."""

    def __init__(self, config: Gb28181Config, cameras: Cameras, sink: EventSink) -> None:
        self._config, self._sink, self.cameras = config, sink, cameras
        self.transport = Transport(*config.address, config.max_bytes, sink.bad)
        self.transactions = Transactions(self.transport, config.server_id, config.domain, config.media_host)
        self.registrar = Registrar(config)
        self.dialogs = Dialogs(config, self.registrar, self.transactions)
        self._notices = Notices(config)
        self._subscriptions = Subscriptions(config, self.transactions, sink)
        self.queries = Queries(config, self.transactions)
        self._seen_calls: dict[tuple[str, str, int], float] = {}
        self._presets_of: list[tuple[Device, str]] = []  # cameras whose presets are still to be asked for
        self._lost = 0
        self._unseen_at = time.monotonic() + 3 * config.keepalive_s

    # --- the loop

    def step(self) -> None:
        """One turn: what came, then what is due."""
        for data, peer in self.transport.receive(_TICK_S):
            self._received(data, peer)
        self.transactions.tick()
        self._tick()

    def _received(self, data: bytes, peer: Peer) -> None:
        try:
            message = parse(data)
        except SipError as error:
            self._sink.bad(str(error), data)
            return
        try:
            if message.status:
                if not self.transactions.answered(message) and not self.dialogs.stray(message, peer):
                    self._sink.skip("late_answer")
            else:
                self._request(message, peer, data)
        except ConnectorError:
            raise
        except (ValueError, RecursionError) as error:
            self._sink.bad(str(error)[:200], data)
        except Exception as error:  # one device's message must not cost all others their registration
            log.exception("a message could not be handled")
            self._sink.bad(f"crashed: {type(error).__name__}: {error}"[:200], data)

    def _request(self, message: Message, peer: Peer, data: bytes) -> None:
        if not message.call_id or not message.cseq[1]:
            raise SipError("bad_sip: no Call-ID or CSeq")  # there is no answer that its sender would know
        if message.method == "REGISTER":
            self._register(message, peer, data)
        elif message.method in ("MESSAGE", "NOTIFY"):
            self._notified(message, peer, data)
        elif message.method == "BYE":
            known = self.dialogs.said_bye(message)
            self._answer(message, peer, *((200, "OK") if known else (481, "Call/Transaction Does Not Exist")))
            self._sink.skip("dialogue")
        elif message.method in ("ACK", "CANCEL"):
            self._sink.skip("dialogue")
        else:
            self._answer(message, peer, *((200, "OK") if message.method in ("OPTIONS", "INFO") else
                                          (488, "Not Acceptable Here") if message.method == "INVITE" else
                                          (405, "Method Not Allowed")))
            self._sink.skip("dialogue")

    def _answer(self, message: Message, peer: Peer, status: int, reason: str,
                headers: Sequence[tuple[str, str]] = ()) -> None:
        self.transport.send(respond(message, status, reason, peer.host, peer.port, more=headers), peer)

    # --- registration

    def _register(self, message: Message, peer: Peer, data: bytes) -> None:
        verdict = self.registrar.register(message, peer)
        self._answer(message, peer, verdict.status, verdict.reason, verdict.headers)
        if verdict.bad:
            self._sink.bad(verdict.bad)  # without its bytes: a password could be tried on them at leisure
        elif verdict.status == 401:
            self._sink.skip("challenged")
        elif verdict.device is None:
            self._sink.skip("not_registered")
        elif verdict.change == "gone":
            self._went(verdict.device, "unregistered")
        else:
            self._sink.publish(self.cameras.online(verdict.device.identifier, now_utc()), 1)

    def _went(self, device: Device, why: str) -> None:
        self.dialogs.gone(device.identifier)
        self._sink.publish(self.cameras.offline(device.identifier, why, now_utc()), 0)

    # --- what devices tell

    def _notified(self, message: Message, peer: Peer, data: bytes) -> None:
        device = self.registrar.heard(message.sender, peer)
        if device is None:
            self._answer(message, peer, 403, "Forbidden")  # so that it registers again
            self._sink.skip("not_registered")
            return
        self._answer(message, peer, 200, "OK")
        if self._is_repeated(message):
            return
        if not message.body.strip():
            self._sink.skip("empty")  # the first NOTIFY of a subscription says no more than that it stands
            return
        document = manscdp.read(message)
        if document.is_damaged:
            self._sink.bad("truncated: a part of a list", data)
        self._told(device, document, message, data)

    def _is_repeated(self, message: Message) -> bool:
        """Whether this very request came before: our answer was lost."""
        key, now = (message.call_id, *message.cseq[::-1]), time.monotonic()
        known = self._seen_calls.pop(key, None)
        self._seen_calls[key] = now  # type: ignore[index]
        while len(self._seen_calls) > 20_000:
            self._seen_calls.pop(next(iter(self._seen_calls)))
        return known is not None and now - known < 32.0

    def _told(self, device: Device, document: manscdp.Document, message: Message, data: bytes) -> None:
        at, command = now_utc(), document.command
        collection = self.queries.of(device, document)
        if collection is not None:
            if collection.put(document):
                self._collected(collection)
            self._sink.alive()
        elif command == "Catalog":
            self._sink.publish(*self.cameras.listed(device.identifier, document, at, self._sink))
        elif command == "Keepalive":
            self._sink.publish([], 1)
        elif command == "Alarm" and document.root == "Notify":
            self._sink.publish([self.cameras.placed(self._notices.alarm(document, at))], 1)
            self.queries.tell(device, "Response", "Alarm", document.device, [("Result", "OK")], document.serial)
        elif command == "MobilePosition" and document.root == "Notify":
            found = self._notices.positions(document, at)
            if found:
                self._sink.publish([*found, *self.cameras.moved(found, at)], len(found))
            else:
                self._sink.skip("no_position")
        elif command == "MediaStatus":
            self.dialogs.finished(document.device or device.identifier, message.call_id)
            self._sink.skip("dialogue")
        elif command in ("DeviceStatus", "DeviceInfo") and document.root == "Response":
            self._sink.publish(*self.cameras.described(device.identifier, document, at, self._sink))
        else:
            self._sink.skip(f"unused: {document.root} {command}"[:60])

    # --- lists

    def _collected(self, collection: Collection) -> None:
        self.queries.forget(collection)
        if collection.command == "PresetQuery":
            if collection.items or collection.is_complete:
                self._sink.publish(*self.cameras.presets(collection, now_utc()))
            return
        if collection.command != "Catalog":
            return  # whoever asked waits for it
        if collection.was_too_much:
            self._sink.bad(f"catalogue_too_large: {collection.device}: more than {self._config.max_channels}")
        elif not collection.is_complete:
            said = "?" if collection.total is None else collection.total
            self._sink.bad(f"catalogue_incomplete: {collection.device}: {len(collection.items)} of {said}")
        self._sink.publish(*self.cameras.catalogue(collection, now_utc(), self._sink))
        device = self.registrar.get(collection.device)
        if device is not None:
            self._presets_of += [(device, camera.properties["channel"]) for camera in
                                 self.cameras.channels.of_device(collection.device) if camera.properties.get("ptz")]

    # --- what is due

    def _tick(self) -> None:
        for device, why in self.registrar.silent():
            self._went(device, why)
        for collection in self.queries.over():
            self._collected(collection)
        ended = self._notices.ended(now_utc())
        if ended:
            self._sink.publish(ended, 0)
        now = time.monotonic()
        if now > self._unseen_at:  # of what the journal knows, whatever did not come back since we started
            self._unseen_at = float("inf")
            for name in self.cameras.unseen(self.registrar.devices):
                self._sink.publish(self.cameras.offline(name, "not_seen", now_utc()), 0)
        if self._presets_of:
            asked, channel = self._presets_of.pop(0)
            if asked is self.registrar.get(asked.identifier) and channel not in asked.presets_asked:
                asked.presets_asked.add(channel)
                self.queries.ask(asked, "PresetQuery", channel)
        for device in list(self.registrar.devices.values()):
            if now >= device.catalogued + self._config.catalogue_s or not device.catalogued:
                device.catalogued = now
                self.queries.tell(device, "Query", "DeviceInfo", device.identifier)  # first: it stands on every camera
                self.queries.tell(device, "Query", "DeviceStatus", device.identifier)
                self.queries.ask(device, "Catalog", device.identifier)
            self._subscriptions.renew(device, now)
        if self.dialogs.lost > self._lost:
            self._sink.dropped(self.dialogs.lost - self._lost)
            self._lost = self.dialogs.lost

    # --- asked by other threads

    def open_stream(self, wanted: Wanted) -> Stream:
        """A stream of pictures. Raises MediaError."""
        return self.dialogs.open(wanted)

    def records(self, device: str, channel: str, span: tuple[int, int]) -> tuple[list[dict[str, Any]], bool]:
        """Recordings of a device, and whether these are all of them (some parts may be lost). Raises MediaError."""
        known = self.registrar.get(device)
        if known is None:
            raise MediaError("offline", device)
        collection = self.queries.ask(known, "RecordInfo", channel, asked_for(span, self._config.timezone))
        answer = collection.pending.wait(_RECORDS_S) if collection.pending is not None else None
        if answer is not None and answer.status >= 300:
            self.queries.forget(collection)
            raise MediaError("refused", f"{answer.status} {answer.reason}")
        collection.done.wait(_RECORDS_S + self._config.catalogue_idle_s)
        if collection.refusal:
            raise MediaError("refused", collection.refusal)
        if not collection.items and not collection.is_complete:
            raise MediaError("timeout", f"no answer to RecordInfo from {device}")
        return [record_of(item, self._config.timezone) for item in collection.items.values()], collection.is_complete

    def control(self, wanted: Wanted, command: str, scale: float, begin_s: float | None) -> None:
        """Play, pause, speed and place of a playback. Raises MediaError, ValueError."""
        dialog = self.dialogs.of(wanted)
        if dialog is None:
            raise MediaError("unknown", "no such playback")
        dialog.stream.is_paused = command == "pause"
        self.dialogs.control(dialog, mansrtsp(command, self.transactions.serial(), scale=scale, begin_s=begin_s))

    def ask(self, device: str, channel: str, fields: Sequence[tuple[str, str]], timeout_s: float) -> SendOutcome:
        """A DeviceControl; waits for its answer."""
        known = self.registrar.get(device)
        if known is None:
            return SendOutcome("failed", "offline", device)
        answer = self.queries.tell(known, "Control", "DeviceControl", channel, fields).wait(timeout_s)
        if answer is None:
            return SendOutcome("unknown", "timeout", device)
        if answer.status >= 300:
            return SendOutcome("failed", "refused", f"{answer.status} {answer.reason}")
        return SendOutcome("confirmed")

    def presets_changed(self, device: str, channel: str) -> None:
        """The presets of a channel are asked for again."""
        known = self.registrar.get(device)
        if known is not None:
            known.presets_asked.discard(channel)
            self._presets_of.append((known, channel))

    def close(self) -> None:
        """Say good-bye to running sessions and let go of the sockets."""
        self.dialogs.close()
        self.transactions.cancel()
        self.transport.close()
