"""A table of words: its keys in the language of the screen. GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication


def worded(context: str, table: Mapping[str, Any], key: str, parameters: Mapping[str, Any], otherwise: str) -> str:
    """The text of a key, translated and filled in; `otherwise` for a key that the table lacks."""
    source = table.get(key)
    if source is None:
        return otherwise
    text = QCoreApplication.translate(context, source)
    return text.format(**parameters) if parameters else text
