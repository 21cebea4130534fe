"""The keys that act on one tile, on the wall and in a large view; those of the wall itself are in `keys`. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K, _M = Qt.Key, Qt.KeyboardModifier
_ARROWS = {_K.Key_Left: (-1, 0), _K.Key_Right: (1, 0), _K.Key_Up: (0, -1), _K.Key_Down: (0, 1)}
_ACTS = {
    (_K.Key_Z, _M.NoModifier): "closer", (_K.Key_Z, _M.ShiftModifier): "farther", (_K.Key_0, _M.NoModifier): "whole",
    (_K.Key_O, _M.NoModifier): "ptz", (_K.Key_I, _M.NoModifier): "notes", (_K.Key_M, _M.NoModifier): "sound",
    (_K.Key_BracketRight, _M.NoModifier): "louder", (_K.Key_BracketLeft, _M.NoModifier): "softer",
    (_K.Key_K, _M.NoModifier): "mask", (_K.Key_G, _M.NoModifier): "still",
}
_LARGE = {(_K.Key_Plus, _M.NoModifier): "closer", (_K.Key_Plus, _M.ShiftModifier): "closer",
          (_K.Key_Equal, _M.NoModifier): "closer", (_K.Key_Minus, _M.NoModifier): "farther"}
_BOTH = _M.ControlModifier | _M.ShiftModifier


def act_of(event: QKeyEvent, large: bool) -> str:
    """The act of a key; "" for none."""
    key = (_K(event.key()), event.modifiers() & ~_M.KeypadModifier)
    return _ACTS.get(key, "") or (_LARGE.get(key, "") if large else "")


def step_of(event: QKeyEvent, large: bool) -> tuple[int, int] | None:
    """Where an arrow key shifts a zoomed picture: alone in a large view, with Ctrl and Shift on the wall, where arrows
    go from tile to tile."""
    modifiers = event.modifiers() & ~_M.KeypadModifier
    if modifiers != (_M.NoModifier if large else _BOTH):
        return None
    return _ARROWS.get(_K(event.key()))


def shown(act: str) -> str:
    """The key of an act as menus show it."""
    key, modifiers = next((keys for keys, name in _ACTS.items() if name == act), (None, _M.NoModifier))
    return "" if key is None else ("Shift+" if modifiers & _M.ShiftModifier else "") + chr(key)
