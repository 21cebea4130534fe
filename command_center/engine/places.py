"""Where a city's files lie. Pure but for looking at the environment; any thread."""

from __future__ import annotations

import shutil
import time
from importlib.resources import files
from pathlib import Path

import platformdirs

from command_center.config import Configuration

APPLICATION = "command-center"
BESIDE = ("", "-wal", "-shm", ".keyframes", ".blocks", "-video")  # a journal and what lies beside it


def demo_configuration() -> Path:
    """The configuration of the demo city."""
    return Path(str(files("resources") / "demo" / "city.toml"))


def is_demo(configuration: Configuration) -> bool:
    """Whether this is the bundled demo city, which is what is opened without a configuration (and not a copy of it
    that somebody runs on purpose)."""
    return configuration.path is None or configuration.path.resolve() == demo_configuration().resolve()


def journal_path(configuration: Configuration) -> Path:
    """The journal of a configuration: as it says, relative to its file, else in the user's data folder."""
    if configuration.journal.path:
        base = configuration.path.parent if configuration.path is not None else Path.cwd()
        return (base / Path(configuration.journal.path).expanduser()).resolve()
    name = "demo" if configuration.city.demo or configuration.path is None else configuration.path.stem
    return Path(platformdirs.user_data_dir(APPLICATION)) / name / "journal.sqlite"


def blocks_path(journal: Path) -> Path:
    """Where the blocks of samples of a journal lie."""
    return journal.with_name(journal.name + ".blocks")


def begin_anew(journal: Path, keep: bool) -> None:
    """Take a journal and all that belongs to it out of the way: moved aside under the time of day where it is to be
    kept, else deleted (the demo's). Raises OSError."""
    aside = journal.with_name(f"{journal.stem}-{time.strftime('%Y%m%d-%H%M%S')}{journal.suffix}")
    for ending in BESIDE:
        part = journal.with_name(journal.name + ending)
        if not part.exists():
            continue
        if keep:
            part.rename(aside.with_name(aside.name + ending))
        elif part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink()
