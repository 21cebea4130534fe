"""The loudspeaker: what is fed is played through miniaudio, a fraction of a second later. One feeding thread; the
library's own thread takes.

COMMAND_CENTER_AUDIO=null plays into nothing (tests, machines that must be silent); off: there is no loudspeaker.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE, CHANNELS = 48_000, 2
_FRAME_BYTES = CHANNELS * 2
_AHEAD_S = 0.15  # waits before it begins, against gaps
MOST_S = 0.8  # beyond this the oldest is thrown away: sound must not lag behind its picture
_BACKENDS = {"linux": ("PULSEAUDIO", "ALSA", "JACK"), "win32": ("WASAPI", "DSOUND", "WINMM"), "darwin": ("COREAUDIO",)}


class NoSpeaker(Exception):
    """There is none, or it cannot be opened."""


class Speaker:
    """Opened on construction. Raises NoSpeaker. volume: 0..1."""

    def __init__(self, volume: float = 1.0) -> None:
        self.volume = volume
        self.played_frames = 0
        self.loudest = 0  # of what was played last, 0..32767
        self._chunks: deque[NDArray[np.int16]] = deque()
        self._waiting = 0  # frames
        self._flowing = False
        self._lock = threading.Lock()
        wanted = os.environ.get("COMMAND_CENTER_AUDIO", "")
        if wanted == "off":
            raise NoSpeaker("switched off")
        try:
            import miniaudio

            names = ("NULL",) if wanted == "null" else _BACKENDS.get(sys.platform, _BACKENDS["linux"])
            self._device: Any = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16, nchannels=CHANNELS, sample_rate=RATE, buffersize_msec=80,
                backends=[getattr(miniaudio.Backend, name) for name in names], app_name="command-center")
            source = self._play()
            next(source)
            self._device.start(source)
        except Exception as error:  # the library, or a sound system that is half there
            raise NoSpeaker(f"{type(error).__name__}: {error}"[:200]) from error

    @property
    def waiting_s(self) -> float:
        """How much was fed and not played yet."""
        return self._waiting / RATE

    def feed(self, samples: NDArray[np.int16]) -> None:
        """Play these next; (n, 2)."""
        with self._lock:
            self._chunks.append(samples)
            self._waiting += len(samples)
            while self._waiting > MOST_S * RATE and len(self._chunks) > 1:
                self._waiting -= len(self._chunks.popleft())

    def close(self) -> None:
        """Silence."""
        self._device.close()

    def _play(self) -> Generator[bytes | NDArray[np.int16], int, None]:
        """On the library's thread: as many frames as it asks for, silence where there are none."""
        wanted = yield b""
        while True:
            out = np.zeros((wanted, CHANNELS), np.int16)
            with self._lock:
                self._flowing = self._waiting >= (1 if self._flowing else _AHEAD_S * RATE)
                at = 0
                while self._flowing and at < wanted and self._chunks:
                    chunk = self._chunks.popleft()
                    part = chunk[: wanted - at]
                    out[at:at + len(part)] = part
                    at += len(part)
                    self._waiting -= len(part)
                    if len(part) < len(chunk):
                        self._chunks.appendleft(chunk[len(part):])
            self.played_frames += at
            if self.volume < 1.0:
                out = (out * self.volume).astype(np.int16)
            self.loudest = int(np.abs(out.astype(np.int32)).max(initial=0))
            wanted = yield out.tobytes()
