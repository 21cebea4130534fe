"""Which cameras stay open behind those that are shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from command_center.domain.cameras import Camera, Segment
from command_center.domain.time import SECOND
from video.pool import DecodePool
from video.views import Playing
from widgets.video.feeds import Feeds

NOBODY = "http://127.0.0.1:9/{}"


@pytest.fixture
def feeds(qtbot: object) -> Iterator[Feeds]:
    pool = DecodePool(processes=1)
    made = Feeds(pool, None)
    yield made
    made.clear()
    pool.close()


def camera(number: int, url: str = NOBODY) -> Camera:
    return Camera(camera=f"c{number}", name=f"{number}", main_url=url.format(number) if url else "")


def show(feeds: Feeds, *numbers: int, url: str = NOBODY) -> None:
    feeds.show({f"c{number}": (camera(number, url), 160, 90) for number in numbers})


def test_pages_of_any_size_follow_each_other(feeds: Feeds) -> None:
    show(feeds, *range(6))
    show(feeds, *range(3, 20))
    show(feeds, 5)  # more are put aside at once than are kept
    assert set(feeds.views) >= {"c5"} and not feeds.views["c5"].hidden and len(feeds.views) == 9
    show(feeds, *range(30, 46))
    show(feeds, 0, 1)
    show(feeds, *range(16))
    assert {name for name, view in feeds.views.items() if not view.hidden} == {f"c{number}" for number in range(16)}
    assert len(feeds.views) <= 16 + 8


def test_a_camera_that_lost_its_address_while_aside_is_forgotten(feeds: Feeds) -> None:
    show(feeds, 1)
    show(feeds, 2)
    show(feeds, 1, url="")
    assert "c1" not in feeds.views
    show(feeds, *range(10, 30))
    show(feeds, 3)
    assert not feeds.views["c3"].hidden


class Standing(NamedTuple):
    """A replay's clock that stands."""

    at_utc: int
    speed: float = 0.0

    def now_utc(self) -> int:
        return self.at_utc


def test_dragged_forward_the_pictures_do_not_wait_for_the_state_of_then(tmp_path: Path, qtbot: object) -> None:
    pool = DecodePool(processes=1)
    feeds = Feeds(pool, tmp_path)
    try:
        first, second = (Segment(at * 60 * SECOND, (at + 1) * 60 * SECOND, f"{at}.mp4") for at in (10, 11))
        feeds.set_replay(False)
        feeds.follow(Standing(12 * 60 * SECOND), {"c1": (first, second)})
        feeds.set_replay(True)
        show(feeds, 1)
        then = {"c1": (first,)}  # what was recorded by then
        feeds.follow(Standing(first.from_utc), then)
        assert feeds.views["c1"].playing == Playing((first,), first.from_utc, 0.0, feeds.views["c1"].playing.monotonic_ns)
        feeds.follow(Standing(second.from_utc + SECOND), then)
        assert feeds.views["c1"].playing.segments[-1] == second
        feeds.follow(Standing(second.from_utc + SECOND + 40_000), then)
        assert feeds.views["c1"].playing.at_utc == second.from_utc + SECOND + 40_000, "one picture on, told at once"
    finally:
        feeds.clear()
        pool.close()
