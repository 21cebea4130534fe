"""What was chosen lately, the newest first; survives a restart. Pure; GUI thread."""

from __future__ import annotations

import math
from typing import Any

from command_center.domain.geo import is_place
from layers.search.index import Hit, distance_m
from layers.search.names import Named, Place

MOST = 8


class Recent:
    """A short list without doubles."""

    def __init__(self) -> None:
        self._hits: list[Hit] = []

    def add(self, hit: Hit | None) -> None:
        """Just chosen."""
        if hit is not None:
            self.forget(hit)
            del self._hits[MOST - 1:]
            self._hits.insert(0, hit)

    def forget(self, hit: Hit | None) -> None:
        """Not to be offered again."""
        self._hits = [one for one in self._hits if hit is None or one.row[:2] != hit.row[:2]]

    def hits(self, near: Place | None) -> list[Hit]:
        """The list, with distances from a place."""
        return [hit._replace(distance_m=distance_m(near, hit.place) if near and hit.place else math.nan)
                for hit in self._hits]

    def save(self) -> list[dict[str, Any]]:
        """As plain values."""
        return [{"kind": hit.kind, "id": hit.row.identity, "part": hit.identity, "title": hit.title,
                 "detail": hit.row.detail, "place": list(hit.place) if hit.place else None} for hit in self._hits]

    def restore(self, state: Any) -> None:
        """Bring it back; rubbish is ignored."""
        rows = state if isinstance(state, list) else []
        found = [_hit(row) for row in rows if isinstance(row, dict) and row.get("kind") and row.get("id")]
        self._hits = found[:MOST]


def _hit(row: dict[str, Any]) -> Hit:
    pair = row.get("place")
    place = None
    if isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, (int, float)) for part in pair):
        place = (float(pair[0]), float(pair[1])) if is_place(*pair) else None
    named = Named(str(row["kind"]), str(row["id"]), str(row.get("title") or row["id"]), str(row.get("detail") or ""),
                  (place,) if place else ())
    return Hit(named, place, math.nan, str(row.get("part") or row["id"]))
