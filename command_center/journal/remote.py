"""The journal of another process: reads its file, hands batches to its engine over a Unix socket.

One thread keeps the connection. What was handed over but not answered when a connection broke is handed over again:
the engine knows the events by their eids, so they count once.
"""

from __future__ import annotations

import itertools
import selectors
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import msgspec

from command_center.domain.events import Event
from command_center.journal import wire
from command_center.journal.base import Axis, Entry, JournalError
from command_center.journal.pack import pack
from command_center.journal.sqlite import SqliteJournal

RECONNECT_S = 0.2
SEND_LIMIT_S = 5.0


@dataclass
class _Pending:
    frame: bytes
    future: Future[int]
    deadline: float
    sent: bool = False


class RemoteJournal:
    """See Journal. An append fails with journal.engine_gone where it certainly was not handed over within
    `timeout_s`, with journal.no_answer where it may or may not be recorded.

    The file must exist; raises JournalError as SqliteJournal does.
    """

    def __init__(self, path: Path | str, *, timeout_s: float = 10.0) -> None:
        self.path = Path(path)
        self._file = SqliteJournal(self.path, read_only=True)
        self.identity = self._file.identity
        self._timeout_s = timeout_s
        self._numbers = itertools.count(1)
        self._pending: OrderedDict[int, _Pending] = OrderedDict()
        self._lock = threading.Lock()
        self._awake, self._alarm = socket.socketpair()
        self._awake.setblocking(False)
        self._closing = False
        self._thread: threading.Thread | None = None

    def append(self, batch: Sequence[Event], expected: Mapping[str, int] | None = None) -> Future[int]:
        """See Journal.append."""
        future: Future[int] = Future()
        try:
            number = next(self._numbers)
            framed = wire.request(number, pack(batch), expected)
            with self._lock:
                if self._closing:
                    raise JournalError("journal.closed")
                self._pending[number] = _Pending(framed, future, time.monotonic() + self._timeout_s)
                if self._thread is None:  # most readers never append
                    self._thread = threading.Thread(target=self._run, name="journal-link", daemon=True)
                    self._thread.start()
            self._wake()
        except JournalError as error:
            future.set_exception(error)
        return future

    def _wake(self) -> None:
        try:
            self._alarm.send(b".")
        except OSError:
            pass

    def _run(self) -> None:
        while not self._closing:
            link = self._connect()
            if link is None:
                self._expire()
                time.sleep(RECONNECT_S)
                continue
            try:
                self._talk(link)
            except (OSError, ValueError, msgspec.MsgspecError):
                pass  # what is unanswered goes out again on the next connection
            finally:
                link.close()

    def _connect(self) -> socket.socket | None:
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            link.settimeout(SEND_LIMIT_S)
            link.connect(str(wire.told_socket(self.path)))
        except OSError:
            link.close()
            return None
        return link

    def _talk(self, link: socket.socket) -> None:
        """Send what waits and take replies until the connection breaks or nobody wants it."""
        frames, last = wire.Frames(), 0
        with selectors.DefaultSelector() as selector:
            selector.register(link, selectors.EVENT_READ)
            selector.register(self._awake, selectors.EVENT_READ)
            while not self._closing:
                last = self._send(link, last)
                ready = {key.fileobj for key, _ in selector.select(0.5)}
                if self._awake in ready:
                    self._awake.recv(4096)
                if link in ready:
                    data = link.recv(1 << 16)
                    if not data:
                        return
                    for message in frames.feed(data):
                        self._answered(wire.replies.decode(message))
                self._expire()

    def _send(self, link: socket.socket, last: int) -> int:
        with self._lock:
            waiting = [(number, each) for number, each in self._pending.items() if number > last]
        for number, each in waiting:
            each.sent = True
            link.sendall(each.frame)
            last = number
        return last

    def _answered(self, reply: wire.Reply) -> None:
        with self._lock:
            pending = self._pending.pop(reply.number, None)
        if pending is None or not pending.future.set_running_or_notify_cancel():
            return
        answer = wire.outcome(reply)
        if isinstance(answer, int):
            pending.future.set_result(answer)
        else:
            pending.future.set_exception(answer)

    def _expire(self, everything: bool = False) -> None:
        now = time.monotonic()
        with self._lock:
            late = [number for number, each in self._pending.items() if everything or each.deadline < now]
            expired = [self._pending.pop(number) for number in late]
        for each in expired:
            if each.future.set_running_or_notify_cancel():
                each.future.set_exception(JournalError("journal.no_answer" if each.sent else "journal.engine_gone",
                                                       path=str(self.path)))

    def read(
        self, after: int = 0, until: int | None = None, *, kinds: Collection[int] | None = None,
        axis: Axis = "received", after_utc: int | None = None, until_utc: int | None = None,
    ) -> Iterator[list[Entry]]:
        """See Journal.read."""
        return self._file.read(after, until, kinds=kinds, axis=axis, after_utc=after_utc, until_utc=until_utc)

    def seek(self, at_utc: int, axis: Axis = "received") -> int:
        """See Journal.seek."""
        return self._file.seek(at_utc, axis)

    def head(self) -> int:
        """See Journal.head."""
        return self._file.head()

    def bounds(self, axis: Axis = "received") -> tuple[int, int]:
        """See Journal.bounds."""
        return self._file.bounds(axis)

    def earliest(self, after: int) -> int | None:
        """See Journal.earliest."""
        return self._file.earliest(after)

    def tail(self, after: int, on_batch: Callable[[list[Entry]], None]) -> Callable[[], None]:
        """See Journal.tail."""
        return self._file.tail(after, on_batch)

    def close(self) -> None:
        """Let go; what is unanswered fails."""
        with self._lock:
            self._closing = True
        self._wake()
        if self._thread is not None:
            self._thread.join(2 * SEND_LIMIT_S)
        self._expire(everything=True)
        self._awake.close()
        self._alarm.close()
        self._file.close()
