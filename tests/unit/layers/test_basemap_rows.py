"""Rows of the base map stay what they are, packed or not."""

from __future__ import annotations

from layers.basemap_rows import BaseRow, BaseRows


def _rows(count: int, base: int = 3) -> list[BaseRow]:
    return [BaseRow(f"buildings/{base}-{n}", base, bytes([n % 256]) * 9, f"楼{n}", "", (114.0, 30.0 + n) if n % 2 else None, n)
            for n in range(count)]


def test_packed_rows_are_given_back_in_their_order() -> None:
    rows, held = _rows(1500), BaseRows()
    held.put(rows)
    held.pack()
    assert held.of(3) == rows and len(held) == 1500


def test_a_row_replaces_the_one_of_its_key_in_a_packed_class() -> None:
    held = BaseRows()
    held.put(_rows(1500))
    held.pack()
    held.changed = set()
    held.put([BaseRow("buildings/3-7", 3, b"new"), BaseRow("buildings/3-9", -1)])
    found = {row.key: row for row in held.of(3)}
    assert found["buildings/3-7"].geometry == b"new" and "buildings/3-9" not in found and len(found) == 1499
    assert held.changed == {3}


def test_a_row_that_changes_its_class_leaves_the_old_one() -> None:
    held = BaseRows()
    held.put([*_rows(1200), *_rows(1200, base=4)])
    held.pack()
    held.changed = set()
    held.put([BaseRow("buildings/3-5", 4, b"moved")])
    assert "buildings/3-5" not in {row.key for row in held.of(3)}
    assert "buildings/3-5" in {row.key for row in held.of(4)} and held.changed == {3, 4}


def test_clearing_tells_which_classes_there_were() -> None:
    held = BaseRows()
    held.put([*_rows(1200), *_rows(3, base=4)])
    held.pack()
    held.changed = set()
    held.clear()
    assert held.changed == {3, 4} and len(held) == 0 and held.of(3) == []
