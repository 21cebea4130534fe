"""A mask never uncovers what it hid: masks of cameras that are moved belong to a place, everywhere else all is covered."""

from __future__ import annotations

from datetime import UTC

import numpy as np
import pytest

from command_center.config_masks import VideoMask
from command_center.domain.cameras import Camera
from command_center.domain.commands import PlaceMask, Rejection
from command_center.domain.events import CameraSeen, Event, MaskPlaced, PtzMoved
from command_center.domain.masks import LIFT_US, Outline, rectangle
from command_center.domain.time import MINUTE, SECOND
from command_center.journal.base import Entry
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.snapshot import Snapshot
from video.evidence.gather import parts_of
from video.evidence.watermark import Label
from video.masks import GREY, WHOLE, Sight, outlines

LEFT, RIGHT = rectangle(0.0, 0.0, 0.3, 1.0), rectangle(0.7, 0.0, 1.0, 1.0)
PTZ = {"ptz": "1"}


class Story:
    """A camera, and what happens to it, second by second."""

    def __init__(self, properties: dict[str, str] | None = None) -> None:
        self._events: list[Event] = [CameraSeen(at_utc=SECOND, camera="c", name="C", properties=PTZ if properties is None else properties)]

    def moves(self, second: float, kind: str, **more: object) -> Story:
        self._events.append(PtzMoved(at_utc=round(second * SECOND), camera="c", kind=kind, actor="a", desk="d", **more))  # type: ignore[arg-type]
        return self

    def mask(self, second: float, outline: Outline = LEFT, **more: object) -> Story:
        self._events.append(MaskPlaced(at_utc=round(second * SECOND), camera="c", mask=f"m{second}", outline=outline, **more))  # type: ignore[arg-type]
        return self

    @property
    def snapshot(self) -> Snapshot:
        fold = Fold()
        fold.apply([Entry(number, event) for number, event in enumerate(self._events, 1)])
        return fold.take()[0]

    def covered(self, second: float, *configured: VideoMask) -> tuple[Outline, ...]:
        shown = self.snapshot
        return outlines("c", configured, shown.masks, sight=Sight.of(shown.cameras["c"], shown.ptz.get("c")), at_utc=round(second * SECOND))


def test_a_fixed_camera_is_as_before() -> None:
    story = Story({}).mask(10)
    assert story.covered(5) == story.covered(500) == (LEFT,)
    assert Story().covered(5) == (), "a camera without masks shows all, wherever it looks"


def test_while_nobody_moves_it_the_mask_covers_and_then_all_is_covered() -> None:
    story = Story().mask(10)
    assert story.covered(20) == (LEFT,)
    story.moves(30, "move", pan=0.5)
    assert story.covered(20) == (LEFT,) and story.covered(29) == WHOLE, "a picture may be later than it says"
    assert story.covered(31) == WHOLE
    story.moves(32, "stop")
    assert story.covered(600) == WHOLE, "it stands, but where it stands nobody drew a mask"


def test_masks_of_a_preset_come_back_with_it() -> None:
    story = Story().moves(10, "preset", preset="1").mask(30).moves(60, "preset", preset="2").mask(90, RIGHT)
    assert story.covered(40) == (LEFT,) and story.covered(61) == WHOLE and story.covered(100) == (RIGHT,)
    story.moves(120, "preset", preset="1")
    assert story.covered(125) == WHOLE and story.covered(140) == (LEFT,)
    story.moves(150, "focus", speed=0.5).moves(151, "stop")
    assert story.covered(160) == (LEFT,)
    story.moves(170, "move", tilt=1.0).moves(171, "stop").moves(200, "preset_set", preset="1").moves(210, "preset", preset="1")
    assert story.covered(300) == WHOLE, "the preset is another picture now"


def test_a_picture_is_shown_for_a_while_or_where_nothing_has_to_be_hidden() -> None:
    story = Story().mask(5).moves(10, "move", pan=1.0).moves(11, "stop").mask(30, (), until_utc=round(90 * SECOND), reason="r")
    assert story.covered(60) == () and story.covered(95) == WHOLE and story.covered(20) == WHOLE
    story.moves(70, "move", pan=1.0).moves(71, "stop")
    assert story.covered(80) == WHOLE, "over with the next movement"
    story.moves(100, "preset", preset="3").mask(120, (), reason="r").moves(200, "move", pan=1.0).moves(201, "stop")
    assert story.covered(210) == WHOLE
    assert story.moves(220, "preset", preset="3").covered(240) == ()


def test_masks_of_the_file() -> None:
    plain, third = (VideoMask(camera="c", box=(0.0, 0.0, 0.3, 1.0), preset=preset) for preset in ("", "3"))
    story = Story()
    assert story.covered(5, plain) == (LEFT,) and story.covered(5, third) == WHOLE
    story.moves(10, "preset", preset="3")
    assert story.covered(30, third) == (LEFT,) and story.covered(30, plain) == WHOLE
    assert story.moves(40, "home").covered(60, plain) == (LEFT,)


@pytest.mark.parametrize(("command", "said"), [
    (PlaceMask(camera="c", outline=LEFT), "refusal.mask_moving"), (PlaceMask(camera="c"), "refusal.mask_moving")])
def test_nothing_is_drawn_while_it_moves(command: PlaceMask, said: str) -> None:
    moving = Story().moves(10, "move", pan=1.0).snapshot
    decided = decide(moving, command, 11 * SECOND)
    assert isinstance(decided, Rejection) and decided.key == said


def test_uncovering_needs_a_reason_and_ends() -> None:
    shown = Story().mask(5).moves(10, "move", pan=1.0).moves(11, "stop").snapshot
    for command, key in ((PlaceMask(camera="c"), "refusal.reason_empty"), (PlaceMask(camera="c", reason="x", lasting=True), "refusal.mask_nowhere")):
        decided = decide(shown, command, MINUTE)
        assert isinstance(decided, Rejection) and decided.key == key
    (event,) = decide(shown, PlaceMask(camera="c", reason=" look ", actor="a"), MINUTE)  # type: ignore[misc]
    assert isinstance(event, MaskPlaced) and (event.until_utc, event.reason, event.outline) == (MINUTE + LIFT_US, "look", ())
    there = Story().mask(5).moves(10, "preset", preset="1").snapshot
    (event,) = decide(there, PlaceMask(camera="c", reason="x", lasting=True), MINUTE)  # type: ignore[misc]
    assert isinstance(event, MaskPlaced) and event.until_utc == 0


def test_the_watermarked_copy_is_covered_picture_by_picture() -> None:
    story = (Story().moves(10, "preset", preset="1").mask(30).moves(60, "move", pan=1.0).moves(61, "stop")
             .mask(70, (), until_utc=999 * SECOND, reason="for a while"))
    (part,) = parts_of(story.snapshot, ["c"], 40 * SECOND, 100 * SECOND)
    label = Label("C", "", UTC, part.covered)
    left, right = (10, 5), (10, 60)

    def seen(second: float) -> tuple[bool, bool]:
        picture = label.on(np.full((200, 64, 3), 200, np.uint8), round(second * SECOND))
        return tuple(bool((picture[100, x] == GREY).all()) for _, x in (left, right))  # type: ignore[return-value]

    assert seen(45) == (True, False) and seen(59) == (True, True) and seen(80) == (True, True), "what leaves the house is not for a while"
    camera = Camera(camera="c", name="C", properties=PTZ)
    assert not Sight.of(camera, None).places.changes and Sight.of(camera, None).steerable
