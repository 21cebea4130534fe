"""How busy the processor is, and with whom. Reads /proc; elsewhere it cannot be told, and nothing is governed. Any thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path

from video.governor import Use

_WINDOW = 3  # readings that an answer covers: two seconds


class ProcessorLoad:
    """Read about once a second."""

    def __init__(self, proc: Path = Path("/proc")) -> None:
        self._proc = proc
        self._read: deque[tuple[int, int, dict[int, int]]] = deque(maxlen=_WINDOW)

    def use(self, pids: Iterable[int]) -> Use | None:
        """Shares since some seconds ago, of everybody and of these processes; None before the second reading, or where
        the system does not tell."""
        try:
            fields = [int(field) for field in (self._proc / "stat").read_text().split("\n", 1)[0].split()[1:9]]
            idle = fields[3] + fields[4]  # waiting for a disk is no work
        except (OSError, ValueError, IndexError):
            return None
        self._read.append((sum(fields), idle, {pid: spent for pid in pids if (spent := self._spent(pid)) is not None}))
        (all_before, idle_before, ours_before), (all_now, idle_now, ours_now) = self._read[0], self._read[-1]
        passed = all_now - all_before
        if passed <= 0:
            return None
        ours = sum(spent - ours_before[pid] for pid, spent in ours_now.items() if pid in ours_before)
        return Use(1 - (idle_now - idle_before) / passed, max(0.0, ours / passed))

    def _spent(self, pid: int) -> int | None:
        """Clock ticks of all its threads."""
        try:
            fields = (self._proc / str(pid) / "stat").read_text().rpartition(")")[2].split()
            return int(fields[11]) + int(fields[12])
        except (OSError, ValueError, IndexError):
            return None
