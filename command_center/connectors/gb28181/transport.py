"""The SIP sockets, UDP and TCP on one address. Read on the connector's thread; `send` may be called from any."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from command_center.connectors.base import ConnectorError
from command_center.connectors.gb28181.framing import Framer

_MOST_CONNECTIONS = 4096
_IDLE_S = 1.0
_SILENT_S = 1800.0
_SEND_S = 0.5  # who does not take its answers is let go: it must not hold up those who do
_BURST = 256  # datagrams read before the rest of the loop has its turn
Bad = Callable[[str, bytes], None]


class Peer(NamedTuple):
    """Where a message came from and answers go to. connection: of TCP, 0 for UDP."""

    host: str
    port: int
    connection: int = 0

    @property
    def is_tcp(self) -> bool:
        """Whether it is a TCP connection."""
        return self.connection != 0


class _Line:
    """One TCP connection."""

    def __init__(self, sock: socket.socket, peer: Peer, limit: int) -> None:
        self.sock, self.peer, self.framer = sock, peer, Framer(limit)
        self.lock = threading.Lock()
        self.heard = time.monotonic()


class Transport:
    """Listens on HOST:PORT. Raises ConnectorError where it cannot."""

    def __init__(self, host: str, port: int, limit: int, bad: Bad) -> None:
        self._bad, self._limit = bad, limit
        self._selector = selectors.DefaultSelector()
        self._lines: dict[int, _Line] = {}
        self._count = 0
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._udp = socket.socket(family, socket.SOCK_DGRAM)
        self._tcp = socket.socket(family, socket.SOCK_STREAM)
        try:
            self._tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
            self._bind(host, port)
            self._tcp.listen(256)
        except OSError as error:
            self.close()
            raise ConnectorError("cannot_listen", f"{host}:{port}: {error.strerror or error}") from error
        for sock in (self._udp, self._tcp):
            sock.setblocking(False)
            self._selector.register(sock, selectors.EVENT_READ)
        self.port: int = self._udp.getsockname()[1]

    def _bind(self, host: str, port: int) -> None:
        """Both on the same port, also where any free one will do."""
        for left in range(20, -1, -1):
            self._udp.bind((host, port))
            try:
                self._tcp.bind((host, self._udp.getsockname()[1]))
                return
            except OSError:
                if port or not left:
                    raise
                family = self._udp.family
                self._udp.close()
                self._udp = socket.socket(family, socket.SOCK_DGRAM)

    def receive(self, timeout_s: float) -> Iterator[tuple[bytes, Peer]]:
        """Messages that have come, within a time-out."""
        for key, _ in self._selector.select(timeout_s):
            if key.fileobj is self._udp:
                yield from self._datagrams()
            elif key.fileobj is self._tcp:
                self._accept()
            elif key.data in self._lines:
                yield from self._read(self._lines[key.data])
        yield from self._idle()

    def _datagrams(self) -> Iterator[tuple[bytes, Peer]]:
        for _ in range(_BURST):
            try:
                data, address = self._udp.recvfrom(65535)
            except BlockingIOError:
                return
            except OSError:
                continue  # an ICMP answer to something sent earlier
            if data.strip(b"\r\n\0 "):  # CRLF alone keeps a NAT open
                yield data, Peer(address[0], address[1])

    def _accept(self) -> None:
        try:
            sock, address = self._tcp.accept()
        except OSError:
            return
        if len(self._lines) >= _MOST_CONNECTIONS:
            sock.close()
            self._bad("too_many_connections", address[0].encode())
            return
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._count += 1
        self._lines[self._count] = _Line(sock, Peer(address[0], address[1], self._count), self._limit)
        self._selector.register(sock, selectors.EVENT_READ, self._count)

    def _read(self, line: _Line) -> Iterator[tuple[bytes, Peer]]:
        before = line.framer.rubbish
        try:
            data = line.sock.recv(65536)
            messages = line.framer.feed(data)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            self._drop(line)
            return
        except ValueError as error:
            self._bad(str(error), data[:200])
            self._drop(line)
            return
        line.heard = time.monotonic()
        if line.framer.rubbish > before:
            self._bad("bad_sip: no start of a message", data[:200])
        if not data:
            messages += line.framer.idle()
            self._drop(line)
        for message in messages:
            yield message, line.peer

    def _idle(self) -> Iterator[tuple[bytes, Peer]]:
        now = time.monotonic()
        for line in list(self._lines.values()):
            if now - line.heard > _IDLE_S:
                for message in line.framer.idle():
                    yield message, line.peer
            if now - line.heard > _SILENT_S:
                self._drop(line)

    def _drop(self, line: _Line) -> None:
        if self._lines.pop(line.peer.connection, None) is not None:
            self._selector.unregister(line.sock)
            line.sock.close()

    def send(self, data: bytes, peer: Peer) -> bool:
        """Whether the bytes left. A TCP connection that does not take them for half a second is ended."""
        if not peer.is_tcp:
            try:
                self._udp.sendto(data, (peer.host, peer.port))
            except OSError:
                return False
            return True
        line = self._lines.get(peer.connection)
        if line is None:
            return False
        with line.lock:
            sent = _send_all(line.sock, data)
        if not sent:
            with contextlib.suppress(OSError):
                line.sock.shutdown(socket.SHUT_RDWR)  # the reading thread drops it
        return sent

    def close(self) -> None:
        """Let go of the sockets."""
        for line in list(self._lines.values()):
            self._drop(line)
        for sock in (self._udp, self._tcp):
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(sock)
            sock.close()
        self._selector.close()


def _send_all(sock: socket.socket, data: bytes) -> bool:
    """A connection of ours never blocks reading, so it is asked again until it takes all."""
    deadline, view = time.monotonic() + _SEND_S, memoryview(data)
    while view:
        try:
            view = view[sock.send(view):]
        except (BlockingIOError, InterruptedError):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.005)
        except OSError:
            return False
    return True


def local_address(host: str, port: int = 5060) -> str:
    """Our own address towards a host."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((host, port))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
