"""What every event of a command has in common. Pure; any thread."""

from __future__ import annotations

from typing import Any

from command_center.domain.commands import Command
from command_center.domain.incidents import Incident


def signed(command: Command, now_utc: int) -> dict[str, Any]:
    """When, by whom, from which seat."""
    return {"at_utc": now_utc, "actor": command.actor, "desk": command.desk}


def on_incident(incident: Incident, command: Command, now_utc: int) -> dict[str, Any]:
    """The next event of an incident's stream."""
    return {**signed(command, now_utc), "stream": f"incident:{incident.incident}", "ver": incident.ver + 1,
            "incident": incident.incident, "exercise": incident.exercise}
