"""The tables [video], [[video.group]] and [[video.tour]] of the configuration. Pure; any thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from command_center.config_masks import VideoMask
from command_center.sections import Section


class CameraGroup(Section):
    """Cameras that belong together: those named, and those that fit everything that is asked for."""

    key: str = Field(min_length=1, description="name that no other group has")
    title: str = Field("", description="what operators read, in Chinese")
    title_en: str = Field("", description="the same in English")
    cameras: tuple[str, ...] = Field((), description="ids of cameras (SOURCE/ID), in the order in which they are shown")
    districts: tuple[str, ...] = Field((), description="cameras of these districts")
    name: str = Field("", description="cameras whose name holds this text")
    where: dict[str, str] = Field(default_factory=dict, description="cameras whose properties are so: scene = \"bridge\"")


class Tour(Section):
    """Groups that a wall shows one after the other."""

    key: str = Field(min_length=1, description="name that no other tour has")
    title: str = Field("", description="what operators read, in Chinese")
    title_en: str = Field("", description="the same in English")
    groups: tuple[str, ...] = Field(min_length=1, description="keys of groups, in their order; one with more cameras than "
                                                              "there are tiles takes several pages")
    dwell_s: float = Field(15.0, ge=2, description="how long a page stays, in seconds")
    layout: str = Field("", description="layout to show it in; empty: as many tiles as a page needs, at most those in use")


class CameraOptions(Section):
    """What is particular to one camera."""

    record: Literal["", "main", "sub"] = Field("", description="which of its streams is recorded; empty: as [video] says")
    offset_ms: float | None = Field(None, description="added to the time of its pictures: negative for a camera that is "
                                                      "known to be late by so much; none: what its source says")
    transport: Literal["", "tcp", "udp"] = Field("", description="how RTSP comes; empty: as its source says, else tcp. What "
                                                                 "does not come over the one is tried over the other")
    secret: str = Field("", description="name of its password (`command-center secret set NAME`); empty: the user in its "
                                        "address names it")
    certificate: str = Field("", description="rtsps and https: a PEM file with the authority to trust, or any; empty: those "
                                             "that this machine trusts")


class VideoSection(Section):
    """Tiles and recording."""

    tiles: int = Field(6, ge=0, le=64, description="tiles on the desk, until the operator chooses a layout")
    layout: str = Field("", description="layout to begin with: 1, 4, 6, 8, 9, 10, 13, 16, 25, 36 or 64; empty: `tiles` "
                                        "equal ones")
    alarm_level: int = Field(1, ge=0, le=4, description="alarms from this level (1 red to 4 blue) bring up the cameras "
                                                        "that see the place until they are acknowledged; 0: none does")
    group: tuple[CameraGroup, ...] = Field((), description="groups of cameras, tables headed [[video.group]]")
    tour: tuple[Tour, ...] = Field((), description="tours, tables headed [[video.tour]]")
    mask_lift: tuple[str, ...] = Field((), description="operators or desks that may uncover a camera that was moved away from "
                                                       "its masks; nobody else is offered it")
    mask: tuple[VideoMask, ...] = Field((), description="privacy masks, tables headed [[video.mask]]")
    watermark: bool = Field(False, description="write the operator's name and the desk over every picture")
    ptz_priority: dict[str, int] = Field(default_factory=dict, description="by name of an operator or of a desk: who "
                                         "may take a camera from whom; the higher takes, 0 for who is not named")
    record: bool = Field(True, description="record segments for replay")
    stream: Literal["main", "sub"] = Field("sub", description="which stream is recorded: sub lasts longer within the "
                                                              "budget, main is sharper")
    folder: str = Field("", description="where segments lie; empty: beside the journal")
    budget_gb: float | None = Field(None, gt=0, description="disk budget; default the smaller of 10 GB and a tenth of "
                                                            "what is free")
    keep_days: float | None = Field(None, gt=0, description="how long recordings are kept; none: as long as the budget "
                                    "lasts. Footage locked as evidence is never removed")
    camera: dict[str, CameraOptions] = Field(default_factory=dict, description="by a camera's id, tables headed "
                                             "[video.camera.\"SOURCE/ID\"]")
    segment_s: float = Field(60.0, ge=2, description="length of a segment in seconds")
    hardware: Literal["auto", "off"] = Field("auto", description="auto: large pictures are decoded by the graphics card "
                                                                 "where the machine has one that can; off: never")
    govern: bool = Field(True, description="show less of every tile (sub-stream, key frames, nothing) while the processor "
                                           "is too busy to decode them all")
    look_every_s: float = Field(60.0, gt=0, description="how often a camera that is not recorded is looked at: connect, "
                                                        "one key frame, let go")
    looks_at_once: int = Field(32, ge=1, le=256, description="how many such cameras are open at a time, at most")


LAYOUTS = ("", "1", "4", "6", "8", "9", "10", "13", "16", "25", "36", "64")


def unknown_names(settings: VideoSection) -> Iterator[tuple[str, str]]:
    """(key, what was expected) of every name in [video] that stands for nothing, or for two things."""
    groups, tours = [group.key for group in settings.group], [tour.key for tour in settings.tour]
    for kind, keys in (("group", groups), ("tour", tours)):
        yield from ((f"video.{kind}[{at}].key", f"a name that no other [[video.{kind}]] has")
                    for at, key in enumerate(keys) if key in keys[:at])
    wanted = f"one of {', '.join(LAYOUTS[1:])}"
    if settings.layout not in LAYOUTS:
        yield "video.layout", f"{wanted}, not {settings.layout!r}"
    for at, tour in enumerate(settings.tour):
        if tour.layout not in LAYOUTS:
            yield f"video.tour[{at}] {tour.key}.layout", f"{wanted}, not {tour.layout!r}"
        yield from ((f"video.tour[{at}] {tour.key}.groups", f"keys of [[video.group]] ({', '.join(groups)}), not {key!r}")
                    for key in tour.groups if key not in groups)
