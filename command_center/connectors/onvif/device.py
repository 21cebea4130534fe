"""Reads one device from its clock to its presets. Blocking; on the thread of the client it is given.

Only the way to the profiles must work; what a camera does not know beside it is left out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar
from xml.etree.ElementTree import Element

from command_center.connectors.base import ConnectorError
from command_center.connectors.onvif import answers
from command_center.connectors.onvif.answers import Profile
from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.facts import DeviceFacts
from command_center.connectors.onvif.soap import (
    DEVICE,
    IMAGING,
    MEDIA,
    MEDIA2,
    PTZ,
    element,
    first,
    tag,
)

log = logging.getLogger("command_center.connectors.onvif")
_Value = TypeVar("_Value")
_UNKNOWN = ("fault", "bad_payload", "http_status")  # another way to ask may be understood
_GONE = ("refused", "stopped")


def read_device(client: OnvifClient, facts: DeviceFacts) -> DeviceFacts:
    """Everything that a device says of itself, into `facts`. Raises ConnectorError where it cannot be read."""
    client.look_at_clock()
    facts.services = _services(client)
    facts.profiles = _profiles(client, facts)  # first what needs the password: of wrong ones cameras have soon enough
    facts.info = _perhaps(client, client.url, element("GetDeviceInformation", DEVICE), answers.information) or facts.info
    facts.scopes = _perhaps(client, client.url, element("GetScopes", DEVICE), answers.scopes) or facts.scopes
    for profile in facts.profiles:
        facts.streams[profile.token] = _stream(client, facts, profile)
        facts.snapshots[profile.token] = _snapshot(client, facts, profile)
    if any(":0/" in url or url.endswith(":0") for url in facts.streams.values()):
        facts.rtsp_port = _perhaps(client, client.url, element("GetNetworkProtocols", DEVICE), answers.rtsp_port) or 0
    _read_movements(client, facts)
    return facts


def _services(client: OnvifClient) -> dict[str, str]:
    """Of GetServices, which old firmware does not know; else of GetCapabilities; else where they usually are."""
    requests = (element("GetServices", DEVICE, tag("IncludeCapability", "false")),
                element("GetCapabilities", DEVICE, tag("Category", "All")))
    for request in requests:
        try:
            found = answers.services(client.call(client.url, request).body)
        except ConnectorError as error:
            if error.key not in _UNKNOWN:
                raise
            continue
        if found.get(MEDIA) or found.get(MEDIA2):
            return found
    return {DEVICE: client.url, MEDIA: client.url}


def _profiles(client: OnvifClient, facts: DeviceFacts) -> list[Profile]:
    """Media2 knows H.265, so it is asked first; a device whose Media2 has nothing to show is asked the old way."""
    trouble: ConnectorError | None = None
    for namespace, body in ((MEDIA2, element("GetProfiles", MEDIA2, tag("Type", "All"))),
                            (MEDIA, element("GetProfiles", MEDIA))):
        if namespace not in facts.services:
            continue
        try:
            found = answers.profiles(client.call(facts.services[namespace], body).body)
        except ConnectorError as error:
            if error.key not in _UNKNOWN:
                raise
            trouble = error
            continue
        if any(profile.encoding for profile in found):
            return found
    if trouble is not None:
        raise trouble
    return []


def _stream(client: OnvifClient, facts: DeviceFacts, profile: Profile) -> str:
    token = tag("ProfileToken", profile.token)
    if profile.is_media2:
        body = element("GetStreamUri", MEDIA2, tag("Protocol", "RTSP") + token)
    else:
        setup = ("<StreamSetup><Stream xmlns='http://www.onvif.org/ver10/schema'>RTP-Unicast</Stream>"
                 "<Transport xmlns='http://www.onvif.org/ver10/schema'><Protocol>RTSP</Protocol></Transport></StreamSetup>")
        body = element("GetStreamUri", MEDIA, setup + token)
    return _perhaps(client, _media(facts, profile), body, answers.stream_uri) or ""


def _snapshot(client: OnvifClient, facts: DeviceFacts, profile: Profile) -> str:
    body = element("GetSnapshotUri", MEDIA2 if profile.is_media2 else MEDIA, tag("ProfileToken", profile.token))
    return _perhaps(client, _media(facts, profile), body, answers.stream_uri) or ""


def _media(facts: DeviceFacts, profile: Profile) -> str:
    return facts.services.get(MEDIA2 if profile.is_media2 else MEDIA, "")


def _read_movements(client: OnvifClient, facts: DeviceFacts) -> None:
    moved = {profile.source: profile for profile in reversed(facts.profiles) if profile.is_moved}
    place = facts.services.get(PTZ)
    if moved and place is None:  # configured, but without a service nobody can move it
        facts.profiles = [profile._replace(ptz_node="") for profile in facts.profiles]
    elif moved and place is not None:
        facts.nodes = _perhaps(client, place, element("GetNodes", PTZ), answers.nodes) or []
        for profile in facts.profiles:
            if profile.is_moved:
                facts.presets[profile.token] = read_presets(client, facts, profile.token)
                if any(node.tours for node in facts.nodes):
                    body = element("GetPresetTours", PTZ, tag("ProfileToken", profile.token))
                    facts.tours[profile.token] = _perhaps(client, place, body, answers.tours) or {}
    if IMAGING in facts.services:
        for source in {profile.source for profile in facts.profiles if profile.source}:
            body = element("GetMoveOptions", IMAGING, tag("VideoSourceToken", source))
            if _perhaps(client, facts.services[IMAGING], body, _moves_focus):
                facts.focus.add(source)
            body = element("GetOptions", IMAGING, tag("VideoSourceToken", source))
            if (reach := _perhaps(client, facts.services[IMAGING], body, answers.iris_range)) is not None:
                facts.iris[source] = reach


def read_presets(client: OnvifClient, facts: DeviceFacts, profile: str) -> dict[str, str]:
    """The presets that a camera knows now."""
    body = element("GetPresets", PTZ, tag("ProfileToken", profile))
    return _perhaps(client, facts.services.get(PTZ, ""), body, answers.presets) or {}


def _moves_focus(body: Element) -> bool:
    return first(body, "Continuous") is not None


def _perhaps(client: OnvifClient, given: str, body: str, read: Callable[[Element], _Value]) -> _Value | None:
    """What a device need not know, or not let this user know. That it is gone is no answer."""
    try:
        return read(client.call(given, body).body)
    except ConnectorError as error:
        if error.key in _GONE:
            raise
        log.debug("%s does not answer %s", client.url, body.partition(" ")[0])
        return None
