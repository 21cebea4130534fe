"""Stored SOAP answers of one device, as its log or a capture gives them: what cameras follow from them. On the
connector's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from command_center.connectors.base import ConnectorError, EventSink
from command_center.connectors.onvif import answers
from command_center.connectors.onvif.config import OnvifConfig
from command_center.connectors.onvif.facts import DeviceFacts, Eye, cameras, eyes
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
    devices: list[DeviceFacts] = []
    rest: list[tuple[Stored, Callable[[DeviceFacts, Element], None]]] = []
    used = 0
    for each in stored:
        known = _READERS.get(each.reply.name)
        if known is None:
            sink.skip(f"not_used: {each.reply.name}")
            continue
        used += 0 if each.reply.is_cut else 1
        if each.reply.name == "ProbeMatches" and len(answers.matches(each.reply.body)) > 1:
            found = (DeviceFacts(endpoint=match.endpoint, scopes=match.scopes) for match in answers.matches(each.reply.body))
            devices += [device for device in found if device.endpoint]
        elif each.reply.name == "GetProfilesResponse":
            devices.append(DeviceFacts(default_key=each.name if devices else default_key,
                                       profiles=answers.profiles(each.reply.body)))
        else:
            rest.append((each, known))
    for answer, read in rest:
        read((devices or _one(devices, default_key))[0], answer.reply.body)
    events: list[Event] = []
    for device in devices:
        events += _cameras(device, config)
    if events:
        sink.publish(events, used)
    elif used:
        sink.skip("no_camera", used)


def _one(devices: list[DeviceFacts], default_key: str) -> list[DeviceFacts]:
    devices.append(DeviceFacts(default_key=default_key))
    return devices


def _cameras(device: DeviceFacts, config: OnvifConfig) -> list[CameraSeen]:
    found = eyes(device, config.id)
    device.streams = _assigned(device.streams, device, found)
    device.snapshots = _assigned(device.snapshots, device, found)
    presets = device.presets.pop("", {})
    for eye in found[:1]:
        if eye.ptz is not None:
            device.presets[eye.ptz.token] = presets
    if found or device.streams or device.services or device.endpoint or device.info:
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
    for match in answers.matches(body):
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
    """What a camera's clock once said is read, and means nothing now."""


_READERS: dict[str, Callable[[DeviceFacts, Element], None]] = {
    "GetServicesResponse": _services, "GetCapabilitiesResponse": _services, "ProbeMatches": _matches, "Hello": _matches,
    "GetScopesResponse": _scopes, "GetStreamUriResponse": _stream, "GetSnapshotUriResponse": _snapshot,
    "GetNodesResponse": _nodes, "GetPresetsResponse": _presets, "GetDeviceInformationResponse": _information,
    "GetNetworkProtocolsResponse": _protocols, "GetSystemDateAndTimeResponse": _clock, "GetProfilesResponse": _clock}
