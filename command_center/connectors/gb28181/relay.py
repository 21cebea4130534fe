"""The loopback server where tiles and the recorder fetch program streams. A thread a reader, in the engine.

GET /live/DEVICE/CHANNEL[/sub]                 the picture now
GET /playback/DEVICE/CHANNEL/FROM/UNTIL[?viewer=NAME]   a device's recording, Unix seconds
GET /download/DEVICE/CHANNEL/FROM/UNTIL?viewer=NAME[&speed=4]   the same as fast as the device can, for a file
GET /outcome/DEVICE/CHANNEL/FROM/UNTIL?viewer=NAME              how a playback or download ended, JSON
GET /records/DEVICE/CHANNEL/FROM/UNTIL         what recordings there are, JSON
GET /control/DEVICE/CHANNEL/FROM/UNTIL?viewer=NAME&command=play|pause&scale=2&begin=30
"""

from __future__ import annotations

import json
import re
import select
import socket
import threading
from collections import OrderedDict
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from command_center.connectors.gb28181.dialogs import Wanted
from command_center.connectors.gb28181.media import Stream
from command_center.connectors.gb28181.readers import MediaError

_STATUS = {"offline": 503, "timeout": 504, "refused": 502, "unsupported": 415, "no_port": 503, "unknown": 404,
           "over": 410}
_NAME = re.compile(r"[\w.@+-]{1,64}")
_LOOK_S = 0.5
_MOST_READERS = 512
_SPEED, _SPEEDS = 4, ("1", "2", "4", "8", "16")
_REMEMBERED = 64


class Service(Protocol):
    """What the relay asks of the connector."""

    def open_stream(self, wanted: Wanted) -> Stream:
        """Raises MediaError."""

    def records(self, device: str, channel: str, span: tuple[int, int]) -> tuple[list[dict[str, Any]], bool]:
        """Raises MediaError."""

    def control(self, wanted: Wanted, command: str, scale: float, begin_s: float | None) -> None:
        """Raises MediaError."""


class _Server(ThreadingHTTPServer):
    """Raises OSError where nobody may listen at the port."""

    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, port: int, service: Service) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.service = service
        self.stop = threading.Event()
        self.outcomes: OrderedDict[str, dict[str, Any]] = OrderedDict()  # by viewer, of streams that ended
        self.readers = threading.BoundedSemaphore(_MOST_READERS)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that went away in the middle is no news."""


class Relay:
    """Serves on 127.0.0.1; `preferred` ports are tried first, so that addresses outlive a restart."""

    def __init__(self, service: Service, preferred: list[int]) -> None:
        self._server = _listen(service, [*preferred, 0])
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.2,), name="gb28181-relay",
                                        daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let go of the port; readers end."""
        self._server.stop.set()
        self._server.shutdown()
        self._server.server_close()


def _listen(service: Service, ports: list[int]) -> _Server:
    for port in ports:
        try:
            return _Server(port, service)
        except OSError:
            if port == 0:
                raise
    raise OSError("no port")


def wanted_of(path: str) -> tuple[str, Wanted, dict[str, str]] | None:
    """(verb, what is wanted, parameters) of a path; None for one that means nothing."""
    parts = urlsplit(path)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    way = [unquote(part) for part in parts.path.split("/") if part]
    if not all(_NAME.fullmatch(part) for part in way):
        return None  # it would go into SIP lines as it is
    if len(way) in (3, 4) and way[0] == "live" and way[3:] in ([], ["sub"]):
        return "live", Wanted(way[1], way[2], len(way) == 4), query
    if len(way) == 5 and way[0] in ("playback", "records", "control", "download", "outcome") and all(
            part.isascii() and part.isdigit() and len(part) < 12 for part in way[3:]):
        span = int(way[3]), int(way[4])
        if span[0] < span[1]:
            speed = query.get("speed", "")
            return way[0], Wanted(way[1], way[2], span=span, viewer=query.get("viewer", "")[:64], download=0 if way[0] != "download"
                                  else int(speed) if speed in _SPEEDS else _SPEED), query
    return None


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    server: _Server
    timeout = 10.0
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        """Every verb."""
        found = wanted_of(self.path)
        verbs: dict[str, Callable[[Wanted, dict[str, str]], None]] = {
            "live": self._stream, "playback": self._stream, "records": self._records, "control": self._control,
            "download": self._stream, "outcome": self._outcome}
        if found is None:
            self._say(404, {"error": "unknown"})
            return
        if not self.server.readers.acquire(blocking=False):
            self._say(503, {"error": "too_many_readers"})
            return
        try:
            verbs[found[0]](found[1], found[2])
        except MediaError as error:
            self._say(_STATUS.get(error.key, 502), {"error": error.key, "detail": error.detail})
        except (OSError, ValueError):
            self.close_connection = True
        finally:
            self.server.readers.release()

    def _stream(self, wanted: Wanted, query: dict[str, str]) -> None:
        if wanted.viewer in self.server.outcomes:  # who reads it again would see it begin again
            raise MediaError("over", wanted.viewer)
        stream = self.server.service.open_stream(wanted)
        reader = stream.reader()
        try:
            self.send_response(200)
            self.send_header("Content-Type", "video/MP2P")
            self.end_headers()
            while not self.server.stop.is_set() and (data := reader.take(_LOOK_S)) is not None:
                if data:
                    self.wfile.write(data)
                elif self._is_gone():
                    break
        finally:
            stream.leave(reader)
            if wanted.viewer:
                self.server.outcomes[wanted.viewer] = {"reason": stream.reason, "lost": stream.lost, "dropped": reader.dropped}
                while len(self.server.outcomes) > _REMEMBERED:
                    self.server.outcomes.popitem(last=False)

    def _outcome(self, wanted: Wanted, query: dict[str, str]) -> None:
        self._say(200, self.server.outcomes.get(wanted.viewer, {}))

    def _is_gone(self) -> bool:
        """Whether the reader closed; looked at while nothing comes that could be written."""
        if not select.select([self.connection], [], [], 0)[0]:  # a socket with a time-out would be waited for in recv
            return False
        return self.connection.recv(1, socket.MSG_PEEK) == b""

    def _records(self, wanted: Wanted, query: dict[str, str]) -> None:
        assert wanted.span is not None
        records, is_complete = self.server.service.records(wanted.device, wanted.channel, wanted.span)
        self._say(200, {"records": records, "complete": is_complete})

    def _control(self, wanted: Wanted, query: dict[str, str]) -> None:
        begin = query.get("begin")
        self.server.service.control(wanted, query.get("command", ""), float(query.get("scale", 0)),
                                    float(begin) if begin is not None else None)
        self._say(200, {"taken": True})

    def _say(self, status: int, body: dict[str, Any]) -> None:
        text = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: its trouble is state."""
