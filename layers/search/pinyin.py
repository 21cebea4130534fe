"""How Chinese names are typed on a Latin keyboard: in full (jiefanglu) and by first letters (jfl). Pure; any thread.

Microseconds a name: characters go through a translation table; only names with a character that some phrase reads
otherwise are looked at closer. Those are found by either reading, because a place may keep its own (朝阳 chaoyang).
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from resources import FOLDER

_FILE = FOLDER / "pinyin" / "pinyin.txt"
_LONGEST = 4


class _Tables(NamedTuple):
    """full, first: translations by code point; phrases: readings; odd: characters that begin or lie in a phrase."""

    full: dict[int, str]
    first: dict[int, str]
    phrases: dict[str, list[str]]
    odd: frozenset[str]


@functools.cache
def _tables() -> _Tables:
    full: dict[int, str] = {}
    phrases: dict[str, list[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition(" ")
        if head.isascii():
            full.update(dict.fromkeys(map(ord, rest), head))
        else:
            phrases[head] = rest.split(" ")
    odd = frozenset(character for phrase, readings in phrases.items()
                    for character, reading in zip(phrase, readings, strict=True) if full[ord(character)] != reading)
    return _Tables(full, {code: reading[0] for code, reading in full.items()}, phrases, odd)


def spellings(name: str) -> tuple[str, ...]:
    """What one may type for a name: full pinyin and initials, of both readings where a phrase has another; () for a
    name without Chinese characters. Everything that is not Chinese stays, spaces go."""
    if name.isascii():
        return ()
    tables = _tables()
    plain = name.lower().replace(" ", "")
    full = plain.translate(tables.full)
    if full == plain:
        return ()
    found = [full, plain.translate(tables.first)]
    if not tables.odd.isdisjoint(plain):
        found += _by_phrases(plain, tables)
    return tuple(dict.fromkeys(found))


def _by_phrases(name: str, tables: _Tables) -> list[str]:
    """The same by the longest phrases that begin anywhere."""
    full, first, at, changed = [], [], 0, False
    while at < len(name):
        phrase = next((name[at:at + size] for size in range(min(_LONGEST, len(name) - at), 1, -1)
                       if name[at:at + size] in tables.phrases), "")
        readings = tables.phrases[phrase] if phrase else [tables.full.get(ord(name[at]), name[at])]
        full += readings
        first += [reading[0] for reading in readings]
        at += len(readings)
        changed = changed or bool(phrase)
    return ["".join(full), "".join(first)] if changed else []
