"""The sound of an unacknowledged red alarm: a child process plays a generated file, else the system's beep. GUI thread.

QtMultimedia is not among the dependencies; a player of the sound server or ALSA is on nearly every desktop.
"""

from __future__ import annotations

import array
import math
import shutil
import subprocess
import tempfile
import wave
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

REPEAT_MS = 4000
RATE = 22_050
TONES_HZ = (880.0, 660.0)
TONE_S = 0.28
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))


def write_horn(path: Path) -> None:
    """Two tones, twice, with soft edges so that they do not click."""
    samples = array.array("h")
    for frequency in TONES_HZ * 2:
        count = int(RATE * TONE_S)
        for number in range(count):
            edge = min(1.0, number / 400, (count - number) / 400)
            samples.append(int(15_000 * edge * math.sin(2 * math.pi * frequency * number / RATE)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


class Horn(QObject):
    """Sounds every few seconds from `start` to `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._player: subprocess.Popen[bytes] | None = None
        self._command = next(((shutil.which(player[0]) or "", *player[1:]) for player in PLAYERS
                              if shutil.which(player[0])), None)
        self._timer = QTimer(self, interval=REPEAT_MS)
        self._timer.timeout.connect(self._sound)

    @property
    def is_sounding(self) -> bool:
        """Whether it was started and not stopped since."""
        return self._timer.isActive()

    def start(self) -> None:
        """Sound now and again until stopped."""
        if not self._timer.isActive():
            self._timer.start()
            self._sound()

    def stop(self) -> None:
        """Be quiet."""
        self._timer.stop()
        if self._player is not None and self._player.poll() is None:
            self._player.terminate()

    def close(self) -> None:
        """Be quiet and remove the file."""
        self.stop()
        if self._player is not None:
            self._player.wait(timeout=2)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _sound(self) -> None:
        if self._command is None:
            QApplication.beep()
            return
        if self._player is not None and self._player.poll() is None:
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="command-center-")
            write_horn(Path(self._folder.name) / "alarm.wav")
        try:
            self._player = subprocess.Popen([*self._command, str(Path(self._folder.name) / "alarm.wav")],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            stderr=subprocess.DEVNULL)
        except OSError:
            self._command = None
            QApplication.beep()
