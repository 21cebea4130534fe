"""Messages between the engine and those who hand it batches: a length, then msgpack. Any thread."""

from __future__ import annotations

import hashlib
import json
import socket
import struct
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from command_center.domain.events import Event
from command_center.journal import codec
from command_center.journal.base import Conflict, JournalError

LARGEST = 64 << 20
_LONGEST_ADDRESS = 100  # bytes; AF_UNIX takes 108 with the closing zero


class Request(msgspec.Struct, array_like=True, frozen=True):
    """A batch to append. events: kind and body; expected: stream -> version."""

    number: int
    events: list[tuple[int, bytes]]
    expected: dict[str, int]


class Reply(msgspec.Struct, array_like=True, frozen=True):
    """The answer to a request. outcome: recorded (seq), conflict (text: the stream) or error (text: the key)."""

    number: int
    outcome: str
    seq: int = 0
    text: str = ""
    parameters: dict[str, str] = {}


_encoder = msgspec.msgpack.Encoder()
requests = msgspec.msgpack.Decoder(Request)
replies = msgspec.msgpack.Decoder(Reply)


def socket_path(journal: Path) -> Path:
    """Where the engine of a journal listens: PATH.sock, or a short path in the temporary folder where that is too
    long for a socket."""
    beside = journal.absolute().with_name(journal.name + ".sock")
    if len(str(beside).encode()) <= _LONGEST_ADDRESS:
        return beside
    short = hashlib.sha256(str(journal.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"command-center-{short}.sock"


def told_socket(journal: Path) -> Path:
    """Where the lock file beside the journal says that its engine listens, else where it would."""
    try:
        said = journal.with_name(journal.name + ".lock").read_text("utf-8", "replace")
        told, _ = json.JSONDecoder().raw_decode(said)  # behind it the engine counts its beats
        if isinstance(told, dict) and told.get("socket"):
            return Path(str(told["socket"]))
    except (OSError, ValueError):
        pass  # no engine, or one that has not said yet: connecting will tell
    return socket_path(journal)


def frame(message: Request | Reply) -> bytes:
    """A message with its length before it."""
    body = _encoder.encode(message)
    return struct.pack(">I", len(body)) + body


class Frames:
    """Puts received bytes together to whole messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are complete now. Raises ValueError for a length beyond LARGEST."""
        self._buffer += data
        complete = []
        while len(self._buffer) >= 4:
            (length,) = struct.unpack_from(">I", self._buffer)
            if length > LARGEST:
                raise ValueError(f"a message of {length} bytes")
            if len(self._buffer) < 4 + length:
                break
            complete.append(bytes(self._buffer[4 : 4 + length]))
            del self._buffer[: 4 + length]
        return complete


def request(number: int, batch: Sequence[Event], expected: Mapping[str, int] | None) -> bytes:
    """The frame of a batch. Raises JournalError for an event that cannot be written."""
    framed = frame(Request(number, [codec.encode(event) for event in batch], dict(expected or {})))
    if len(framed) > LARGEST:
        raise JournalError("journal.bad_event", kind="", detail=f"a batch of {len(framed)} bytes")
    return framed


def answer(number: int, error: BaseException | None, seq: int = 0) -> Reply:
    """The reply to a request's outcome."""
    if error is None:
        return Reply(number, "recorded", seq)
    if isinstance(error, Conflict):
        return Reply(number, "conflict", text=error.stream, parameters={"detail": str(error)})
    if isinstance(error, JournalError):
        return Reply(number, "error", text=error.key, parameters={k: str(v) for k, v in error.parameters.items()})
    return Reply(number, "error", text="journal.unusable", parameters={"detail": str(error)})


def outcome(reply: Reply) -> int | Exception:
    """What a reply says to who waits for it."""
    if reply.outcome == "recorded":
        return reply.seq
    if reply.outcome == "conflict":
        return Conflict(reply.text, reply.parameters.get("detail", ""))
    parameters: dict[str, Any] = dict(reply.parameters)
    return JournalError(reply.text, **parameters)


def listen(path: Path) -> socket.socket:
    """A listening socket that only this user may reach."""
    path.unlink(missing_ok=True)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    path.chmod(0o600)
    server.listen(16)
    return server
