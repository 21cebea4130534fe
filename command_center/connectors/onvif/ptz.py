"""Movements as ONVIF says them. Called on the thread of the camera that moves."""

from __future__ import annotations

from command_center.connectors.base import ConnectorError, SendOutcome
from command_center.connectors.onvif import answers
from command_center.connectors.onvif.aiming import aim, turn
from command_center.connectors.onvif.client import OnvifClient
from command_center.connectors.onvif.facts import DeviceFacts, Eye, node_of
from command_center.connectors.onvif.soap import IMAGING, PTZ, OnvifFault, Reply, element, first, said, tag
from command_center.domain.ptz import PtzRequest

_FOV_SPACE = "http://www.onvif.org/ver10/tptz/PanTiltSpaces/TranslationSpaceFov"
_IRIS_STEP = 0.1  # of its whole way, at full speed, each time it is asked
_NS = 'xmlns="http://www.onvif.org/ver10/schema"'


class Mover:
    """Moves the cameras of one device. facts: what is known of it now; `presets_changed`: whether a preset was set or removed since it was last
    asked."""

    def __init__(self, client: OnvifClient, facts: DeviceFacts) -> None:
        self._client, self.facts = client, facts
        self._no_timeouts: set[str] = set()
        self._tours: dict[str, str] = {}
        self._focusing: set[str] = set()
        self.presets_changed = False

    def move(self, eye: Eye, request: PtzRequest) -> SendOutcome:
        """Carry one request out. Never raises for what a camera or a network does."""
        try:
            self._carry_out(eye, request)
        except OnvifFault as error:
            return SendOutcome("failed", error.key, error.detail)
        except ConnectorError as error:
            return SendOutcome("unknown" if error.key == "timeout" else "failed", error.key, error.detail)
        return SendOutcome("confirmed")

    def _carry_out(self, eye: Eye, request: PtzRequest) -> None:
        if request.kind in ("focus", "iris", "auto"):
            {"focus": self._focus, "iris": self._iris, "auto": self._auto}[request.kind](eye, request)
        elif eye.ptz is None and request.kind != "stop":
            raise ConnectorError("not_handled", request.kind, fatal=True)
        elif request.kind == "stop":
            self._stop(eye)
        elif request.kind == "move":
            self._go_on(eye, request)
        elif request.kind == "absolute":
            self._absolute(eye, request)
        elif request.kind in ("centre", "box"):
            self._relative(eye, request)
        elif request.kind == "patrol":
            self._tour(eye, request.preset, "Start")
            self._tours[eye.camera] = request.preset
        else:
            self._preset(eye, request)

    def _go_on(self, eye: Eye, request: PtzRequest) -> None:
        velocity = (f'<PanTilt {_NS} x="{request.pan:g}" y="{request.tilt:g}"/>' if request.pan or request.tilt
                    or not request.zoom else "")
        velocity += f'<Zoom {_NS} x="{request.zoom:g}"/>' if request.zoom else ""
        if eye.camera not in self._no_timeouts:
            try:
                self._ask(eye, "ContinuousMove", f"<Velocity>{velocity}</Velocity>" + tag("Timeout", f"PT{request.hold_s:g}S"))
                return
            except OnvifFault as fault:
                if fault.key == "unauthorized" or not any("Timeout" in each or "InvalidArg" in each or "NotSupported" in each
                                                          for each in (fault.detail, *fault.subcodes)):
                    raise
                self._no_timeouts.add(eye.camera)
        self._ask(eye, "ContinuousMove", f"<Velocity>{velocity}</Velocity>")

    def _stop(self, eye: Eye) -> None:
        """All of it, even if one part fails."""
        problems: list[ConnectorError] = []
        for part in (self._stop_tour, self._stop_focus, self._stop_moving):
            try:
                part(eye)
            except ConnectorError as problem:
                problems.append(problem)
        if problems:
            raise problems[-1]

    def _stop_moving(self, eye: Eye) -> None:
        if eye.ptz is not None:
            self._ask(eye, "Stop", tag("PanTilt", "true") + tag("Zoom", "true"))

    def _stop_tour(self, eye: Eye) -> None:
        if eye.camera in self._tours:
            self._tour(eye, self._tours.pop(eye.camera), "Stop")

    def _stop_focus(self, eye: Eye) -> None:
        if eye.camera in self._focusing:
            self._imaging("Stop", tag("VideoSourceToken", eye.source))
            self._focusing.discard(eye.camera)

    def _relative(self, eye: Eye, request: PtzRequest) -> None:
        """By fractions of the picture, which cameras call field of view; else by what that is of the whole turn."""
        pan, tilt, zoom = aim(request)
        node, space = node_of(self.facts, eye), f' space="{_FOV_SPACE}"'
        if node is None or not node.fov:
            if node is None or not self.facts.fov_deg:
                raise ConnectorError("not_handled", request.kind, fatal=True)
            where = self._ask(eye, "GetStatus", "").body
            pan, tilt = turn(pan, tilt, self.facts.fov_deg, answers.zoom_position(where), node.relative)
            space = ""
        way = f'<PanTilt {_NS} x="{pan:.4f}" y="{tilt:.4f}"{space}/>'
        way += f'<Zoom {_NS} x="{zoom:.4f}"/>' if zoom > 0.0 else ""
        self._ask(eye, "RelativeMove", f"<Translation>{way}</Translation>")

    def _absolute(self, eye: Eye, request: PtzRequest) -> None:
        """A place in all that it can reach: -1..1 (zoom 0..1) is from one end of the camera's own numbers to the other."""
        node = node_of(self.facts, eye)
        way = ""
        if node is not None and node.absolute:
            x, y = (least + (share + 1.0) / 2.0 * (most - least)
                    for (least, most), share in zip(node.absolute, (request.pan, request.tilt), strict=True))
            way += f'<PanTilt {_NS} x="{x:.5g}" y="{y:.5g}"/>'
        if node is not None and node.absolute_zoom[0] < node.absolute_zoom[1]:
            least, most = node.absolute_zoom
            way += f'<Zoom {_NS} x="{least + request.zoom * (most - least):.5g}"/>'
        if not way:
            raise ConnectorError("not_handled", request.kind, fatal=True)
        self._ask(eye, "AbsoluteMove", f"<Position>{way}</Position>")

    def _preset(self, eye: Eye, request: PtzRequest) -> None:
        token = tag("PresetToken", request.preset) if request.preset else ""
        if request.kind == "preset":
            speed = f'<Speed><PanTilt {_NS} x="{request.speed:g}" y="{request.speed:g}"/></Speed>' if request.speed > 0 else ""
            self._ask(eye, "GotoPreset", token + speed)
        elif request.kind == "preset_set":
            known = request.preset in self.facts.presets.get(eye.ptz.token if eye.ptz else "", {})
            name = tag("PresetName", request.name) if request.name else ""
            self._ask(eye, "SetPreset", name + (token if known or not name else ""))
            self.presets_changed = True
        elif request.kind == "preset_remove":
            self._ask(eye, "RemovePreset", token)
            self.presets_changed = True
        elif request.kind == "home":
            self._ask(eye, "GotoHomePosition", "")
        else:
            raise ConnectorError("not_handled", request.kind, fatal=True)

    def _tour(self, eye: Eye, tour: str, operation: str) -> None:
        self._ask(eye, "OperatePresetTour", tag("PresetTourToken", tour) + tag("Operation", operation))

    def _focus(self, eye: Eye, request: PtzRequest) -> None:
        if not request.speed:
            self._stop_focus(eye)
            return
        self._focusing.add(eye.camera)
        self._imaging("Move", tag("VideoSourceToken", eye.source)
                      + f"<Focus><Continuous {_NS}>{tag('Speed', f'{request.speed:g}')}</Continuous></Focus>")

    def _iris(self, eye: Eye, request: PtzRequest) -> None:
        """There is no word for turning it: each time it is asked, it goes a step. Its numbers are attenuation: less is open."""
        if eye.source not in self.facts.iris:
            raise ConnectorError("not_handled", request.kind, fatal=True)
        if not request.speed:
            return
        least, most = self.facts.iris[eye.source]
        now = first(self._imaging("GetImagingSettings", tag("VideoSourceToken", eye.source)).body, "Exposure")
        kept = "".join(f"<{name}>{value}</{name}>" for name in ("ExposureTime", "Gain") if (value := _plain(said(now, name))))
        try:
            iris = float(said(now, "Iris"))
        except ValueError:
            iris = (least + most) / 2.0
        iris = min(most, max(least, iris - request.speed * _IRIS_STEP * (most - least)))
        self._set_imaging(eye, f"<Exposure {_NS}><Mode>MANUAL</Mode>{kept}<Iris>{iris:.4g}</Iris></Exposure>")

    def _auto(self, eye: Eye, _request: PtzRequest) -> None:
        """Focus and iris are the camera's own again."""
        focus = f"<Focus {_NS}><AutoFocusMode>AUTO</AutoFocusMode></Focus>" if eye.source in self.facts.focus else ""
        iris = f"<Exposure {_NS}><Mode>AUTO</Mode></Exposure>" if eye.source in self.facts.iris else ""
        if not focus and not iris:
            raise ConnectorError("not_handled", "auto", fatal=True)
        self._set_imaging(eye, iris + focus)

    def _set_imaging(self, eye: Eye, settings: str) -> None:
        self._imaging("SetImagingSettings", tag("VideoSourceToken", eye.source) + f"<ImagingSettings>{settings}</ImagingSettings>"
                      + tag("ForcePersistence", "false"))

    def _ask(self, eye: Eye, name: str, content: str) -> Reply:
        assert eye.ptz is not None
        body = element(name, PTZ, tag("ProfileToken", eye.ptz.token) + content)
        return self._client.call(self.facts.services.get(PTZ, ""), body, action=f"{PTZ}/{name}")

    def _imaging(self, name: str, content: str) -> Reply:
        return self._client.call(self.facts.services.get(IMAGING, ""), element(name, IMAGING, content), action=f"{IMAGING}/{name}")


def _plain(text: str) -> str:
    """A number as the camera wrote it; nothing else goes back to it."""
    try:
        float(text)
    except ValueError:
        return ""
    return text
