"""SIP messages (RFC 3261) as devices really write them. Pure; any thread.

Read: folded headers, compact names, LF alone, names in any case, a Content-Length that is wrong. Of a datagram all that
follows the empty line is the body, whatever Content-Length says.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import NamedTuple

LARGEST_HEAD = 16_384
_COMPACT = {"v": "via", "f": "from", "t": "to", "i": "call-id", "m": "contact", "l": "content-length",
            "c": "content-type", "e": "content-encoding", "k": "supported", "s": "subject", "o": "event",
            "u": "allow-events"}
_SPELT = {"call-id": "Call-ID", "cseq": "CSeq", "www-authenticate": "WWW-Authenticate", "x-gb-ver": "X-GB-Ver"}
_END_OF_HEAD = re.compile(rb"\r?\n[ \t]*\r?\n")
_REQUEST = re.compile(r"([A-Za-z]{1,20})\s+(\S{1,1000})\s+SIP/2\.0\s*", re.IGNORECASE)
_STATUS = re.compile(r"SIP/2\.0\s+(\d{3})(?:\s+(.*?))?\s*", re.IGNORECASE)
_URI = re.compile(r"sips?:(?:([^@;>\s]*)@)?(\[[^\]]+\]|[^:;>\s?]+)(?::(\d{1,5}))?", re.IGNORECASE)
_PARAMETER = re.compile(r'[;,\s]([\w-]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^;,\s>]*))?')


class SipError(ValueError):
    """Bytes that are no SIP message."""


class Message(NamedTuple):
    """A request (method and uri set) or a response (status set). headers: (lower-case full name, value), in order."""

    method: str
    uri: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def get(self, name: str) -> str:
        """The first value of a header, "" for none; name in lower case."""
        return next((value for key, value in self.headers if key == name), "")

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key == name]

    @property
    def call_id(self) -> str:
        """Call-ID."""
        return self.get("call-id")

    @property
    def cseq(self) -> tuple[int, str]:
        """(number, method) of CSeq; (0, "") where there is none."""
        number, _, method = self.get("cseq").strip().partition(" ")
        return (int(number) if number.isascii() and number.isdigit() and len(number) < 11 else 0, method.strip().upper())

    @property
    def sender(self) -> str:
        """User part of From: the id of the device."""
        return user_of(self.get("from"))

    def content(self) -> bytes:
        """The body cut to its Content-Length where that is smaller, without the blanks around it."""
        said = self.get("content-length")
        size = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else len(self.body)
        return self.body[:size].strip(b" \t\r\n\0")


def parse(data: bytes) -> Message:
    """A message of its bytes. Raises SipError."""
    data = data.lstrip(b"\r\n\0 ")
    if not data:
        raise SipError("empty")
    match = _END_OF_HEAD.search(data, 0, LARGEST_HEAD)
    if match is None and len(data) > LARGEST_HEAD:
        raise SipError("bad_sip: no end of the head")
    head, body = (data[:match.start()], data[match.end():]) if match else (data, b"")
    lines = _text(head).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    request, status = _REQUEST.fullmatch(lines[0]), _STATUS.fullmatch(lines[0])
    if request is None and status is None:
        raise SipError(f"bad_sip: {lines[0][:40]!r}")
    headers = tuple(_headers(lines[1:]))
    if request is not None:
        return Message(request[1].upper(), request[2], 0, "", headers, body)
    assert status is not None
    return Message("", "", int(status[1]), status[2] or "", headers, body)


def _text(head: bytes) -> str:
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError:
        return head.decode("gb18030", "replace")


def _headers(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    unfolded: list[str] = []
    for line in lines:
        if line[:1] in (" ", "\t") and unfolded:
            unfolded[-1] += " " + line.strip()
        elif line.strip():
            unfolded.append(line)
    for line in unfolded:
        name, colon, value = line.partition(":")
        if colon:
            key = name.strip().lower()
            yield _COMPACT.get(key, key), value.strip()


def write(start: str, headers: Iterable[tuple[str, str]], body: bytes = b"") -> bytes:
    """The bytes of a message; Content-Length is added."""
    lines = [start, *(f"{_SPELT.get(name.lower(), name)}: {_one_line(value)}" for name, value in headers),
             f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")  # what a device sent comes back in our answers


def respond(request: Message, status: int, reason: str, host: str, port: int, tag: str = "",
            more: Iterable[tuple[str, str]] = (), body: bytes = b"") -> bytes:
    """The bytes of a response to a request that came from host:port."""
    vias = request.all("via")
    if vias:
        vias[0] = _received(vias[0], host, port)
    to = request.get("to")
    if status > 100 and "tag" not in parameters(to):
        to += f";tag={tag or token()}"
    headers = [("Via", via) for via in vias] + [("From", request.get("from")), ("To", to),
                                                ("Call-ID", request.call_id), ("CSeq", request.get("cseq")), *more]
    return write(f"SIP/2.0 {status} {reason}", headers, body)


def _received(via: str, host: str, port: int) -> str:
    """RFC 3581: the address that the request really came from."""
    if re.search(r";\s*rport\s*(?=;|,|$)", via):
        via = re.sub(r";\s*rport\s*(?=;|,|$)", f";rport={port}", via, count=1)
    return via if ";received=" in via else f"{via};received={host}"


def user_of(value: str) -> str:
    """The user part of the address in a header or of a URI; "" for none."""
    match = _URI.search(value[:2000])
    return (match[1] or "").partition(":")[0] if match else ""


def address_of(value: str) -> tuple[str, int] | None:
    """(host, port) of the address in a header or of a URI; port 5060 where none is said."""
    match = _URI.search(value[:2000])
    if match is None:
        return None
    port = int(match[3]) if match[3] else 5060
    return (match[2].strip("[]"), port) if 0 < port < 65536 else None


def parameters(value: str) -> dict[str, str]:
    """Parameters of a header (`;tag=x`, `Digest realm="x",nonce="y"`), names in lower case, quotes taken away."""
    after = value.partition(">")[2] if "<" in value else value
    return {match[1].lower(): (match[2] or "").strip('"') for match in _PARAMETER.finditer(after[:8000])}


def token() -> str:
    """A fresh tag, branch or Call-ID."""
    return secrets.token_hex(8)
