"""Which cameras stay open behind those that are shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from command_center.domain.cameras import Camera
from video.pool import DecodePool
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
