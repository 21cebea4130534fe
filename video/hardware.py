"""Decoders on the graphics card where the machine has one, else none: whoever asks goes on with the processor's. One
decode process, any thread.

Only large pictures are worth it: fetching a small one back costs as much as decoding it. A card that refuses a camera
(too many at once, a codec it does not know) is not asked again for that one, and after a few refusals in a row for none.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any

import av
import av.error
from av.codec.hwaccel import HWAccel, hwdevices_available

from video.wire import HARDWARE_VARIABLE

log = logging.getLogger(__name__)

_LEAST_LINES = 720
_MOST_REFUSALS = 4
_PRESENT = {"cuda": "/dev/nvidiactl", "vaapi": "/dev/dri/renderD128"}
_BY_SYSTEM = {"linux": ("cuda", "vaapi"), "darwin": ("videotoolbox",), "win32": ("d3d11va", "cuda")}


class Hardware:
    """What this process knows of the card."""

    def __init__(self, setting: str) -> None:
        self.kinds = candidates() if setting != "off" else ()
        self._refusals = 0
        self._without: set[str] = set()

    def decoder(self, software: Any, url: str) -> Any:
        """A codec context on the card for the same stream as `software` (one of a container's), or None. url:
        whose it is."""
        if not self.kinds or (software.height or 0) < _LEAST_LINES or url in self._without:
            return None
        for kind in self.kinds:
            made = _made(kind, software)
            if made is not None:
                self._refusals = 0
                return made
        self.refused(url)
        return None

    def refused(self, url: str) -> None:
        """It could not, or what it gave were no pictures."""
        self._without.add(url)
        self._refusals += 1
        if self._refusals >= _MOST_REFUSALS and self.kinds:
            log.warning("hardware decoding is given up: %s refused", ", ".join(self.kinds))
            self.kinds = ()


def candidates() -> tuple[str, ...]:
    """Kinds of devices that the library was built for and that this machine seems to have, the best first."""
    built = hwdevices_available()
    return tuple(kind for kind in _BY_SYSTEM.get(sys.platform, ())
                 if kind in built and (kind not in _PRESENT or Path(_PRESENT[kind]).exists()))


def _made(kind: str, software: Any) -> Any:
    try:
        context = av.CodecContext.create(software.name, "r", hwaccel=HWAccel(kind, allow_software_fallback=False))
        if software.extradata:
            context.extradata = software.extradata
        context.thread_type, context.thread_count = "NONE", 1
        context.open(strict=False)
    except (av.error.FFmpegError, ValueError, RuntimeError, NotImplementedError, OSError) as error:
        log.info("no hardware decoder of kind %s: %s", kind, error)
        return None
    return context if context.is_hwaccel else None


hardware = Hardware(os.environ.get(HARDWARE_VARIABLE, "off"))  # a process that was not told decodes as ever
