"""The eight bytes of a PTZCmd (annex A.3 of the standard): moves, focus and iris, presets. Pure; any thread.

A5 | 0F | address low | command | byte 5 | byte 6 | byte 7 | sum of the seven, modulo 256. The second byte is the
version (0) above the check nibble (A + 5 + 0) % 16; the low nibble of byte 7 is the address's upper part. The number
of a preset stands in byte 6.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

_RIGHT, _LEFT, _DOWN, _UP, _IN, _OUT = 1, 2, 4, 8, 16, 32
_FAR, _NEAR, _OPEN, _CLOSE = 1, 2, 4, 8
PresetOp = Literal["set", "call", "delete"]
_PRESET: dict[PresetOp, int] = {"set": 0x81, "call": 0x82, "delete": 0x83}
_OPS = {code: op for op, code in _PRESET.items()}


class PtzCommand(NamedTuple):
    """A command that was read. kind: ptz, fi, preset, other; is_whole: eight bytes; is_sum_right: its check sum."""

    kind: str
    address: int
    code: int
    first: int
    second: int
    third: int
    is_whole: bool
    is_sum_right: bool

    @property
    def directions(self) -> dict[str, bool]:
        """What a command of kind ptz moves."""
        names = ("right", "left", "down", "up", "zoom_in", "zoom_out")
        return {name: bool(self.code >> bit & 1) for bit, name in enumerate(names)}

    @property
    def preset(self) -> tuple[str, int]:
        """(set, call or delete; number) of a command of kind preset."""
        return _OPS.get(self.code, ""), self.second


def command(code: int, first: int = 0, second: int = 0, third: int = 0, address: int = 1) -> str:
    """The hex text of a command."""
    head = bytes((0xA5, 0x0F, address & 0xFF, code, first, second, (third & 0xF) << 4 | address >> 8 & 0xF))
    return (head + bytes((sum(head) & 0xFF,))).hex().upper()


STOP = command(0)


def move(pan: float, tilt: float, zoom: float) -> str:
    """A move by speeds -1 to 1: right, up and in are positive."""
    code = (_RIGHT if pan > 0 else _LEFT if pan < 0 else 0) | (_UP if tilt > 0 else _DOWN if tilt < 0 else 0)
    code |= _IN if zoom > 0 else _OUT if zoom < 0 else 0
    return command(code, _speed(pan, 255), _speed(tilt, 255), _speed(zoom, 15))


def lens(focus: float = 0.0, iris: float = 0.0) -> str:
    """Focus (far is positive) and iris (open is positive) by speeds -1 to 1; both 0 stops them."""
    code = 0x40 | (_FAR if focus > 0 else _NEAR if focus < 0 else 0) | (_OPEN if iris > 0 else _CLOSE if iris < 0 else 0)
    return command(code, _speed(focus, 255), _speed(iris, 255))


def preset(op: PresetOp, number: int) -> str:
    """Set, call or delete a preset. Raises ValueError for a number that is not 1 to 255."""
    if not 1 <= number <= 255:
        raise ValueError(f"preset {number}")
    return command(_PRESET[op], 0, number)


def _speed(value: float, most: int) -> int:
    return min(most, max(1, round(abs(value) * most))) if value else 0


def read(text: str) -> PtzCommand:
    """A command of its hex text; one that is too short or has a wrong sum is read as far as it goes. Raises ValueError
    for what is no PTZCmd."""
    data = bytes.fromhex(text.strip())
    if len(data) < 4 or data[0] != 0xA5:
        raise ValueError(f"bad_ptz: {text[:20]!r}")
    full = (data + bytes(8))[:8]
    code = full[3]
    kind = "preset" if code in _OPS else "fi" if code & 0xF0 == 0x40 else "ptz" if code < 0x40 else "other"
    return PtzCommand(kind, full[2] | (full[6] & 0xF) << 8, code, full[4], full[5], full[6] >> 4, len(data) == 8,
                      len(data) == 8 and sum(data[:7]) & 0xFF == data[7])
