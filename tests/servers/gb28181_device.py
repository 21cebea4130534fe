"""A GB/T 28181 device on real sockets, UDP or TCP, that does what real ones do, and what they should not. Its messages
are written after the captures in the samples, not with the product's code."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import random
import re
import socket
import struct
import threading
import time
from typing import Any

from tests.servers.program_stream import make_pictures, rtp_packets

SERVER, REALM = "34020000002000000001", "3402000000"
_TYPE = "Application/MANSCDP+xml"


class Said:
    """A received SIP message."""

    def __init__(self, data: bytes) -> None:
        head, _, self.body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("utf-8", "replace").split("\r\n")
        self.first = first
        self.headers = {line.partition(":")[0].strip().lower(): line.partition(":")[2].strip() for line in lines}
        words = first.split(" ", 2)
        self.status = int(words[1]) if first.startswith("SIP/2.0") else 0
        self.method = "" if self.status else words[0]

    @property
    def call(self) -> str:
        return self.headers.get("call-id", "")

    def field(self, name: str) -> str:
        found = re.search(rf"<{name}>(.*?)</{name}>".encode(), self.body, re.DOTALL)
        return found[1].decode("gb18030") if found else ""


def channel(number: int, **more: str) -> dict[str, str]:
    """A catalogue item."""
    return {"DeviceID": f"3402000000131{number:07d}", "Name": f"摄像机{number}", "Manufacturer": "Maker", "Model": "null",
            "Owner": "Owner", "CivilCode": "340200", "Address": "Road", "Parental": "0", "ParentID": "3402000000118000001",
            "SafetyWay": "0", "RegisterWay": "1", "Secrecy": "0", "Status": "ON", "Longitude": "115.03", "Latitude": "30.2",
            "PTZType": "1", **more}


class Device:
    """One device. Options are attributes that tests set before it is asked."""

    def __init__(self, port: int, *, identifier: str = "34020000001180000001", password: str = "12345678",
                 tcp: bool = False, items: list[dict[str, str]] | None = None) -> None:
        self.identifier, self.password, self.tcp = identifier, password, tcp
        self.items = items if items is not None else [channel(1)]
        self.per_part, self.shuffled, self.repeat, self.lose, self.total = 1, False, 0, 0, None
        self.endless = False
        self.declares, self.encoding = "GB2312", "gb18030"
        self.extra_headers: list[str] = []
        self.algorithm = ""
        self.answers_invite: int = 200
        self.ssrc: int | None = None  # None: as asked; 0: 0000000000 in the answer
        self.reorder = self.lose_every = 0
        self.stall_after: float | None = None
        self.refuse_subscriptions = False
        self.refuses_queries = self.refuses_infos = 0  # statuses
        self.error = ""  # of lists: Result ERROR with this reason
        self.plays: int | None = None  # how many times its pictures, before it says that a recording is over
        self.paused = False
        self.pictures = make_pictures()
        self.presets = {"1": "Gate", "2": "Yard"}
        self.records: list[dict[str, str]] = []
        self.got: list[Said] = []
        self.commands: list[str] = []
        self.infos: list[bytes] = []
        self.statuses: list[int] = []
        self.last_date = ""
        self.media_sent = 0
        self._subscriptions: dict[str, Said] = {}
        self._server = ("127.0.0.1", port)
        self._serial = itertools.count(1)
        self._answers: dict[str, Said] = {}
        self._arrived = threading.Condition()
        self._streams: dict[str, threading.Event] = {}
        self._invited: dict[str, tuple[Said, int]] = {}
        self._over = threading.Event()
        self._sock = socket.create_connection(self._server) if tcp else socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        if not tcp:
            self._sock.bind(("127.0.0.1", 0))
        self.port = self._sock.getsockname()[1]
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    # --- wires

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        with self._lock, contextlib.suppress(OSError):
            if self.tcp:
                self._sock.sendall(data)
            else:
                self._sock.sendto(data, self._server)

    def close(self) -> None:
        """Vanish without a word."""
        self._over.set()
        for stop in self._streams.values():
            stop.set()
        self._sock.close()

    def _listen(self) -> None:
        self._sock.settimeout(0.2)
        buffer = b""
        while not self._over.is_set():
            try:
                data = self._sock.recv(65535)
            except TimeoutError:
                continue
            except OSError:
                return
            if not self.tcp:
                self._take(Said(data))
                continue
            if not data:
                return
            buffer += data
            while b"\r\n\r\n" in buffer:
                head = buffer.partition(b"\r\n\r\n")[0]
                size = int(re.search(rb"(?i)content-length:\s*(\d+)", head)[1])  # type: ignore[index]
                end = len(head) + 4 + size
                if len(buffer) < end:
                    break
                message, buffer = buffer[:end], buffer[end:]
                self._take(Said(message))

    # --- requests

    def request(self, method: str, body: str | bytes = b"", *, headers: tuple[str, ...] = (), call: str = "",
                number: int = 0, content: str = _TYPE, wait: bool = True, to: str = "") -> Said | None:
        """Send a request; gives its answer, None where none came."""
        call = call or f"{random.getrandbits(48)}"
        number = number or next(self._serial)
        payload = body.encode(self.encoding) if isinstance(body, str) else body
        lines = [f"{method} sip:{SERVER}@{REALM} SIP/2.0",
                 f"Via: SIP/2.0/{'TCP' if self.tcp else 'UDP'} 127.0.0.1:{self.port};rport;branch=z9hG4bK{random.getrandbits(32)}",
                 f"From: <sip:{self.identifier}@{REALM}>;tag={random.getrandbits(31)}",
                 f"To: {to or f'<sip:{SERVER}@{REALM}>'}",
                 f"Call-ID: {call}", f"CSeq: {number} {method}",
                 f"Contact: <sip:{self.identifier}@127.0.0.1:{self.port}>", "Max-Forwards: 70", "User-Agent: eXosip/4.1.0",
                 *headers, *self.extra_headers]
        if payload:
            lines.append(f"Content-Type: {content}")
        lines += [f"Content-Length:   {len(payload)}", "", ""]
        self.raw("\r\n".join(lines).encode() + payload)
        return self._await(f"{call} {number}") if wait else None

    def _await(self, key: str, timeout_s: float = 3.0) -> Said | None:
        with self._arrived:
            self._arrived.wait_for(lambda: key in self._answers, timeout_s)
            return self._answers.pop(key, None)

    def register(self, expires: int = 3600, password: str | None = None, qop: bool = False) -> int:
        """Register as devices do; the last status."""
        call, to = f"reg{random.getrandbits(32)}", f"<sip:{self.identifier}@{REALM}>"
        first = self.request("REGISTER", headers=(f"Expires: {expires}",), call=call, to=to)
        if first is None or first.status != 401:
            return first.status if first else 0
        fields = dict(re.findall(r'(\w+)="?([^",]+)"?', first.headers["www-authenticate"]))
        uri = f"sip:{SERVER}@127.0.0.1:{self._server[1]}"
        make = hashlib.sha256 if fields.get("algorithm") == "SHA-256" else hashlib.md5
        digest = lambda text: make(text.encode()).hexdigest()  # noqa: E731
        ours = digest(f"{self.identifier}:{fields['realm']}:{self.password if password is None else password}")
        middle = "00000001:abcdef:auth:" if qop else ""
        response = digest(f"{ours}:{fields['nonce']}:{middle}{digest(f'REGISTER:{uri}')}")
        more = ', qop=auth, nc=00000001, cnonce="abcdef"' if qop else ""
        second = self.request("REGISTER", call=call, to=to, headers=(
            f"Expires: {expires}", f'Authorization: Digest username="{self.identifier}", realm="{fields["realm"]}", '
            f'nonce="{fields["nonce"]}", uri="{uri}", response="{response}", algorithm={fields.get("algorithm", "MD5")}{more}'))
        self.last_date = second.headers.get("date", "") if second else ""
        return second.status if second else 0

    def xml(self, root: str, command: str, inner: str, serial: int | str | None = None, about: str = "") -> str:
        """A MANSCDP document."""
        return (f'<?xml version="1.0" encoding="{self.declares}"?>\r\n<{root}>\r\n<CmdType>{command}</CmdType>\r\n'
                f"<SN>{next(self._serial) if serial is None else serial}</SN>\r\n"
                f"<DeviceID>{about or self.identifier}</DeviceID>\r\n{inner}</{root}>\r\n")

    def keepalive(self) -> int:
        """The status of its answer."""
        answer = self.request("MESSAGE", self.xml("Notify", "Keepalive", "<Status>OK</Status>\r\n"))
        return answer.status if answer else 0

    def notify(self, command: str, inner: str, *, subscribed: bool = False, about: str = "") -> int:
        """A notification, by MESSAGE or within a subscription."""
        if not subscribed:
            answer = self.request("MESSAGE", self.xml("Notify", command, inner, about=about))
        else:
            asked = self._subscriptions[command]
            answer = self.request("NOTIFY", self.xml("Notify", command, inner), call=asked.call,
                                  headers=(f"Event: {asked.headers['event']}", "Subscription-State: active;expires=90"))
        return answer.status if answer else 0

    # --- answers

    def _take(self, said: Said) -> None:
        if said.status:
            if said.status >= 200 and said.headers.get("cseq"):
                with self._arrived:
                    self._answers[f"{said.call} {said.headers['cseq'].split()[0]}"] = said
                    self._arrived.notify_all()
            self.statuses.append(said.status)
            return
        self.got.append(said)
        handler = getattr(self, f"_on_{said.method.lower()}", None)
        if handler:
            handler(said)

    def answer(self, said: Said, status: int, reason: str, body: bytes = b"", more: tuple[str, ...] = ()) -> None:
        """Answer a request as eXosip does."""
        tag = "" if "tag=" in said.headers["to"] or status == 100 else f";tag={int(hashlib.md5(said.call.encode()).hexdigest()[:7], 16)}"
        lines = [f"SIP/2.0 {status} {reason}", f"Via: {said.headers['via']};received=127.0.0.1", f"From: {said.headers['from']}",
                 f"To: {said.headers['to']}{tag}", f"Call-ID: {said.call}", f"CSeq: {said.headers['cseq']}",
                 f"Contact: <sip:{self.identifier}@127.0.0.1:{self.port}>", *more, "User-Agent: eXosip/4.1.0",
                 f"Content-Length:   {len(body)}", "", ""]
        self.raw("\r\n".join(lines).encode() + body)

    def _on_message(self, said: Said) -> None:
        command, serial = said.field("CmdType"), said.field("SN")
        if self.refuses_queries and command == "RecordInfo":
            self.answer(said, self.refuses_queries, "Forbidden")
            return
        self.answer(said, 200, "OK")
        if self.error and command == "RecordInfo":
            self.request("MESSAGE", self.xml("Response", command, f"<Result>ERROR</Result><Reason>{self.error}</Reason>", serial), wait=False)
            return
        if command == "Catalog":
            threading.Thread(target=self._send_list, args=("Catalog", "DeviceList", self.items, serial), daemon=True).start()
        elif command == "RecordInfo":
            threading.Thread(target=self._send_list, args=("RecordInfo", "RecordList", self.records, serial), daemon=True).start()
        elif command == "PresetQuery":
            items = "".join(f"<Item><PresetID>{key}</PresetID><PresetName>{name}</PresetName></Item>"
                            for key, name in self.presets.items())
            self.request("MESSAGE", self.xml("Response", command, f'<PresetList Num="{len(self.presets)}">{items}</PresetList>',
                                             serial), wait=False)
        elif command == "DeviceInfo":
            self.request("MESSAGE", self.xml("Response", command, "<Result>OK</Result><Manufacturer>Maker</Manufacturer>"
                                             "<Model>NVR-8</Model><Firmware>V1</Firmware>", serial), wait=False)
        elif command == "DeviceControl":
            self.commands.append(said.field("PTZCmd") or said.body.decode())

    def _send_list(self, command: str, name: str, items: list[dict[str, str]], serial: str) -> None:
        total = len(items) if self.total is None else self.total
        parts = [items[at:at + self.per_part] for at in range(0, len(items), self.per_part)] or [[]]
        if self.shuffled:
            random.Random(7).shuffle(parts)
        parts = parts[self.lose:] + parts[:self.repeat]
        endless = itertools.chain(parts, ([channel(number)] for number in itertools.count(10_000)))
        for part in endless if self.endless else parts:
            if self._over.is_set():
                return
            inner = "".join("<Item>\r\n" + "".join(f"<{key}>{value}</{key}>\r\n" for key, value in item.items()) + "</Item>\r\n"
                            for item in part)
            self.request("MESSAGE", self.xml("Response", command, f"<SumNum>{total}</SumNum>\r\n"
                                             f'<{name} Num="{len(part)}">\r\n{inner}</{name}>\r\n', serial), wait=False)
            time.sleep(0.002)

    def _on_subscribe(self, said: Said) -> None:
        if self.refuse_subscriptions:
            self.answer(said, 489, "Bad Event")
            return
        self._subscriptions[said.field("CmdType")] = said
        self.answer(said, 200, "OK", more=(f"Expires: {said.headers.get('expires', '0')}",))

    def _on_invite(self, said: Said) -> None:
        if self.answers_invite != 200:
            if self.answers_invite:
                self.answer(said, self.answers_invite, "Busy Here")
            return
        self.answer(said, 100, "Trying")
        sdp = said.body.decode()
        is_tcp, setup = "TCP/RTP/AVP" in sdp, (re.search(r"a=setup:(\w+)", sdp) or ["", ""])[1]
        ssrc = int(re.search(r"y=(\d+)", sdp)[1]) if self.ssrc is None else self.ssrc  # type: ignore[index]
        listening: Any = None
        if is_tcp and setup == "active":
            listening = socket.create_server(("127.0.0.1", 0))
        port = listening.getsockname()[1] if listening else 56147
        lines = ["v=0", f"o={self.identifier} 0 0 IN IP4 127.0.0.1", "s=Embedded IPC", "c=IN IP4 127.0.0.1", "t=0 0",
                 f"m=video {port} {'TCP/RTP/AVP' if is_tcp else 'RTP/AVP'} 96", "a=sendonly", "a=rtpmap:96 PS/90000",
                 *([f"a=setup:{'passive' if setup == 'active' else 'active'}"] if is_tcp else []),
                 f"a=username:{self.identifier}", "a=password:12345678", f"y={ssrc:010d}", "f=", ""]
        target = int(re.search(r"m=video (\d+)", sdp)[1])  # type: ignore[index]
        self._invited[said.call] = said, ssrc
        stop = self._streams[said.call] = threading.Event()
        self.answer(said, 200, "OK", "\r\n".join(lines).encode(), ("Content-Type: application/sdp",))
        threading.Thread(target=self._stream, args=(ssrc or 77, target, is_tcp, listening, stop), daemon=True).start()

    def _on_bye(self, said: Said) -> None:
        self.answer(said, 200, "OK")
        if said.call in self._streams:
            self._streams[said.call].set()

    def _on_cancel(self, said: Said) -> None:
        self.answer(said, 200, "OK")

    def _on_info(self, said: Said) -> None:
        if self.refuses_infos:
            self.answer(said, self.refuses_infos, "Method Not Allowed")
            return
        self.infos.append(said.body)
        self.paused = said.body.startswith(b"PAUSE")
        self.answer(said, 200, "OK")

    def bye(self) -> None:
        """End the sessions from this side."""
        for call, (said, _) in self._invited.items():
            self._streams[call].set()
            self.request("BYE", call=call, to=said.headers["from"])

    @property
    def is_streaming(self) -> bool:
        """Whether a stream still runs."""
        return any(not stop.is_set() for stop in self._streams.values())

    # --- media

    def _stream(self, ssrc: int, port: int, is_tcp: bool, listening: Any, stop: threading.Event) -> None:
        with contextlib.suppress(OSError):
            if listening is not None:
                listening.settimeout(5)
                sock = listening.accept()[0]
            elif is_tcp:
                sock = socket.create_connection(("127.0.0.1", port), 5)
            else:
                sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                sock.connect(("127.0.0.1", port))
            with sock:
                self._send_pictures(sock, ssrc, is_tcp, stop)

    def _send_pictures(self, sock: socket.socket, ssrc: int, is_tcp: bool, stop: threading.Event) -> None:
        began, sequence, number, rounds = time.monotonic(), 65_500, 0, 0
        while True:
            if self.plays is not None and rounds >= self.plays:
                self.notify("MediaStatus", "<NotifyType>121</NotifyType>")
                return
            rounds += 1
            for group in rtp_packets(self.pictures, ssrc, sequence):
                sequence += len(group)
                order = list(group)
                if self.reorder and number % self.reorder == 0:
                    order = [packet for at in range(0, len(order), 4) for packet in reversed(order[at:at + 4])]
                for packet in order:
                    self.media_sent += 1
                    if self.lose_every and self.media_sent % self.lose_every == 0:
                        continue
                    sock.send(struct.pack(">H", len(packet)) + packet if is_tcp else packet)
                number += 1
                while self.paused and not stop.is_set() and not self._over.is_set():
                    time.sleep(0.02)
                    began += 0.02
                stalled = self.stall_after is not None and time.monotonic() - began > self.stall_after
                if stop.is_set() or self._over.is_set() or (stalled and not stop.wait(1e6)):
                    return
                time.sleep(max(0.0, began + number / 25 - time.monotonic()))
