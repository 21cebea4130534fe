"""Stored SOAP answers of one device, as its log or a capture gives them: what cameras follow from them. On the
connector's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.onvif import answers
from command_center.connectors.onvif.alarms import AlarmBook
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.facts import DeviceFacts, Eye, cameras, eyes
from command_center.connectors.onvif.notifications import notices
from command_center.connectors.onvif.soap import Reply, read_reply
from command_center.domain.events import CameraSeen, Event


class Stored(NamedTuple):
    """One answer. name: of its file, without the ending."""

    name: str
    reply: Reply


def read_stored(name: str, data: bytes, sink: EventSink) -> Stored | None:
    """An answer, or None and counted as bad: a fault is an answer that is of no use."""
    try:
        reply = read_reply(data)
    except ConnectorError as error:
        sink.bad(str(error)[:200], data)
        return None
    if reply.is_cut:
        sink.bad(f"truncated: {reply.name}", data[-200:])
    return Stored(name, reply)


def publish_stored(stored: list[Stored], config: OnvifConfig, default_key: str, sink: EventSink) -> None:
    """All answers together are one device; further answers with profiles are further devices."""
    used = [each for each in stored if _is_of_use(each, sink)]
    devices = _devices(used, default_key)
    first = devices[0]
    for each in used:
        read = _READERS.get(each.reply.name)
        if read is not None:
            read(first, each.reply.body)
    heard = [notice for each in used if each.reply.name in _NOTICES for notice in notices(each.reply.body)]
    cameras_of = [_cameras(device, config, always=bool(heard) and device is first) for device in devices]
    book, seen = AlarmBook(config, is_stored=True), eyes(first, config.id)
    events: list[Event] = [camera for found in cameras_of for camera in found]
    events += [event for notice in heard for event in book.events(notice, seen, cameras_of[0], 0)]
    whole = sum(not each.reply.is_cut for each in used)
    if events:
        sink.publish(events, whole)
    else:
        sink.skip("no_camera", whole)


def _is_of_use(answer: Stored, sink: EventSink) -> bool:
    if answer.reply.name in (*_READERS, *_NOTICES, *_DEVICES):
        return True
    sink.skip(f"not_used: {answer.reply.name}")
    return False


def _devices(stored: list[Stored], default_key: str) -> list[DeviceFacts]:
    """Those that the answers tell of, at least one."""
    found: list[DeviceFacts] = []
    for each in stored:
        matched = answers.matches(each.reply.body) if each.reply.name == "ProbeMatches" else []
        if len(matched) > 1:
            found += [DeviceFacts(endpoint=match.endpoint, scopes=match.scopes) for match in matched if match.endpoint]
        elif each.reply.name == "GetProfilesResponse":
            found.append(DeviceFacts(default_key=each.name if found else default_key,
                                     profiles=answers.profiles(each.reply.body)))
    return found or [DeviceFacts(default_key=default_key)]


def _cameras(device: DeviceFacts, config: OnvifConfig, *, always: bool) -> list[CameraSeen]:
    """None of a device of which nothing is known but its clock or the like, unless always."""
    found = eyes(device, config.id)
    device.streams = _assigned(device.streams, device, found)
    device.snapshots = _assigned(device.snapshots, device, found)
    presets = device.presets.pop("", {})
    for eye in found[:1]:
        if eye.ptz is not None:
            device.presets[eye.ptz.token] = presets
    if always or found or device.streams or device.services or device.endpoint or device.info:
        return cameras(device, config)
    return []


def _assigned(addresses: dict[str, str], device: DeviceFacts, found: list[Eye]) -> dict[str, str]:
    """A stored address belongs to the profile that was asked for, of which nothing tells. As many as there are
    profiles are theirs in turn; else the first is the main stream's and the second the sub stream's."""
    given = list(addresses.values())
    if not found:
        return {"": given[0]} if given else {}
    if len(given) == len(device.profiles):
        return dict(zip((profile.token for profile in device.profiles), given, strict=True))
    tokens = [profile.token for eye in found for profile in (eye.main, eye.sub) if profile is not None]
    return dict(zip(tokens, given, strict=False))


def _services(device: DeviceFacts, body: Element) -> None:
    device.services = answers.services(body) | device.services


def _matches(device: DeviceFacts, body: Element) -> None:
    matched = answers.matches(body)
    for match in matched[:1] if len(matched) == 1 else []:  # several are devices of their own
        device.endpoint, device.scopes = match.endpoint, match.scopes | device.scopes


def _scopes(device: DeviceFacts, body: Element) -> None:
    device.scopes |= answers.scopes(body)


def _stream(device: DeviceFacts, body: Element) -> None:
    device.streams[str(len(device.streams))] = answers.stream_uri(body)


def _snapshot(device: DeviceFacts, body: Element) -> None:
    device.snapshots[str(len(device.snapshots))] = answers.stream_uri(body)


def _nodes(device: DeviceFacts, body: Element) -> None:
    device.nodes += answers.nodes(body)


def _presets(device: DeviceFacts, body: Element) -> None:
    device.presets[""] = answers.presets(body)


def _information(device: DeviceFacts, body: Element) -> None:
    device.info = answers.information(body)


def _protocols(device: DeviceFacts, body: Element) -> None:
    device.rtsp_port = answers.rtsp_port(body)


def _clock(_device: DeviceFacts, _body: Element) -> None:
    """What a camera's clock once said means nothing now."""


_DEVICES = ("GetProfilesResponse",)
_NOTICES = ("PullMessagesResponse", "Notify")
_READERS: dict[str, Callable[[DeviceFacts, Element], None]] = {
    "GetServicesResponse": _services, "GetCapabilitiesResponse": _services, "ProbeMatches": _matches, "Hello": _matches,
    "GetScopesResponse": _scopes, "GetStreamUriResponse": _stream, "GetSnapshotUriResponse": _snapshot,
    "GetNodesResponse": _nodes, "GetPresetsResponse": _presets, "GetDeviceInformationResponse": _information,
    "GetNetworkProtocolsResponse": _protocols, "GetSystemDateAndTimeResponse": _clock}
