"""The alarm rules as the engine runs them: thresholds, device alarms, and the end of alarms that returned.

It decides from the journal's own snapshot, never from what it proposed: a proposal that lost against an operator is
simply made again on the next look if it is still due. One thread (the engine's).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from command_center.alarms.devices import device_proposals
from command_center.alarms.proposal import Proposal, cleared, has_returned
from command_center.alarms.thresholds import ThresholdRules
from command_center.domain.alarms import Alarm
from command_center.domain.events import DeviceAlarmCleared, DeviceAlarmRaised, Event
from command_center.domain.packs import Pack
from command_center.domain.time import SECOND
from command_center.state.snapshot import Changes, Snapshot

PLATFORM_EVERY_US = SECOND
_DEVICE_EVENTS = (DeviceAlarmRaised, DeviceAlarmCleared)


class AlarmRules:
    """look() for every new snapshot of the journal; `settled` when a proposal was recorded or refused."""

    def __init__(self, packs: Mapping[str, Pack]) -> None:
        self._thresholds = ThresholdRules(packs)
        self._platform_utc = 0
        self._under_way: set[tuple[str, str]] = set()
        self._words: dict[tuple[str, str], DeviceAlarmRaised | DeviceAlarmCleared] = {}
        self._unread: list[DeviceAlarmRaised | DeviceAlarmCleared] = []  # device events whose alarm is just being recorded

    def look(self, snapshot: Snapshot, changes: Changes, events: Iterable[Event], now_utc: int) -> list[Proposal]:
        """What should be recorded now. events: those that led to this snapshot (device alarms are among them)."""
        open_alarms = {(alarm.rule, alarm.subject): alarm for alarm in snapshot.alarms.values() if alarm.is_active}
        proposals = self._thresholds.look(snapshot, changes, open_alarms, now_utc)
        proposals.extend(self._devices(events, open_alarms))
        if now_utc - self._platform_utc >= PLATFORM_EVERY_US:
            self._platform_utc = now_utc
            proposals.extend(self._thresholds.look_at_platform(snapshot, open_alarms, now_utc))
        proposals.extend(cleared(alarm, now_utc) for alarm in open_alarms.values()
                         if alarm.state == "acknowledged" and has_returned(alarm))
        return self._fresh(proposals)

    def clock_was_set(self, by_us: int) -> None:
        """The machine's clock jumped: what has lasted for a while has lasted no shorter or longer for it."""
        self._thresholds.clock_was_set(by_us)
        self._platform_utc = 0

    def settled(self, proposal: Proposal, recorded: bool = True) -> None:
        """A proposal is in the snapshot that the next look sees, or was refused. Its subject is looked at again,
        because it may have changed meanwhile."""
        self._under_way.discard(proposal.subject)
        self._thresholds.look_again(proposal.subject[1])
        word = self._words.pop(proposal.subject, None)
        if word is not None and not recorded:
            self._unread.insert(0, word)

    def _devices(self, events: Iterable[Event], open_alarms: Mapping[tuple[str, str], Alarm]) -> Iterable[Proposal]:
        """Device alarms in their order; those of a device whose last word is not recorded yet must wait, or a
        clearing right behind a raising would find nothing to clear."""
        waiting: list[DeviceAlarmRaised | DeviceAlarmCleared] = []
        busy = {subject for _, subject in self._under_way}
        for event in [*self._unread, *(event for event in events if isinstance(event, _DEVICE_EVENTS))]:
            if event.device in busy:
                waiting.append(event)
                continue
            for proposal in device_proposals(event, open_alarms):
                busy.add(event.device)
                self._words[proposal.subject] = event
                yield proposal
        self._unread = waiting

    def _fresh(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        fresh = []
        for proposal in proposals:
            if proposal.subject not in self._under_way:
                self._under_way.add(proposal.subject)
                fresh.append(proposal)
        return fresh

