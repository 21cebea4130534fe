"""RTSP and RTSPS: over TCP, or over UDP where the camera asks for it, with TCP to fall back on. One thread each."""

from __future__ import annotations

from typing import Any

from video.av_source import AvSource
from video.demux import fell_silent
from video.source import SourceError


class RtspSource(AvSource):
    """`rtsp://`, `rtsps://`; the address's option `transport` is tcp (the default) or udp."""

    _heard = False

    def _next_packet(self) -> Any:
        try:
            packet = self._reader.next()
        except SourceError:
            if self._heard or not fell_silent(self.url, self._container):
                raise
            self.close()
            self.open()  # a firewall between: SETUP was answered, but no packet comes through
            return None
        self._heard = self._heard or packet is not None
        return packet
