"""Lets a city that was killed go on with its script where it stood when it is started again on the same port: a mark
in the user's cache folder, touched while the city runs and removed when it ends in good order. Main thread."""

from __future__ import annotations

import json
import logging
import os
import time
from pathlib import Path

import platformdirs

from command_center.citysim.clock import ScriptClock

log = logging.getLogger("command_center.citysim")
_FRESH_S = 60.0


class Mark:
    """The mark of a port. Trouble with the disk only means that the script begins anew."""

    def __init__(self, port: int, seed: int, speed: float, folder: Path | None = None) -> None:
        self._path = (folder or Path(platformdirs.user_cache_dir("command-center")) / "citysim") / f"run-{port}.json"
        self._seed, self._speed = seed, speed

    def clock(self) -> ScriptClock | None:
        """The clock of the city that was cut off here within the last minute, None if there was none like this."""
        try:
            if time.time() - self._path.stat().st_mtime > _FRESH_S:
                return None
            held = json.loads(self._path.read_text(encoding="utf-8"))
            same = held["seed"] == self._seed and held["speed"] == self._speed
            return ScriptClock(int(held["start_utc"]), self._speed) if same else None
        except FileNotFoundError:
            return None  # nothing was cut off here
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("the mark %s cannot be read, so the script begins anew: %s", self._path, error)
            return None

    def write(self, clock: ScriptClock) -> None:
        """Leave the mark."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"start_utc": clock.start_utc, "seed": self._seed, "speed": self._speed})
            self._path.write_text(text, encoding="utf-8")
        except OSError as error:
            log.warning("%s cannot be written: should this city be killed, its script will begin anew (%s)", self._path,
                        error)

    def touch(self) -> None:
        """Still running."""
        try:
            os.utime(self._path)
        except OSError:
            pass  # said when it was left; every second would fill the log

    def remove(self) -> None:
        """Ended as it should."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError:
            pass  # it grows old by itself within a minute
