"""The connector `gb28181`: listens for devices, or reads a capture. `run` is on the connector's thread, `move` on the
engine's PTZ threads."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from command_center.connectors.base import Connector, ConnectorError, EventSink, SendOutcome
from command_center.connectors.gb28181.cameras import Cameras
from command_center.connectors.gb28181.config import Gb28181Config
from command_center.connectors.gb28181.controls import NotFit, fields_of
from command_center.connectors.gb28181.offline import OfflineReader
from command_center.connectors.gb28181.relay import Relay
from command_center.connectors.gb28181.signalling import Signalling
from command_center.connectors.gb28181.transport import Transport
from command_center.domain.events import Event
from command_center.domain.ptz import PtzRequest
from command_center.domain.time import now_utc

_ANSWER_S = 1.8


class Gb28181Connector(Connector):
    """GB/T 28181-2016 and 2022: cameras, recorders and platforms that register here; live pictures, PTZ, alarms."""

    kind = "gb28181"
    tier = "silver"
    inputs = ("listen", "path", "frames")
    moves_cameras = True
    Config = Gb28181Config

    def __init__(self, config: Gb28181Config) -> None:
        super().__init__(config)
        self._cameras = Cameras(config, self._addresses)
        self._signalling: Signalling | None = None
        self._relay: Relay | None = None
        self.port = 0  # where devices register, once it runs

    def remember(self, events: Sequence[Event]) -> None:
        """Cameras that the journal already holds."""
        self._cameras.remember(events)

    def check(self) -> None:
        """Whether the address can be listened on, or the path is there."""
        config = self.config
        if config.listen:
            host, port = config.address
            Transport(host, port, config.max_bytes, lambda reason, raw: None).close()
        elif not Path(config.path or config.frames).exists():
            raise ConnectorError("not_found", f"no file or folder {config.path or config.frames}", fatal=True)

    def run(self, sink: EventSink, stop: threading.Event) -> None:
        """Serve devices until stopped, or read the capture."""
        if not self.config.listen:
            OfflineReader(self.config, self._cameras, sink, stop).run()
            return
        signalling = Signalling(self.config, self._cameras, sink)
        try:
            self._relay = Relay(signalling, self._preferred())
            self._signalling, self.port = signalling, signalling.transport.port
            sink.publish(self._cameras.readdress(now_utc()), 0)
            while not stop.is_set():
                signalling.step()
        finally:
            self._signalling = None
            signalling.close()
            if self._relay is not None:
                self._relay.close()
                self._relay = None

    @property
    def relay_port(self) -> int:
        """Where pictures are fetched; 0 while it does not run."""
        return self._relay.port if self._relay is not None else 0

    def _preferred(self) -> list[int]:
        """The port that is configured, else the one that the journal's addresses name."""
        if self.config.relay_port:
            return [self.config.relay_port]
        for camera in self._cameras.channels.cameras.values():
            with contextlib.suppress(ValueError):
                address = urlsplit(camera.main_url)
                if address.scheme == "gb28181" and address.port:
                    return [address.port]
        return []

    def _addresses(self, device: str, channel: str) -> tuple[str, str]:
        """Where the pictures of a channel are fetched: (main, sub)."""
        config = self.config
        if config.media_url:
            names = {"device": quote(device, safe=""), "channel": quote(channel, safe="")}
            return config.media_url.format(**names), config.media_sub_url.format(**names)
        if self._relay is None:
            return "", ""
        main = f"gb28181://127.0.0.1:{self._relay.port}/{quote(device, safe='')}/{quote(channel, safe='')}"
        known = self._signalling.registrar.get(device) if self._signalling else None
        has_sub = config.stream_number if config.stream_number is not None else known is not None and known.is_2022
        return main, f"{main}/sub" if has_sub else ""

    def move(self, camera: str, request: PtzRequest) -> SendOutcome:
        """Move a camera by a DeviceControl; returns when its device answered, or within two seconds."""
        signalling, place = self._signalling, self._cameras.place_of(camera)
        if signalling is None or place is None:
            return SendOutcome("failed", "offline" if signalling is None else "unknown_camera", camera)
        try:
            fields = fields_of(request)
        except NotFit as error:
            return SendOutcome("failed", "not_handled", str(error))
        outcome = signalling.ask(*place, fields, _ANSWER_S)
        if request.kind in ("preset_set", "preset_remove") and outcome.state != "failed":
            signalling.presets_changed(*place)
        return outcome
