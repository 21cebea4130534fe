"""What Ctrl+K finds, and how: names in blocks, each one long text that is scanned by C code. Any thread.

Built on a thread of its own, in slices, so that the screen does not feel it; a search over a hundred thousand names
takes some milliseconds. A block of features is kept while its collection is the same.
"""

from __future__ import annotations

import bisect
import math
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from command_center.state.snapshot import Snapshot
from layers.search.names import Named, Place, acts, drawings, features, things, vehicles
from layers.search.pinyin import spellings

MOST = 12
# The order in which kinds are shown among equally good hits.
KINDS = ("command", "incident", "alarm", "report", "unit", "camera", "drawing", "warning", "bookmark", "view", "source", "layer", "feature",
         "vehicle", "place")
LAST_COLLECTIONS = ("traffic_segments", "hydrants", "buildings")  # too many to stand before others of that name
SLICE_S, REST_S = 0.002, 0.002
_ENOUGH, _LOOKED_AT = 300, 1500
_EXACT, _BEGINS, _WORDS, _INSIDE, _NONE = range(5)
_EARTH_M = 6_371_008.8


class Hit(NamedTuple):
    """A row that was found, the place of it that is nearest to where one looks (None where it has none), how far that
    is in metres (NaN where nothing is known), and the identity of that part."""

    row: Named
    place: Place | None
    distance_m: float
    identity: str

    @property
    def kind(self) -> str:
        """As Selection names it."""
        return self.row.kind

    @property
    def title(self) -> str:
        """What it is called."""
        return self.row.title


def folded(text: str) -> str:
    """As texts are compared: full-width forms as plain ones, small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "").split())


class Block:
    """Rows with all that they are found by in one text: a line a row, every key after \\x1f. Immutable."""

    def __init__(self, rows: Iterable[Named], rest: Callable[[], None] = lambda: None) -> None:
        self.rows: list[Named] = []
        lines, starts, at = [], [], 0
        for row in rows:
            names = dict.fromkeys((row.title, *row.keys, row.detail, row.identity))
            keys = [folded(name) for name in names if name]
            keys += [spelled for name in names if name for spelled in spellings(folded(name))]
            line = "\n\x1f" + "\x1f".join(keys)
            self.rows.append(row)
            lines.append(line)
            starts.append(at)
            at += len(line)
            rest()
        self._text, self._starts = "".join(lines) + "\n", starts

    def line(self, row: int) -> str:
        """All keys of a row, with the separator before each."""
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(self._text) - 1
        return self._text[self._starts[row] + 1:end]

    def having(self, piece: str) -> Iterator[int]:
        """Rows with a piece of text, each once."""
        text, starts, find = self._text, self._starts, self._text.find
        at = find(piece)
        while at >= 0:
            row = bisect.bisect_right(starts, at) - 1
            yield row
            end = starts[row + 1] if row + 1 < len(starts) else len(text)
            at = find(piece, end)

    def candidates(self, words: list[str]) -> dict[int, None]:
        """Rows that may fit: where a key begins so, then a word, then anywhere; the last only if there are few."""
        longest, found = max(words, key=len), dict[int, None]()
        for piece in ("\x1f" + longest, " " + longest, longest):
            for row in self.having(piece):
                found[row] = None
                if len(found) >= _LOOKED_AT:
                    return found
            if len(found) >= _ENOUGH:
                return found
        return found


class Index:
    """The names of one snapshot. build() on one thread, find() on any."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Mapping[str, Any], bool, Block]] = {}
        self._static = Block(())
        self._blocks: tuple[Block, ...] = ()

    def add_static(self, rows: Iterable[Named]) -> None:
        """Rows that no snapshot changes: commands, layers, bookmarks; in place of those given before."""
        self._static = Block(rows)

    def build(self, snapshot: Snapshot, chinese: bool, *, slices: bool = False) -> None:
        """Take in a snapshot. slices: work a little and rest a little, for a thread beside a screen."""
        rest = _Rests() if slices else None
        pause = rest.look if rest is not None else _no_rest
        blocks = [Block([*acts(snapshot, chinese), *things(snapshot, chinese), *drawings(snapshot, chinese)], pause)]
        for collection in sorted(snapshot.features, key=lambda name: (name in LAST_COLLECTIONS, name)):
            members = snapshot.features[collection]
            known = self._kept.get(collection)
            if known is None or known[0] is not members or known[1] is not chinese:
                known = (members, chinese, Block(features(collection, members, chinese), pause))
                self._kept[collection] = known
            blocks.append(known[2])
        blocks.append(Block(vehicles(snapshot), pause))
        self._blocks = tuple(blocks)

    def find(self, query: str, near: Place | None = None, most: int = MOST) -> list[Hit]:
        """The best hits: a whole name before a beginning, before beginnings of words, before a middle; then by kind,
        short names before long ones, near ones (to `near`) before far ones."""
        wanted = folded(query)
        if not wanted:
            return []
        solid, words = wanted.replace(" ", ""), wanted.split()
        found: list[tuple[tuple[Any, ...], Hit]] = []
        for number, block in enumerate((self._static, *self._blocks)):
            rows = block.candidates(words)
            if len(words) > 1:
                rows |= block.candidates([solid])
            for row in rows:
                quality = _quality(block.line(row), words, wanted, solid)
                if quality < _NONE:
                    hit = _hit(block.rows[row], near)
                    far = hit.distance_m if hit.distance_m == hit.distance_m else math.inf
                    found.append(((quality, KINDS.index(hit.kind), len(hit.title) // 4, number > 0 and hit.row.identity.startswith(
                        LAST_COLLECTIONS), far, hit.title), hit))
        found.sort(key=lambda one: one[0])
        return _varied([hit for _, hit in found], most)


def _varied(hits: list[Hit], most: int) -> list[Hit]:
    """The best, but no more than two thirds of one kind while there are others: twelve vehicles must not hide the road."""
    counts: dict[str, int] = {}
    first, rest = list[Hit](), list[Hit]()
    roads = {hit.title for hit in hits if hit.row.identity.startswith("roads/")}
    hits = [hit for hit in hits if hit.title not in roads or not hit.row.identity.startswith("traffic_segments/")]
    for hit in hits:
        counts[hit.kind] = counts.get(hit.kind, 0) + 1
        (first if counts[hit.kind] <= most * 2 // 3 else rest).append(hit)
    chosen = {id(hit) for hit in (*first[:most], *rest[:max(0, most - len(first))])}
    return [hit for hit in hits if id(hit) in chosen]


def _quality(line: str, words: list[str], wanted: str, solid: str) -> int:
    ended = line + "\x1f"
    if f"\x1f{wanted}\x1f" in ended or f"\x1f{solid}\x1f" in ended:
        return _EXACT
    if f"\x1f{wanted}" in line or f"\x1f{solid}" in line:
        return _BEGINS
    if all(f"\x1f{word}" in line or f" {word}" in line for word in words):
        return _WORDS
    return _INSIDE if all(word in line for word in words) or solid in line else _NONE


def _hit(row: Named, near: Place | None) -> Hit:
    if not row.places:
        return Hit(row, None, math.nan, row.identity)
    if near is None:
        return Hit(row, row.places[0], math.nan, row.identity)
    distances = [distance_m(near, place) for place in row.places]
    at = distances.index(min(distances))
    return Hit(row, row.places[at], distances[at], row.identities[at] if row.identities else row.identity)


def distance_m(one: Place, other: Place) -> float:
    """Metres on a sphere, good to half a percent within a city."""
    middle = math.radians((one[1] + other[1]) / 2)
    return math.radians(1) * _EARTH_M * math.hypot((other[0] - one[0]) * math.cos(middle), other[1] - one[1])


def _no_rest() -> None:
    return None


class _Rests:
    """Lets other threads in every two milliseconds: a long run of Python makes a screen's timers late."""

    def __init__(self) -> None:
        self._until_s = time.perf_counter() + SLICE_S

    def look(self) -> None:
        """Rest if it is time."""
        if time.perf_counter() >= self._until_s:
            time.sleep(REST_S)
            self._until_s = time.perf_counter() + SLICE_S
