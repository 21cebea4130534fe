"""What every test shares: no display needed, the folder of sample files, and a Qt that may not grumble."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real sample files; the test is skipped where there is none."""
    folder = Path(os.environ.get("COMMAND_CENTER_SAMPLES", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no sample files at {folder}; set COMMAND_CENTER_SAMPLES")
    return folder
