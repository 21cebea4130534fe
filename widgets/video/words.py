"""What a tile says instead of, or over, its picture. GUI thread."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from command_center.domain.cameras import Camera
from command_center.domain.time import DAY, SECOND, to_datetime
from video.views import View
from widgets.camera_states import state_words


class Message(NamedTuple):
    """over_picture: the last picture stays visible; hatched: under hatch, because it is not live. Without a picture
    there is always hatch."""

    text: str
    over_picture: bool = False
    hatched: bool = True


NO_MESSAGE = Message("")
PICTURE_FAULTS = ("dark", "covered", "turned", "glaring", "blurred", "noisy", "colour_cast")


def clock_text(at_utc: int, zone: datetime.tzinfo, seconds: bool = True) -> str:
    """Time of day in the city's zone."""
    return _clock_text(at_utc // SECOND, zone, seconds)


@lru_cache(maxsize=512)  # asked for with every picture, another only every second
def _clock_text(at_s: int, zone: datetime.tzinfo, seconds: bool) -> str:
    return to_datetime(at_s * SECOND, zone).strftime("%H:%M:%S" if seconds else "%H:%M")


def age_text(seconds: float) -> str:
    """An age in whole seconds, minutes or hours."""
    if seconds < 100:
        return QCoreApplication.translate("Video", "{count} s").format(count=int(seconds))
    if seconds < 6000:
        return QCoreApplication.translate("Video", "{count} min").format(count=int(seconds / 60))
    return QCoreApplication.translate("Video", "{count} h").format(count=int(seconds / 3600))


def live_message(camera: Camera | None, view: View | None, now_utc: int, zone: datetime.tzinfo) -> Message:
    """How a live tile stands."""
    if camera is None:
        return Message("")
    if view is None:
        return Message(QCoreApplication.translate("Video", "No video address"))
    since, seen = _since(view.since_utc, now_utc, zone), view.age_s is not None  # its last picture stays, under hatch
    match view.state:
        case "refused" if view.reason == "unsupported":
            return Message(QCoreApplication.translate("Video", "Unknown kind of address"))
        case "refused" if view.reason == "password":
            return Message(QCoreApplication.translate("Video", "Wrong password since {time}").format(time=since), seen)
        case "refused" if view.reason == "certificate":
            return Message(QCoreApplication.translate("Video", "Certificate not trusted since {time}").format(time=since), seen)
        case "refused":
            return Message(QCoreApplication.translate("Video", "Refused since {time}").format(time=since), seen)
        case "no_signal" if view.reason == "bad_payload":
            return Message(QCoreApplication.translate("Video", "Unreadable since {time}").format(time=since), seen)
        case "no_signal" | "ended":
            return Message(QCoreApplication.translate("Video", "No signal since {time}").format(time=since), seen)
    age = view.age_s
    if age is None:
        return Message(QCoreApplication.translate("Video", "Connecting …"))
    if view.step == "paused":
        return Message(QCoreApplication.translate("Governed", "Paused: the processor is busy"), True)
    if view.is_stale or view.state == "connecting":
        return Message(QCoreApplication.translate("Video", "Stalled, picture is {age} old").format(age=age_text(age)), True)
    if camera.state == "frozen":
        return Message(QCoreApplication.translate("Video", "Frozen picture since {time}").format(
            time=_since(camera.state_since_utc, now_utc, zone)), True)
    if camera.state in PICTURE_FAULTS:  # the picture is live: what is wrong with it is said, nothing is hidden
        return Message(QCoreApplication.translate("Video", "{fault} since {time}").format(
            fault=state_words(camera.state), time=_since(camera.state_since_utc, now_utc, zone)), True, hatched=False)
    return NO_MESSAGE


def cover_message(steered_away: bool) -> Message:
    """Why nothing of a picture is seen although it is there; no words where it is seen."""
    if not steered_away:
        return NO_MESSAGE
    return Message(QCoreApplication.translate("Video", "Covered: this camera has privacy masks and was moved away from them"), True,
                   hatched=False)


def replay_message(camera: Camera | None, view: View | None, recorded: bool) -> Message:
    """How a tile that follows a replay stands."""
    if camera is None:
        return Message("")
    if view is None or not recorded:
        return Message(QCoreApplication.translate("Video", "No recording at this time"))
    match view.state:
        case "playback":
            return NO_MESSAGE
        case "gap":
            return Message(QCoreApplication.translate("Video", "No recording at this time"))
        case "missing":
            return Message(QCoreApplication.translate("Video", "Recording missing or damaged"))
    return Message(QCoreApplication.translate("Video", "Loading …"))


def _since(at_utc: int, now_utc: int, zone: datetime.tzinfo) -> str:
    if now_utc - at_utc > DAY:
        return to_datetime(at_utc, zone).strftime("%m-%d %H:%M")
    return clock_text(at_utc, zone, seconds=False)
