"""From the text of an expression to its words, each with its place. Pure; any thread."""

from __future__ import annotations

import re
from typing import NamedTuple

from layers.styled.expression.error import ExpressionError

LONGEST = 4000
KEYWORDS = frozenset({"and", "or", "not", "in", "like", "ilike", "is", "null", "between", "true", "false"})
# What a Chinese keyboard gives where a sign was meant.
_WIDE = str.maketrans("（），＝＞＜！＋－＊／％‘’“”", "(),=><!+-*/%''\"\"")
_WORD = re.compile(r"""
    (?P<space>\s+)
  | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<text>'(?:[^']|'')*')
  | (?P<quoted>"(?:[^"]|"")+")
  | (?P<name>[^\W\d]\w*(?:[.:]\w+)*|\$\w+)
  | (?P<sign><=|>=|<>|!=|==|[-+*/%=<>(),])
""", re.VERBOSE)


class Word(NamedTuple):
    """kind: number, text, name, sign, keyword or end; at: offset in the expression."""

    kind: str
    text: str
    at: int


def words(expression: str) -> list[Word]:
    """All words and an end. Raises ExpressionError."""
    if len(expression) > LONGEST:
        raise ExpressionError(LONGEST, "expression.long", limit=LONGEST)
    plain = _narrow(expression)
    found: list[Word] = []
    at = 0
    while at < len(plain):
        match = _WORD.match(plain, at)
        if match is None:
            open_quote = plain[at] in "'\""
            raise ExpressionError(at, "expression.text_open") if open_quote else \
                ExpressionError(at, "expression.character", text=expression[at])
        if match.lastgroup != "space":
            found.append(_word(str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*found, Word("end", "", len(expression))]


def _word(kind: str, text: str, at: int) -> Word:
    if kind == "text":
        return Word("text", text[1:-1].replace("''", "'"), at)
    if kind == "quoted":
        return Word("name", text[1:-1].replace('""', '"'), at)
    if kind == "name" and text.lower() in KEYWORDS:
        return Word("keyword", text.lower(), at)
    return Word(kind, text, at)


def _narrow(expression: str) -> str:
    """Wide signs as narrow ones, but not within quotes; every character keeps its place."""
    result, quote = [], ""
    for character in expression:
        narrow = character.translate(_WIDE)
        if quote:
            result.append(narrow if narrow == quote else character)
            quote = "" if narrow == quote else quote
        else:
            result.append(narrow)
            quote = narrow if narrow in "'\"" else ""
    return "".join(result)
