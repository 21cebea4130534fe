"""The load governor: who steps down when, and back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from video.governor import KEYS, MAIN, PAUSED, STEPS, SUB, Governor, Tile, Use
from video.load import ProcessorLoad

COST = {MAIN: 0.08, SUB: 0.016, KEYS: 0.004, PAUSED: 0.002}  # cores a tile, as measured


class Machine:
    """A processor of so many cores that decodes what it is told to; the rest of the desk takes `other` cores."""

    def __init__(self, cores: float = 2.0, other: float = 0.2) -> None:
        self.cores, self.other, self.now = cores, other, 0.0
        self.governor = Governor()
        self.changes: list[tuple[float, int]] = []

    @property
    def use(self) -> Use:
        ours = sum(COST[step] for step in self.governor.steps().values())
        free = max(0.0, self.cores - self.other)
        return Use(min(1.0, (self.other + ours) / self.cores), min(ours, free) / self.cores)

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.now += 1
            if self.governor.measure(self.use, self.now):
                self.changes.append((self.now, self.governor.depth))

    @property
    def steps(self) -> Counter[str]:
        return Counter(self.governor.steps().values())


def test_an_idle_machine_shows_everything() -> None:
    machine = Machine()
    machine.governor.know(Tile(n, SUB) for n in range(36))
    machine.run(120)
    assert machine.steps == {SUB: 36} and not machine.changes and machine.governor.reduced == 0


def test_36_times_1080p_come_down_until_the_machine_has_room_and_stay() -> None:
    machine = Machine()
    machine.governor.know(Tile(n, MAIN, needed=n in (3, 20)) for n in range(36))
    assert machine.use.total == 1.0
    machine.run(5)
    assert machine.steps[SUB] == 18, "half of them at first, after some seconds"
    machine.run(15)
    assert machine.use.total < 0.85 and machine.governor.steps()[3] == machine.governor.steps()[20] == MAIN
    settled = len(machine.changes)
    machine.run(3600)
    assert len(machine.changes) - settled < 40, "who relapses waits longer and longer"
    assert machine.steps[PAUSED] == 0


def test_every_tile_one_step_before_any_two_and_the_needed_ones_last() -> None:
    governor = Governor()
    governor.know([Tile(n, MAIN if n % 2 else SUB, has_sub=n != 5, needed=n == 1) for n in range(8)])
    seen = []
    now = 0.0
    for _ in range(200):
        now += 1
        if governor.measure(Use(1.0, 0.8), now):
            seen.append(dict(governor.steps()))
    assert seen[-1] == dict.fromkeys(range(8), PAUSED)
    for steps in seen:
        others = [STEPS.index(step) for key, step in steps.items() if key not in (1, 5)]
        full = [STEPS.index(MAIN if n % 2 else SUB) for n in range(8) if n not in (1, 5)]
        moved = [now - before for now, before in zip(others, full, strict=True)]
        assert max(others) - min(others) <= 1 or max(moved) <= 1
        if steps[1] != MAIN:
            assert all(step == PAUSED for key, step in steps.items() if key != 1)


def test_others_load_is_none_of_ours() -> None:
    governor = Governor()
    governor.know([Tile(n) for n in range(4)])
    assert not any(governor.measure(Use(1.0, 0.05), float(second)) for second in range(60))


def test_where_stepping_down_does_not_help_it_is_taken_back() -> None:
    """Somebody else takes all there is, and the niced decode processes get the rest."""
    governor = Governor()
    governor.know([Tile(n, MAIN) for n in range(36)])
    now = 0.0
    for _ in range(40):
        now += 1
        governor.measure(Use(1.0, 0.5), now)
    assert governor.depth and PAUSED in governor.steps().values()
    for _ in range(600):
        now += 1
        governor.measure(Use(1.0, 0.1), now)
    assert governor.depth == 0


def test_key_frames_alone_are_paused_only_if_that_helps() -> None:
    governor = Governor()
    governor.know([Tile(n) for n in range(36)])
    for second in range(300):
        governor.measure(Use(1.0, 0.3), float(second))
    assert set(governor.steps().values()) == {KEYS}


def test_a_short_peak_changes_nothing() -> None:
    governor = Governor()
    governor.know([Tile(n) for n in range(4)])
    for second in range(60):
        assert not governor.measure(Use(1.0 if second % 5 < 3 else 0.5, 0.4), float(second))


def test_between_the_limits_nothing_moves_and_under_them_it_comes_back() -> None:
    machine = Machine(other=0.2)
    machine.governor.know(Tile(n, MAIN) for n in range(36))
    machine.run(60)
    depth = machine.governor.depth
    assert depth
    for second in range(100, 200):
        assert not machine.governor.measure(Use(0.75, 0.5), float(second))
    for second in range(200, 400):
        machine.governor.measure(Use(0.3, 0.2), float(second))
    assert machine.governor.depth == 0


def test_fewer_tiles_are_not_punished_for_what_many_cost() -> None:
    governor = Governor()
    governor.know([Tile(n, MAIN) for n in range(36)])
    for second in range(12):
        governor.measure(Use(1.0, 0.9), float(second))
    assert 0 < governor.depth <= 72
    share = governor.depth / 108
    governor.know([Tile(n, MAIN) for n in range(4)])
    assert governor.depth <= share * 12
    governor.know([])
    assert governor.depth == 0 and governor.steps() == {} and governor.reduced == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([MAIN, SUB]), st.booleans(), st.booleans()), max_size=40),
       st.lists(st.floats(0, 1), min_size=1, max_size=80))
def test_whatever_happens_steps_are_of_the_tiles_and_never_above_what_they_want(tiles, loads) -> None:
    governor = Governor()
    governor.know(Tile(n, *each) for n, each in enumerate(tiles))
    for second, load in enumerate(loads):
        governor.measure(Use(load, load), float(second))
        steps = governor.steps()
        assert set(steps) == set(range(len(tiles)))
        for n, (step, has_sub, _) in enumerate(tiles):
            assert STEPS.index(steps[n]) >= STEPS.index(step)
            assert steps[n] != SUB or step == SUB or has_sub
        assert 0 <= governor.reduced <= len(tiles)


def _write(proc: Path, busy: int, idle: int, spent: dict[int, int]) -> None:
    (proc / "stat").write_text(f"cpu  {busy} 0 0 {idle} 0 0 0 0 0 0\ncpu0 1 2 3\n")
    for pid, ticks in spent.items():
        (proc / str(pid)).mkdir(exist_ok=True)
        (proc / str(pid) / "stat").write_text(f"{pid} (python (x) y) S 1 1 1 0 -1 0 0 0 0 0 {ticks} 0 0 0 39 19 1 0\n")


def test_the_processor_is_read(tmp_path: Path) -> None:
    load = ProcessorLoad(tmp_path)
    assert load.use([7]) is None
    _write(tmp_path, 1000, 1000, {7: 50, 8: 10})
    assert load.use([7, 8]) is None
    _write(tmp_path, 1150, 1050, {7: 110, 8: 30})
    assert load.use([7, 8, 9]) == Use(0.75, 0.4)
    (tmp_path / "stat").write_text("rubbish")
    assert load.use([7]) is None


@pytest.mark.skipif(not Path("/proc/stat").exists(), reason="no /proc")
def test_this_machine_tells() -> None:
    import os
    import time

    load, own = ProcessorLoad(), [os.getpid()]
    load.use(own)
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        pass
    use = load.use(own)
    assert use is not None and 0 < use.ours <= 1.0 and 0 < use.total <= 1.0
