"""Warnings as the fold keeps them. Whether one is in force depends on the clock. Immutable; any thread."""

from __future__ import annotations

import msgspec

from command_center.domain.events.warnings import WarningArea


class Warning(msgspec.Struct, frozen=True, kw_only=True):
    """A warning; cancelled_utc 0 unless the issuer withdrew it; replaced_by: identifier of the update."""

    identifier: str
    received_utc: int
    sender: str = ""
    event: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    level: int = 0
    severity: str = ""
    urgency: str = ""
    certainty: str = ""
    category: str = ""
    status: str = "Actual"
    language: str = ""
    sent_utc: int = 0
    effective_utc: int = 0
    onset_utc: int = 0
    expires_utc: int = 0
    areas: tuple[WarningArea, ...] = ()
    texts: dict[str, str] = {}
    cancelled_utc: int = 0
    replaced_by: str = ""
    source: str = ""

    def in_force(self, now_utc: int) -> bool:
        """Whether it stands at an instant: not withdrawn or replaced, not expired."""
        if self.cancelled_utc or self.replaced_by:
            return False
        return not self.expires_utc or now_utc < self.expires_utc
