"""INVITE, ACK, BYE, INFO: the dialogues behind streams. Opened by the relay's threads, fed by the connector's."""

from __future__ import annotations

import itertools
import socket
import threading
from dataclasses import dataclass
from typing import NamedTuple

from command_center.connectors.gb28181 import sdp
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.media import Stream
from command_center.connectors.gb28181.readers import MediaError
from command_center.connectors.gb28181.registrar import Registrar
from command_center.connectors.gb28181.sip import Message, address_of, token
from command_center.connectors.gb28181.transactions import Transactions
from command_center.connectors.gb28181.transport import Peer, local_address

_RING_S = 10.0
SUB_STREAM = "streamnumber:1"


class Wanted(NamedTuple):
    """What is to be shown. span: Unix seconds of a recording; sub: the sub stream; viewer: tells playbacks apart; download:
    so many times as fast as it was recorded, for a file (0: to be watched)."""

    device: str
    channel: str
    sub: bool = False
    span: tuple[int, int] | None = None
    viewer: str = ""
    download: int = 0


@dataclass
class Dialog:
    """An established session."""

    wanted: Wanted
    peer: Peer
    call_id: str
    from_tag: str
    to: str
    target: str
    invite_cseq: int
    stream: Stream
    cseq: int = 0


class Dialogs:
    """All sessions of one connector; several readers of one stream share one."""

    def __init__(self, config: Gb28181Config, registrar: Registrar, transactions: Transactions) -> None:
        self._config, self._registrar, self._transactions = config, registrar, transactions
        self._by_wanted: dict[Wanted, Dialog] = {}
        self._by_call: dict[str, Dialog] = {}
        self._opening: dict[Wanted, threading.Lock] = {}
        self._given_up: dict[str, None] = {}  # calls whose late 200 is answered with BYE
        self._lock = threading.Lock()
        self._serials = itertools.count(1)
        self.lost = self.foreign = 0  # of the streams that are over

    def open(self, wanted: Wanted) -> Stream:
        """The stream, started where it is not yet running. Blocks up to ten seconds. Raises MediaError."""
        with self._lock:
            one_at_a_time = self._opening.setdefault(wanted, threading.Lock())
        with one_at_a_time:
            known = self._by_wanted.get(wanted)
            if known is not None and not known.stream.reason:
                return known.stream
            return self._invite(wanted)

    def of(self, wanted: Wanted) -> Dialog | None:
        """A running session."""
        return self._by_wanted.get(wanted)

    @property
    def count(self) -> int:
        """Running sessions."""
        return len(self._by_call)

    def _invite(self, wanted: Wanted) -> Stream:
        device = self._registrar.get(wanted.device)
        if device is None:
            raise MediaError("offline", wanted.device)
        config, peer, cseq = self._config, device.peer, self._transactions.serial()
        host = config.media_host or local_address(peer.host, peer.port)
        call_id, from_tag, branch = f"{token()}@{host}", token(), "z9hG4bK" + token()
        stream = Stream(config.media_transport, config.ports, socket.AF_INET6 if ":" in host else socket.AF_INET,
                        lambda reason: self._ended(call_id, reason))
        ssrc = sdp.ssrc_text(config.server_id, next(self._serials), is_history=wanted.span is not None)
        body = sdp.offer(server=config.server_id, channel=wanted.channel, host=host, port=stream.port,
                         transport=config.media_transport, ssrc=ssrc, span=wanted.span,
                         stream=SUB_STREAM if wanted.sub else "", download=wanted.download)
        headers = [("Subject", f"{wanted.channel}:{ssrc},{config.server_id}:0"), ("Content-Type", "APPLICATION/SDP")]
        pending = self._transactions.start(self._transactions.build(
            "INVITE", wanted.channel, peer, headers=headers, body=body, call_id=call_id, cseq=cseq, from_tag=from_tag,
            branch=branch), peer, timeout_s=_RING_S)
        answer = pending.wait(_RING_S + 1.0)
        if answer is None or answer.status >= 300:
            stream.abandon()
            if answer is None:
                self._give_up(wanted, peer, call_id, from_tag, cseq, branch)
                raise MediaError("timeout", f"no answer to INVITE from {wanted.device}")
            self._ack(answer, wanted, peer, call_id, from_tag, cseq, "", branch)
            raise MediaError("refused", f"{answer.status} {answer.reason}")
        return self._established(wanted, peer, answer, call_id, from_tag, cseq, stream)

    def _established(self, wanted: Wanted, peer: Peer, answer: Message, call_id: str, from_tag: str, cseq: int,
                     stream: Stream) -> Stream:
        contact = answer.get("contact")
        target = contact.partition("<")[2].partition(">")[0] if "<" in contact else contact.partition(";")[0].strip()
        dialog = Dialog(wanted, peer, call_id, from_tag, answer.get("to"), target, cseq, stream, cseq)
        session = sdp.parse(answer.body)
        self._ack(answer, wanted, peer, call_id, from_tag, cseq, target)
        if not session.port or (96 not in session.payloads and session.payloads
                                and not any(name.startswith("PS") for name in session.payloads.values())):
            stream.abandon()
            self._bye(dialog)
            raise MediaError("unsupported", "no program stream in the answer")
        with self._lock:
            self._by_call[call_id] = self._by_wanted[wanted] = dialog
        where = address_of(contact)
        stream.start(session, {peer.host, *([where[0]] if where else [])})
        return stream

    def _ack(self, answer: Message, wanted: Wanted, peer: Peer, call_id: str, from_tag: str, cseq: int,
             target: str, branch: str = "") -> None:
        self._transactions.send(self._transactions.build(
            "ACK", wanted.channel, peer, call_id=call_id, cseq=cseq, from_tag=from_tag, to=answer.get("to"),
            uri=self._reachable(target), branch=branch), peer)

    @staticmethod
    def _reachable(target: str) -> str:
        return target if target.lower().startswith(("sip:", "sips:")) and len(target) < 300 else ""

    def _give_up(self, wanted: Wanted, peer: Peer, call_id: str, from_tag: str, cseq: int, branch: str) -> None:
        self._given_up[call_id] = None
        while len(self._given_up) > 1000:
            self._given_up.pop(next(iter(self._given_up)))
        self._transactions.start(self._transactions.build(
            "CANCEL", wanted.channel, peer, call_id=call_id, cseq=cseq, from_tag=from_tag, branch=branch), peer,
            timeout_s=2.0)

    def stray(self, response: Message, peer: Peer) -> bool:
        """A 200 that came again (its ACK was lost), or after we gave up; True where it was one of ours."""
        if response.cseq[1] != "INVITE" or not 200 <= response.status < 300:
            return False
        dialog = self._by_call.get(response.call_id)
        from_tag = dialog.from_tag if dialog else ""
        if dialog is None and response.call_id not in self._given_up:
            return False
        wanted = dialog.wanted if dialog else Wanted("", response.get("to").partition("sip:")[2].partition("@")[0])
        if not dialog:
            from_tag = response.get("from").partition("tag=")[2].partition(";")[0]
        self._ack(response, wanted, peer, response.call_id, from_tag, response.cseq[0], "")
        if dialog is None:
            self._bye(Dialog(wanted, peer, response.call_id, from_tag, response.get("to"), "", response.cseq[0],
                             None, response.cseq[0]))  # type: ignore[arg-type]
        return True

    def said_bye(self, request: Message) -> bool:
        """A device ended a session; True where there was one."""
        dialog = self._forget(request.call_id)
        if dialog is not None:
            dialog.stream.stop("bye")
        return dialog is not None

    def gone(self, device: str) -> None:
        """A device went away: its streams end."""
        for dialog in [each for each in list(self._by_call.values()) if each.wanted.device == device]:
            dialog.stream.stop("offline")

    def finished(self, device: str, call_id: str) -> None:
        """A device says that a recording was sent to its end (MediaStatus 121)."""
        dialog = self._by_call.get(call_id)
        found = [dialog] if dialog else [each for each in list(self._by_call.values())
                                         if each.wanted.span and device in (each.wanted.device, each.wanted.channel)]
        for each in found[:1]:
            each.stream.stop("complete")

    def control(self, dialog: Dialog, body: bytes, timeout_s: float = 3.0) -> None:
        """Send a playback command (MANSRTSP) within a session. Raises MediaError where the device does not take it."""
        dialog.cseq += 1
        pending = self._transactions.start(self._transactions.build(
            "INFO", dialog.wanted.channel, dialog.peer, headers=[("Content-Type", "Application/MANSRTSP")], body=body,
            call_id=dialog.call_id, cseq=dialog.cseq, from_tag=dialog.from_tag, to=dialog.to,
            uri=self._reachable(dialog.target)), dialog.peer, timeout_s=timeout_s)
        answer = pending.wait(timeout_s + 0.5)
        if answer is None:
            raise MediaError("timeout", f"no answer to INFO from {dialog.wanted.device}")
        if answer.status >= 300:
            raise MediaError("refused", f"{answer.status} {answer.reason}")

    def _ended(self, call_id: str, reason: str) -> None:
        dialog = self._forget(call_id)
        if dialog is not None:
            self._bye(dialog)

    def _forget(self, call_id: str) -> Dialog | None:
        with self._lock:
            dialog = self._by_call.pop(call_id, None)
            if dialog is not None:
                self.lost += dialog.stream.lost
                self.foreign += dialog.stream.foreign
                if self._by_wanted.get(dialog.wanted) is dialog:
                    del self._by_wanted[dialog.wanted]
                self._opening.pop(dialog.wanted, None)
            return dialog

    def _bye(self, dialog: Dialog) -> None:
        dialog.cseq += 1
        self._transactions.start(self._transactions.build(
            "BYE", dialog.wanted.channel, dialog.peer, call_id=dialog.call_id, cseq=dialog.cseq,
            from_tag=dialog.from_tag, to=dialog.to, uri=self._reachable(dialog.target)), dialog.peer, timeout_s=4.0)

    def close(self) -> None:
        """End every session."""
        for dialog in list(self._by_call.values()):
            dialog.stream.stop()
            self._ended(dialog.call_id, "asked")
