"""HTTP and HTTPS: MPEG-TS, motion JPEG (multipart and plain), fragmented MP4, HLS, and still pictures that are asked
for again and again. One thread each."""

from __future__ import annotations

import time
from typing import Any

from command_center.domain.addresses import parse_address
from video.av_source import AvSource
from video.packets import PacketReader
from video.source import SourceError

_STEP_S = 0.1
_STILLS = frozenset({"jpeg_pipe", "mjpeg", "mpjpeg", "image2"})


class HttpSource(AvSource):
    """`http://`, `https://`. The option `interval_s` says how often a still picture is fetched, 1 s without it."""

    def __init__(self, url: str, read_timeout_s: float) -> None:
        super().__init__(url, read_timeout_s)
        self._interval_s = parse_address(url).interval_s
        self._packets = 0
        self._opened_s = self._due_s = 0.0

    def open(self) -> None:
        """Connect."""
        self._packets, self._opened_s = 0, time.monotonic()
        super().open()
        if self._container.format.name == "hls":  # segments come in bursts of seconds, and are shown at their own pace
            self._reader = PacketReader(self._container, self._container.read_timeout, 0.0, self.allowance)

    def _next_packet(self) -> Any:
        if self._due_s:
            self._wait_for_next_still()
            return None
        try:
            packet = self._reader.next()
        except SourceError as error:
            if error.reason != "ended" or self._packets != 1 or self._container.format.name not in _STILLS:
                raise
            self.close()
            self._due_s = self._opened_s + self._interval_s
            return None
        self._packets += packet is not None
        return packet

    def _wait_for_next_still(self) -> None:
        """In short steps: whoever reads may want to stop."""
        left_s = self._due_s - time.monotonic()
        if left_s > 0:
            time.sleep(min(left_s, _STEP_S))
            return
        self._due_s = 0.0
        self.open()
