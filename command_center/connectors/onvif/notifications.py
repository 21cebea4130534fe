"""What notifications of cameras mean: which kind of alarm, of which source, raised or over. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from command_center.connectors.onvif.soap import found
from command_center.connectors.values import instant
from command_center.connectors.xml import children, local, text_of

# Words of topics -> kind, the more telling first. Topics differ by maker; their words hardly do.
_KINDS = (
    ("tamper", ("tamper", "globalscenechange", "scenechange", "imagetoodark", "imagetoobright", "imagetooblurry")),
    ("video_loss", ("signalloss", "videoloss", "videolost")),
    ("input", ("digitalinput", "logicalinput", "inputport", "externalinput")),
    ("line", ("linedetector", "crossed", "linecross")),
    ("intrusion", ("fielddetector", "objectsinside", "intrusion", "regionentrance", "loitering")),
    ("sound", ("audiodetection", "detectedsound", "audioanomaly")),
    ("motion", ("motion",)),
)
_TRUE, _FALSE = ("true", "1", "on", "active", "alarm"), ("false", "0", "off", "inactive", "normal")
_SOURCES = ("videosourceconfigurationtoken", "videosourcetoken", "source", "videosource", "inputtoken", "token",
            "relaytoken")


class Notice(NamedTuple):
    """kind: "" for what is no alarm; is_on: None for what neither begins nor ends; source: token of the video source
    or the input; is_initial: how it stands, told at the beginning of a subscription; at_utc: by the camera's clock."""

    topic: str
    kind: str
    is_on: bool | None
    source: str
    at_utc: int
    is_initial: bool


def notices(body: Element) -> Iterator[Notice]:
    """All in an answer to PullMessages, in their order."""
    for message in found(body, "NotificationMessage"):
        topic = "/".join(part.rpartition(":")[2] for part in text_of(next(found(message, "Topic"), None)).split("/"))
        # The message proper is a Message inside the Message.
        inner = next((each for each in found(message, "Message") if each.get("UtcTime") is not None), None)
        if topic and inner is not None:
            yield _notice(topic, inner)


def _notice(topic: str, message: Element) -> Notice:
    source = dict(_items(message, "Source"))
    data = dict(_items(message, "Data"))
    token = next((source[name] for name in _SOURCES if source.get(name)), next(iter(source.values()), ""))
    try:
        at_utc = instant(message.get("UtcTime", "")) or 0
    except ValueError:
        at_utc = 0
    return Notice(topic, kind_of(topic), _state(data), token, at_utc,
                  message.get("PropertyOperation", "").lower() == "initialized")


def _items(message: Element, part: str) -> Iterator[tuple[str, str]]:
    for group in children(message, part):
        for item in group:
            if local(item) == "SimpleItem":
                yield item.get("Name", "").strip().lower(), item.get("Value", "").strip()


def _state(data: dict[str, str]) -> bool | None:
    for value in data.values():
        if value.lower() in _TRUE + _FALSE:
            return value.lower() in _TRUE
    return None


def kind_of(topic: str) -> str:
    """The kind of alarm that a topic speaks of, "" for none."""
    words = topic.lower()
    return next((kind for kind, marks in _KINDS if any(mark in words for mark in marks)), "")
