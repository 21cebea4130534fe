"""What is known of a camera's lateness: from the configuration, else as its source says. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from command_center.config_video import VideoSection


def offset_ms(camera: str, properties: Mapping[str, str], video: VideoSection) -> float:
    """Milliseconds added to the time of a camera's pictures; 0 where nothing is known, or nonsense is."""
    own = video.camera.get(camera)
    if own is not None and own.offset_ms is not None:
        return own.offset_ms
    try:
        given = float(properties.get("offset_ms", "0"))
    except ValueError:
        return 0.0
    return given if abs(given) <= 60_000 else 0.0  # nan and the absurd count as nothing
