"""What tests of ONVIF share: secrets of their own, a camera on loopback, connectors that end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from command_center.connectors.onvif import subscription
from command_center.domain.events import CameraSeen
from tests.servers.onvif_camera import OnvifCamera
from tests.unit.connectors.conftest import Recorder, make


def own_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No password of whoever runs the tests, and events asked for every second."""
    monkeypatch.setenv("COMMAND_CENTER_SECRETS", str(tmp_path / "secrets.json"))
    monkeypatch.setattr(subscription, "PULL_S", 1)


def running_camera(samples: Path) -> Iterator[OnvifCamera]:
    running = OnvifCamera(samples)
    yield running
    running.close()


def connectors() -> Iterator[Callable[..., Recorder]]:
    """Starts a connector; ended with the test."""
    started: list[Recorder] = []

    def begin(**settings: Any) -> Recorder:
        recorder = make("onvif", **{"id": "o", "timeout_s": 3, **settings})
        started.append(recorder)
        return recorder.start()

    yield begin
    for recorder in started:
        recorder.stop.set()


def seen(recorder: Recorder) -> list[CameraSeen]:
    return [event for event in recorder.events if isinstance(event, CameraSeen)]
