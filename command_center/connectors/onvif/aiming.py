"""From a place or a box in the picture to how far a camera must turn. Pure; any thread."""

from __future__ import annotations

import math

from command_center.domain.ptz import PtzRequest

ZOOM_RANGE = 30.0  # of a usual zoom lens: no camera says how far its own goes
ASPECT = 9.0 / 16.0
PAN_DEG, TILT_DEG = 180.0, 90.0  # what the whole of a generic space usually is, either way


def aim(request: PtzRequest) -> tuple[float, float, float]:
    """Pan and tilt from the middle of the picture to its edges (-1..1), and zoom as a part of the whole way (0..1), of
    a request to centre a place or to fill the picture with a box."""
    if request.kind != "box" or request.box is None:
        return request.pan, request.tilt, 0.0
    left, top, right, bottom = request.box
    enlargement = 1.0 / max(right - left, bottom - top)
    return left + right - 1.0, 1.0 - top - bottom, min(1.0, math.log(enlargement) / math.log(ZOOM_RANGE))


def turn(pan: float, tilt: float, fov_deg: float, zoom: float, reach: tuple[float, float]) -> tuple[float, float]:
    """The same as parts of a space that goes `reach` either way, for a lens that sees fov_deg when it is wide (zoom 0)
    and narrows with zoom (to 1)."""
    half_deg = fov_deg / 2.0 / (1.0 + zoom * (ZOOM_RANGE - 1.0))
    x = pan * half_deg / PAN_DEG * reach[0]
    y = tilt * half_deg * ASPECT / TILT_DEG * reach[1]
    return max(-reach[0], min(reach[0], x)), max(-reach[1], min(reach[1], y))
