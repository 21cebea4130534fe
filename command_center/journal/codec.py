"""Bytes of events: one byte for the version of the class's fields, then msgpack. Pure; any thread.

A body may be older than the program: UPGRADES brings its fields forward one version at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
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


_encoder = msgspec.msgpack.Encoder()
_plain = msgspec.msgpack.Decoder()
_decoders = {number: msgspec.msgpack.Decoder(kind) for number, kind in KINDS.items()}
# A source that is polled brings the same keys with every batch; decoding them again would cost more than the samples.
_REMEMBERED = 512
_raw = {NUMBERS[ObservationBatch]: (msgspec.msgpack.Decoder(_RawObservations), ObservationBatch,
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
    return number, bytes((kind.VERSION,)) + packed


def decode(number: int, body: bytes, received_utc: int) -> Event:
    """The event of a body, stamped with its receipt. Raises JournalError."""
    decoder = _decoders.get(number)
    if decoder is None:
        raise JournalError("journal.unknown_kind", kind=str(number))
    try:
        if body[0] == KINDS[number].VERSION:
            packed = memoryview(body)[1:]
            event = _batch(number, packed) if number in _raw else decoder.decode(packed)
        else:
            event = _upgraded(number, body)
    except (IndexError, ValueError, msgspec.MsgspecError) as error:
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


def _upgraded(number: int, body: bytes) -> Event:
    version, fields = body[0], _plain.decode(memoryview(body)[1:])
    while version < KINDS[number].VERSION:
        fields = UPGRADES[number, version](fields)
        version += 1
    if version > KINDS[number].VERSION:
        raise ValueError(f"written by a newer program (version {version})")
    return msgspec.convert(fields, KINDS[number])
