"""No sequence of commands, however it meets conflicts, confirmations, failures and what units say, breaks an
invariant."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st
from worlds import tries

from command_center.domain.commands import (
    AcknowledgeAlarm,
    CancelOrder,
    ChangeDrawing,
    CloseIncident,
    DismissReport,
    NoteIncident,
    OpenIncident,
    OrderUnit,
    PlaceDrawing,
    RegradeIncident,
    Rejection,
    ReleaseUnit,
    RemoveDrawing,
    ShelveAlarm,
    UnshelveAlarm,
)
from command_center.domain.events import (
    AlarmRaised,
    AlarmReturned,
    OrderConfirmed,
    OrderFailed,
    OrderUnresolved,
    ReportReceived,
    UnitStatusChanged,
)
from command_center.domain.units import UNIT_STATES
from command_center.journal.base import Conflict
from command_center.journal.memory import MemoryJournal
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.invariants import check
from command_center.state.snapshot import EMPTY

PICK = st.integers(0, 2)


def name(letter: str) -> st.SearchStrategy[str]:
    return PICK.map(lambda n: f"{letter}{n}")


SHAPE = st.sampled_from([struct.pack("<BIdd", 1, 1, 115.0, 30.0), struct.pack("<BIdd", 1, 1, 115.5, 30.5),
                         struct.pack("<BIdd", 1, 1, 999.0, 30.0), struct.pack("<BIIdddd", 1, 2, 2, 1, 1, 2, 2), b"rubbish"])
VERSION = st.integers(0, 4)
ORDER = st.integers(0, 5).map(lambda n: f"o{n}")
COMMAND = st.one_of(
    st.builds(OpenIncident, incident=name("i"), title=st.sampled_from(["", "fire"]), grade=st.integers(0, 5),
              lon=st.sampled_from([115.0, 999.0]), lat=st.just(30.0), alarm=st.just("") | name("a"),
              report=st.just("") | name("r")),
    st.builds(OrderUnit, incident=name("i"), unit=name("u"), order=ORDER),
    st.builds(OrderUnit, incident=name("i"), unit=name("u"), order=ORDER),
    st.builds(CancelOrder, incident=name("i"), order=ORDER), st.builds(ReleaseUnit, incident=name("i"), order=ORDER),
    st.builds(RegradeIncident, incident=name("i"), grade=st.integers(0, 5)),
    st.builds(NoteIncident, incident=name("i"), text=st.sampled_from(["", "x"])),
    st.builds(CloseIncident, incident=name("i"), reason=st.sampled_from(["resolved", "tired"])),
    st.builds(AcknowledgeAlarm, alarm=name("a")),
    st.builds(ShelveAlarm, alarm=name("a"), until_utc=st.integers(0, 99), reason=st.sampled_from(["", "x"])),
    st.builds(UnshelveAlarm, alarm=name("a")), st.builds(DismissReport, report=name("r")),
    st.builds(PlaceDrawing, drawing=name("d"), kind=st.sampled_from(["point", "line"]), geometry=SHAPE, ver=VERSION),
    st.builds(ChangeDrawing, drawing=name("d"), geometry=SHAPE, ver=VERSION, title=st.sampled_from(["", "x"]),
              incident=st.just("") | name("i")),
    st.builds(RemoveDrawing, drawing=name("d"), ver=VERSION))
NEWS = st.one_of(
    st.builds(UnitStatusChanged, at_utc=st.integers(1, 90), unit=name("u"), status=st.sampled_from(UNIT_STATES),
              order=st.just("") | ORDER),
    st.builds(OrderConfirmed, at_utc=st.integers(1, 90), incident=name("i"), order=ORDER, unit=name("u")),
    st.builds(OrderFailed, at_utc=st.integers(1, 90), incident=name("i"), order=ORDER, unit=name("u"),
              reason=st.just("refused")),
    st.builds(OrderUnresolved, at_utc=st.integers(1, 90), incident=name("i"), order=ORDER, unit=name("u")),
    st.builds(AlarmRaised, at_utc=st.integers(1, 90), alarm=name("a"), rule=st.just("r"), subject=st.just("s"),
              level=st.integers(1, 4)),
    st.builds(AlarmReturned, at_utc=st.integers(1, 90), alarm=name("a")),
    st.builds(ReportReceived, at_utc=st.integers(1, 90), report=name("r")))
# Each step is a command decided on the newest snapshot or on one that is so many takes old, or news of a source.
STEPS = st.lists(st.tuples(COMMAND, st.integers(0, 3)) | NEWS, max_size=50)


@tries(120)
@given(STEPS)
def test_no_sequence_of_commands_breaks_an_invariant(steps):
    journal, fold, snapshots = MemoryJournal(), Fold(), [EMPTY]
    journal.append([UnitStatusChanged(at_utc=1, unit=f"u{n}", status="free") for n in range(3)]).result()
    for now, step in enumerate(steps, 1):
        for page in journal.read(fold.seq):
            fold.apply(page)
        snapshots.append(fold.take()[0])
        assert check(snapshots[-1]) == []
        if not isinstance(step, tuple):
            journal.append([step]).result()
            continue
        command, age = step
        decision = decide(snapshots[max(0, len(snapshots) - 1 - age)], command, now)
        if isinstance(decision, Rejection):
            continue
        try:
            journal.append(decision).result()
        except Conflict:
            assert age, "a decision on the newest snapshot can meet no conflict here"
    for page in journal.read(fold.seq):
        fold.apply(page)
    assert check(fold.take()[0]) == []
