"""The engine's side of remote appends: takes batches of desks and recorder over a Unix socket and gives them the same
acknowledgement as a batch of its own. One thread accepts, one reads each client; replies go out on the writer's."""

from __future__ import annotations

import logging
import socket
import struct
import threading
from concurrent.futures import Future
from pathlib import Path

import msgspec

from command_center.journal import codec, wire
from command_center.journal.base import Journal, JournalError

log = logging.getLogger("command_center.journal")

REPLY_LIMIT = struct.pack("ll", 2, 0)  # seconds, microseconds: a client that takes no replies is cut off rather than waited for


class JournalServer:
    """Serves a journal until closed. `address` is where it listens. Raises OSError where it cannot."""

    def __init__(self, journal: Journal, path: Path | str) -> None:
        """path: of the journal's file; the socket lies beside it where the system allows."""
        self.address = wire.socket_path(Path(path))
        self._journal = journal
        self._socket = wire.listen(self.address)
        self._clients: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._closing = False
        self._thread = threading.Thread(target=self._accept, name="journal-server", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hang up on everybody; batches already handed to the journal are still recorded."""
        self._closing = True
        with self._lock:
            clients = list(self._clients)
        for each in (self._socket, *clients):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()
        self._thread.join(2)
        self.address.unlink(missing_ok=True)

    def _accept(self) -> None:
        while not self._closing:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, REPLY_LIMIT)
            with self._lock:
                self._clients.add(client)
            threading.Thread(target=self._serve, args=(client,), name="journal-client", daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        frames, sending = wire.Frames(), threading.Lock()
        try:
            while data := client.recv(1 << 16):
                for message in frames.feed(data):
                    self._append(client, sending, wire.requests.decode(message))
        except (OSError, ValueError, msgspec.MsgspecError) as error:
            if not self._closing:
                log.warning("a client of the journal was cut off: %s", error)
        finally:
            with self._lock:
                self._clients.discard(client)
            client.close()

    def _append(self, client: socket.socket, sending: threading.Lock, request: wire.Request) -> None:
        try:
            batch = [codec.decode(kind, body, 0) for kind, body in request.events]
        except JournalError as error:
            _reply(client, sending, wire.answer(request.number, error))
            return

        def recorded(done: Future[int]) -> None:
            error = done.exception()
            _reply(client, sending, wire.answer(request.number, error, 0 if error else done.result()))

        self._journal.append(batch, request.expected).add_done_callback(recorded)


def _reply(client: socket.socket, sending: threading.Lock, reply: wire.Reply) -> None:
    try:
        with sending:
            client.sendall(wire.frame(reply))
    except OSError as error:
        log.warning("an acknowledgement was not taken: %s", error)
        try:
            client.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
