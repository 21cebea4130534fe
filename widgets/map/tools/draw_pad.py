"""What the drawing tools of one window share: the look of what is drawn next, commands under way, undo and redo.

Undo is a command like any other, so that every desk sees it; it names the version that our own last command made, and
is refused where somebody else changed the drawing since. GUI thread; answers come back by a signal.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from command_center.domain.commands import ChangeDrawing, Command, PlaceDrawing, Rejection, RemoveDrawing
from command_center.domain.drawings import Drawn
from command_center.domain.events import DrawingStyle
from command_center.domain.ids import new_id
from command_center.engine.session import CommandState
from layers.plotting import geometry_of
from widgets.context import Context
from widgets.map.tools.bench import bench_of
from widgets.sentences import sentence

_LINGER_MS = 150  # after "recorded": the snapshot that shows it is on its way
_DEEPEST = 200  # steps that can be taken back


class Content(msgspec.Struct, frozen=True):
    """All that a drawing is but its id and version."""

    kind: str = ""
    geometry: bytes = b""
    title: str = ""
    text: str = ""
    symbol: str = ""
    style: DrawingStyle = DrawingStyle()
    incident: str = ""

    @classmethod
    def of(cls, drawn: Drawn) -> Content:
        """What a drawing is now."""
        return cls(drawn.kind, drawn.geometry, drawn.title, drawn.text, drawn.symbol, drawn.style, drawn.incident)

    def fields(self) -> dict[str, Any]:
        """For a command."""
        return {"geometry": self.geometry, "title": self.title, "text": self.text, "symbol": self.symbol,
                "style": self.style, "incident": self.incident}


@dataclass(frozen=True)
class Step:
    """What became of a drawing; None: not on the map."""

    drawing: str
    before: Content | None
    after: Content | None


@dataclass
class Pending:
    """A command under way, or refused: what it would show, and why it does not."""

    step: Step
    ver: int
    way: str = "do"  # do, undo or redo
    said: str = ""
    refused: bool = False

    @property
    def content(self) -> Content | None:
        """What to show of it: a removal shows what is to go."""
        return self.step.after or self.step.before


class Pad(QObject):
    """changed: what is pending, refused, undoable or drawn next is another."""

    changed = Signal()
    _answered = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.next = Content(style=DrawingStyle(), symbol="command_post")
        self.pending: dict[str, Pending] = {}
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._versions: dict[str, int] = {}
        self._answered.connect(self._settle)

    # what is drawn next

    def set_next(self, content: Content) -> None:
        """Another look for what is drawn next."""
        self.next = content
        self.changed.emit()

    def set_style(self, **fields: Any) -> None:
        """Another colour, line, ... for what is drawn next."""
        self.next = replace(self.next, style=replace(self.next.style, **fields))
        self.changed.emit()

    # acts

    def place(self, kind: str, places: Any) -> str:
        """Draw it; the title and the note are used up. Gives the drawing's id."""
        look = self.next
        content = Content(kind, geometry_of(kind, places), look.title, look.text,
                          look.symbol if kind == "symbol" else "", look.style, look.incident)
        self.next = replace(look, title="", text="")
        name = new_id()
        self._do(Step(name, None, content), 0)
        return name

    def change(self, drawn: Drawn, content: Content) -> None:
        """Make it something else than it was seen to be; nothing happens where nothing is another."""
        if content != self.latest(drawn):
            self._do(Step(drawn.drawing, self.latest(drawn), content), drawn.ver)

    def remove(self, drawn: Drawn) -> None:
        """Take it off the map."""
        self._do(Step(drawn.drawing, self.latest(drawn), None), drawn.ver)

    def latest(self, drawn: Drawn) -> Content:
        """What it will be once our commands under way are recorded: the screen may still show the one before."""
        waiting = [one.step.after for one in self.pending.values()
                   if one.step.drawing == drawn.drawing and not one.refused and one.step.after is not None]
        return waiting[-1] if waiting and drawn.ver < self._versions.get(drawn.drawing, 0) else Content.of(drawn)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step that was taken back."""
        return bool(self._undone)

    def undo(self) -> bool:
        """Take the last step back."""
        if not self._done:
            return False
        step = self._done.pop()
        self._undone.append(step)
        self._submit(Step(step.drawing, step.after, step.before), self._versions.get(step.drawing, 0), "undo")
        return True

    def redo(self) -> bool:
        """Do again what was taken back last."""
        if not self._undone:
            return False
        step = self._undone.pop()
        self._done.append(step)
        self._submit(step, self._versions.get(step.drawing, 0), "redo")
        return True

    def dismiss(self) -> bool:
        """Forget what was refused; whether there was anything."""
        refused = [command for command, pending in self.pending.items() if pending.refused]
        for command in refused:
            del self.pending[command]
        if refused:
            self.changed.emit()
        return bool(refused)

    def _do(self, step: Step, seen: int) -> None:
        self._done = [*self._done[-_DEEPEST:], step]
        self._undone.clear()
        # The screen may still show the version before our own last command.
        self._submit(step, max(seen, self._versions.get(step.drawing, 0)))

    def _submit(self, step: Step, ver: int, way: str = "do") -> None:
        self.dismiss()
        command = _command(step, ver)
        self.pending[command.command] = Pending(step, ver, way)
        self._versions[step.drawing] = ver + 1
        self.changed.emit()
        session: Any = self._context.session()
        if session is None:
            self._settle(command.command, CommandState("failed", Rejection("refusal.not_ready")))
            return
        self._context.submit(command).add_done_callback(lambda done: self._hear(command.command, done))

    # answers

    def _hear(self, command: str, done: Future[CommandState]) -> None:
        """On the bus's thread."""
        if done.cancelled():
            state = CommandState("unknown", Rejection("refusal.no_answer"))
        elif done.exception() is not None:
            state = CommandState("failed", Rejection("refusal.not_recorded", {"reason": str(done.exception())}))
        else:
            state = done.result()
        try:
            self._answered.emit(command, state)
        except RuntimeError:  # the window has gone meanwhile
            return

    def _settle(self, command: str, state: CommandState) -> None:
        pending = self.pending.get(command)
        if pending is None:
            return
        if state.state == "confirmed":
            QTimer.singleShot(_LINGER_MS, self, lambda: self._forget(command))
            return
        pending.refused = True
        rejection = state.rejection or Rejection("refusal.no_answer")
        pending.said = sentence(rejection.key, rejection.parameters)
        if state.state == "failed":
            self._take_back(pending, rejection.key)
        self.changed.emit()

    def _take_back(self, pending: Pending, key: str) -> None:
        """It did not happen. A step that somebody else's change made impossible is no step any more; one that met a
        replay or a lost engine can be tried again."""
        step = pending.step
        if self._versions.get(step.drawing) == pending.ver + 1:
            self._versions[step.drawing] = pending.ver
        taken = step if pending.way != "undo" else Step(step.drawing, step.after, step.before)
        self._done = [one for one in self._done if one != taken]
        self._undone = [one for one in self._undone if one != taken]
        if pending.way != "do" and not key.startswith("refusal.drawing_"):
            (self._done if pending.way == "undo" else self._undone).append(taken)

    def _forget(self, command: str) -> None:
        if self.pending.pop(command, None) is not None:
            self.changed.emit()


def _command(step: Step, ver: int) -> Command:
    if step.after is None:
        return RemoveDrawing(drawing=step.drawing, ver=ver)
    if step.before is None:
        return PlaceDrawing(drawing=step.drawing, ver=ver, kind=step.after.kind, **step.after.fields())
    return ChangeDrawing(drawing=step.drawing, ver=ver, **step.after.fields())


def pad_of(context: Context) -> Pad:
    """The one of this window."""
    bench = bench_of(context)
    pad = bench.findChild(Pad)
    if pad is None:
        pad = Pad(context)
        pad.setParent(bench)
    return pad
