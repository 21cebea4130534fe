"""Between a client and its server, and as bad as a test wants it. Real sockets on a free loopback port."""

from __future__ import annotations

import os
import socket
import threading
import time


class Proxy:
    """mode: pass; stall (what the server sends is held back, in the middle of whatever it was), rubbish (random bytes
    instead of it), silent (connections are taken and nothing is said), shut (they are closed at once)."""

    def __init__(self, server_port: int) -> None:
        self.mode = "pass"
        self.connections = 0
        self._server_port = server_port
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listening.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()
        self.cut()

    def cut(self) -> None:
        """Close every connection."""
        ends, self._ends = self._ends, []
        for end in ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            if self.mode == "shut":
                client.close()
                continue
            self._ends.append(client)
            if self.mode != "silent":
                server = socket.create_connection(("127.0.0.1", self._server_port))
                self._ends.append(server)
                for source, sink, down in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self._pass_on, args=(source, sink, down), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, down: bool) -> None:
        try:
            while data := source.recv(65536):
                if down and self.mode == "stall":
                    sink.sendall(data[: len(data) // 2])
                    data = data[len(data) // 2:]
                    while self.mode == "stall":
                        time.sleep(0.02)
                sink.sendall(os.urandom(len(data)) if down and self.mode == "rubbish" else data)
        except OSError:
            pass
        for end in (source, sink):
            end.close()
