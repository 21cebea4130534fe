"""Folds observations and positions into their columns, in the order (at_utc, seq). On the folding thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from command_center.domain.events import ObservationBatch, ObservationMade, PositionBatch, PositionReported
from command_center.state.positions import PositionColumns, position_columns
from command_center.state.series import SeriesColumns, observation_columns
from command_center.state.work import Work

Observations = ObservationBatch | ObservationMade
Positions = PositionBatch | PositionReported


class Part(NamedTuple):
    """Some samples of an event: `chosen` numbers them, rising in (at_utc, number)."""

    seq: int
    event: Observations | Positions
    chosen: NDArray[np.intp]


def whole(seq: int, event: Observations | Positions) -> Part:
    """All samples of an event."""
    if isinstance(event, ObservationBatch | PositionBatch):
        return Part(seq, event, np.argsort(np.frombuffer(event.at, "<i8"), kind="stable"))
    return Part(seq, event, np.zeros(1, np.intp))


def write_observations(work: Work, parts: Sequence[Part], *, by_time: bool) -> None:
    """Take the chosen samples of some events; see write_positions for by_time."""
    columns, texts, keyed = [], [], []
    for part in parts:
        keys, index, at, value, quality, sparse = observation_columns(part.event)  # type: ignore[arg-type]
        pick = part.chosen
        keyed.append((keys, index[pick]))
        columns.append((at[pick], np.full(len(pick), part.event.received_utc), value[pick], quality[pick]))
        texts.append(([sparse.get(int(number), "") for number in pick] if sparse else None, len(pick)))
    at, received, value, quality = _joined(columns)
    # Sorting by time keeps the order of the axis among samples of one instant. The newest wins whatever came between.
    order = np.argsort(at, kind="stable")
    row = _rows(work.series, keyed, order if by_time else None)[order]
    taken = work.series.write(row, at[order], received[order], value[order], quality[order])
    if work.series.texts or any(sparse for sparse, _ in texts):
        flat = [text for sparse, count in texts for text in (sparse or [""] * count)]
        work.series.write_texts([(work.series.keys[number].series, flat[at_number])
                                 for number, at_number in zip(row[taken], order[taken], strict=True)])


def write_positions(work: Work, parts: Sequence[Part], *, by_time: bool) -> None:
    """Take the chosen positions of some events; by_time: across events in the order of their times (occurrence),
    else event after event (receipt)."""
    columns, keyed = [], []
    for part in parts:
        keys, index, at, lonlat, motion = position_columns(part.event)  # type: ignore[arg-type]
        pick = part.chosen
        keyed.append((keys, index[pick]))
        columns.append((at[pick], np.full(len(pick), part.event.received_utc), lonlat[pick], motion[pick]))
    at, received, lonlat, motion = _joined(columns)
    order = np.argsort(at, kind="stable") if by_time else None
    row = _rows(work.positions, keyed, order)
    if order is not None:
        row, at, received, lonlat, motion = row[order], at[order], received[order], lonlat[order], motion[order]
    work.positions.write(row, at, received, lonlat, motion)


def _rows(table: SeriesColumns | PositionColumns, keyed: Sequence[tuple[Sequence[Any], NDArray[np.intp]]],
          order: NDArray[np.intp] | None) -> NDArray[np.intp]:
    """The table's row of every sample; keyed: keys of an event and which of them each sample has."""
    if order is None or all(table.knows(keys) for keys, _ in keyed):
        return np.concatenate([table.rows(keys)[index] for keys, index in keyed])
    # By occurrence a description counts from its sample's time on, whatever the row that brought it holds besides.
    flat = [keys[number] for keys, index in keyed for number in index]
    rows = np.empty(len(flat), np.intp)
    for number in order:
        rows[number] = table.rows((flat[number],))[0]
    return rows


def _joined(columns: Sequence[tuple[NDArray[Any], ...]]) -> tuple[NDArray[Any], ...]:
    if len(columns) == 1:
        return columns[0]
    return tuple(np.concatenate(each) for each in zip(*columns, strict=True))


class Held:
    """Samples that a fold by occurrence has met but whose time has not come: a batch row stands at its earliest
    sample."""

    def __init__(self) -> None:
        self.parts: list[Part] = []

    def hold(self, part: Part) -> None:
        """Keep an event's samples until `due`."""
        self.parts.append(part)

    def due(self, at_utc: int, seq: int) -> list[Part]:
        """Take out every sample at or before (at_utc, seq)."""
        taken, kept = [], []
        self.parts.sort(key=lambda part: part.seq)  # so that of one instant the later recorded comes last
        for part in self.parts:
            at = instants(part)
            cut = int(np.searchsorted(at, at_utc, "right" if part.seq <= seq else "left"))
            if cut:
                taken.append(part._replace(chosen=part.chosen[:cut]))
            if cut < len(at):
                kept.append(part._replace(chosen=part.chosen[cut:]))
        self.parts = kept
        return taken


def instants(part: Part) -> NDArray[np.int64]:
    """Times of the chosen samples."""
    event = part.event
    if isinstance(event, ObservationBatch | PositionBatch):
        return np.frombuffer(event.at, "<i8")[part.chosen]
    return np.array([event.at_utc], np.int64)


