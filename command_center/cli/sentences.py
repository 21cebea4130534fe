"""Plain sentences for the terminal: what is going on and what to do. The desk has its own, translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from command_center.cli.journal_trouble import usage_error
from command_center.journal.base import JournalError

_SENTENCES = {
    "journal.disk_full": "the disk that holds {path} is full: free some space; nothing is lost meanwhile",
    "notice.journal_recovered": "the journal can be written again",
    "notice.journal_row": "record {seq} of the journal cannot be read ({detail}); the others can",
    "notice.journal_tail": "the journal {path} cannot be followed ({detail}); trying again",
}


def sentence(key: str, parameters: Mapping[str, Any]) -> str:
    """The sentence of a notice's or a JournalError's key."""
    key = key if key in _SENTENCES else key.replace("notice.journal_", "journal.")
    text = _SENTENCES.get(key)
    if text is None:
        return str(usage_error(JournalError(key, **parameters)))
    return text.format_map(_Known(parameters))


class _Known(dict[str, Any]):
    """Parameters, with a dash for what is not known."""

    def __missing__(self, key: str) -> str:
        return "-"
