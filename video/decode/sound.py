"""The sound of one camera: its own connection, audio alone decoded, played by the loudspeaker. One thread.

States: connecting, playing, silent (the camera sends no sound), no_speaker, lost (tried again). It ends like a tile: at
once for whoever asked, with its thread when the library returns.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from av.audio.resampler import AudioResampler

from video.backoff import Backoff
from video.decode.tile import Report
from video.demux import open_container, source_error
from video.source import READ_TIMEOUT_S, SourceError
from video.speaker import CHANNELS, MOST_S, RATE, NoSpeaker, Speaker


class SoundThread(threading.Thread):
    """urls: addresses of one camera, the one that is likelier to be light first."""

    def __init__(self, view: int, urls: Sequence[str], volume: float, report: Report) -> None:
        super().__init__(name=f"sound-{view}", daemon=True)
        self.view, self._urls = view, tuple(urls)
        self.over = threading.Event()
        self.volume = volume
        self._report, self._last = report, ""

    def stop(self) -> None:
        """Silence, at once."""
        self.over.set()

    def run(self) -> None:
        """Thread: one connection after another."""
        self._say("connecting")
        try:
            speaker = Speaker(0.0)
        except NoSpeaker as error:
            self._say("no_speaker", str(error))
            return
        try:
            self._run(speaker)
        finally:
            speaker.close()

    def _run(self, speaker: Speaker) -> None:
        backoff = Backoff()
        while not self.over.is_set():
            silent = 0
            for url in self._urls:
                try:
                    if self._play(url, speaker):
                        backoff.worked()
                        break
                    silent += 1
                except SourceError as error:
                    self._say("lost", error.reason)
                except Exception as error:  # a library's surprise must not end the sound for good
                    self._say("lost", source_error(error).reason)
                if self.over.is_set():
                    return
            if silent == len(self._urls):
                self._say("silent")
                return
            self.over.wait(backoff.wait_s())

    def _play(self, url: str, speaker: Speaker) -> bool:
        """Until it ends; False where there is no sound in it."""
        container = open_container(url, READ_TIMEOUT_S, audio=True)
        try:
            if not container.streams.audio:
                return False
            stream = container.streams.audio[0]
            resampler = AudioResampler(format="s16", layout="stereo", rate=RATE)
            for packet in container.demux(stream):
                if self.over.is_set():
                    return True
                for frame in _decoded(packet):
                    for part in resampler.resample(frame):
                        self._feed(speaker, part)
            return True
        finally:
            container.close()

    def _feed(self, speaker: Speaker, part: Any) -> None:
        if self.over.is_set():
            speaker.volume = 0.0
            return
        speaker.volume = self.volume
        speaker.feed(np.ascontiguousarray(part.to_ndarray().reshape(-1, CHANNELS)))
        self._say("playing")
        while speaker.waiting_s > 0.75 * MOST_S and not self.over.is_set():  # a file gives faster than it is heard
            time.sleep(0.05)

    def _say(self, state: str, detail: str = "") -> None:
        if not self.over.is_set() and state != self._last:
            self._last = state
            self._report({"view": self.view, "sound": state, "detail": detail})


def _decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except Exception:  # a damaged packet is a click, no end
        return []
