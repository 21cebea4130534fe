"""HTTP/1.1 on loopback: routes to functions, ETag and gzip, nothing about the city. A thread a connection; answers
are made on it."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

_LARGEST_BODY = 1 << 20


class Request(NamedTuple):
    """path is decoded and without the query; body is what was posted."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes


class Reply(NamedTuple):
    """zipped: the body gzipped already, if there is one; etag with its quotes."""

    status: int
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    etag: str = ""
    zipped: bytes = b""


class Stream(NamedTuple):
    """An answer without an end: `feed` writes until it returns or the peer goes."""

    content_type: str
    feed: Callable[[Callable[[bytes], None]], None]


class Hang(NamedTuple):
    """No answer for so many seconds, then the connection is closed."""

    seconds: float


class Drop(NamedTuple):
    """The connection is reset without a word, as a host does that refuses."""


Answer = Reply | Stream | Hang | Drop
Application = Callable[[Request], Answer]


def json_reply(value: Any, status: int = 200) -> Reply:
    """Any JSON value."""
    return Reply(status, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


class Server(ThreadingHTTPServer):
    """Bound on construction, so that a port in use is known at once; serves when `serve_forever` runs."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, host: str, port: int) -> None:
        self.application: Application = lambda request: Reply(503, b'{"error":"starting"}')
        self.stopping = threading.Event()
        super().__init__((host, port), _Handler)

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A peer that went away is no error of ours."""

    def server_bind(self) -> None:
        """As the base, without its look-up of the host's name (slow where there is no DNS)."""
        socket_address = self.server_address
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(socket_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "citysim"
    timeout = 65
    server: Server

    def do_GET(self) -> None:
        self._serve()

    do_HEAD = do_POST = do_DELETE = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the demo's log is for trouble only."""

    def _serve(self) -> None:
        try:
            body = self._body()
        except ValueError:
            self._reply(Reply(413, b'{"error":"body too large or of unknown length"}'))
            self.close_connection = True
            return
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        try:
            answer = self.server.application(Request(self.command, unquote(parts.path), query, body))
        except Exception as error:  # one bad request must not end the city
            answer = json_reply({"error": f"{type(error).__name__}: {error}"}, 500)
        self._answer(answer)

    def _body(self) -> bytes:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= _LARGEST_BODY or self.headers.get("Transfer-Encoding"):
            raise ValueError("length")
        return self.rfile.read(length)

    def _answer(self, answer: Answer) -> None:
        if isinstance(answer, Reply):
            self._reply(answer)
        elif isinstance(answer, Stream):
            self._stream(answer)
        else:
            self.close_connection = True
            if isinstance(answer, Hang):
                self.server.stopping.wait(answer.seconds)
            else:
                # Linger of zero makes the close a reset, which is what a peer of a dead host sees.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()

    def _reply(self, reply: Reply) -> None:
        body, status = reply.body, reply.status
        if reply.etag and reply.etag in self.headers.get("If-None-Match", ""):
            body, status = b"", 304
        zipped = bool(body) and len(body) > 1400 and "gzip" in self.headers.get("Accept-Encoding", "")
        if zipped:
            body = reply.zipped or gzip.compress(body, 3)
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(body)))
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        if reply.etag:
            self.send_header("ETag", reply.etag)
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, answer: Stream) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        # A viewer that stops reading must not hold its thread for ever.
        self.connection.settimeout(10.0)
        answer.feed(self.connection.sendall)
