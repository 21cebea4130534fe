"""Keys that work while a widget, or something in it, has the keyboard; and nowhere else. GUI thread.

QShortcut's own `context` argument is ignored by PySide6 6.11 where a callable is given: the key would then work in the
whole window, and a letter typed over the map would send units.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def local_shortcut(keys: str, widget: QWidget, act: Callable[[], object]) -> QShortcut:
    """A shortcut of a widget and its children."""
    made = QShortcut(QKeySequence(keys), widget)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(act)
    return made
