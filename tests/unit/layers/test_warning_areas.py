"""Areas of warnings: drawn anew when something else is in force, not when a second has passed."""

from __future__ import annotations

from command_center.domain.events.warnings import WarningArea
from command_center.domain.time import DAY, HOUR, SECOND
from command_center.domain.warnings import Warning
from command_center.state.snapshot import Snapshot
from layers.base import View
from layers.warnings import WarningLayer

NOW = 100 * DAY


def warning(identity: str, level: int, expires: int = NOW + HOUR, east: float = 0.0) -> Warning:
    ring = ((115.0 + east, 30.0), (115.1 + east, 30.0), (115.1 + east, 30.1), (115.0 + east, 30.0))
    return Warning(identifier=identity, received_utc=NOW - HOUR, sent_utc=NOW - HOUR, expires_utc=expires, level=level,
                   status="Actual", areas=(WarningArea(text="", polygons=(ring,)),))


def drawn(layer: WarningLayer, now: int, *warnings: Warning, metres: float = 10.0):
    snapshot = Snapshot(warnings={one.identifier: one for one in warnings})
    return layer.draw(snapshot, View(now_utc=now, metres_per_pixel=metres))


def test_the_same_in_force_is_the_same_drawing_a_second_later() -> None:
    layer, one = WarningLayer(), warning("a", 2)
    first = drawn(layer, NOW, one)
    assert list(first.areas.ids) == ["a"]
    assert drawn(layer, NOW + SECOND, one) is first


def test_what_is_issued_revised_or_has_expired_is_drawn() -> None:
    layer, one, two = WarningLayer(), warning("a", 2), warning("b", 3, NOW + SECOND, 0.2)
    drawn(layer, NOW, one)
    assert set(drawn(layer, NOW, one, two).areas.ids) == {"a", "b"}
    assert list(drawn(layer, NOW + 2 * SECOND, one, two).areas.ids) == ["a"]
    graver = drawn(layer, NOW + 2 * SECOND, warning("a", 1))
    assert [style % 5 for style in graver.areas.style.tolist()] == [1]
    assert not len(drawn(layer, NOW + 2 * HOUR, one).areas.ids)


def test_another_scale_may_draw_other_styles() -> None:
    layer, one = WarningLayer(), warning("a", 2)
    far = drawn(layer, NOW, one, metres=400.0)
    assert drawn(layer, NOW, one, metres=1.0).areas.style.tolist() != far.areas.style.tolist()
