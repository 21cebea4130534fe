"""What stands in the answers of a device: clock, services, profiles, nodes, presets, addresses. Pure; any thread.

A field that is missing or odd is left empty; only what nothing can be made of is an error.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from command_center.connectors.onvif.addresses import is_url
from command_center.connectors.onvif.soap import DEVICE, EVENTS, IMAGING, MEDIA, PTZ, first, found, said
from command_center.connectors.xml import children, text_of
from command_center.domain.time import from_datetime

_CAPABILITIES = {"Device": DEVICE, "Media": MEDIA, "PTZ": PTZ, "Imaging": IMAGING, "Events": EVENTS}
_FOV = "TranslationSpaceFov"


class Match(NamedTuple):
    """A device that answered a probe. endpoint: its lasting id; urls: its device services, as it gives them."""

    endpoint: str
    urls: tuple[str, ...]
    scopes: dict[str, str]


class Profile(NamedTuple):
    """A profile of the media service: one way to see one video source."""

    token: str
    name: str = ""
    source: str = ""
    encoding: str = ""
    width: int = 0
    height: int = 0
    frames_per_s: float = 0.0
    ptz_node: str = ""
    is_media2: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether cameras are moved through it."""
        return bool(self.ptz_node)


class Node(NamedTuple):
    """What one pan-tilt-zoom unit can do."""

    token: str
    continuous: bool = False
    zoom: bool = False
    fov: bool = False  # moves by fractions of the picture
    relative: tuple[float, float] = (0.0, 0.0)  # else how far pan and tilt go either way; 0: it does not say
    absolute: tuple[tuple[float, float], ...] = ()  # from where to where pan and tilt go
    absolute_zoom: tuple[float, float] = (0.0, 0.0)
    presets: int = 0
    home: bool = False
    tours: bool = False


def device_clock(body: Element) -> int:
    """The device's time in microseconds, 0 where it says none that can be."""
    moment = first(body, "UTCDateTime")
    if moment is None:
        return 0
    try:
        year, month, day, hour, minute, second = (int(said(moment, name)) for name in (
            "Year", "Month", "Day", "Hour", "Minute", "Second"))
        return from_datetime(datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC))
    except ValueError:
        return 0


def services(body: Element) -> dict[str, str]:
    """Namespace -> address, of GetServices or GetCapabilities."""
    listed = {said(each, "Namespace").rstrip("/"): said(each, "XAddr") for each in found(body, "Service")}
    listed |= {_CAPABILITIES[name]: said(each, "XAddr") for name in _CAPABILITIES for each in found(body, name)
               if children(each, "XAddr")}
    return {name: url for name, url in listed.items() if name and url}


def profiles(body: Element) -> list[Profile]:
    """Of Media1 or Media2, those that were whole and have a token."""
    is_media2 = "ver20/media" in body.tag
    return [profile for each in children(body, "Profiles") if (profile := _profile(each, is_media2)).token]


def _profile(each: Element, is_media2: bool) -> Profile:
    # Media2 calls them VideoSource, VideoEncoder and PTZ inside Configurations.
    video = first(each, "VideoEncoderConfiguration")
    video = video if video is not None else first(each, "VideoEncoder")
    source = first(each, "VideoSourceConfiguration")
    source = source if source is not None else first(each, "VideoSource")
    ptz = first(each, "PTZConfiguration")
    ptz = ptz if ptz is not None else first(each, "PTZ")
    return Profile(
        token=each.get("token", "").strip(), name=text_of(each, "Name"), source=said(source, "SourceToken"),
        encoding=said(video, "Encoding").upper(), width=_whole(said(video, "Resolution", "Width")),
        height=_whole(said(video, "Resolution", "Height")), frames_per_s=_number(said(video, "FrameRateLimit")),
        ptz_node=said(ptz, "NodeToken") or (ptz.get("token", "?") if ptz is not None else ""), is_media2=is_media2)


def nodes(body: Element) -> list[Node]:
    """What the pan-tilt-zoom units can do."""
    return [Node(
        token=each.get("token", ""), continuous=first(each, "ContinuousPanTiltVelocitySpace") is not None,
        zoom=first(each, "ContinuousZoomVelocitySpace") is not None,
        fov=any(said(space, "URI").endswith(_FOV) for space in found(each, "RelativePanTiltTranslationSpace")),
        relative=_reach(first(each, "RelativePanTiltTranslationSpace")),
        absolute=_ranges(first(each, "AbsolutePanTiltPositionSpace"), "XRange", "YRange"),
        absolute_zoom=next(iter(_ranges(first(each, "AbsoluteZoomPositionSpace"), "XRange")), (0.0, 0.0)),
        presets=_whole(said(each, "MaximumNumberOfPresets")), home=said(each, "HomeSupported").lower() in ("true", "1"),
        tours=_whole(said(each, "MaximumNumberOfPresetTours")) > 0) for each in found(body, "PTZNode")]


def _reach(space: Element | None) -> tuple[float, float]:
    return _number(said(space, "XRange", "Max")), _number(said(space, "YRange", "Max"))


def _ranges(space: Element | None, *names: str) -> tuple[tuple[float, float], ...]:
    """From where to where a space goes; nothing where it does not say all."""
    found_there = []
    for name in names:
        try:
            least, most = float(said(space, name, "Min")), float(said(space, name, "Max"))
        except ValueError:
            return ()
        if not -1e6 < least < most < 1e6:
            return ()
        found_there.append((least, most))
    return tuple(found_there)


def iris_range(body: Element) -> tuple[float, float] | None:
    """Of the imaging service's GetOptions: from where to where the iris goes, where it can be set by hand."""
    exposure = first(body, "Exposure")
    modes = [said(each).upper() for each in found(exposure, "Mode")] if exposure is not None else []
    ranges = _ranges(exposure, "Iris") if "MANUAL" in modes else ()
    return ranges[0] if ranges else None


def tours(body: Element) -> dict[str, str]:
    """Token -> name of a camera's own patrols."""
    return {token: text_of(each, "Name") or token for each in children(body, "PresetTour")
            if (token := each.get("token", "").strip())}


def zoom_position(body: Element) -> float:
    """Of GetStatus: 0 wide, 1 far."""
    zoom = first(body, "Position", "Zoom")
    return min(1.0, _number(zoom.get("x", ""))) if zoom is not None else 0.0


def presets(body: Element) -> dict[str, str]:
    """Token -> name."""
    return {token: text_of(each, "Name") or token for each in children(body, "Preset")
            if (token := each.get("token", "").strip())}


def stream_uri(body: Element) -> str:
    """The address of a stream or of a snapshot; with MediaUri around it or, as in Media2, without."""
    return said(body, "Uri")


def rtsp_port(body: Element) -> int:
    """Of GetNetworkProtocols; 0 where it does not say."""
    return next((_whole(said(each, "Port")) for each in found(body, "NetworkProtocols")
                 if said(each, "Name").upper() == "RTSP"), 0)


def information(body: Element) -> dict[str, str]:
    """Manufacturer, model, firmware, serial, where they are said."""
    names = {"manufacturer": "Manufacturer", "model": "Model", "firmware": "FirmwareVersion", "serial": "SerialNumber"}
    return {ours: value for ours, theirs in names.items() if (value := said(body, theirs))}


def matches(body: Element) -> list[Match]:
    """Who answered a probe (or said hello)."""
    parts = list(found(body, "ProbeMatch")) or [body]
    return [Match(said(each, "EndpointReference", "Address"),
                  tuple(url for url in said(each, "XAddrs").split() if is_url(url, "http", "https")),
                  scopes_of(said(each, "Scopes"))) for each in parts]


def scopes_of(text: str) -> dict[str, str]:
    """onvif://www.onvif.org/NAME/VALUE -> {name: value}; of several of one name the first."""
    scopes: dict[str, str] = {}
    for scope in text.split():
        _, found_it, rest = scope.partition("onvif.org/")
        name, slash, value = rest.partition("/")
        if found_it and slash and value.strip("/"):
            scopes.setdefault(name.lower(), unquote(value.strip("/")).replace("_", " "))
    return scopes


def scopes(body: Element) -> dict[str, str]:
    """Of GetScopes."""
    return scopes_of(" ".join(said(each) for each in found(body, "ScopeItem")))


def _whole(text: str) -> int:
    return int(_number(text))


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0.0 <= value < 1e9 else 0.0
