"""One stream of pictures: RTP in over UDP or TCP, program stream out to its readers. A thread a stream."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

from command_center.connectors.gb28181.ps import Group
from command_center.connectors.gb28181.readers import Reader, open_port
from command_center.connectors.gb28181.rtp import Framer, Packet, Reorder, parse
from command_center.connectors.gb28181.sdp import Session, Transport

SILENT_S, LONGEST_PAUSE_S = 10.0, 120.0
_CONNECT_S = 8.0
_LINGER_S = 2.0
_SWITCH_S = 1.0


class Stream:
    """Receives one stream. ended(reason) is called once, on its thread: silent, closed, unread, asked."""

    def __init__(self, transport: Transport, ports: range, family: int, ended: Callable[[str], None]) -> None:
        self._transport, self._ended = transport, ended
        self._sock: socket.socket | None = None
        if transport != "tcp_active":
            kind = socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM
            self._sock = open_port(ports, kind, family)
            if transport == "tcp_passive":
                self._sock.listen(1)
            else:
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        self.port: int = self._sock.getsockname()[1] if self._sock else 9
        self._readers: list[Reader] = []
        self._lock = threading.Lock()
        self._group = Group()
        self._reorder = Reorder()
        self._stop = threading.Event()
        self._unread_since = time.monotonic()
        self.is_paused = False  # silence is what was asked for
        self._ssrc: int | None = None
        self._wanted: int | None = None
        self._ssrc_at = 0.0
        self._hosts: set[str] = set()
        self.foreign = self.other_payload = self.byte_count = 0
        self.reason = ""

    @property
    def lost(self) -> int:
        """Packets that never came."""
        return self._reorder.lost

    def start(self, answer: Session, hosts: set[str]) -> None:
        """Begin to receive what a device's answer promises. hosts: where packets may come from."""
        self._wanted, self._hosts = answer.ssrc, hosts | {answer.host}
        self._unread_since = time.monotonic()
        threading.Thread(target=self._run, args=(answer, next(iter(hosts), answer.host)), name="gb28181-media",
                         daemon=True).start()

    def reader(self) -> Reader:
        """A new reader."""
        with self._lock:
            reader = Reader(self._group.bytes())
            if self.reason:
                reader.end()
            self._readers.append(reader)
            return reader

    def leave(self, reader: Reader) -> None:
        """A reader goes."""
        with self._lock:
            if reader in self._readers:
                self._readers.remove(reader)
            self._unread_since = time.monotonic()

    def stop(self, reason: str = "asked") -> None:
        """End it; returns at once."""
        self.reason = self.reason or reason
        self._stop.set()

    def abandon(self) -> None:
        """Let go of the port of a stream that never started."""
        if self._sock is not None:
            self._sock.close()

    def _run(self, answer: Session, device_host: str) -> None:
        reason = "closed"
        try:
            reason = self._datagrams() if self._transport == "udp" else self._connection(answer, device_host)
        except OSError as error:
            reason = f"lost: {error.strerror or error}"
        finally:
            self.abandon()
            with self._lock:
                self.reason = self.reason or reason
                readers = list(self._readers)
            for packet in self._reorder.flush():
                self._deliver(packet)
            for reader in readers:
                reader.end()
            self._ended(self.reason)

    def _datagrams(self) -> str:
        assert self._sock is not None
        self._sock.settimeout(0.25)
        heard = time.monotonic()
        while not self._stop.is_set():
            try:
                data, address = self._sock.recvfrom(65535)
            except TimeoutError:
                if time.monotonic() - heard > (LONGEST_PAUSE_S if self.is_paused else SILENT_S):
                    return "silent"
                if self._is_unread():
                    return "unread"
                continue
            if self._take(data, address[0] in self._hosts):
                heard = time.monotonic()
            if self._is_unread():
                return "unread"
        return "asked"

    def _connection(self, answer: Session, device_host: str) -> str:
        sock = self._connect(answer, device_host)
        if sock is None:
            return "timeout"
        self._sock = sock
        sock.settimeout(0.25)
        framer, heard = Framer(), time.monotonic()
        while not self._stop.is_set():
            try:
                data = sock.recv(65536)
            except TimeoutError:
                if time.monotonic() - heard > (LONGEST_PAUSE_S if self.is_paused else SILENT_S):
                    return "silent"
            else:
                if not data:
                    return "closed"
                heard = time.monotonic()
                for packet in framer.feed(data):
                    self._take(packet, True)
            if self._is_unread():
                return "unread"
        return "asked"

    def _connect(self, answer: Session, device_host: str) -> socket.socket | None:
        """Our connection to the device, or the device's to us; None where none came."""
        if self._transport == "tcp_active":
            for host in dict.fromkeys((answer.host, device_host)):  # behind a NAT the first is not reached
                try:
                    return socket.create_connection((host, answer.port), _CONNECT_S / 2)
                except OSError:
                    continue
            return None
        assert self._sock is not None
        listening, until = self._sock, time.monotonic() + _CONNECT_S
        listening.settimeout(0.25)
        while not self._stop.is_set() and time.monotonic() < until:
            try:
                sock, address = listening.accept()
            except TimeoutError:
                continue
            if address[0] in self._hosts:
                listening.close()
                return sock
            self.foreign += 1
            sock.close()
        return None

    def _is_unread(self) -> bool:
        return not self._readers and time.monotonic() - self._unread_since > _LINGER_S

    def _take(self, data: bytes, known_host: bool) -> bool:
        """One packet; False where it is not of this stream."""
        packet = parse(data)
        if packet is None or not self._is_ours(packet, known_host):
            self.foreign += 1
            return False
        if packet.payload_type in (0, 8):  # sound beside the program stream
            self.other_payload += 1
            return True
        for due in self._reorder.put(packet, time.monotonic()):
            self._deliver(due)
        return True

    def _is_ours(self, packet: Packet, known_host: bool) -> bool:
        """The sender that was agreed on; where there is none, or it is silent, the first one from a known host."""
        now = time.monotonic()
        if packet.ssrc == self._ssrc:
            self._ssrc_at = now
            return known_host or packet.ssrc == self._wanted
        agreed = self._wanted is not None and packet.ssrc == self._wanted
        if agreed or (known_host and (self._ssrc is None or now - self._ssrc_at > _SWITCH_S)):
            self._ssrc, self._ssrc_at = packet.ssrc, now
            lost, self._reorder = self._reorder.lost, Reorder()
            self._reorder.lost = lost
            return True
        return False

    def _deliver(self, packet: Packet) -> None:
        self.byte_count += len(packet.payload)
        with self._lock:
            entry = self._group.put(packet.payload)
            for reader in self._readers:
                reader.put(packet.payload, entry)
