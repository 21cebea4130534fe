"""PySide6 6.12.0 on Python 3.10 and 3.11 drops a reference to None on nearly every call and aborts after some
thousands of them; this finds such a version before an operator does."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel

CALLS = 10_000


def test_calls_into_qt_leave_the_references_of_none_alone(qtbot: object) -> None:
    label = QLabel("x")
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setVisible(False)
        label.setText(str(number & 7))
        label.update()
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
