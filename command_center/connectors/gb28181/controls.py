"""What devices are asked to do: pan, tilt, zoom, presets, key frames. Pure texts; any thread."""

from __future__ import annotations

from command_center.connectors.gb28181 import ptz
from command_center.domain.ptz import PtzRequest

CAN = "move stop preset preset_set preset_remove focus iris centre box patrol"
_SIDE = 1000  # of the picture that a dragged box is told in: only the proportions count
_CRUISE = 0x88


class NotFit(ValueError):
    """A request that this protocol has no words for."""


def fields_of(request: PtzRequest) -> list[tuple[str, str]]:
    """The fields of the DeviceControl that carries a request out. Raises NotFit."""
    kind = request.kind
    if kind == "box":
        return [("", _drag(request))]
    if kind == "centre":
        return [("", _centre(request))]
    return [("PTZCmd", _command(request)), ("", "<Info>\r\n<ControlPriority>5</ControlPriority>\r\n</Info>")]


def _command(request: PtzRequest) -> str:
    kind = request.kind
    if kind == "move":
        return ptz.move(request.pan, request.tilt, request.zoom)
    if kind == "stop":
        return ptz.STOP
    if kind == "focus":
        return ptz.lens(focus=request.speed)
    if kind == "iris":
        return ptz.lens(iris=request.speed)
    if kind == "patrol":
        return ptz.command(_CRUISE, _number(request.preset))
    ops: dict[str, ptz.PresetOp] = {"preset": "call", "preset_set": "set", "preset_remove": "delete"}
    if kind in ops:
        return ptz.preset(ops[kind], _number(request.preset))
    raise NotFit(kind)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:6]) <= 255:
        raise NotFit(f"a preset from 1 to 255, not {text[:20]!r}")
    return int(text)


def _drag(request: PtzRequest) -> str:
    if request.box is None:
        raise NotFit("box")
    left, top, right, bottom = request.box
    return _drag_text((left + right) / 2, (top + bottom) / 2, right - left, bottom - top)


def _centre(request: PtzRequest) -> str:
    """A box as large as the picture around a place of it: the same zoom, another middle."""
    return _drag_text((request.pan + 1) / 2, (1 - request.tilt) / 2, 1.0, 1.0)


def _drag_text(x: float, y: float, width: float, height: float) -> str:
    values = {"Length": _SIDE, "Width": _SIDE, "MidPointX": round(x * _SIDE), "MidPointY": round(y * _SIDE),
              "LengthX": max(1, round(width * _SIDE)), "LengthY": max(1, round(height * _SIDE))}
    inner = "\r\n".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    return f"<DragZoomIn>\r\n{inner}\r\n</DragZoomIn>"


def mansrtsp(command: str, serial: int, *, scale: float = 0.0, begin_s: float | None = None) -> bytes:
    """A playback command: play (scale, begin_s seconds from the start of the recording; None: from now), pause, teardown.
    Raises ValueError for another one."""
    if command == "pause":
        lines = [f"PAUSE RTSP/1.0\r\nCSeq: {serial}", "PauseTime: now"]
    elif command == "teardown":
        lines = [f"TEARDOWN RTSP/1.0\r\nCSeq: {serial}"]
    elif command == "play":
        lines = [f"PLAY RTSP/1.0\r\nCSeq: {serial}"]
        lines += [f"Scale: {scale:.6f}"] if scale else []
        if begin_s is not None or not scale:
            lines.append(f"Range: npt={f'{begin_s:g}' if begin_s is not None else 'now'}-")
    else:
        raise ValueError(f"command {command[:20]!r}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
