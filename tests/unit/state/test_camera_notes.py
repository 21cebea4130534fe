"""Notes on footage: who may make them, how they come and go, and that an export stands on the record."""

from __future__ import annotations

from command_center.domain.commands import NoteCamera, RecordExport, Rejection, RemoveCameraNote
from command_center.domain.events import CameraNoted, CameraSeen, EvidenceExported
from command_center.state.decide import decide
from command_center.state.fold import Fold
from command_center.state.snapshot import Snapshot

NOW = 1_700_000_000_000_000


def _with(*events: object) -> Snapshot:
    fold = Fold()
    fold.apply(list(enumerate(events, 1)))  # type: ignore[arg-type]
    return fold.take()[0]


CAMERA = CameraSeen(at_utc=NOW, camera="gate", name="北门")


def test_a_note_is_folded_and_taken_back() -> None:
    note = NoteCamera(camera="gate", about_utc=NOW - 5, text=" 逃逸车辆 ", actor="wang")
    made = decide(_with(CAMERA), note, NOW)
    assert isinstance(made, list) and isinstance(made[0], CameraNoted)
    noted = _with(CAMERA, *made)
    kept = noted.camera_notes[note.note]
    assert (kept.text, kept.about_utc, kept.actor, kept.camera) == ("逃逸车辆", NOW - 5, "wang", "gate")
    gone = decide(noted, RemoveCameraNote(note=note.note), NOW + 1)
    assert isinstance(gone, list) and not _with(CAMERA, *made, *gone).camera_notes


def test_refusals() -> None:
    snapshot = _with(CAMERA)
    for command, key in ((NoteCamera(camera="x", about_utc=NOW), "refusal.camera_unknown"),
                         (NoteCamera(camera="gate", about_utc=NOW, text="x" * 501), "refusal.text_long"),
                         (RemoveCameraNote(note="x"), "refusal.note_unknown"),
                         (RecordExport(export="e", cameras=(), from_utc=1, until_utc=2, sha256=""), "refusal.footage_empty")):
        refused = decide(snapshot, command, NOW)
        assert isinstance(refused, Rejection) and refused.key == key


def test_an_export_is_on_the_record() -> None:
    made = decide(_with(CAMERA), RecordExport(export="e", cameras=("gate",), from_utc=1, until_utc=2, sha256="ab", actor="wang"), NOW)
    assert isinstance(made, list) and isinstance(made[0], EvidenceExported)
    assert (made[0].sha256, made[0].actor, made[0].cameras) == ("ab", "wang", ("gate",))
