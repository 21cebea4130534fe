"""Requests to devices and what they answer: repeated over UDP until somebody does. The connector's thread calls
`answered` and `tick`; any thread starts one and may wait for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from command_center.connectors.gb28181.sip import Message, parse, token, write
from command_center.connectors.gb28181.transport import Peer, Transport, local_address

_T1_S = 0.5
_TIMEOUT_S = 8.0
USER_AGENT = "Command-Center"


class Pending:
    """A request that waits. answer: the final response, None where none came in time; rung: a provisional one came."""

    def __init__(self, data: bytes, peer: Peer, then: Callable[[Message | None], None] | None, timeout_s: float) -> None:
        self.data, self.peer, self.then = data, peer, then
        self.answer: Message | None = None
        self.rung = False
        self.over = threading.Event()
        now = time.monotonic()
        self.until = now + timeout_s
        self.wait_s = _T1_S
        self.again_at = now + _T1_S

    def wait(self, timeout_s: float) -> Message | None:
        """The final response, or None."""
        self.over.wait(timeout_s)
        return self.answer


class Transactions:
    """All requests of one connector."""

    def __init__(self, transport: Transport, server: str, domain: str, public_host: str = "") -> None:
        self._transport, self._server, self._domain, self._public = transport, server, domain, public_host
        self._pending: dict[tuple[str, int, str], Pending] = {}
        self._lock = threading.Lock()
        self._serial = 0

    def serial(self) -> int:
        """A fresh SN or CSeq."""
        with self._lock:
            self._serial = self._serial % 999_999 + 1
            return self._serial

    def our_address(self, peer: Peer) -> str:
        """HOST:PORT that a device reaches us at."""
        host = self._public or local_address(peer.host, peer.port)
        return f"{f'[{host}]' if ':' in host else host}:{self._transport.port}"

    def build(self, method: str, user: str, peer: Peer, *, headers: list[tuple[str, str]] | None = None,
              body: bytes = b"", call_id: str = "", cseq: int = 0, from_tag: str = "", to: str = "",
              uri: str = "", branch: str = "") -> bytes:
        """The bytes of a request to a user at a peer."""
        ours = self.our_address(peer)
        host = f"[{peer.host}]" if ":" in peer.host else peer.host
        target = uri or f"sip:{user}@{host}:{peer.port}"
        fields = [("Via", f"SIP/2.0/{'TCP' if peer.is_tcp else 'UDP'} {ours};rport;branch={branch or 'z9hG4bK' + token()}"),
                  ("From", f"<sip:{self._server}@{self._domain}>;tag={from_tag or token()}"),
                  ("To", to or f"<sip:{user}@{host}:{peer.port}>"), ("Call-ID", call_id or f"{token()}@{ours.rpartition(':')[0]}"),
                  ("CSeq", f"{cseq or self.serial()} {method}"), ("Contact", f"<sip:{self._server}@{ours}>"),
                  ("Max-Forwards", "70"), ("User-Agent", USER_AGENT), *(headers or [])]
        return write(f"{method} {target} SIP/2.0", fields, body)

    def start(self, data: bytes, peer: Peer, then: Callable[[Message | None], None] | None = None,
              timeout_s: float = _TIMEOUT_S) -> Pending:
        """Send a request. then: called on the connector's thread with the final response, or None."""
        message = parse(data)
        pending = Pending(data, peer, then, timeout_s)
        with self._lock:
            self._pending[(message.call_id, *message.cseq)] = pending
        if not self._transport.send(data, peer) and peer.is_tcp:
            pending.until = 0.0  # a connection that is gone does not come back; the next tick says so
        return pending

    def send(self, data: bytes, peer: Peer) -> bool:
        """Send what is not answered (ACK) or is an answer."""
        return self._transport.send(data, peer)

    def answered(self, response: Message) -> bool:
        """A response came; False where nobody waits for it."""
        key = (response.call_id, *response.cseq)
        with self._lock:
            pending = self._pending.get(key)
            if pending is None:
                return False
            if response.status < 200:
                pending.rung = True
                return True
            del self._pending[key]
        self._finish(pending, response)
        return True

    def tick(self) -> None:
        """Repeat what is due, end what waited too long."""
        now = time.monotonic()
        with self._lock:
            late = [key for key, pending in self._pending.items() if now > pending.until]
            ended = [self._pending.pop(key) for key in late]
            due = [pending for pending in self._pending.values()
                   if now >= pending.again_at and not pending.rung and not pending.peer.is_tcp]
        for pending in ended:
            self._finish(pending, None)
        for pending in due:
            pending.wait_s = min(4.0, pending.wait_s * 2)
            pending.again_at = now + pending.wait_s
            self._transport.send(pending.data, pending.peer)

    def cancel(self) -> None:
        """Everybody who waits is told that nothing comes."""
        with self._lock:
            ended, self._pending = list(self._pending.values()), {}
        for pending in ended:
            pending.over.set()

    @staticmethod
    def _finish(pending: Pending, answer: Message | None) -> None:
        pending.answer = answer
        pending.over.set()
        if pending.then is not None:
            pending.then(answer)
