"""The state at any instant on either axis: the nearest keyframe, then a fold of what follows it. Any thread, one at a
time; gives a Fold, so that who asked can go on from there.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from command_center.domain.events import Event, ObservationBatch, PositionBatch
from command_center.journal.base import Entry, Journal
from command_center.journal.keyframes import Frame, Keyframes, digest_of
from command_center.journal.pack import count
from command_center.state import codec
from command_center.state.fold import FOLD_VERSION, Fold
from command_center.state.snapshot import Axis, Snapshot

KEYFRAME_EVENTS = 10_000
BATCH_COST, SAMPLES_AS_ONE = 20, 2  # a columnar row is as dear as so many single events, and one for so many samples
_HELD = "held"
_REMEMBERED = 1024  # decoded parts of tables
_FAR = (1 << 62)


class Recall:
    """Of one journal. Reading may leave keyframes on its way, unless the keyframes are read-only."""

    def __init__(self, journal: Journal, keyframes: Keyframes | None = None) -> None:
        self._journal = journal
        self.keyframes = keyframes if keyframes is not None else Keyframes(None, journal.identity, FOLD_VERSION)
        self._lock = threading.Lock()
        self._tables: OrderedDict[bytes, Any] = OrderedDict()
        self._digests: dict[str, tuple[Any, bytes]] = {}

    def fold(self, at_utc: int | None = None, axis: Axis = "received") -> Fold:
        """The fold up to and including an instant; None: up to the journal's head."""
        with self._lock:
            return self._by_receipt(at_utc) if axis == "received" else self._by_occurrence(at_utc)

    def snapshot(self, at_utc: int | None = None, axis: Axis = "received") -> Snapshot:
        """The state at an instant; its at_utc is the instant asked for."""
        fold = self.fold(at_utc, axis)
        if at_utc is not None:
            fold.advance(at_utc)
        return fold.take()[0]

    def keep(self, snapshot: Snapshot) -> None:
        """Make a keyframe of a state by receipt that somebody folded anyway (the engine)."""
        with self._lock:
            self._put(snapshot, b"", snapshot.seq)

    def _by_receipt(self, at_utc: int | None) -> Fold:
        last = self._journal.head() if at_utc is None else self._journal.seek(at_utc)
        fold = self._from_keyframe("received", last)
        milestones = _Milestones()
        for page in self._journal.read(fold.seq, last):
            for chunk, is_due in milestones.chunks(page):
                fold.apply(chunk)
                if is_due:
                    self._put(fold.take()[0], b"", fold.seq)
        return _untaken(fold)

    def _by_occurrence(self, at_utc: int | None) -> Fold:
        head = self._reckon()
        until = _FAR if at_utc is None else at_utc
        fold = self._from_keyframe("at", until)
        milestones, due = _Milestones(), False
        pages = self._journal.read(0, head, axis="at", after_utc=fold.at_utc if fold.seq else None, until_utc=until)
        for page in pages:
            for chunk, is_due in milestones.chunks(page):
                if due and chunk[0].event.at_utc > fold.at_utc:
                    # Between two instants, so that the keyframe holds all that happened at the first.
                    fold.advance(fold.at_utc)
                    self._put(fold.take()[0], codec.encode_held(fold.held()), head)
                    due = False
                fold.apply(chunk)
                due = due or is_due
        return _untaken(fold)

    def _reckon(self) -> int:
        """Drop keyframes by occurrence that late events made stale; the head that was reckoned with."""
        head, checked = self._journal.head(), self.keyframes.checked()
        if head > checked:
            earliest = self._journal.earliest(checked) if self.keyframes.nearest("at", _FAR) else None
            self.keyframes.reckon(earliest, head)
        return head

    def _from_keyframe(self, axis: Axis, place: int) -> Fold:
        frame = self.keyframes.nearest(axis, place)
        tables: dict[str, Any] = {}
        for name, digest in frame.parts.items() if frame else ():
            table = self._table(name, digest)
            if table is None:
                return Fold(axis)
            tables[name] = table
        if frame is None:
            return Fold(axis)
        held = tables.pop(_HELD, ())
        for name, table in tables.items():
            self._digests[name] = (table, frame.parts[name])
        return Fold.from_snapshot(codec.join(tables, frame.seq, frame.at_utc, axis), held)

    def _table(self, name: str, digest: bytes) -> Any:
        known = self._tables.get(digest)
        if known is None:
            data = self.keyframes.load(digest)
            if data is None:
                return None
            try:
                known = codec.decode_held(data) if name == _HELD else codec.decode(name, data)
            except (msgspec.MsgspecError, ValueError):
                return None
            self._tables[digest] = known
            if len(self._tables) > _REMEMBERED:
                self._tables.popitem(last=False)
        else:
            self._tables.move_to_end(digest)
        return known

    def _put(self, snapshot: Snapshot, held: bytes, head: int) -> None:
        fresh: dict[bytes, bytes] = {}
        parts: dict[str, bytes] = {}
        for name, table in codec.split(snapshot).items():
            known = self._digests.get(name)
            if known is None or not codec.same(table, known[0]):
                data = codec.encode(name, table)
                known = (table, digest_of(data))
                self._digests[name], fresh[known[1]] = known, data
            parts[name] = known[1]
        if held:
            parts[_HELD] = digest_of(held)
            fresh[parts[_HELD]] = held
        self.keyframes.put(snapshot.axis, Frame(snapshot.seq, snapshot.at_utc, parts), fresh, head)

    def close(self) -> None:
        """Let go of the keyframes."""
        self.keyframes.close()


def cost(event: Event) -> int:
    """What decoding and folding an event costs, a plain one being 1."""
    if isinstance(event, ObservationBatch | PositionBatch):
        return BATCH_COST + count(event) // SAMPLES_AS_ONE
    return 1


class _Milestones:
    """Cuts pages where a keyframe falls due."""

    def __init__(self) -> None:
        self._cost = 0

    def chunks(self, page: list[Entry]) -> Iterator[tuple[list[Entry], bool]]:
        """The page in pieces, and whether a keyframe is due after each."""
        start = 0
        for number, (_, event) in enumerate(page, 1):
            self._cost += cost(event)
            if self._cost >= KEYFRAME_EVENTS:
                yield page[start:number], True
                start, self._cost = number, 0
        if start < len(page):
            yield page[start:], False


def _untaken(fold: Fold) -> Fold:
    """The fold as if nobody had taken from it: its first take resets."""
    fold.reset()
    return fold


def beside(path: Path, journal: Journal, *, read_only: bool = False) -> Recall:
    """The recall of a journal's file, with its keyframes beside it."""
    return Recall(journal, Keyframes(path.with_name(path.name + ".keyframes"), journal.identity, FOLD_VERSION,
                                     read_only=read_only))
