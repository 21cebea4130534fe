"""Search by name."""

from __future__ import annotations

import synthetic_city as city

from layers.search import search


def kinds(text: str, language: str = "zh_CN") -> list[tuple[str, str]]:
    return [(result.kind, result.id) for result in search(city.snapshot(), text, language)]


def test_finds_each_kind_in_both_languages() -> None:
    assert ("incident", "i1") in kinds("下穿隧道")
    assert ("unit", "u/0") in kinds("f0")
    assert ("camera", "c/2") in kinds("东港一路口 2")
    assert ("feature", "hospitals/hospitals1") in kinds("hospital 1", "en")
    assert ("vehicle", "bus/7") in kinds("7 路")


def test_a_street_of_many_pieces_is_one_find() -> None:
    assert len([kind for kind, _ in kinds("经3路") if kind == "feature"]) == 1


def test_exact_names_come_first_and_have_a_place() -> None:
    found = search(city.snapshot(), "人民公园")
    assert found[0].id == "parks/p"
    assert abs(found[0].lon - 115.036) < 1e-6


def test_nothing_for_nothing() -> None:
    assert search(city.snapshot(), "  ") == [] and search(city.snapshot(), "zzzz") == []
