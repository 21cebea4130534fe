"""HTTP and HTTPS: MPEG-TS, motion JPEG (multipart and plain), fragmented MP4, HLS, and still pictures that are asked
for again and again. One thread each."""

from __future__ import annotations

import time
from typing import Any

from command_center.domain.addresses import parse_address
from video.av_source import AvSource
from video.source import SourceError

_LIST_TIMEOUT_S = 20.0  # a play list gives nothing for as long as a segment lasts
_STILL_EVERY_S = 1.0
_STEP_S = 0.1
_STILLS = frozenset({"jpeg_pipe", "mjpeg", "mpjpeg", "image2"})


class HttpSource(AvSource):
    """`http://`, `https://`. The option `interval_s` says how often a still picture is fetched, 1 s without it."""

    def __init__(self, url: str, read_timeout_s: float) -> None:
        super().__init__(url, read_timeout_s)
        options = parse_address(url).options
        self._plays_list = parse_address(url).url.partition("?")[0].lower().endswith((".m3u8", ".m3u"))
        self._interval_s = _seconds(options.get("interval_s", ""))
        self._packets = 0
        self._opened_s = self._due_s = 0.0

    def open(self) -> None:
        """Connect; a play list is recognised by its name or by what it turns out to be."""
        self._packets, self._opened_s = 0, time.monotonic()
        if self._plays_list:
            self._read_timeout_s = max(self._read_timeout_s, _LIST_TIMEOUT_S)
            self.lead_s = 0.0  # segments come in bursts of seconds, and are shown at their own pace
        super().open()
        if not self._plays_list and self._container.format.name == "hls":
            self._plays_list = True
            self.close()
            self.open()

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


def _seconds(text: str) -> float:
    try:
        return min(60.0, max(0.1, float(text))) if text else _STILL_EVERY_S
    except ValueError:
        return _STILL_EVERY_S
