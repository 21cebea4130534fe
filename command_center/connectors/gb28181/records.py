"""Queries for recordings and what they answer. Pure; any thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from command_center.connectors.values import instant
from command_center.domain.time import SECOND


def asked_for(span: tuple[int, int], zone: str) -> list[tuple[str, str]]:
    """Fields of a RecordInfo query; span in Unix seconds."""
    first, last = (datetime.fromtimestamp(each, UTC).astimezone(ZoneInfo(zone)) for each in span)
    return [("StartTime", f"{first:%Y-%m-%dT%H:%M:%S}"), ("EndTime", f"{last:%Y-%m-%dT%H:%M:%S}"), ("Type", "all"),
            ("Secrecy", "0")]


def record_of(item: Mapping[str, str], zone: str) -> dict[str, Any]:
    """A recording: begins and ends in Unix seconds (None where unreadable), name, kind, bytes as far as they are said."""
    return {"channel": item.get("DeviceID", ""), "name": item.get("Name", ""), "kind": item.get("Type", ""),
            "from": _seconds(item.get("StartTime", ""), zone), "until": _seconds(item.get("EndTime", ""), zone),
            "bytes": int(size) if (size := item.get("FileSize", "")).isascii() and size.isdigit() else None}


def _seconds(text: str, zone: str) -> int | None:
    try:
        at = instant(text, zone=ZoneInfo(zone))
    except ValueError:
        return None
    return None if at is None else at // SECOND
