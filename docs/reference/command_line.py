"""Lines of docs/reference/command-line.md: every subcommand with its arguments, from the parsers themselves."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator

from command_center.cli.main import COMMANDS, build_parser


def command_line_lines() -> list[str]:
    """The page without its head."""
    lines = ["# Command line\n", "Times are ISO 8601. Every command says `--help`. Exit codes: 0; 1 where it could not be done;"
             " 2 for what is wrongly asked.\n"]
    for name, text in COMMANDS.items():
        parser = _chosen(build_parser(name), name)
        lines += [f"## command-center {name}\n", f"{text}.\n", *_table(parser)]
        for words, inner, help_text in _inner(parser, name):
            lines += [f"### command-center {words}\n", f"{help_text}.\n" if help_text else "", *_table(inner)]
    return lines


def _subparsers(parser: argparse.ArgumentParser) -> list[argparse._SubParsersAction[argparse.ArgumentParser]]:
    return [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]


def _chosen(parser: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser:
    return _subparsers(parser)[0].choices[name]


def _inner(parser: argparse.ArgumentParser, before: str) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    for action in _subparsers(parser):
        told = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, inner in action.choices.items():
            yield f"{before} {name}", inner, told.get(name, "")
            yield from _inner(inner, f"{before} {name}")


def _table(parser: argparse.ArgumentParser) -> list[str]:
    rows = [_row(action) for action in parser._actions
            if not isinstance(action, argparse._HelpAction | argparse._SubParsersAction | argparse._VersionAction)
            and action.help is not argparse.SUPPRESS]
    return ["| Argument | Meaning |", "|---|---|", *rows, ""] if rows else []


def _row(action: argparse.Action) -> str:
    value = action.metavar if isinstance(action.metavar, str) else (
        "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper())
    if action.option_strings:
        name = ", ".join(action.option_strings) + (f" {value}" if action.nargs != 0 else "")
    else:
        name = value if action.metavar or action.choices else action.dest
    notes = [(action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")]
    if action.option_strings and action.required:
        notes.append("required")
    elif action.default not in (None, False, argparse.SUPPRESS, "", [], getpass.getuser()) and "default" not in notes[0] \
            and isinstance(action.default, int | float | str) and action.option_strings:
        notes.append(f"default {action.default}")
    meaning = "; ".join(note for note in notes if note)
    return "| `" + name.replace("|", "\\|") + "` | " + meaning.replace("|", "\\|") + " |"
