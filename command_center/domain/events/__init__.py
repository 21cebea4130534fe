"""Everything that can happen, as frozen typed events. One file a subject; `KINDS` numbers them for the journal.

A number, once given, is never used for anything else. Events are facts: past tense, never changed. What depends
on the clock alone (stale, expired, overdue) is not an event.
"""

from command_center.domain.events.alarms import (
    AlarmAcknowledged,
    AlarmCleared,
    AlarmRaised,
    AlarmReturned,
    AlarmShelved,
    AlarmUnshelved,
    DeviceAlarmCleared,
    DeviceAlarmRaised,
)
from command_center.domain.events.camera_notes import CameraNoted, CameraNoteRemoved, EvidenceExported
from command_center.domain.events.cameras import (
    CameraHealthChanged,
    CameraSeen,
    CamerasWatched,
    FootageLocked,
    FootageUnlocked,
    SegmentRecorded,
    SegmentsRemoved,
)
from command_center.domain.events.drawings import DrawingChanged, DrawingPlaced, DrawingRemoved, DrawingStyle
from command_center.domain.events.envelope import Event
from command_center.domain.events.features import FeatureGone, FeatureSeen
from command_center.domain.events.incidents import (
    IncidentClosed,
    IncidentNoted,
    IncidentNumbered,
    IncidentOpened,
    IncidentRegraded,
    ReportDismissed,
    ReportReceived,
)
from command_center.domain.events.masks import MaskPlaced, MaskRemoved
from command_center.domain.events.orders import (
    OrderCancelled,
    OrderConfirmed,
    OrderFailed,
    OrderUnresolved,
    UnitClaimed,
    UnitOrdered,
    UnitReleased,
    UnitStatusChanged,
)
from command_center.domain.events.platform import (
    EngineStarted,
    EngineStopped,
    OperatorActed,
    SourceHealthChanged,
)
from command_center.domain.events.ptz import PtzMoved, PtzReleased, PtzTaken
from command_center.domain.events.screens import MapLooked, ScreenClosed, ScreenDirected, ScreenSeen
from command_center.domain.events.telemetry import (
    ObservationBatch,
    ObservationMade,
    PositionBatch,
    PositionLost,
    PositionReported,
)
from command_center.domain.events.warnings import WarningArea, WarningCancelled, WarningIssued, WarningUpdated

KINDS: dict[int, type[Event]] = {
    1: ObservationMade,
    2: PositionReported,
    3: PositionLost,
    4: ObservationBatch,
    5: PositionBatch,
    10: FeatureSeen,
    11: FeatureGone,
    20: WarningIssued,
    21: WarningUpdated,
    22: WarningCancelled,
    30: ReportReceived,
    31: ReportDismissed,
    32: IncidentOpened,
    33: IncidentRegraded,
    34: IncidentNoted,
    35: IncidentClosed,
    36: IncidentNumbered,
    40: UnitStatusChanged,
    41: UnitOrdered,
    42: OrderConfirmed,
    43: OrderFailed,
    44: OrderUnresolved,
    45: UnitReleased,
    46: OrderCancelled,
    47: UnitClaimed,
    50: DeviceAlarmRaised,
    51: DeviceAlarmCleared,
    52: AlarmRaised,
    53: AlarmAcknowledged,
    54: AlarmReturned,
    55: AlarmCleared,
    56: AlarmShelved,
    57: AlarmUnshelved,
    60: CameraSeen,
    61: CameraHealthChanged,
    62: SegmentRecorded,
    63: SegmentsRemoved,
    64: PtzTaken,
    65: PtzReleased,
    66: PtzMoved,
    67: FootageLocked,
    68: FootageUnlocked,
    69: CamerasWatched,
    70: SourceHealthChanged,
    71: EngineStarted,
    72: EngineStopped,
    73: OperatorActed,
    80: DrawingPlaced,
    81: DrawingChanged,
    82: DrawingRemoved,
    90: CameraNoted,
    91: CameraNoteRemoved,
    92: EvidenceExported,
    93: MaskPlaced,
    94: MaskRemoved,
    110: ScreenSeen,
    111: ScreenClosed,
    112: ScreenDirected,
    113: MapLooked,
}
NUMBERS: dict[type[Event], int] = {kind: number for number, kind in KINDS.items()}

__all__ = [*sorted(kind.__name__ for kind in NUMBERS), "KINDS", "NUMBERS", "DrawingStyle", "Event", "WarningArea"]
