"""Turns a scene's pictures into a packed loop, with a codec that every FFmpeg build has (MPEG-4 part 2, no GPL part),
and keeps loops on disk between runs. The studio's thread."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import platformdirs
from numpy.typing import NDArray

from command_center.citysim.looks import FRAMES, RATE, Look
from command_center.citysim.mpegts import Clip, Picture, make_clip
from command_center.citysim.scenes import frames

CODEC = "mpeg4"
GROUP = 12  # pictures from one key picture to the next
SIZES = {"sub": (640, 360, 480_000), "main": (1280, 720, 1_600_000)}
_WAVER, _LIGHTS = 2, 5  # grey levels; five, so that whoever looks at every second, third or fourth group sees a change too
_VERSION = 2  # of the pictures: part of the file names
_OF_SCENES = {"square": 3}  # of single scenes that were drawn anew since
_LIMIT_BYTES = 300 << 20
_TINT = (131, 126)  # a grey that is a little cold


def render(look: Look, size: str) -> Clip:
    """The whole loop."""
    return make_clip(CODEC, RATE, _encode(_pictures(look, size), size))


def preview(look: Look, size: str) -> Clip:
    """The first picture standing still, made in a fraction of the time, in the same shape as the loop. Its light wavers a
    little, as a camera's does: a picture without any change would rightly be called frozen."""
    first = next(iter(_pictures(look, size)))
    waver = 0 if look.scene == "dark" else _WAVER
    lights = [np.minimum(first, 255 - waver * _LIGHTS) + waver * step for step in range(_LIGHTS)]
    groups = _encode(itertools.chain.from_iterable(itertools.repeat(light, GROUP) for light in lights), size)
    return make_clip(CODEC, RATE, [groups[number % len(groups)] for number in range(FRAMES)])


def _pictures(look: Look, size: str) -> Iterable[NDArray[np.uint8]]:
    width, height, _ = SIZES[size]
    if look.scene == "dark":
        return itertools.repeat(np.full((height, width), 16, dtype=np.uint8), FRAMES)
    return frames(look, width, height)


def _encode(pictures: Iterable[NDArray[np.uint8]], size: str) -> list[Picture]:
    width, height, bits = SIZES[size]
    encoder: Any = av.CodecContext.create(CODEC, "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, 25), Fraction(25, 2)
    encoder.bit_rate, encoder.gop_size, encoder.max_b_frames, encoder.thread_count = bits, GROUP, 0, 1
    whole = np.empty((height * 3 // 2, width), dtype=np.uint8)
    whole[height:height + height // 4], whole[height + height // 4:] = _TINT
    out = []
    for number, luma in enumerate(pictures):
        # Video range: 16 to 235.
        whole[:height] = 16 + luma.astype(np.uint16) * 219 // 255
        frame = av.VideoFrame.from_ndarray(whole, format="yuv420p")
        frame.pts = number * 2
        out += encoder.encode(frame)
    out += encoder.encode(None)
    return [Picture(bytes(packet), bool(packet.is_keyframe)) for packet in out]


class Shelf:
    """Loops on disk, in the user's cache folder; every trouble with it means that a loop is made again."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(platformdirs.user_cache_dir("command-center")) / "citysim"

    def _path(self, look: Look, size: str) -> Path:
        return self._folder / f"v{_OF_SCENES.get(look.scene, _VERSION)}-{look.key}-{size}.npz"

    def take(self, look: Look, size: str) -> Clip | None:
        """The loop, if it is there and whole."""
        try:
            with np.load(self._path(look, size), allow_pickle=False) as held:
                clip = Clip(CODEC, RATE, held["packets"], held["starts"], held["keys"])
        except Exception:  # absent, cut off, somebody else's: zipfile and numpy have many ways to say so
            return None
        whole = clip.pictures == FRAMES and clip.packets.shape == (int(clip.starts[-1]), 188)
        return clip if whole else None

    def put(self, look: Look, size: str, clip: Clip) -> None:
        """Keep a loop; a full or read-only disk is no trouble."""
        path = self._path(look, size)
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._prune()
            with open(fresh, "wb") as file:
                np.savez(file, packets=clip.packets, starts=clip.starts, keys=clip.keys)
            os.replace(fresh, path)
        except OSError:
            fresh.unlink(missing_ok=True)

    def _prune(self) -> None:
        files = sorted(self._folder.glob("v*-*.npz"),
                       key=lambda path: (path.name.startswith(tuple(f"v{each}-" for each in (_VERSION, *_OF_SCENES.values()))),
                                         path.stat().st_mtime))
        total = sum(path.stat().st_size for path in files)
        while files and total > _LIMIT_BYTES:
            total -= files[0].stat().st_size
            files.pop(0).unlink(missing_ok=True)
