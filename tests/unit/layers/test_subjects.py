"""Words of a table's rows are a sequence that makes them when asked; who is no unit is found as the table grows."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import synthetic_city as city

from command_center.domain.events.telemetry import SubjectKey
from layers.subjects import Subjects, others


def test_words_are_read_row_by_row() -> None:
    table = city.snapshot().positions
    rows = np.arange(table.count)[::-1]
    ids = Subjects(table, rows)
    assert list(ids) == [key.subject for key in table.keys[:table.count]][::-1]
    assert ids.index(table.keys[0].subject) == table.count - 1 and table.keys[0].subject in ids
    assert list(ids[:2]) == list(ids)[:2]
    assert list(Subjects(table, rows, "label")) == [table.keys[row].label for row in rows]
    with pytest.raises(ValueError):
        ids.index("nobody")
    assert "nobody" not in ids


def test_a_growing_table_is_looked_at_once_a_row() -> None:
    snapshot = city.snapshot()
    table = snapshot.positions
    before = others(table, snapshot.units)
    assert not {table.keys[row].subject for row in before} & set(snapshot.units)
    table.keys.append(SubjectKey("late/1", "bus", "1"))
    grown = dataclasses.replace(table, count=table.count + 1, lost=np.append(table.lost, False))
    assert others(grown, snapshot.units).tolist() == [*before.tolist(), table.count]
    assert others(table, snapshot.units).tolist() == before.tolist()
