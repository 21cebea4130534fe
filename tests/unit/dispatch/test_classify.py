"""Codes of reports and our incident types."""

from __future__ import annotations

import pytest

from command_center.dispatch.classify import type_of
from command_center.packs import load_packs

PACKS = load_packs(["drainage", "weather", "traffic", "platform"])


@pytest.mark.parametrize("scheme, code, title, key", [
    ("incident_type", "congestion", "", "congestion"),
    ("incident_type", "nonsense", "", None),
    ("CN letter", "12H", "", "traffic_accident"),
    ("CN letter", "12H03", "", "traffic_accident"),
    ("another list", "12H", "", None),
    ("", "", "火灾", "fire"),
    ("", "", "Fire alarm", "fire_alarm"),
    ("", "", "", None)])
def test_scheme_and_code_belong_together(scheme, code, title, key):
    kind = type_of(PACKS, scheme, code, title)
    assert (kind.key if kind else None) == key
