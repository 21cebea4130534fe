"""Tile pictures shared between the screen and its raster workers: one file mapping, cut into slots. Any process.

A memfd where there is one, else an unlinked temporary file; never /dev/shm, which is 64 MB in many containers. The
pages of a slot exist only once something was drawn there.
"""

from __future__ import annotations

import mmap
import os
import tempfile

from PySide6.QtGui import QImage

TILE = 512  # pixels a side
BYTES = TILE * TILE * 4


def make_file(count: int) -> int:
    """A file descriptor of `count` empty slots, to be inherited by workers."""
    try:
        handle = os.memfd_create("map-tiles")
    except (AttributeError, OSError):
        handle, path = tempfile.mkstemp(prefix="map-tiles-")
        os.unlink(path)
    os.ftruncate(handle, count * BYTES)
    return handle


class Slots:
    """The mapping of such a file in this process: `count` of its slots, from `first` on."""

    def __init__(self, handle: int, count: int, first: int = 0) -> None:
        self.count = count
        self._map = mmap.mmap(handle, count * BYTES, offset=first * BYTES)
        self._view = memoryview(self._map)

    def image(self, slot: int, form: QImage.Format = QImage.Format.Format_RGB32) -> QImage:
        """The picture of a slot, without a copy; it must not outlive this object."""
        part = self._view[slot * BYTES:(slot + 1) * BYTES]
        return QImage(part, TILE, TILE, TILE * 4, form)
