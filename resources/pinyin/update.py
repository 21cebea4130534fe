"""Write pinyin.txt anew from pypinyin's dictionaries (MIT). Run from the repository root; a development dependency.

A table of our own, because pypinyin takes 0.6 s to import and a quarter of a millisecond a name, while translating a
name through a table takes microseconds. Lines with one reading and characters; then phrases in which a character is
read otherwise, a reading a character.
"""

from __future__ import annotations

from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PHRASES_DICT

FIRST, LAST = 0x4E00, 0x9FA5
LONGEST_PHRASE = 4


def characters() -> dict[str, str]:
    """Character -> its most usual reading, without tone; ü is v."""
    found = {}
    for code in range(FIRST, LAST + 1):
        reading = pinyin(chr(code), style=Style.NORMAL, heteronym=False)[0][0]
        if reading.isascii() and reading.isalpha():
            found[chr(code)] = reading
    return found


def phrases(known: dict[str, str]) -> dict[str, list[str]]:
    """Phrases that are not read as their characters are alone."""
    found = {}
    for phrase in PHRASES_DICT:
        if 2 <= len(phrase) <= LONGEST_PHRASE and all(character in known for character in phrase):
            readings = lazy_pinyin(phrase)
            if len(readings) == len(phrase) and readings != [known[character] for character in phrase]:
                found[phrase] = readings
    return found


def main() -> None:
    """The file beside this one."""
    known = characters()
    grouped: dict[str, list[str]] = {}
    for character, reading in known.items():
        grouped.setdefault(reading, []).append(character)
    lines = [f"{reading} {''.join(grouped[reading])}" for reading in sorted(grouped)]
    lines += [f"{phrase} {' '.join(readings)}" for phrase, readings in sorted(phrases(known).items())]
    Path(__file__).with_name("pinyin.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
