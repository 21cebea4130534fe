"""A camera's addresses as they are opened: with what its source and the configuration say about reading them. Pure."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from command_center.config_video import VideoSection
from command_center.domain.addresses import address_with


class Addressed(Protocol):
    """A camera of the snapshot, or the event that told of it."""

    @property
    def camera(self) -> str:
        """Its id."""

    @property
    def main_url(self) -> str:
        """"" where there is none."""

    @property
    def sub_url(self) -> str:
        """"" where there is none."""

    @property
    def properties(self) -> dict[str, str]:
        """What else its source says."""


class Addresses(NamedTuple):
    """sub is "" for a camera with one stream, whichever it is called."""

    main: str
    sub: str


def addresses_of(camera: Addressed, video: VideoSection) -> Addresses:
    """Both streams; what [video.camera."ID"] says comes before what the source says."""
    own = video.camera.get(camera.camera)
    over = {} if own is None else {key: value for key, value in (
        ("transport", own.transport), ("secret", own.secret), ("certificate", own.certificate)) if value}
    main, sub = (address_with(url, camera.properties, over) for url in (camera.main_url, camera.sub_url))
    return Addresses(main, sub) if main else Addresses(sub, "")
