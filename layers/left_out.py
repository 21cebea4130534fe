"""What the sources of a layer's collections could not put on the map, and what they had to mend. Pure; any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from command_center.domain.sources import left_out, mended
from command_center.state.snapshot import Snapshot
from layers.base import Status, Trouble


def left_out_troubles(snapshot: Snapshot, collections: Iterable[str]) -> tuple[Trouble, ...]:
    """One for each reason, the most frequent first: "layer.left_out" for features that are not on the map,
    "layer.mended" for those that are because they were mended."""
    lost, fixed = Counter[str](), Counter[str]()
    for name in collections:
        lost.update(left_out(snapshot.sources.values(), name))
        fixed.update(mended(snapshot.sources.values(), name))
    return tuple(Trouble(key, {"count": count, "reason": reason})
                 for key, counts in (("layer.left_out", lost), ("layer.mended", fixed))
                 for reason, count in counts.most_common())


def with_left_out(status: Status, snapshot: Snapshot, collections: Iterable[str]) -> Status:
    """A layer's own status and what its sources say of these collections."""
    return status._replace(trouble=(*status.trouble, *left_out_troubles(snapshot, collections)))


def collections_told(snapshot: Snapshot) -> set[str]:
    """Every collection of which a source left something out, or mended something."""
    return {name for source in snapshot.sources.values() for name in (*source.left_out, *source.mended)}
