"""What is wrong with an expression, and where. Immutable; any thread."""

from __future__ import annotations

from typing import Any

_SENTENCES = {
    "expression.character": "{text!r} means nothing here",
    "expression.text_open": "the quote is not closed",
    "expression.end": "the expression ends too early",
    "expression.unexpected": "{text!r} does not fit here; expected {wanted}",
    "expression.function": "there is no function {text!r}; there are {known}",
    "expression.arguments": "{text} takes {count} argument(s)",
    "expression.deep": "too deeply nested",
    "expression.long": "longer than {limit} characters",
}


class ExpressionError(ValueError):
    """at: offset of the first character that is wrong; key and parameters: what the screen translates."""

    def __init__(self, at: int, key: str, **parameters: Any) -> None:
        self.at, self.key, self.parameters = at, key, parameters
        super().__init__(f"an expression; at character {at + 1}: {_SENTENCES[key].format(**parameters)}")
