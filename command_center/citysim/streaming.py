"""Camera streams (pictures follow)."""
from __future__ import annotations
import threading
from command_center.citysim.cameras import Camera
from command_center.citysim.clock import ScriptClock
from command_center.citysim.server import Answer, json_reply


class Studio:
    """Streams."""
    def __init__(self, seed: int, clock: ScriptClock, stopping: threading.Event) -> None:
        pass

    def open(self, camera: Camera, size: str) -> Answer:
        return json_reply({"error": "no picture yet"}, 503)
