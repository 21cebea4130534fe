"""Reads what was captured instead of listening: captures, files of one SIP message, lines of frames. On the
connector's thread."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.gb28181 import digest, manscdp, pcap, ptz
from command_center.connectors.gb28181.cameras import Cameras
from command_center.connectors.gb28181.collect import Collection
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.framing import Framer
from command_center.connectors.gb28181.notices import Notices
from command_center.connectors.gb28181.packets import Packets, Piece
from command_center.connectors.gb28181.sip import Message, SipError, parameters, parse
from command_center.connectors.source import read_limited
from command_center.connectors.xml import parse_xml
from command_center.domain.time import now_utc

_START = re.compile(rb"(?:SIP/2\.0 \d{3}|[A-Z]{3,20} sips?:\S+ SIP/2\.0)", re.IGNORECASE)
_SPLIT = re.compile(rb"(?m)^(?=(?:SIP/2\.0 \d{3}[ \r\n]|[A-Z]{3,20} sips?:\S+ SIP/2\.0))")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:,-]?){4,}")
_SIP_PORTS = (5060, 5061)
_LARGEST_FILE = 256 << 20


class OfflineReader:
    """One reading of a file or folder."""

    def __init__(self, config: Gb28181Config, cameras: Cameras, sink: EventSink, stop: threading.Event) -> None:
        self._config, self._cameras, self._sink, self._stop = config, cameras, sink, stop
        self._notices = Notices(config)
        self._collections: dict[tuple[str, str, int], Collection] = {}
        self._at: dict[tuple[str, str, int], int] = {}  # when the last part of each came
        self._flows: dict[object, Framer | None] = {}

    def run(self) -> None:
        """Read everything; what was collected of catalogues is published at the end."""
        root = Path(self._config.path or self._config.frames)
        if not root.exists():
            raise ConnectorError("not_found", f"no file or folder {root}", fatal=True)
        for path in [root] if not root.is_dir() else sorted(each for each in root.iterdir() if each.is_file()):
            if self._stop.is_set():
                return
            try:
                self._file(path)
            except (ValueError, OSError, ConnectorError) as error:
                self._sink.bad(f"unreadable: {path.name}: {error}"[:200])
        for collection in self._collections.values():
            self._collected(collection)

    def _file(self, path: Path) -> None:
        with path.open("rb") as file:
            head = file.read(4096)
            if pcap.is_capture(head):
                file.seek(0)
                self._capture(pcap.frames(file))
                return
        data = read_limited(path, _LARGEST_FILE)
        start = data.lstrip(b"\xef\xbb\xbf\r\n\0 ")
        if not start:
            self._sink.bad("empty")
        elif _START.match(start):
            for part in _SPLIT.split(start):
                if part.strip():
                    self._message(part, now_utc())
        elif start.startswith(b"<"):
            self._document(manscdp.document(parse_xml(start)), now_utc(), start)
        else:
            self._lines(data)

    # --- captures

    def _capture(self, frames: Iterable[pcap.Frame]) -> None:
        packets = Packets()
        try:
            for frame in frames:
                if self._stop.is_set():
                    return
                for piece in packets.feed(frame):
                    self._piece(piece)
        except ValueError as error:
            self._sink.bad(str(error))
        for piece in packets.rest():
            self._piece(piece)
        for flow, framer in self._flows.items():
            for message in framer.idle() if framer else ():
                self._message(message, now_utc())
            self._flows[flow] = None
        self._sink.skip("other_traffic", packets.skipped)

    def _piece(self, piece: Piece) -> None:
        data = piece.data.lstrip(b"\r\n\0 ")
        if piece.is_tcp:
            self._segment(piece, data)
        elif _START.match(data):
            self._message(data, piece.at_utc or now_utc())
        elif piece.data[0] >> 6 == 2 and len(piece.data) >= 12:
            self._sink.skip("media")
        elif {piece.source[1], piece.target[1]} & set(_SIP_PORTS):
            if data:
                self._sink.bad("bad_sip: no start of a message", piece.data)
        else:
            self._sink.skip("other_traffic")

    def _segment(self, piece: Piece, data: bytes) -> None:
        if piece.flow not in self._flows:
            is_sip = bool(_START.match(data)) or bool({piece.source[1], piece.target[1]} & set(_SIP_PORTS))
            self._flows[piece.flow] = Framer(self._config.max_bytes) if is_sip else None
        framer = self._flows[piece.flow]
        if framer is None:
            self._sink.skip("media" if piece.data[2:3] in (b"\x80", b"\x90") else "other_traffic")
            return
        try:
            for message in framer.feed(piece.data):
                self._message(message, piece.at_utc or now_utc())
        except ValueError as error:
            self._sink.bad(str(error), piece.data)
            self._flows[piece.flow] = Framer(self._config.max_bytes)

    # --- lines

    def _lines(self, data: bytes) -> None:
        for raw in data.splitlines():
            if self._stop.is_set():
                return
            line = raw.strip(b"\xef\xbb\xbf \t")
            if not line or line.startswith(b"#"):
                continue
            try:
                self._line(line)
            except (ValueError, RecursionError) as error:
                self._sink.bad(str(error)[:200], line)

    def _line(self, line: bytes) -> None:
        if line.startswith(b"{"):
            told = json.loads(line)
            if "ptzcmd" in told:
                self._ptz(str(told["ptzcmd"]))
            elif "nonce" in told and "response" in told:
                self._digest(told)
            else:
                frame = next((told[key] for key in ("hex", "frame", "message", "sip") if told.get(key)), None)
                if not isinstance(frame, str):
                    raise ValueError("no_frame: neither hex nor frame")
                self._frame(frame)
        else:
            self._frame(line.decode("utf-8", "replace"))

    def _frame(self, text: str) -> None:
        if _HEX.fullmatch(text.strip() + " "):
            data = bytes.fromhex(re.sub(r"[\s:,-]", "", text))
            if data[0] == 0xA5:
                self._ptz(data.hex())
                return
        else:
            data = text.encode() if "\n" in text else text.replace("\\r", "\r").replace("\\n", "\n").encode()
        if data[0] >> 6 == 2 and len(data) >= 12:
            self._sink.skip("media")
        else:
            self._message(data, now_utc())

    def _ptz(self, text: str) -> None:
        command = ptz.read(text)
        if not command.is_whole or not command.is_sum_right:
            raise ValueError("bad_checksum" if command.is_whole else "bad_ptz: not eight bytes")
        self._sink.publish([], 1)

    def _digest(self, told: dict[str, Any]) -> None:
        fields = {key: str(value) for key, value in told.items()}
        if not digest.is_right(fields, fields.get("method", "REGISTER"), fields.get("password", "")):
            raise ValueError("wrong_digest")
        self._sink.publish([], 1)

    # --- messages

    def _message(self, data: bytes, at_utc: int) -> None:
        try:
            message = parse(data)
            if message.method == "REGISTER":
                self._register(message)
            elif message.method in ("MESSAGE", "NOTIFY") and message.body.strip():
                document = manscdp.read(message)
                if document.is_damaged:
                    self._sink.bad("truncated: a part of a list", data)
                self._document(document, at_utc, data)
            else:
                self._sink.skip("dialogue")
        except (SipError, ValueError, RecursionError) as error:
            self._sink.bad(str(error)[:200], data)

    def _register(self, message: Message) -> None:
        """Where a password is configured, captured registrations are checked with it."""
        fields, password = parameters(message.get("authorization")), self._config.password_of(message.sender)
        if password and fields.get("response") and not digest.is_right(fields, "REGISTER", password):
            raise ValueError(f"wrong_password: {message.sender}")
        self._sink.skip("registration")

    def _document(self, document: manscdp.Document, at: int, data: bytes) -> None:
        told: dict[str, Callable[[], list[Any]]] = {
            "Alarm": lambda: [self._notices.alarm(document, at)],
            "MobilePosition": lambda: list(self._notices.positions(document, at)), "Keepalive": list}
        device = document.device
        if document.root == "Notify" and document.command in told:
            events = told[document.command]()
            if events or document.command == "Keepalive":
                self._sink.publish(events, 1)
            else:
                self._sink.skip("no_position")
        elif document.command == "Catalog" and document.root == "Notify":
            self._sink.publish(*self._cameras.listed(device, document, at, self._sink))
        elif document.command == "Catalog" and document.root == "Response":
            self._part(document, at)
        else:
            self._sink.skip(f"unused: {document.root} {document.command}"[:60])

    def _part(self, document: manscdp.Document, at_utc: int) -> None:
        key = (document.device, document.command, document.serial)
        collection = self._collections.setdefault(
            key, Collection(*key, self._config.max_channels, float("inf")))
        self._at[key] = at_utc
        self._sink.alive()
        if collection.put(document):
            self._collected(self._collections.pop(key))

    def _collected(self, collection: Collection) -> None:
        if not collection.is_complete:
            said = "?" if collection.total is None else collection.total
            self._sink.bad(f"catalogue_incomplete: {collection.device}: {len(collection.items)} of {said}")
        at = self._at.pop((collection.device, collection.command, collection.serial), 0) or now_utc()
        self._sink.publish(*self._cameras.catalogue(collection, at, self._sink))
