"""The keys of the wall, while the keyboard is on it: what each does, by the name of an act. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K, _M = Qt.Key, Qt.KeyboardModifier
ARROWS = {_K.Key_Left: (-1, 0), _K.Key_Right: (1, 0), _K.Key_Up: (0, -1), _K.Key_Down: (0, 1)}
_ACTS = {
    (_K.Key_F, _M.NoModifier): "full", (_K.Key_L, _M.NoModifier): "layouts", (_K.Key_Plus, _M.NoModifier): "denser",
    (_K.Key_Plus, _M.ShiftModifier): "denser", (_K.Key_Equal, _M.NoModifier): "denser", (_K.Key_Minus, _M.NoModifier): "sparser",
    (_K.Key_R, _M.NoModifier): "recent", (_K.Key_Backspace, _M.NoModifier): "recall", (_K.Key_Delete, _M.NoModifier): "empty",
    (_K.Key_J, _M.NoModifier): "join", (_K.Key_D, _M.NoModifier): "divide", (_K.Key_D, _M.ShiftModifier): "stack",
    (_K.Key_S, _M.NoModifier): "scenes", (_K.Key_S, _M.ControlModifier): "save", (_K.Key_T, _M.NoModifier): "tours",
    (_K.Key_P, _M.NoModifier): "pause", (_K.Key_PageDown, _M.NoModifier): "next", (_K.Key_PageUp, _M.NoModifier): "previous",
    (_K.Key_C, _M.NoModifier): "cameras", (_K.Key_W, _M.NoModifier): "window", (_K.Key_A, _M.NoModifier): "follow",
    (_K.Key_Escape, _M.NoModifier): "put_back", (_K.Key_E, _M.NoModifier): "evidence", (_K.Key_N, _M.NoModifier): "note",
    (_K.Key_B, _M.NoModifier): "again10", (_K.Key_B, _M.ShiftModifier): "again30", (_K.Key_B, _M.ControlModifier): "again60",
}


def act_of(event: QKeyEvent) -> str:
    """The act of a key; "" for none."""
    modifiers = event.modifiers() & ~_M.KeypadModifier
    return _ACTS.get((_K(event.key()), modifiers), "")


def shown(act: str) -> str:
    """A key of an act as menus show it."""
    names = {_K.Key_Backspace: "Backspace", _K.Key_Delete: "Del", _K.Key_PageDown: "PgDn", _K.Key_PageUp: "PgUp",
             _K.Key_Escape: "Esc", _K.Key_Plus: "+", _K.Key_Minus: "-"}
    key, modifiers = next((keys for keys, name in _ACTS.items() if name == act), (None, _M.NoModifier))
    if key is None:
        return ""
    prefix = "Ctrl+" if modifiers & _M.ControlModifier else "Shift+" if modifiers & _M.ShiftModifier else ""
    return prefix + (names.get(key) or chr(key.value))
