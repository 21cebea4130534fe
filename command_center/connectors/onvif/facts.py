"""What is known of one device, and the cameras that follow from it. Pure; any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from command_center.connectors.onvif.addresses import host_of, stream_url
from command_center.connectors.onvif.answers import Node, Profile
from command_center.connectors.onvif.config import OnvifCamera, OnvifConfig
from command_center.domain.events import CameraSeen
from command_center.domain.geo import is_place, to_wgs84
from command_center.domain.ptz import presets_property
from command_center.domain.time import now_utc


@dataclass
class DeviceFacts:
    """reached: the device service that answered, "" for stored answers; streams, snapshots, presets, tours: by
    token of profile; fov_deg: 0 where nobody knows; focus: sources whose lens is moved through the imaging service; iris: from where to where theirs goes;
    fixed_key: what its cameras are called whatever its address becomes, default_key: where nothing else names it."""

    reached: str = ""
    endpoint: str = ""
    scopes: dict[str, str] = field(default_factory=dict)
    info: dict[str, str] = field(default_factory=dict)
    services: dict[str, str] = field(default_factory=dict)
    profiles: list[Profile] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    streams: dict[str, str] = field(default_factory=dict)
    snapshots: dict[str, str] = field(default_factory=dict)
    presets: dict[str, dict[str, str]] = field(default_factory=dict)
    focus: set[str] = field(default_factory=set)
    iris: dict[str, tuple[float, float]] = field(default_factory=dict)
    tours: dict[str, dict[str, str]] = field(default_factory=dict)
    fov_deg: float = 0.0
    verify: bool | str | None = None
    rtsp_port: int = 0
    user: str = ""
    secret: str = ""
    password: str = ""
    fixed_key: str = ""
    default_key: str = ""
    clock_is_off: bool = False

    @property
    def key(self) -> str:
        """The device's part of its cameras' ids: host (and port) of its service, else its lasting id."""
        if self.fixed_key:
            return self.fixed_key
        given = next((host_of(url) for url in (self.reached, *self.services.values(), *_bare(self.streams)) if host_of(url)), "")
        return given or self.endpoint.removeprefix("urn:").removeprefix("uuid:") or self.default_key

    @property
    def name(self) -> str:
        """As its installer named it, else what it is."""
        made = " ".join(self.info.get(each, "") for each in ("manufacturer", "model")).strip()
        return self.scopes.get("name") or made or self.scopes.get("hardware") or self.key


@dataclass(frozen=True)
class Eye:
    """One video source of a device: a camera. main, sub: the profiles that are shown."""

    camera: str
    source: str
    main: Profile
    sub: Profile | None
    ptz: Profile | None


def _bare(streams: dict[str, str]) -> list[str]:
    """Hosts of streams without their ports, which are not the device's."""
    return [f"http://{host_of(url).rpartition(':')[0] or host_of(url)}" for url in streams.values() if host_of(url)]


def eyes(facts: DeviceFacts, source_id: str) -> list[Eye]:
    """The cameras of a device: one for each video source, in the order of the profiles."""
    by_source: dict[str, list[Profile]] = {}
    for profile in facts.profiles:
        if profile.encoding or profile.width or not profile.source:
            by_source.setdefault(profile.source, []).append(profile)
    prefix = f"{source_id}/{facts.key}" if source_id else facts.key
    named = len(by_source) > 1
    return [_eye(f"{prefix}/{source}" if named else prefix, source, group) for source, group in by_source.items()]


def _eye(camera: str, source: str, group: Sequence[Profile]) -> Eye:
    """The largest picture is the main stream, the smallest the sub stream; stills are no streams."""
    moving = [each for each in group if each.encoding != "JPEG"] or list(group)
    main = max(moving, key=lambda each: each.width * each.height)
    small = min(moving, key=lambda each: each.width * each.height or 1 << 40)
    sub = small if small.token != main.token and small.width * small.height < main.width * main.height else None
    ptz = next((each for each in (main, *group) if each.is_moved), None)
    return Eye(camera, source, main, sub, ptz)


def cameras(facts: DeviceFacts, config: OnvifConfig, crs: str = "") -> list[CameraSeen]:
    """What the rest of the city is told. A device that showed no profile is one camera without streams."""
    found = eyes(facts, config.id) or [_eye(f"{config.id}/{facts.key}" if config.id else facts.key, "", [Profile("")])]
    return [_camera(facts, eye, config, len(found) > 1) for eye in found]


def _camera(facts: DeviceFacts, eye: Eye, config: OnvifConfig, is_one_of_many: bool) -> CameraSeen:
    known = about(config, facts, eye.camera)
    lon, lat = _place(known, config)
    name = known.name if known else ""
    name = name or (f"{facts.name} {eye.main.name or eye.source}".strip() if is_one_of_many else facts.name)
    return CameraSeen(
        at_utc=now_utc(), camera=eye.camera, name=name, lon=lon, lat=lat, main_url=_url(facts, eye.main, config, known),
        sub_url=_url(facts, eye.sub, config, known) if eye.sub else "",
        heading_deg=known.heading_deg if known else None, fov_deg=known.fov_deg if known else None,
        range_m=known.range_m if known else None, district=known.district if known else "",
        properties=_properties(facts, eye, config, known))


def about(config: OnvifConfig, facts: DeviceFacts, camera: str = "") -> OnvifCamera | None:
    """What the configuration knows of a camera, by its id, its device or its host."""
    own = camera.removeprefix(f"{config.id}/") if config.id else camera
    names = (own, facts.key, facts.key.partition(":")[0], facts.endpoint)
    return next((each for name in names if name for each in config.camera if each.camera == name), None)


def _place(known: OnvifCamera | None, config: OnvifConfig) -> tuple[float | None, float | None]:
    if known is None or known.lon is None or known.lat is None:
        return None, None
    lon, lat = to_wgs84(known.lon, known.lat, config.crs)
    return (float(lon), float(lat)) if is_place(float(lon), float(lat)) else (None, None)


def _url(facts: DeviceFacts, profile: Profile, config: OnvifConfig, known: OnvifCamera | None) -> str:
    # The sink takes the password out again and keeps it in the store, where the process that opens the stream looks.
    return stream_url(facts.streams.get(profile.token, ""), facts.reached, user=facts.user, password=facts.password, usual_port=facts.rtsp_port,
                      port=known.rtsp_port if known else 0, keep_host=config.keep_hosts)


def _properties(facts: DeviceFacts, eye: Eye, config: OnvifConfig, known: OnvifCamera | None) -> dict[str, str]:
    snapshot = facts.snapshots.get(eye.main.token, "")
    said = {**facts.info, "codec": eye.main.encoding, "profile": eye.main.token,
            "sub_profile": eye.sub.token if eye.sub else "",
            "resolution": f"{eye.main.width}x{eye.main.height}" if eye.main.width else "",
            "hardware": facts.scopes.get("hardware", ""), "location": facts.scopes.get("location", ""),
            "snapshot_url": stream_url(snapshot, facts.reached, keep_host=config.keep_hosts) if snapshot else "",
            "clock_is_off": "1" if facts.clock_is_off else "", "secret": facts.secret,
            "certificate": "any" if (config.verify if facts.verify is None else facts.verify) is False else "", "department": known.department if known else "", **_ptz(facts, eye)}
    return {name: value for name, value in said.items() if value}


def _ptz(facts: DeviceFacts, eye: Eye) -> dict[str, str]:
    can = movements(facts, eye)
    if not can:
        return {}
    token = eye.ptz.token if eye.ptz else ""
    presets, tours = facts.presets.get(token, {}), facts.tours.get(token, {})
    return {"ptz": "1", "ptz_can": " ".join(can), "ptz_presets": presets_property(presets) if presets else "",
            "ptz_patrols": presets_property(tours) if tours else ""}


def node_of(facts: DeviceFacts, eye: Eye) -> Node | None:
    """The unit that moves a camera; None where the device does not say."""
    wanted = eye.ptz.ptz_node if eye.ptz is not None else ""
    return next((each for each in facts.nodes if each.token == wanted), facts.nodes[0] if len(facts.nodes) == 1 else None)


def movements(facts: DeviceFacts, eye: Eye) -> list[str]:
    """The kinds of movement that a camera knows; none where it stands still."""
    can: list[str] = []
    if eye.ptz is not None:
        node = node_of(facts, eye)
        if node is None:  # it does not say: then it is tried
            can = ["move", "preset", "preset_set", "preset_remove"]
        else:
            can += ["move"] if node.continuous or node.zoom else []
            can += ["preset", "preset_set", "preset_remove"] if node.presets else []
            can += ["centre", "box"] if node.fov or (all(node.relative) and facts.fov_deg) else []
            can += ["absolute"] if node.absolute or node.absolute_zoom[0] < node.absolute_zoom[1] else []
            can += (["home"] if node.home else []) + (["patrol"] if facts.tours.get(eye.ptz.token) else [])
    lens = (["focus"] if eye.source in facts.focus else []) + (["iris"] if eye.source in facts.iris else [])
    return can + lens + (["auto"] if lens else [])
