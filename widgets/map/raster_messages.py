"""What the screen and a raster worker say to each other over pipes: msgpack frames with a length before. Any process."""

from __future__ import annotations

import struct
from typing import IO

import msgspec

from layers.basemap_labels import LabelColumns
from layers.basemap_rows import BaseRow
from layers.styled.reach import Asked, Found
from widgets.map.heavy.messages import DrawHeavy, HeavyDrawn, Hold
from widgets.map.raster_layers.messages import DrawPieces, PiecesDrawn

_LENGTH = struct.Struct(">I")


class Put(msgspec.Struct, tag=True, array_like=True):
    """Rows of the base map, new, changed or gone."""

    rows: list[BaseRow]


class Clear(msgspec.Struct, tag=True, array_like=True):
    """Forget all rows."""


class Build(msgspec.Struct, tag=True, array_like=True):
    """Make the columns of all rows; what is drawn afterwards carries this version."""

    version: int
    labels: bool = False


class Draw(msgspec.Struct, tag=True, array_like=True):
    """Draw a tile into a slot; its corner in metres of the map, y down; over: to be laid over pictures, so without land
    and areas."""

    level: int
    x: int
    y: int
    slot: int
    west: float
    top: float
    metres_per_pixel: float
    over: bool = False


class FindWay(msgspec.Struct, tag=True, array_like=True):
    """The quickest way by road for an order, from where the unit is to the incident (longitude, latitude)."""

    order: str
    start: tuple[float, float]
    goal: tuple[float, float]


class AskReach(msgspec.Struct, tag=True, array_like=True):
    """What a layer asks of the road network (layers/styled/reach.py), under the layer's key."""

    key: str
    question: Asked


class Ready(msgspec.Struct, tag=True, array_like=True):
    """The worker has started."""


class Built(msgspec.Struct, tag=True, array_like=True):
    """bounds: west, top, east, bottom of everything; labels where they were asked for."""

    version: int
    bounds: tuple[float, float, float, float] | None = None
    labels: LabelColumns | None = None


class Drawn(msgspec.Struct, tag=True, array_like=True):
    """The slot holds the tile now, as of a version."""

    level: int
    x: int
    y: int
    slot: int
    version: int
    over: bool = False


class WayFound(msgspec.Struct, tag=True, array_like=True):
    """Its vertices in WGS84 degrees; empty where no road leads."""

    order: str
    lonlat: list[tuple[float, float]]


class Reached(msgspec.Struct, tag=True, array_like=True):
    """The answer to a layer's question."""

    key: str
    question: Asked
    found: Found


Question = Put | Clear | Build | Draw | FindWay | AskReach | DrawPieces | Hold | DrawHeavy
Answer = Ready | Built | Drawn | WayFound | Reached | PiecesDrawn | HeavyDrawn
_encoder = msgspec.msgpack.Encoder()
_questions = msgspec.msgpack.Decoder(Question)
_answers = msgspec.msgpack.Decoder(Answer)


def frame(message: Question | Answer) -> bytes:
    """A message with its length."""
    body = _encoder.encode(message)
    return _LENGTH.pack(len(body)) + body


def _body(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None


def read_question(stream: IO[bytes]) -> Question | None:
    """The next one; None at the end."""
    body = _body(stream)
    return None if body is None else _questions.decode(body)


def read_answer(stream: IO[bytes]) -> Answer | None:
    """The next one; None at the end."""
    body = _body(stream)
    return None if body is None else _answers.decode(body)
