"""Plain sentences for the terminal: what is wrong and what to do. The desk has its own, translated."""

from __future__ import annotations

_SENTENCES = {
    "journal.disk_full": "the disk that holds {path} is full; free some space, nothing is lost meanwhile",
    "journal.foreign": "{path} is not a journal of this program ({detail}); it was left untouched",
    "journal.damaged": "the journal {path} is damaged ({detail}); it was left untouched: put a copy of it back, "
                       "or move it away to begin a new one",
    "journal.empty": "{path} is an empty file and no journal; move it away to begin a new one",
    "journal.newer": "the journal {path} was written by a newer version (schema {schema}, this one knows {known})",
    "journal.no_access": "the journal {path} cannot be written; check who may write it and its folder",
    "journal.busy": "the journal {path} is locked by another program",
    "journal.missing": "there is no journal at {path}",
    "journal.sqlite_old": "SQLite {version} can lose records; {oldest} or later is needed: reinstall apsw",
    "notice.journal_recovered": "the journal can be written again",
    "notice.journal_row": "record {seq} of the journal cannot be read ({detail}); the others can",
}


def sentence(key: str, parameters: dict[str, object]) -> str:
    """The sentence of a notice's or a JournalError's key."""
    text = _SENTENCES.get(key)
    if text is None:
        return f"{key} {parameters}" if parameters else key
    return text.format_map(_Known(parameters))


class _Known(dict):  # type: ignore[type-arg]
    """Parameters, with a dash for what is not known."""

    def __missing__(self, key: str) -> str:
        return "-"
