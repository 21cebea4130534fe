"""How notes on footage come and go. On the folding thread."""

from __future__ import annotations

from command_center.domain.camera_notes import CameraNote
from command_center.domain.events import CameraNoted, CameraNoteRemoved
from command_center.state.work import Work


def noted(work: Work, event: CameraNoted) -> None:
    """It stands from now on."""
    work.put("camera_notes", event.note, CameraNote(note=event.note, camera=event.camera, about_utc=event.about_utc,
                                                    text=event.text, incident=event.incident, actor=event.actor,
                                                    noted_utc=event.at_utc))


def removed(work: Work, event: CameraNoteRemoved) -> None:
    """Gone."""
    if work.camera_notes.pop(event.note, None) is not None:
        work.touch("camera_notes", event.note)


HANDLERS = {CameraNoted: noted, CameraNoteRemoved: removed}
