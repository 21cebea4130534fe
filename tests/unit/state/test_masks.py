"""Privacy masks through commands, events and the state."""

from __future__ import annotations

from command_center.domain.cameras import Camera
from command_center.domain.commands import PlaceMask, Rejection, RemoveMask
from command_center.domain.events import MaskPlaced, MaskRemoved
from command_center.domain.masks import rectangle
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.snapshot import Snapshot

HALF = rectangle(0, 0, 0.5, 1)
KNOWN = Snapshot(cameras={"c/1": Camera(camera="c/1", name="one")})


def _state(*events) -> Snapshot:
    fold = Fold()
    fold.apply(list(enumerate(events, 1)))
    return fold.take()[0]


def test_a_mask_comes_and_goes() -> None:
    placed = decide(KNOWN, PlaceMask(camera="c/1", outline=HALF, mask="m1", actor="officer", desk="01"), 10)
    assert [type(event) for event in placed] == [MaskPlaced] and placed[0].stream == "mask:m1"
    state = _state(*placed)
    assert state.masks["m1"].outline == HALF and state.masks["m1"].actor == "officer"
    removed = decide(state, RemoveMask(mask="m1", actor="officer"), 20)
    assert [type(event) for event in removed] == [MaskRemoved]
    assert dict(_state(*placed, *removed).masks) == {}


def test_what_is_refused() -> None:
    for command, key in (
            (PlaceMask(camera="c/9", outline=HALF), "refusal.camera_unknown"),
            (PlaceMask(camera="c/1", outline=((0, 0), (1, 1))), "refusal.mask_invalid"),
            (RemoveMask(mask="m9"), "refusal.mask_unknown")):
        refused = decide(KNOWN, command, 10)
        assert isinstance(refused, Rejection) and refused.key == key


def test_an_outline_that_covers_nothing_is_ignored() -> None:
    assert not _state(MaskPlaced(at_utc=1, camera="c/1", mask="m", outline=())).masks
