"""JSON that breaks off keeps its whole records."""

from __future__ import annotations

import json
from typing import Any

import pytest

from command_center.connectors.truncated import load_whole_records

PAGE = {"value": [{"@iot.id": n, "name": f"a ] b }} {n}", "location": {"coordinates": [n, [n]]}} for n in range(5)]}


class Sink:
    """Counts what is bad."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def bad(self, reason: str, raw: bytes = b"") -> None:
        self.reasons.append(reason)


@pytest.mark.parametrize("document", [PAGE, PAGE["value"], {"data": {"stations": PAGE["value"]}}])
def test_every_cut_keeps_exactly_the_whole_records(document: Any) -> None:
    data = json.dumps(document).encode()
    seen = set()
    for end in range(len(data) - 1, 0, -7):
        sink: Any = Sink()
        try:
            value = load_whole_records(data[:end], sink)
        except ValueError:
            continue
        while isinstance(value, dict):
            value = next(iter(value.values()))
        assert value == PAGE["value"][: len(value)]
        assert len(sink.reasons) == 1 and sink.reasons[0].startswith("truncated")
        seen.add(len(value))
    assert seen >= {1, 2, 3, 4}


@pytest.mark.parametrize("data", [b"", b"[", b"{", b'{"a": 1', b"<html>", b"[1, 2", b"]]", b'[{"a" 1}, {"b": 2}'])
def test_nothing_whole_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        load_whole_records(data, Sink())  # type: ignore[arg-type]
