"""What is wrong with a journal, as one plain sentence for the command line."""

from __future__ import annotations

from command_center.cli.main import UsageError
from command_center.journal.base import JournalError

_SENTENCES = {
    "journal.missing": "there is no journal at {path}",
    "journal.empty": "{path} is empty: not a journal, or one whose writing was cut short; it was left as it is",
    "journal.foreign": "{path} is not a journal of this program ({detail}); it was left as it is",
    "journal.damaged": "the journal {path} is damaged ({detail}); it was left as it is: restore it from a backup",
    "journal.newer": "the journal {path} was written by a newer version (schema {schema}, this one knows {known}): "
                     "update this program",
    "journal.no_access": "the journal {path} may not be opened ({detail}): check its permissions",
    "journal.busy": "the journal {path} is held by another program: try again",
    "journal.disk_full": "the disk that holds {path} is full: free some space",
    "journal.sqlite_old": "SQLite {version} can lose data; {oldest} or later is needed: update the package apsw",
    "journal.unusable": "the journal {path} cannot be used ({detail})",
}


def usage_error(error: JournalError) -> UsageError:
    """The error of a command that was given an unusable journal."""
    text = _SENTENCES.get(error.key)
    try:
        return UsageError(text.format(**error.parameters) if text else str(error))
    except KeyError:
        return UsageError(str(error))
