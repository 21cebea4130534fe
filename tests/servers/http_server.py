"""A real HTTP server on a free loopback port whose answers a test writes: bodies, errors, stalls, floods, rubbish."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Request(NamedTuple):
    """What a client sent."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """What it gets. body may be a callable that writes to the socket itself (after the headers)."""

    status: int = 200
    body: bytes | Callable[[Any, threading.Event], None] = b""
    headers: dict[str, str] = {}


class HttpServer:
    """routes: path -> Answer, bytes, or a callable (Request) -> Answer. requests: all that came."""

    def __init__(self) -> None:
        self.routes: dict[str, Any] = {}
        self.requests: list[Request] = []
        self.ending = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Let every waiting answer go and end."""
        self.ending.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, request: Request) -> Answer:
        route = self.routes.get(request.path, Answer(404, b"not here"))
        found = route(request) if callable(route) else route
        return found if isinstance(found, Answer) else Answer(200, found)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def _any(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                path, _, query = self.path.partition("?")
                request = Request(self.command, path, query, dict(self.headers), self.rfile.read(size))
                server.requests.append(request)
                answer = server._answer(request)
                try:
                    self.send_response(answer.status)
                    for key, value in answer.headers.items():
                        self.send_header(key, value)
                    if not callable(answer.body):
                        self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    if callable(answer.body):
                        answer.body(self.wfile, server.ending)
                        self.close_connection = True
                    else:
                        self.wfile.write(answer.body)
                except OSError:
                    pass

            do_GET = do_POST = do_DELETE = _any

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


def stall(_write: Any, ending: threading.Event) -> None:
    """Says nothing until the test is over."""
    ending.wait(30)


def flood(write: Any, ending: threading.Event) -> None:
    """Never ends."""
    while not ending.is_set():
        write.write(b"x" * 65536)
