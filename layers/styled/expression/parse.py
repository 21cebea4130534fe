"""From the words of an expression to its tree, by recursive descent. Pure; any thread.

    or > and > not > comparison > sum > product > sign > number, text, name, function, ( ... )
"""

from __future__ import annotations

from layers.styled.expression.error import ExpressionError
from layers.styled.expression.lexer import Word, words
from layers.styled.expression.nodes import Call, Literal, Name, Node

FUNCTIONS = {"abs": 1, "round": 1, "floor": 1, "sqrt": 1, "lower": 1, "upper": 1, "length": 1, "number": 1,
             "coalesce": 0}  # how many arguments; 0: one or more
_COMPARE = {"=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_DEEPEST = 40


def parse(expression: str) -> Node:
    """The tree. Raises ExpressionError."""
    parser = _Parser(words(expression))
    node = parser.either()
    parser.expect("end", "")
    return node


class _Parser:
    def __init__(self, found: list[Word]) -> None:
        self._words, self._at, self._depth = found, 0, 0

    @property
    def _word(self) -> Word:
        return self._words[self._at]

    def _next(self) -> Word:
        word = self._word
        self._at += 1
        return word

    def _takes(self, kind: str, *texts: str) -> bool:
        if self._word.kind == kind and self._word.text in texts:
            self._at += 1
            return True
        return False

    def expect(self, kind: str, text: str) -> None:
        """The next word must be this one."""
        if not self._takes(kind, text):
            raise self._wrong(repr(text) if text else "the end")

    def _wrong(self, wanted: str) -> ExpressionError:
        word = self._word
        if word.kind == "end":
            return ExpressionError(word.at, "expression.end")
        return ExpressionError(word.at, "expression.unexpected", text=word.text, wanted=wanted)

    def either(self) -> Node:
        """a or b or c"""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ExpressionError(self._word.at, "expression.deep")
        parts = [self._both()]
        while self._takes("keyword", "or"):
            parts.append(self._both())
        self._depth -= 1
        return parts[0] if len(parts) == 1 else Call("or", tuple(parts))

    def _both(self) -> Node:
        parts = [self._negated()]
        while self._takes("keyword", "and"):
            parts.append(self._negated())
        return parts[0] if len(parts) == 1 else Call("and", tuple(parts))

    def _negated(self) -> Node:
        count = 0
        while self._takes("keyword", "not"):
            count += 1
        node = self._comparison()
        return Call("not", (node,)) if count % 2 else Call("not", (Call("not", (node,)),)) if count else node

    def _comparison(self) -> Node:
        left = self._sum()
        if self._word.kind == "sign" and self._word.text in _COMPARE:
            what = _COMPARE[self._next().text]
            return Call(what, (left, self._sum()))
        if self._takes("keyword", "is"):
            negated = self._takes("keyword", "not")
            self.expect("keyword", "null")
            return _maybe_not(Call("null", (left,)), negated)
        negated = self._takes("keyword", "not")
        if self._takes("keyword", "in"):
            return _maybe_not(Call("in", (left, *self._list())), negated)
        for what in ("like", "ilike"):
            if self._takes("keyword", what):
                return _maybe_not(Call(what, (left, self._sum())), negated)
        if self._takes("keyword", "between"):
            low = self._sum()
            self.expect("keyword", "and")
            return _maybe_not(Call("between", (left, low, self._sum())), negated)
        if negated:
            raise self._wrong("in, like or between")
        return left

    def _list(self) -> list[Node]:
        self.expect("sign", "(")
        found = [self.either()]
        while self._takes("sign", ","):
            found.append(self.either())
        self.expect("sign", ")")
        return found

    def _sum(self) -> Node:
        node = self._product()
        while self._word.kind == "sign" and self._word.text in "+-":
            what = self._next().text
            node = Call(what, (node, self._product()))
        return node

    def _product(self) -> Node:
        node = self._signed()
        while self._word.kind == "sign" and self._word.text in ("*", "/", "%"):
            what = self._next().text
            node = Call(what, (node, self._signed()))
        return node

    def _signed(self) -> Node:
        count = 0
        while self._word.kind == "sign" and self._word.text in "+-":
            count += self._next().text == "-"
        node = self._atom()
        return Call("neg", (node,)) if count % 2 else node

    def _atom(self) -> Node:
        word = self._word
        if self._takes("sign", "("):
            node = self.either()
            self.expect("sign", ")")
            return node
        if word.kind == "number":
            return Literal(float(self._next().text))
        if word.kind == "text":
            return Literal(self._next().text)
        if word.kind == "keyword" and word.text in ("true", "false", "null"):
            self._next()
            return Literal({"true": True, "false": False, "null": None}[word.text])
        if word.kind != "name":
            raise self._wrong("a number, a text or a name")
        self._next()
        return self._call(word) if self._word.text == "(" and self._word.kind == "sign" else Name(word.text)

    def _call(self, name: Word) -> Node:
        what = name.text.lower()
        if what not in FUNCTIONS:
            raise ExpressionError(name.at, "expression.function", text=name.text, known=", ".join(FUNCTIONS))
        parts = self._list()
        if FUNCTIONS[what] and len(parts) != FUNCTIONS[what]:
            raise ExpressionError(name.at, "expression.arguments", text=what, count=FUNCTIONS[what])
        return Call(what, tuple(parts))


def _maybe_not(node: Node, negated: bool) -> Node:
    return Call("not", (node,)) if negated else node
