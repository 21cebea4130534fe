"""How static features come and go, a table a collection. On the folding thread."""

from __future__ import annotations

from command_center.domain.events import FeatureGone, FeatureSeen
from command_center.domain.features import Feature
from command_center.state.work import Work


def seen(work: Work, event: FeatureSeen) -> None:
    """As its source has it now."""
    collection = work.features.setdefault(event.collection, {})
    collection[event.feature] = Feature(event.feature, event.geometry, event.properties, event.source)
    work.touch("features/" + event.collection, event.feature)


def gone(work: Work, event: FeatureGone) -> None:
    """Not listed any more."""
    if work.features.get(event.collection, {}).pop(event.feature, None) is not None:
        work.touch("features/" + event.collection, event.feature)


HANDLERS = {FeatureSeen: seen, FeatureGone: gone}
