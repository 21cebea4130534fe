"""Answers in many parts (Catalog, RecordInfo, PresetQuery): any order, some twice, some never. Pure; the connector's
thread puts parts, any thread may wait for the whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping

from command_center.connectors.gb28181.manscdp import Document
from command_center.connectors.gb28181.transactions import Pending

IDLE_S = 5.0
LONGEST_S = 60.0


class Collection:
    """One query's answer. is_complete: as many came as the device said; else it broke off, or went on without end."""

    def __init__(self, device: str, command: str, serial: int, limit: int = 50_000, idle_s: float = IDLE_S,
                 target: str = "") -> None:
        self.device, self.command, self.serial, self.target = device, command, serial, target or device
        self.items: dict[str, Mapping[str, str]] = {}
        self.total: int | None = None
        self.doubled = 0
        self.is_complete = False
        self.refusal = ""
        self.pending: Pending | None = None  # the request itself: it may be refused before any list comes
        self.was_too_much = False
        self.done = threading.Event()
        self._limit, self._idle_s = limit, idle_s
        self._began = self._last = time.monotonic()

    def put(self, part: Document) -> bool:
        """A part came; returns whether the answer is now over."""
        if self.done.is_set():
            return False
        self._last = time.monotonic()
        if part.fields.get("Result", "").upper() == "ERROR" and not part.items:
            return self.refuse(part.fields.get("Reason", "") or "Result ERROR")
        self.total = part.total if part.total is not None else self.total
        for number, item in enumerate(part.items):
            key = _key(item) or f"#{len(self.items)}.{number}"
            if key in self.items:
                self.doubled += 1
            elif len(self.items) < self._limit:
                self.items[key] = item
            else:
                self.was_too_much = True
        if self.was_too_much:
            return self._end(False)
        if (self.total is not None and len(self.items) >= self.total) or (self.total is None and part.has_list):
            return self._end(True)
        return False

    def refuse(self, why: str) -> bool:
        """The device will not answer; ends it."""
        if self.done.is_set():
            return False
        self.refusal = why
        return self._end(False)

    def is_over(self) -> bool:
        """Whether nothing came for too long, or it goes on for too long; ends it."""
        now = time.monotonic()
        over = now - self._last > self._idle_s or now - self._began > LONGEST_S
        return over and not self.done.is_set() and self._end(False)

    def _end(self, complete: bool) -> bool:
        self.is_complete = complete
        self.done.set()
        return True


def _key(item: Mapping[str, str]) -> str:
    if "StartTime" in item:
        return "|".join(item.get(name, "") for name in ("DeviceID", "StartTime", "EndTime", "FilePath", "Type"))
    return item.get("DeviceID") or item.get("PresetID", "")
