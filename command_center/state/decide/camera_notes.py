"""Noting something about footage, taking it back, and recording an export. Pure; any thread."""

from __future__ import annotations

from command_center.domain.camera_notes import LONGEST
from command_center.domain.commands import NoteCamera, RecordExport, Rejection, RemoveCameraNote
from command_center.domain.events import CameraNoted, CameraNoteRemoved, Event, EvidenceExported
from command_center.state.decide.envelope import signed
from command_center.state.snapshot import Snapshot


def note_camera(snapshot: Snapshot, command: NoteCamera, now_utc: int) -> list[Event] | Rejection:
    """On a known camera, about an instant that was."""
    if command.camera not in snapshot.cameras and command.camera not in snapshot.segments:
        return Rejection("refusal.camera_unknown", {"camera": command.camera})
    if command.note in snapshot.camera_notes:
        return Rejection("refusal.note_exists")
    if len(command.text) > LONGEST:
        return Rejection("refusal.text_long", {"most": LONGEST})
    return [CameraNoted(**signed(command, now_utc), stream=f"note:{command.note}", ver=1, camera=command.camera,
                        note=command.note, about_utc=command.about_utc, text=command.text.strip(),
                        incident=command.incident)]


def remove_note(snapshot: Snapshot, command: RemoveCameraNote, now_utc: int) -> list[Event] | Rejection:
    """One that is there."""
    known = snapshot.camera_notes.get(command.note)
    if known is None:
        return Rejection("refusal.note_unknown")
    return [CameraNoteRemoved(**signed(command, now_utc), stream=f"note:{command.note}", ver=2, camera=known.camera,
                              note=command.note)]


def record_export(_snapshot: Snapshot, command: RecordExport, now_utc: int) -> list[Event] | Rejection:
    """It is done; what can be refused is only nonsense."""
    if not command.cameras or command.until_utc <= command.from_utc:
        return Rejection("refusal.footage_empty")
    return [EvidenceExported(**signed(command, now_utc), export=command.export, cameras=command.cameras,
                             from_utc=command.from_utc, until_utc=command.until_utc, sha256=command.sha256,
                             reason=command.reason)]


DECISIONS = {NoteCamera: note_camera, RemoveCameraNote: remove_note, RecordExport: record_export}
