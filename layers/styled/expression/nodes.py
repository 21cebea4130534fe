"""The tree of an expression. Immutable; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, a truth value, or None for null."""

    value: float | str | bool | None


@dataclass(frozen=True, slots=True)
class Name:
    """A column."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or a function: + - * / % neg, = != < <= > >=, and or not, in, like, ilike, null, between, or the
    name of a function."""

    what: str
    parts: tuple[Node, ...]


Node = Literal | Name | Call


def names(node: Node) -> frozenset[str]:
    """The columns that an expression asks for."""
    return frozenset(_names(node))


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Call):
        for part in node.parts:
            yield from _names(part)
