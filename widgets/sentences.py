"""Keys into sentences: what headless code says as a key with parameters, in the language of the screen. GUI thread.

One table; a key that is missing is shown as itself with its parameters, so that nothing is ever hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from command_center.domain.warnings import Warning

CONTEXT = "Sentences"
TABLE: dict[str, str] = {
    "refusal.replay": QT_TRANSLATE_NOOP("Sentences", "This is a replay: nothing can be ordered in it. Go back to "
                                                     "live first."),
    "notice.bug": QT_TRANSLATE_NOOP("Sentences", "Something in the program went wrong ({error}). Work can go on; "
                                                 "the log file {file} has the details."),
}
_WARNING_COLOURS = {
    1: QT_TRANSLATE_NOOP("Sentences", "{event} red warning"),
    2: QT_TRANSLATE_NOOP("Sentences", "{event} orange warning"),
    3: QT_TRANSLATE_NOOP("Sentences", "{event} yellow warning"),
    4: QT_TRANSLATE_NOOP("Sentences", "{event} blue warning"),
}


class _Forgiving(dict[str, Any]):
    """Leaves a parameter that was not given readable instead of failing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def sentence(key: str, parameters: Mapping[str, Any] | None = None) -> str:
    """The sentence of a key in the screen's language, with its parameters in place."""
    source = TABLE.get(key)
    values = _Forgiving(parameters or {})
    if source is None:
        rest = ", ".join(f"{name} {value}" for name, value in values.items())
        return f"{key} ({rest})" if rest else key
    return QCoreApplication.translate(CONTEXT, source).format_map(values)


def warning_title(warning: Warning, language: str) -> str:
    """A warning's short name in the screen's language as far as its issuer gave one: event and colour."""
    name = warning.event or warning.headline or warning.identifier
    if warning.language and not warning.language.startswith(language[:2]):
        other = next((text for tag, text in warning.texts.items() if tag.startswith(language[:2])), "")
        if other:
            return other
    if warning.level not in _WARNING_COLOURS or any(word in name.lower() for word in ("warning", "预警", "警报")):
        return name
    return QCoreApplication.translate(CONTEXT, _WARNING_COLOURS[warning.level]).format(event=name)
