"""argparse takes positional words from one place only; here they may stand before, between and after the options."""

from __future__ import annotations

import argparse
from collections.abc import Sequence


def any_order(parser: argparse.ArgumentParser, takes_value: Sequence[str]) -> None:
    """Let this parser's words stand anywhere. takes_value: its options that are followed by a value."""
    parse = parser.parse_known_args

    def reordered(args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None):  # type: ignore
        return parse(_words_first(list(args or ()), takes_value), namespace)

    parser.parse_known_args = reordered  # type: ignore[method-assign,assignment]


def _words_first(arguments: list[str], takes_value: Sequence[str]) -> list[str]:
    words: list[str] = []
    options: list[str] = []
    waiting = False
    for argument in arguments:
        is_option = argument.startswith("-") and len(argument) > 1
        (options if waiting or is_option else words).append(argument)
        waiting = is_option and argument in takes_value
    return words + options
