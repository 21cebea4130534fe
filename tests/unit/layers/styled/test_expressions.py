"""The language of filters: what it gives agrees with a plain reading of each row, and every error names its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.styled.columns import Column, Numbers
from layers.styled.expression import ExpressionError, compiled, matching, names, numbers
from layers.styled.expression.like import fits_pattern


class Rows:
    """A table by hand."""

    def __init__(self, count: int, **columns: Sequence[Any]) -> None:
        self._count, self._columns = count, columns

    def __len__(self) -> int:
        return self._count

    def column(self, name: str) -> Column:
        return Column(self._columns.get(name, [None] * self._count))


PIPES = Rows(4, 直径=[300, "500", None, 800], 状态=["停用", "在用", "在用", None], name=["一号泵站", "b", "泵房", "x"],
             oneway=[True, False, None, True])


@pytest.mark.parametrize(("text", "rows"), [
    ("", [0, 1, 2, 3]),
    ("直径 >= 500", [1, 3]),
    ("not 直径 >= 500", [0]),
    ("直径 >= 300 and not (状态 = '停用')", [1]),
    ("状态 != '停用'", [1, 2]),
    ("直径 is null or 直径 > 700", [2, 3]),
    ("状态 is not null", [0, 1, 2]),
    ("name like '%泵%'", [0, 2]),
    ("name not like '%泵%'", [1, 3]),
    ("name like '_'", [1, 3]),
    ("name ilike 'B'", [1]),
    ("状态 in ('停用', '废弃')", [0]),
    ("直径 not in (300, 800)", [1]),
    ("直径 between 400 and 800", [1, 3]),
    ("直径 * 2 - 100 = 500", [0]),
    ("oneway", [0, 3]),
    ("oneway = false", [1]),
    ("coalesce(状态, '不明') = '不明'", [3]),
    ("length(name) = 1", [1, 3]),
    ("upper(name) = 'B' or lower(name) = 'X'", [1]),
    ("（直径＞＝５００）", [1, 3]),
    ("状态 ＝ ‘在用’", [1, 2]),
    ('"name" = \'b\'', [1]),
    ("missing = 1", []),
    ("missing is null", [0, 1, 2, 3]),
    ("直径 / 0 > 1", []),
    ("状态 > 5", []),
    ("-直径 < -600", [3]),
    ("not not 直径 = 300", [0]),
])
def test_rows_that_pass(text: str, rows: list[int]) -> None:
    assert np.flatnonzero(matching(text, PIPES)).tolist() == rows


@pytest.mark.parametrize(("text", "at", "key"), [
    ("直径 >=", 5, "expression.end"),
    ("直径 # 3", 3, "expression.character"),
    ("name = 'abc", 7, "expression.text_open"),
    ("a = 1 b", 6, "expression.unexpected"),
    ("a not 3", 6, "expression.unexpected"),
    ("__import__('os')", 0, "expression.function"),
    ("abs(1, 2)", 0, "expression.arguments"),
    ("(" * 60 + "1" + ")" * 60, 40, "expression.deep"),
    ("a" * 5000, 4000, "expression.long"),
    ("a.__class__ = )", 14, "expression.unexpected"),
])
def test_errors_name_their_place(text: str, at: int, key: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compiled(text)
    assert (caught.value.at, caught.value.key) == (at, key)
    assert f"at character {at + 1}" in str(caught.value)


def test_the_properties_that_are_asked_for() -> None:
    assert names(compiled("a > 1 and (b = c or lower(名称) in ('x')) and 5 = 5")) == {"a", "b", "c", "名称"}


def test_numbers_of_an_expression() -> None:
    assert numbers("直径 / 100", PIPES).tolist()[:2] == [3.0, 5.0]
    assert np.isnan(numbers("name", PIPES)).all()


NAMES = ("a", "b", "高程")
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["", "x", "泵站", "3", "-1"]),
                   st.floats(-4, 4).map(lambda value: round(value, 1)))
LITERALS = st.one_of(st.integers(-4, 4).map(str), st.sampled_from(["'x'", "'泵站'", "'3'", "null", "true"]))
SIDES = st.one_of(st.sampled_from(NAMES), LITERALS)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    both = st.tuples(inner, st.sampled_from(["and", "or"]), inner)
    return st.one_of(both.map(lambda it: f"({it[0]} {it[1]} {it[2]})"), inner.map(lambda text: f"not ({text})"))


CONDITIONS = st.recursive(st.one_of(
    st.tuples(SIDES, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), SIDES).map(" ".join),
    st.sampled_from(NAMES).map(lambda name: f"{name} is null"),
    st.tuples(st.sampled_from(NAMES), LITERALS, LITERALS).map(lambda it: f"{it[0]} in ({it[1]}, {it[2]})")), joined,
    max_leaves=6)


@given(CONDITIONS, st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=6))
def test_known_is_true_or_false_and_never_both(text: str, rows: list[tuple[Any, ...]]) -> None:
    table = Rows(len(rows), **{name: [row[at] for row in rows] for at, name in enumerate(NAMES)})
    yes, no = matching(text, table), matching(f"not ({text})", table)
    assert not (yes & no).any()
    assert (matching(f"({text}) or not ({text})", table) == (yes | no)).all()
    for at, row in enumerate(rows):  # a row alone gives what it gives among others
        alone = Rows(1, **{name: [value] for name, value in zip(NAMES, row, strict=True)})
        assert matching(text, alone)[0] == yes[at]


@given(st.text(max_size=60))
def test_any_text_parses_or_says_where_it_does_not(text: str) -> None:
    try:
        compiled(text)
    except ExpressionError as error:
        assert 0 <= error.at <= len(text)


@given(st.text("ab泵", max_size=8), st.text("ab泵%_", max_size=6))
def test_patterns_agree_with_a_plain_search(text: str, pattern: str) -> None:
    def plain(text: str, pattern: str) -> bool:
        if not pattern:
            return not text
        if pattern[0] == "%":
            return any(plain(text[at:], pattern[1:]) for at in range(len(text) + 1))
        return bool(text) and pattern[0] in ("_", text[0]) and plain(text[1:], pattern[1:])

    assert fits_pattern(text, pattern) == plain(text, pattern)


def test_numbers_as_texts_are_written_plainly() -> None:
    column = Numbers(np.array([3.0, 2.5, np.nan, np.inf]))
    assert column.text.tolist() == ["3", "2.5", "", ""] and column.null.tolist() == [False, False, True, True]
