"""What breaks in the script, and what its phases are called. Pure; any thread."""

from __future__ import annotations

DARK_S = (480.0, 1080.0)  # the camera's picture goes black
REFUSED_S = (540.0, 1060.0)  # within that it takes no connection at all
_TRAFFIC = ((700.0, 760.0, "error"), (760.0, 850.0, "hang"), (850.0, 940.0, "refuse"))
_PHASES = ((1560, "calm"), (1220, "receding_blue"), (980, "receding_yellow"), (83, "orange"), (43, "yellow"),
           (12, "blue"), (0, "rain_begins"))


def traffic_fault(second: float) -> str:
    """How the traffic feed fails at a second: "", error, hang or refuse."""
    return next((kind for start, end, kind in _TRAFFIC if start <= second < end), "")


def camera_fault(second: float) -> str:
    """How the one camera fails: "", dark or refuse."""
    if REFUSED_S[0] <= second < REFUSED_S[1]:
        return "refuse"
    return "dark" if DARK_S[0] <= second < DARK_S[1] else ""


def phase(second: float) -> str:
    """The word for a second of the script."""
    return next((word for start, word in _PHASES if second >= start), "before")
