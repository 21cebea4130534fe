"""Keys that work while a widget, or something in it, has the keyboard; and nowhere else. GUI thread.

QShortcut's own `context` argument is ignored by PySide6 6.11 where a callable is given: the key would then work in the
whole window, and a letter typed over the map would send units.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

_PRESSED = (QAbstractButton, QComboBox)


def local_shortcut(keys: str, widget: QWidget, act: Callable[[], object]) -> QShortcut:
    """A shortcut of a widget and its children."""
    made = QShortcut(QKeySequence(keys), widget)
    made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.activated.connect(act)
    return made


def pressed_by_space() -> bool:
    """Give Space to what has the keyboard where Space presses it: a button, a box, or what says `takes_space`. A
    shortcut of the whole window gets the key before them, so it has to ask. False: it is free for the shortcut."""
    focused = QApplication.focusWidget()
    if focused is None or not (isinstance(focused, _PRESSED) or getattr(focused, "takes_space", False)):
        return False
    # Not by sendEvent: that asks the shortcuts first, again.
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        focused.event(QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " "))
    return True
