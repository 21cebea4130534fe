"""Pictures of a GB/T 28181 channel: the connector's relay gives the program stream, PyAV decodes it from memory. One
thread a source."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from command_center.domain.time import SECOND
from video.av_source import AvSource
from video.source import Capabilities, SourceError
from video.sources.gb28181_relay import ask_relay, close_relay

_FASTEST = 16.0


class Gb28181Source(AvSource):
    """Live, or (with from and until in the address) a recording on the device, which can be sought, paused and sped up."""

    def __init__(self, url: str, read_timeout_s: float) -> None:
        super().__init__(url, read_timeout_s)
        query = parse_qs(urlsplit(url).query)
        self._from_s = int(query["from"][0]) if query.get("from", [""])[0].isdigit() else None
        self.capabilities = Capabilities(live=self._from_s is None, seekable=self._from_s is not None)
        self._first_s: float | None = None
        if self._from_s is not None:
            self.allowance = _FASTEST  # how fast it plays is agreed on with the device

    def _taken(self, frame: Any) -> int:
        """Of a recording, by its own clock from its beginning: devices go on counting where they are sought or sped up."""
        if self._from_s is None or frame.pts is None:
            return super()._taken(frame)
        at_s = float(frame.pts * frame.time_base)
        self._first_s = at_s if self._first_s is None else self._first_s
        return round((self._from_s + at_s - self._first_s) * SECOND)

    def close(self) -> None:
        """Let go of the connection, so that the relay ends the session."""
        container = self._container
        super().close()
        close_relay(container)

    def seek(self, at_utc: int) -> None:
        """Go to an instant of the recording. Raises SourceError for a live one, or where the device does not."""
        if self._from_s is None:
            raise SourceError("unsupported", "seek")
        self.control("play", begin=f"{max(0.0, at_utc / SECOND - self._from_s):g}")

    def control(self, command: str, **more: str) -> None:
        """play (scale=, begin= seconds from the start) or pause a recording. Raises SourceError."""
        answer: dict[str, Any] = ask_relay(self.url, "control", command=command, **more)
        if not answer.get("taken"):
            raise SourceError("refused", command)
