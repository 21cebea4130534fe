"""Tables of a snapshot as bytes, one by one, so that a keyframe stores only those that changed. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any

import msgspec
import numpy as np

from command_center.domain.alarms import Alarm
from command_center.domain.camera_notes import CameraNote
from command_center.domain.cameras import Camera, FootageLock, Segment
from command_center.domain.drawings import Drawn
from command_center.domain.events import ObservationBatch, PositionBatch
from command_center.domain.events.telemetry import SeriesKey, SubjectKey
from command_center.domain.features import Feature
from command_center.domain.incidents import Incident, Report
from command_center.domain.masks import Mask
from command_center.domain.ptz import Ptz
from command_center.domain.screens import Look, Screen
from command_center.domain.sources import Engine, Source
from command_center.domain.units import Unit
from command_center.domain.warnings import Warning
from command_center.state.snapshot import Axis, Snapshot
from command_center.state.tables import TRAIL_LENGTH, PositionTable, SeriesTable
from command_center.state.telemetry import Part

_ENTITIES: dict[str, Any] = {
    "incidents": Incident, "reports": Report, "units": Unit, "alarms": Alarm, "warnings": Warning,
    "superseded": tuple[str, int], "cameras": Camera, "segments": tuple[Segment, ...], "sources": Source,
    "drawings": Drawn, "footage_locks": FootageLock, "ptz": Ptz, "masks": Mask, "camera_notes": CameraNote,
    "screens": Screen, "looks": Look}
_SERIES = (("value", "f8", ()), ("at_utc", "i8", ()), ("received_utc", "i8", ()), ("quality", "u1", ()))
_POSITIONS = (("lonlat", "f8", (2,)), ("heading_deg", "f4", ()), ("speed_mps", "f4", ()), ("at_utc", "i8", ()),
              ("received_utc", "i8", ()), ("lost", "?", ()), ("trail", "f4", (TRAIL_LENGTH, 2)))
FEATURES = "features/"
PIECE, MORE = 2000, "\x1f"  # rows of a part; before the number of a further part


class _Columns(msgspec.Struct, array_like=True):
    keys: msgspec.Raw
    columns: list[bytes]
    texts: dict[str, str]


class _HeldPart(msgspec.Struct, array_like=True):
    """Samples whose time has not come; observations tells which of the two batches `event` is."""

    seq: int
    observations: bool
    event: msgspec.Raw


_encode = msgspec.msgpack.Encoder().encode
_decode_columns = msgspec.msgpack.Decoder(_Columns).decode
_decoders: dict[str, Any] = {name: msgspec.msgpack.Decoder(dict[str, row])  # type: ignore[valid-type]
                             for name, row in _ENTITIES.items()}
_decoders["engine"] = msgspec.msgpack.Decoder(tuple[Engine, int])
_decode_features = msgspec.msgpack.Decoder(list[Feature]).decode
_decode_held = msgspec.msgpack.Decoder(list[_HeldPart]).decode
_batches: dict[bool, Any] = {True: msgspec.msgpack.Decoder(ObservationBatch), False: msgspec.msgpack.Decoder(PositionBatch)}


def split(snapshot: Snapshot) -> dict[str, Any]:
    """The tables by name ("features/NAME" for a collection), long ones in pieces ("reports" and further parts) in the
    order of their rows' coming. A part that equals the one before has not changed."""
    tables = {name: getattr(snapshot, name) for name in _ENTITIES}
    tables |= {FEATURES + name: rows for name, rows in snapshot.features.items()}
    parts = {"engine": (snapshot.engine, snapshot.incident_count), "series": snapshot.series,
             "positions": snapshot.positions}
    for name, table in tables.items():
        rows = iter(table.items())
        parts[name] = dict(islice(rows, PIECE))
        for number in range(1, -(-len(table) // PIECE)):
            parts[f"{name}{MORE}{number}"] = dict(islice(rows, PIECE))
    return parts


def same(part: Any, known: Any) -> bool:
    """Whether two parts of one name that `split` gave hold the same. Rows are shared, so this is quick."""
    return part is known or (isinstance(part, dict | tuple) and part == known)


def encode(name: str, table: Any) -> bytes:
    """Bytes of a table that `split` gave."""
    if name.startswith(FEATURES):
        return _encode(list(table.values()))
    if name in ("series", "positions"):
        layout = _SERIES if name == "series" else _POSITIONS
        columns = [np.ascontiguousarray(getattr(table, column)).tobytes() for column, _, _ in layout]
        keys = msgspec.Raw(_encode(table.keys[: table.count]))
        return _encode(_Columns(keys, columns, table.texts if name == "series" else {}))
    return _encode(table)


def decode(name: str, data: bytes) -> Any:
    """The table again. Raises msgspec.MsgspecError or ValueError for bytes that are none."""
    if name.startswith(FEATURES):
        return {feature.feature: feature for feature in _decode_features(data)}
    if name == "series":
        keys, columns, texts = _columns(data, _SERIES, list[SeriesKey])
        return SeriesTable(len(keys), keys, {key.series: row for row, key in enumerate(keys)}, texts=texts, **columns)
    if name == "positions":
        keys, columns, _ = _columns(data, _POSITIONS, list[SubjectKey])
        return PositionTable(len(keys), keys, {key.subject: row for row, key in enumerate(keys)}, **columns)
    return _decoders[name.partition(MORE)[0]].decode(data)


def _columns(data: bytes, layout: Iterable[tuple[str, str, tuple[int, ...]]],
             kind: Any) -> tuple[list[Any], dict[str, Any], dict[str, str]]:
    stored = _decode_columns(data)
    keys = msgspec.msgpack.decode(stored.keys, type=kind)
    columns = {name: np.frombuffer(column, dtype).reshape(len(keys), *shape)
               for (name, dtype, shape), column in zip(layout, stored.columns, strict=True)}
    return keys, columns, stored.texts


def join(parts: Mapping[str, Any], seq: int, at_utc: int, axis: Axis) -> Snapshot:
    """The snapshot of the parts that `split` gave; missing ones are empty."""
    fields = {name: parts[name] for name in ("series", "positions") if name in parts}
    tables: dict[str, dict[str, Any]] = {}
    for name, rows in parts.items():
        if name not in fields and name != "engine":
            tables.setdefault(_table_of(name), {}).update(rows)
    engine, incident_count = parts.get("engine", (Engine(), 0))
    features = {name[len(FEATURES):]: MappingProxyType(rows) for name, rows in tables.items()
                if name.startswith(FEATURES)}
    entities: dict[str, Any] = {name: MappingProxyType(tables[name]) for name in _ENTITIES if name in tables}
    return Snapshot(seq=seq, at_utc=at_utc, axis=axis, engine=engine, incident_count=incident_count,
                    features=MappingProxyType(features), **fields, **entities)


def _table_of(name: str) -> str:
    return name.partition(MORE)[0]


def encode_held(parts: Iterable[Part]) -> bytes:
    """Bytes of what Fold.held gives."""
    held = []
    for part in parts:
        rest = rest_of(part)
        held.append(_HeldPart(part.seq, isinstance(rest, ObservationBatch), msgspec.Raw(_encode(rest))))
    return _encode(held)


def decode_held(data: bytes) -> list[tuple[int, ObservationBatch | PositionBatch]]:
    """What Fold.from_snapshot takes."""
    return [(part.seq, _batches[part.observations].decode(part.event)) for part in _decode_held(data)]


def rest_of(part: Part) -> ObservationBatch | PositionBatch:
    """The batch with the chosen samples alone. Only batches can be held: a single sample stands at its own time."""
    event, pick = part.event, part.chosen
    if isinstance(event, ObservationBatch):
        place = {int(number): at for at, number in enumerate(pick)}
        return msgspec.structs.replace(
            event, index=_picked(event.index, "<u2", pick), at=_picked(event.at, "<i8", pick),
            value=_picked(event.value, "<f8", pick), quality=_picked(event.quality, "u1", pick),
            texts={place[number]: text for number, text in event.texts.items() if number in place})
    assert isinstance(event, PositionBatch)
    return msgspec.structs.replace(
        event, index=_picked(event.index, "<u2", pick), at=_picked(event.at, "<i8", pick),
        lonlat=_picked(event.lonlat, "<f8", pick, 2), motion=_picked(event.motion, "<f4", pick, 3))


def _picked(column: bytes, dtype: str, pick: Any, width: int = 1) -> bytes:
    values = np.frombuffer(column, dtype).reshape(-1, width)
    return values[pick].tobytes()
