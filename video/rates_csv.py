"""Cameras and their rates as CSV, for those who report them onward. Pure. Numbers, keys and ISO times: no words of a screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import tzinfo

from command_center.domain.cameras import Camera
from command_center.domain.time import to_iso
from video.rates import UNKNOWN, Group, Report, Share

_RATES = ("online", "in_order", "known")
COLUMNS = ("kind", "id", "name", "district", "department", "cameras", "ok", "faulty", "offline", "unknown", "state",
           "since", "faults", "detail", "frames_per_s", "recorded")


def as_csv(known: Report, groups: Sequence[tuple[str, Group]], cameras: Sequence[Camera], zone: tzinfo) -> str:
    """A line for every group (with what it is of: district or department), then one for every camera. Rates are shares
    of the time that is known, empty where nothing is; known: how much of the span that is."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*COLUMNS, *(f"{span}_{rate}" for span in known.begins for rate in _RATES)])
    for kind, group in groups:
        rows.writerow([kind, "", _safe(group.name), "", "", len(group.cameras), *group.now.values(), *[""] * 6,
                       *_shares([group.shares[span] for span in known.begins])])
    for camera in cameras:
        state = known.state(camera.camera)
        shares = known.shares.get(camera.camera, {})
        since = to_iso(camera.state_since_utc, zone) if camera.state_since_utc and state != UNKNOWN else ""
        rows.writerow(["camera", _safe(camera.camera), _safe(camera.name), _safe(camera.district),
                       _safe(camera.properties.get("department", "")), *[""] * 5, state, since,
                       " ".join(camera.faults), _safe(camera.detail),
                       "" if camera.frames_per_s is None else camera.frames_per_s,
                       "" if camera.recorded is None else int(camera.recorded),
                       *_shares([shares.get(span, Share()) for span in known.begins])])
    return out.getvalue()


def _shares(shares: Sequence[Share]) -> list[str]:
    return ["" if value is None else f"{value:.6f}" for share in shares
            for value in (share.rate("online"), share.rate("in_order"), share.coverage)]


def _safe(text: str) -> str:
    """A spreadsheet must not take a name from a source for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
