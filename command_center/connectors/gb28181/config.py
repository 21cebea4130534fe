"""The table of a GB/T 28181 source in the configuration. Read once; any thread."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator, model_validator

from command_center.connectors.base import ConnectorConfig
from command_center.time_zone import ZoneName

_PORTS = re.compile(r"(\d{1,5})-(\d{1,5})")


class Gb28181Config(ConnectorConfig):
    """listen is where devices register; or path (or frames) is a capture that is read instead."""

    listen: str = Field("", description="HOST:PORT where devices register, UDP and TCP; usually 0.0.0.0:5060")
    path: str = Field("", description="file or folder of captures (pcapng, pcap, .sip, lines) read instead of listening")
    frames: str = Field("", description="one SIP message a line as hex, or JSON lines with hex or frame; or a capture")
    server_id: str = Field("34020000002000000001", description="our own id, 20 digits; its first ten are the domain")
    realm: str = Field("", description="realm of the digest; empty: the domain")
    password: str = Field("", description="password of every device; write ${VARIABLE}, not the password")
    passwords: dict[str, str] = Field({}, description="device id -> its own password")
    secret: str = Field("", description="name in the secret store (command-center secret) of every device's password")
    anonymous: bool = Field(False, description="true lets devices register without a password: closed networks only")
    digest: tuple[Literal["MD5", "SHA-256"], ...] = Field(("MD5",), description="algorithms offered; SHA-256 since 2022")
    keepalive_s: float = Field(60.0, gt=0, le=3600, description="seconds between two keepalives; three missed are offline")
    expires_s: int = Field(3600, ge=60, le=86400, description="longest time a registration holds")
    catalogue_s: float = Field(3600.0, gt=0, description="seconds between two catalogue queries of a device")
    catalogue_idle_s: float = Field(5.0, gt=0, le=60, description="seconds after which a catalogue in parts is taken as it is")
    subscribe: tuple[Literal["catalog", "position", "alarm"], ...] = Field(
        ("catalog", "position", "alarm"), description="what every device is asked to notify")
    position_s: int = Field(5, ge=1, le=3600, description="seconds between two positions of a moving camera")
    class_key: str = Field("", description="class of moving cameras on the map")
    alarm_hold_s: float = Field(300.0, gt=0, description="seconds after which an alarm that is not repeated is over: "
                                                         "the standard has no word for it")
    timezone: ZoneName = Field("Asia/Shanghai", description="zone of the times that devices write")
    max_devices: int = Field(10_000, ge=1, description="registered devices")
    max_channels: int = Field(50_000, ge=1, description="channels of one device")
    max_bytes: int = Field(4 << 20, gt=0, description="largest message")
    media_transport: Literal["udp", "tcp_passive", "tcp_active"] = Field(
        "udp", description="how pictures come; tcp_passive: devices connect to us, tcp_active: we to them")
    media_host: str = Field("", description="our address in what devices are asked to send to; empty: the one that "
                                            "leads to the device")
    media_ports: str = Field("", description="FROM-TO, for firewalls; empty: any free port")
    relay_port: int = Field(0, ge=0, le=65535, description="loopback port where tiles fetch pictures; 0: one that is free")
    stream_number: bool | None = Field(None, description="ask for sub streams (a=streamnumber); empty: of 2022 devices")
    media_url: str = Field("", description="address of a media server that has the pictures, with {device} and {channel}: "
                                           "rtsp://media/rtp/{device}_{channel}; empty: our own relay")
    media_sub_url: str = Field("", description="the same for sub streams")

    @field_validator("server_id")
    @classmethod
    def _digits(cls, value: str) -> str:
        if not re.fullmatch(r"[0-9]{18,20}", value):
            raise ValueError("20 digits")
        return value

    @field_validator("media_ports")
    @classmethod
    def _range(cls, value: str) -> str:
        match = _PORTS.fullmatch(value)
        if value and (match is None or not 0 < int(match[1]) < int(match[2]) < 65536):
            raise ValueError("FROM-TO, two ports")
        return value

    @field_validator("media_url", "media_sub_url")
    @classmethod
    def _template(cls, value: str) -> str:
        try:
            value.format(device="", channel="")
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            raise ValueError("an address with {device} and {channel}") from error
        return value

    @model_validator(mode="after")
    def _one_input(self) -> Gb28181Config:
        if [bool(self.listen), bool(self.path), bool(self.frames)].count(True) != 1:
            raise ValueError("one of listen, path and frames")
        if self.listen:
            _listening(self.listen)
            if not (self.password or self.passwords or self.secret or self.anonymous):
                raise ValueError("a password, passwords, a secret, or anonymous = true")
        return self

    @property
    def domain(self) -> str:
        """The SIP domain."""
        return self.server_id[:10]

    @property
    def address(self) -> tuple[str, int]:
        """Host and port to listen on."""
        return _listening(self.listen)

    @property
    def ports(self) -> range:
        """Ports for pictures; empty: any."""
        match = _PORTS.fullmatch(self.media_ports)
        return range(int(match[1]), int(match[2]) + 1) if match else range(0)

    def password_of(self, device: str) -> str:
        """The password of a device, "" for none."""
        return self.passwords.get(device, self.password)


def _listening(value: str) -> tuple[str, int]:
    host, colon, port = value.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise ValueError("listen: HOST:PORT")
    return host.strip("[]"), int(port)
