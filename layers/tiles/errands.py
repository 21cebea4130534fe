"""What is wanted of one source and how far each tile is. Every call under the fetcher's lock; no thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Literal

from layers.tiles.grid import TileKey
from layers.tiles.store import Kept

_FIRST_RETRY_S, _LONGEST_RETRY_S = 5.0, 300.0


class Errand:
    """One tile (key None: opening the source). kept: what the disk has of it, past its time; told: its failure was
    reported; tries: failures so far."""

    __slots__ = ("_in_gate", "kept", "key", "retry_at", "stale_given", "state", "stop", "told", "tries")

    def __init__(self, key: TileKey | None, state: Literal["new", "due"] = "new") -> None:
        self.key = key
        self.state: Literal["new", "looking", "due", "loading"] = state
        self.stop = threading.Event()
        self.kept: Kept | None = None
        self.retry_at = 0.0
        self.tries = 0
        self.told = self.stale_given = self._in_gate = False

    def leave_gate(self) -> bool:
        """Whether its place at the host is still to be given back; True once."""
        inside, self._in_gate = self._in_gate, False
        return inside

    def enter_gate(self) -> None:
        """It has a place at the host."""
        self._in_gate = True


class Errands:
    """The wanted tiles in their order."""

    def __init__(self, looks_first: bool) -> None:
        self._first: Literal["new", "due"] = "new" if looks_first else "due"
        self._wanted: dict[TileKey, Errand] = {}
        self._given_up: set[Errand] = set()

    @property
    def waiting(self) -> int:
        """How many are wanted and not here; what came stale is here."""
        return sum(not errand.stale_given for errand in self._wanted.values())

    @property
    def abandoned(self) -> int:
        """Requests nobody waits for any more, whose threads the server still holds."""
        return len(self._given_up)

    def want(self, keys: Sequence[TileKey]) -> list[Errand]:
        """Exactly these; gives those that were under way and are given up."""
        before = self._wanted
        self._wanted = {key: before.get(key) or Errand(key, self._first) for key in keys}
        dropped = [errand for key, errand in before.items() if key not in self._wanted and errand.state == "loading"]
        for errand in dropped:
            errand.stop.set()
        self._given_up.update(dropped)
        return dropped

    def next_unseen(self) -> Errand | None:
        """The first to be looked for on the disk."""
        for errand in self._wanted.values():
            if errand.state == "new":
                errand.state = "looking"
                return errand
        return None

    def seen(self, errand: Errand, kept: Kept | None) -> None:
        """The disk has not got it, or not fresh."""
        errand.kept, errand.state = kept, "due"

    def has_due(self) -> bool:
        """Whether one may be asked of the source now."""
        now = time.monotonic()
        return any(errand.state == "due" and errand.retry_at <= now for errand in self._wanted.values())

    def next_due(self) -> Errand | None:
        """The first of them."""
        now = time.monotonic()
        for errand in self._wanted.values():
            if errand.state == "due" and errand.retry_at <= now:
                errand.state = "loading"
                errand.enter_gate()
                return errand
        return None

    def next_due_s(self) -> float:
        """Seconds until the next may be tried again, 0 if that is not known."""
        later = [errand.retry_at for errand in self._wanted.values() if errand.state == "due"]
        return max(0.0, min(later) - time.monotonic()) if later else 0.0

    def done(self, errand: Errand) -> bool:
        """It came, or there is none; whether anybody still wants it."""
        self._given_up.discard(errand)
        if errand.key is not None and self._wanted.get(errand.key) is errand:
            del self._wanted[errand.key]
            return True
        return False

    def failed(self, errand: Errand, whole: bool) -> bool:
        """It did not come; `whole`: the host is to blame, whose gate says when to try again. Whether that is news for
        somebody."""
        self._given_up.discard(errand)
        errand.state = "due"
        if not whole:
            errand.retry_at = time.monotonic() + min(_LONGEST_RETRY_S, _FIRST_RETRY_S * 2.0 ** min(errand.tries, 10))
            errand.tries += 1
        if errand.told or errand.key is None or self._wanted.get(errand.key) is not errand:
            return False
        errand.told = True
        return True

    def give_stale(self, errand: Errand) -> bool:
        """Whether the old tile is to be handed out (once)."""
        if errand.stale_given or errand.key is None or self._wanted.get(errand.key) is not errand:
            return False
        errand.stale_given = True
        return True

    def all_wanted(self) -> list[Errand]:
        """Those that wait for the source, in their order."""
        return [errand for errand in self._wanted.values() if errand.state == "due"]

    def retry_all(self) -> None:
        """Somebody asked to try at once."""
        for errand in self._wanted.values():
            errand.retry_at, errand.tries = 0.0, 0
