"""Bytes of events: one byte for the version of the class's fields, then msgpack, compressed where that is long (a
batch names its hundreds of series in every row). Pure; any thread.

A body may be older than the program: UPGRADES brings its fields forward one version at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import msgspec
import zstandard
from msgspec.structs import force_setattr

from command_center.domain.events import KINDS, NUMBERS, Event, ObservationBatch, PositionBatch
from command_center.domain.events.telemetry import SeriesKey, SubjectKey
from command_center.journal.base import JournalError

# (number of the kind, version) -> what makes fields of the next version of them.
UPGRADES: dict[tuple[int, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}


class _RawObservations(ObservationBatch, frozen=True, kw_only=True):
    keys: msgspec.Raw  # type: ignore[assignment]


class _RawPositions(PositionBatch, frozen=True, kw_only=True):
    keys: msgspec.Raw  # type: ignore[assignment]


COMPRESSED = 0x80  # set in the byte of the version
_WORTH_COMPRESSING = 1024  # bytes
_LARGEST = 256 << 20  # bytes of a body
_zstd = threading.local()  # its objects are not safe to share

_encoder = msgspec.msgpack.Encoder()
_plain = msgspec.msgpack.Decoder()
_decoders = {number: msgspec.msgpack.Decoder(kind) for number, kind in KINDS.items()}
# A source that is polled brings the same keys with every batch; decoding them again would cost more than the samples.
_REMEMBERED = 512
_raw: dict[int, tuple[Any, Any, Any]] = {NUMBERS[ObservationBatch]: (msgspec.msgpack.Decoder(_RawObservations), ObservationBatch,
                                    msgspec.msgpack.Decoder(tuple[SeriesKey, ...])),
        NUMBERS[PositionBatch]: (msgspec.msgpack.Decoder(_RawPositions), PositionBatch,
                                 msgspec.msgpack.Decoder(tuple[SubjectKey, ...]))}
_keys: dict[bytes, tuple[Any, ...]] = {}


def encode(event: Event) -> tuple[int, bytes]:
    """Number of the kind and body. Raises JournalError where a field holds what could not be read again."""
    kind = type(event)
    number = NUMBERS.get(kind)
    if number is None:
        raise JournalError("journal.unknown_kind", kind=kind.__name__)
    try:
        packed = _encoder.encode(event)
        _decoders[number].decode(packed)  # events are not checked when made; a wrong one would spoil every replay
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
        raise JournalError("journal.bad_event", kind=kind.__name__, detail=str(error)) from error
    if len(packed) < _WORTH_COMPRESSING:
        return number, bytes((kind.VERSION,)) + packed
    return number, bytes((kind.VERSION | COMPRESSED,)) + _compressor().compress(packed)


def _compressor() -> zstandard.ZstdCompressor:
    if not hasattr(_zstd, "compressor"):
        _zstd.compressor = zstandard.ZstdCompressor(level=1)
    return _zstd.compressor


def _unwrapped(body: bytes) -> tuple[int, memoryview]:
    """Version and msgpack of a body."""
    packed = memoryview(body)[1:]
    if body[0] & COMPRESSED:
        if not hasattr(_zstd, "decompressor"):
            _zstd.decompressor = zstandard.ZstdDecompressor()
        if zstandard.frame_content_size(packed) > _LARGEST:
            raise ValueError("a body too large")
        packed = memoryview(_zstd.decompressor.decompress(packed))
    return body[0] & ~COMPRESSED, packed


def decode(number: int, body: bytes, received_utc: int) -> Event:
    """The event of a body, stamped with its receipt. Raises JournalError."""
    decoder = _decoders.get(number)
    if decoder is None:
        raise JournalError("journal.unknown_kind", kind=str(number))
    try:
        version, packed = _unwrapped(body)
        if version == KINDS[number].VERSION:
            event = _batch(number, packed) if number in _raw else decoder.decode(packed)
        else:
            event = _upgraded(number, version, packed)
    except (IndexError, KeyError, ValueError, msgspec.MsgspecError, zstandard.ZstdError) as error:
        raise JournalError("journal.damaged_event", kind=KINDS[number].__name__, detail=str(error)) from error
    force_setattr(event, "received_utc", received_utc)
    return event


def _batch(number: int, packed: memoryview) -> Event:
    decoder, kind, keys_decoder = _raw[number]
    raw = decoder.decode(packed)
    fields = {name: getattr(raw, name) for name in kind.__struct_fields__}
    told = bytes(raw.keys)
    keys = _keys.get(told)
    if keys is None:
        keys = keys_decoder.decode(told)
        if len(_keys) >= _REMEMBERED:
            _keys.clear()
        _keys[told] = keys
    return kind(**{**fields, "keys": keys})


def _upgraded(number: int, version: int, packed: memoryview) -> Event:
    fields = _plain.decode(packed)
    while version < KINDS[number].VERSION:
        fields = UPGRADES[number, version](fields)
        version += 1
    if version > KINDS[number].VERSION:
        raise ValueError(f"written by a newer program (version {version})")
    return msgspec.convert(fields, KINDS[number])
