"""Keys that move a camera: which are down, and the speeds that they make. Pure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key
_DIRECTIONS = {_K.Key_Left: (-1, 0, 0), _K.Key_Right: (1, 0, 0), _K.Key_Up: (0, 1, 0), _K.Key_Down: (0, -1, 0),
               _K.Key_Plus: (0, 0, 1), _K.Key_Equal: (0, 0, 1), _K.Key_Minus: (0, 0, -1), _K.Key_Underscore: (0, 0, -1)}
USUAL, FAST, SLOW = 0.5, 1.0, 0.15


class Keys:
    """The keys that are held."""

    def __init__(self) -> None:
        self._down: set[int] = set()
        self._speed = USUAL

    def wants(self, event: QKeyEvent) -> bool:
        """Whether it is one of them."""
        return _K(event.key()) in _DIRECTIONS

    def take(self, event: QKeyEvent, down: bool) -> bool:
        """A key went down or up; False for its repetition, which says nothing."""
        if event.isAutoRepeat():
            return False
        modifiers = event.modifiers()
        self._speed = (FAST if modifiers & Qt.KeyboardModifier.ShiftModifier
                       else SLOW if modifiers & Qt.KeyboardModifier.ControlModifier else USUAL)
        if down:
            self._down.add(event.key())
        else:
            self.drop({event.key()})
        return True

    def drop(self, keys: set[int]) -> None:
        """These went up. With Shift, plus and equal are one key, and so are minus and the underscore."""
        for pair in ({int(_K.Key_Plus), int(_K.Key_Equal)}, {int(_K.Key_Minus), int(_K.Key_Underscore)}):
            if keys & pair:
                keys = keys | pair
        self._down -= keys

    def speeds(self) -> tuple[float, float, float]:
        """Pan, tilt and zoom."""
        pan, tilt, zoom = (max(-1, min(1, sum(_DIRECTIONS[_K(key)][axis] for key in self._down))) for axis in range(3))
        return pan * self._speed, tilt * self._speed, zoom * self._speed

    def clear(self) -> None:
        """None is held."""
        self._down.clear()
