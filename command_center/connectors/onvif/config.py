"""The table of an ONVIF source in the configuration. Read once; any thread."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from command_center.connectors.base import ConnectorConfig
from command_center.connectors.onvif.addresses import device_url, probe_address


class OnvifCamera(BaseModel):
    """What is known of one camera that it does not say itself. It is meant by its address, its name or the end of
    its id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    camera: str = Field(min_length=1, description="host, HOST:PORT or id of the camera, without the source's id")
    name: str = Field("", description="what operators read")
    lon: float | None = Field(None, description="longitude in the source's coordinate system")
    lat: float | None = Field(None, description="latitude")
    heading_deg: float | None = Field(None, description="where it looks, clockwise from north")
    fov_deg: float | None = Field(None, gt=0, le=360, description="horizontal angle of view")
    range_m: float | None = Field(None, gt=0, description="how far it is of use")
    district: str = Field("", description="district it stands in")
    department: str = Field("", description="whose camera it is")
    user: str = Field("", description="its own user, if other than the source's")
    password: str = Field("", description="its own password; write ${VARIABLE}, not the password")
    secret: str = Field("", description="its own name in the secret store")
    verify: bool | str | None = Field(None, description="check its certificate, or trust that of a file; empty: as the "
                                                        "source does")
    rtsp_port: int = Field(0, ge=0, le=65535, description="port of its streams as seen from here, where a router "
                                                          "changes it; 0: as the camera says")


class OnvifConfig(ConnectorConfig):
    """url: one device; addresses: several; discover: whoever answers; path: stored answers."""

    url: str = Field("", description="device service of one camera or recorder; a host alone is enough")
    path: str = Field("", description="file or folder of stored SOAP answers of one device, read once")
    addresses: tuple[str, ...] = Field((), description="hosts, HOST:PORT or device services of several")
    discover: bool = Field(False, description="look for cameras by WS-Discovery; they are asked with the source's "
                                              "user and password, so only in networks of one's own")
    discover_at: tuple[str, ...] = Field(("239.255.255.250",), description="where to probe: the multicast group, or "
                                                                           "hosts (HOST:PORT) behind a router")
    discover_s: float = Field(300.0, gt=0, le=86400, description="seconds between two searches")
    user: str = Field("", description="user of the cameras; empty: none, or that of the secret")
    password: str = Field("", description="password of the cameras; write ${VARIABLE}, not the password")
    secret: str = Field("", description="name in the secret store (command-center secret), for answers and streams")
    camera: tuple[OnvifCamera, ...] = Field((), description="places and names, tables headed [[connector.camera]]")
    keep_hosts: bool = Field(False, description="take the hosts of stream addresses as they are: for recorders whose "
                                                "streams come from another machine")
    alarms: tuple[Literal["motion", "tamper", "input", "video_loss", "line", "intrusion", "sound"], ...] = Field(
        ("motion", "tamper", "input", "video_loss"), description="events of cameras that become device alarms; empty: none")
    levels: dict[str, int] = Field({"motion": 4, "tamper": 2, "input": 3, "video_loss": 2},
                                   description="kind of event -> level of its alarm, 1 to 4")
    poll_s: float = Field(30.0, gt=0, le=86400, description="seconds between two looks whether a camera answers, where it "
                                                            "sends no events")
    refresh_s: float = Field(600.0, gt=0, description="seconds between two readings of profiles, addresses and presets")
    timeout_s: float = Field(5.0, gt=0, le=600, description="seconds without a byte before a camera counts as lost")
    total_timeout_s: float = Field(20.0, gt=0, le=600, description="seconds that a whole answer may take")
    max_bytes: int = Field(4 << 20, gt=0, description="largest answer")
    max_devices: int = Field(500, ge=1, description="devices of this source")
    verify: bool | str = Field(True, description="check certificates of https cameras; or a file of trusted ones")

    @field_validator("verify")
    @classmethod
    def _truth(cls, value: bool | str) -> bool | str:
        return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value

    @field_validator("url", "addresses")
    @classmethod
    def _devices(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        if isinstance(value, str):
            return device_url(value) if value else value
        return tuple(device_url(each) for each in value)

    @field_validator("discover_at")
    @classmethod
    def _probes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for each in value:
            probe_address(each)
        return value

    @model_validator(mode="after")
    def _one_input(self) -> OnvifConfig:
        live = bool(self.url or self.addresses or self.discover)
        if live == bool(self.path):
            raise ValueError("url, addresses or discover; or path")
        if any(not 1 <= level <= 4 for level in self.levels.values()):
            raise ValueError("levels from 1 to 4")
        return self
