"""Commands that were given, and how each stands: said beside the control that asked, until it is settled. GUI thread.

Nothing is shown as done before the journal recorded it. The futures are completed on the bus's thread; a signal brings
the answer here.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from command_center.domain.commands import Command, Rejection
from command_center.engine.session import CommandState
from widgets.context import Context
from widgets.sentences import sentence
from widgets.theme import theme

KEEP_MS = 6000  # how long "recorded" stays; refusals stay until the next command


@dataclass
class Asked:
    """Some commands given together. states by command id; None while pending."""

    states: dict[str, CommandState | None] = field(default_factory=dict)
    round: int = 0

    @property
    def pending(self) -> bool:
        """Whether any has no answer yet."""
        return any(state is None or state.state == "pending" for state in self.states.values())

    def first(self, state: str) -> CommandState | None:
        """The first that ended so."""
        return next((each for each in self.states.values() if each is not None and each.state == state), None)


class Asker(QObject):
    """Gives commands under a topic (an incident's, an alarm's id); `changed(topic)` when their state did."""

    changed = Signal(str)
    confirmed = Signal(str, str)  # topic, command id
    _answered = Signal(str, str, object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._topics: dict[str, Asked] = {}
        self._rounds = 0
        self._answered.connect(self._settle)

    def ask(self, topic: str, *commands: Command) -> None:
        """Give commands; what the topic said before is forgotten."""
        self._rounds += 1
        self._topics[topic] = Asked({command.command: None for command in commands}, self._rounds)
        self.changed.emit(topic)
        for command in commands:
            future = self._context.submit(command)
            future.add_done_callback(lambda done, c=command.command: self._hear(topic, c, done))  # type: ignore[misc]

    def _hear(self, topic: str, command: str, done: Future[CommandState]) -> None:
        """On the bus's thread."""
        if done.cancelled():
            state = CommandState("unknown")
        elif done.exception() is not None:
            state = CommandState("failed", Rejection("refusal.not_recorded", {"reason": str(done.exception())}))
        else:
            state = done.result()
        try:
            self._answered.emit(topic, command, state)
        except RuntimeError:  # the window has gone meanwhile
            return

    def _settle(self, topic: str, command: str, state: CommandState) -> None:
        asked = self._topics.get(topic)
        if asked is None or command not in asked.states:
            return
        asked.states[command] = state
        if state.state == "confirmed":
            self.confirmed.emit(topic, command)
        if not asked.pending and all(each is not None and each.state == "confirmed" for each in asked.states.values()):
            QTimer.singleShot(KEEP_MS, self, lambda: self._forget(topic, asked.round))
        self.changed.emit(topic)

    def _forget(self, topic: str, number: int) -> None:
        if topic in self._topics and self._topics[topic].round == number:
            del self._topics[topic]
            self.changed.emit(topic)

    def is_pending(self, topic: str) -> bool:
        """Whether a command of the topic waits for its answer (then its controls rest)."""
        return topic in self._topics and self._topics[topic].pending

    def refusal(self, topic: str) -> Rejection | None:
        """Why the topic's last commands were refused; None if they were not."""
        asked = self._topics.get(topic)
        failed = asked.first("failed") if asked is not None else None
        return None if failed is None else failed.rejection or Rejection("refusal.no_answer")

    def words(self, topic: str) -> tuple[str, str]:
        """How the topic's last commands stand: a sentence and the token of its colour; "" when there is nothing."""
        asked = self._topics.get(topic)
        if asked is None:
            return "", "lo"
        failed, unknown = asked.first("failed"), asked.first("unknown")
        if failed is not None and failed.rejection is not None:
            return self.tr("Refused: {why}").format(why=explain(failed.rejection)), "hi"
        if failed is not None:
            return self.tr("Refused."), "hi"
        if asked.pending:
            return self.tr("Recording, please wait"), "mid"
        if unknown is not None:
            return self.tr("No answer: whether it was recorded is unknown. Look before you repeat it."), "hi"
        return self.tr("Recorded"), "mid"


def explain(rejection: Rejection) -> str:
    """A refusal as a sentence."""
    return sentence(rejection.key, rejection.parameters)


class AskLabel(QLabel):
    """Shows how the commands of one topic stand."""

    def __init__(self, asker: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._topics: Sequence[str] = ()
        self.setWordWrap(True)
        self.setFont(theme().font("caption"))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.hide()
        asker.changed.connect(self._on_changed)

    def set_topics(self, *topics: str) -> None:
        """Whose commands; the first that has something to say is shown."""
        self._topics = topics
        self._on_changed(topics[0] if topics else "")

    def _on_changed(self, topic: str) -> None:
        said = next(((words, token) for each in self._topics
                     if (found := self._asker.words(each))[0] for words, token in [found]), ("", "lo"))
        if said[0] != self.text():
            self.setText(said[0])
            self.setStyleSheet(f"color: {theme().colour(said[1]).name()};")
        self.setVisible(bool(said[0]))
